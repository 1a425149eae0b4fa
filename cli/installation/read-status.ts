import { resolve } from 'node:path';
import { readRunFile } from '../../embedded/data-dir.ts';
import { connect } from '../../src/service/connect.ts';
import { version } from '../../src/service/version.ts';
import { describeFailure } from '../host/failures.ts';
import type { Cli } from '../host/host.ts';
import { isComplete, runningAddresses } from '../setup/addresses.ts';
import { answerLogger, readInstalledConfig, readInstalledSettings } from '../setup/settings.ts';
import { problemOf } from './health-lines.ts';
import { readSettledHealth } from './settled-health.ts';

export type Status = Awaited<ReturnType<typeof readStatus>>;

/** Reads the state of the installation. `problem` says in a sentence why it is not healthy; null when it is. */
export async function readStatus(cli: Cli) {
  const config = readInstalledConfig(cli);
  const run = readRunFile(config.dataDir);
  const installation = {
    version,
    dataDir: resolve(config.dataDir),
    process: run ? { pid: run.pid, startedAt: run.startedAt, http: run.http ?? null } : null,
  };
  const addresses = runningAddresses(config);
  if (!isComplete(addresses)) {
    return { ...installation, health: null, problem: 'The services do not run: start them with irontrack up.' };
  }
  try {
    await using core = await connect(config, readInstalledSettings(cli).secrets, addresses, answerLogger(cli, config));
    const health = await readSettledHealth(core);
    return { ...installation, health, problem: problemOf(health) };
  } catch (error) {
    return { ...installation, health: null, problem: describeFailure(error) };
  }
}
