import { boundGarbage, garbagePercent } from '../../src/infra/local/bound-garbage.ts';
import type { Secrets } from '../../src/infra/local/secret-file.ts';
import { type Application, connect } from '../../src/service/connect.ts';
import { loadConfig, type Overrides } from '../../src/service/load-config.ts';
import { createProcessMetrics, publishMetrics } from '../../src/service/processes/metrics.ts';
import { sendTraces } from '../../src/service/processes/tracing.ts';
import { type Cli, CliError } from '../host/host.ts';
import { exitSoon, untilStopped } from '../host/until-stopped.ts';
import { isComplete, runningAddresses } from '../setup/addresses.ts';
import { readSettings } from '../setup/settings.ts';

type Running = Readonly<{ close: () => Promise<void> }>;

/**
 * Runs one process of the service until a signal stops it; EventStoreDB, Postgres and Redis must run already.
 * `options` come before the environment. `readyLine` is the line that is printed once the process has started.
 */
export async function runProcess<Started extends Running>(
  cli: Cli,
  options: Overrides,
  start: (core: Application, parts: Readonly<{ secrets: Secrets }>) => Promise<Started>,
  readyLine: (started: Started, core: Application) => string,
): Promise<void> {
  const stopped = untilStopped(cli);
  const addresses = runningAddresses(loadConfig(cli.env, options).config);
  // This comes before `readSettings`, which creates secrets.
  if (!isComplete(addresses)) {
    throw new CliError(
      'No services run: set EVENTSTORE_URL, DATABASE_URL and REDIS_URL, or run irontrack up on the same data folder.',
    );
  }
  const { config, secrets, logger } = readSettings(cli, options);
  await using parts = new AsyncDisposableStack();
  parts.defer(() => exitSoon(cli));
  boundGarbage(garbagePercent);
  const core = parts.use(await connect(config, secrets, addresses, logger));
  const traces = await sendTraces(core);
  parts.defer(() => traces.close());
  const published = await publishMetrics(core, createProcessMetrics(core));
  parts.defer(() => published.close());
  const started = await start(core, { secrets });
  parts.defer(() => started.close());
  cli.print(readyLine(started, core));
  await stopped;
  cli.say('Stopping …');
}
