import { resolve } from 'node:path';
import { readRunFile } from '../../embedded/data-dir.ts';
import { connect } from '../../src/service/connect.ts';
import { readHealth } from '../../src/service/processes/health.ts';
import { version } from '../../src/service/version.ts';
import { defineCommand } from '../command.ts';
import { describeFailure } from '../host/failures.ts';
import { type Cli, CliError } from '../host/host.ts';
import { columnsOf, jsonOf } from '../host/text.ts';
import { json } from '../options.ts';
import { isComplete, runningAddresses } from '../setup/addresses.ts';
import { answerLogger, readInstalledConfig, readInstalledSettings } from '../setup/settings.ts';

export const status = defineCommand({
  options: { json },
  async run({ json }, cli) {
    const found = await readStatus(cli);
    for (const line of json ? [jsonOf(found)] : linesOf(found)) cli.print(line);
    if (found.problem !== null) throw new CliError(found.problem);
  },
});

type Status = Awaited<ReturnType<typeof readStatus>>;

/** Reads the state of the installation. `problem` says in a sentence why it is not healthy; null when it is. */
async function readStatus(cli: Cli) {
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
    const health = await readHealth(core);
    return { ...installation, health, problem: problemOf(health) };
  } catch (error) {
    return { ...installation, health: null, problem: describeFailure(error) };
  }
}

type Health = Awaited<ReturnType<typeof readHealth>>;

function problemOf({ database, cache, eventStore, pipeline }: Health): string | null {
  const offline = Object.entries({ Postgres: database, Redis: cache, EventStoreDB: eventStore });
  const names = offline.flatMap(([name, state]) => (state === 'offline' ? [name] : []));
  if (names.length > 0) return `${names.join(' and ')} cannot be reached.`;
  return pipeline.status === 'stalled' ? 'The read models do not move: a dispatcher or a worker is missing.' : null;
}

function linesOf({ version, dataDir, process, health, problem }: Status): string[] {
  const lines = [
    ['version', version],
    ['data folder', dataDir],
    ['process', process ? `${process.pid}, since ${process.startedAt}` : 'none on this data folder'],
    ['API', process?.http ?? ''],
    ...(health ? healthRows(health) : []),
    ['state', problem === null ? 'healthy' : 'not healthy'],
  ];
  return lines.map(columnsOf);
}

const healthRows = ({ database, cache, eventStore, pipeline }: Health): string[][] => [
  ['EventStoreDB', eventStore],
  ['Postgres', database],
  ['Redis', cache],
  ['read models', pipeline.behind ? `${pipeline.status}, lagging` : pipeline.status],
  ['largest lag', `${Math.max(0, ...(pipeline.lag ?? []).map(({ events }) => events))} events`],
  ['parked streams', String(pipeline.parkedStreams ?? '?')],
  ['refused events', String(pipeline.refusedEvents ?? '?')],
];
