import { setTimeout } from 'node:timers/promises';
import { SingleBar } from 'cli-progress';
import type { Argv } from 'yargs';
import { readLag, type VersionLag } from '../src/projections/lag.ts';
import type { Difference } from '../src/projections/maintenance/compare.ts';
import type { Maintenance, Progress } from '../src/projections/maintenance/maintenance.ts';
import { rebuild } from '../src/projections/maintenance/rebuild.ts';
import { relane } from '../src/projections/maintenance/relane.ts';
import { resumeProjection } from '../src/projections/maintenance/resume.ts';
import { verify } from '../src/projections/maintenance/verify.ts';
import { models } from '../src/projections/models/all.ts';
import { readTopology, type Version } from '../src/projections/versions/topology.ts';
import {
  dropVersion,
  listVersions,
  pauseProjection,
  useVersion,
  VersionRefusal,
} from '../src/projections/versions/versions.ts';
import { setUp, withApplication } from './environment.ts';
import { whole } from './numbers.ts';
import { CliError, print, say } from './terminal.ts';

/** Runs long work with a bar on a terminal; Ctrl-C takes it back. */
async function working<Result>(label: string, run: (work: Maintenance) => Promise<Result>): Promise<Result> {
  const stop = new AbortController();
  const interrupt = () => stop.abort(new CliError('Stopped; nothing has changed.'));
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, interrupt);
  const progress = progressOf(label);
  try {
    return await withApplication(setUp(), ({ db, log, decrypt, logger }) =>
      refusing(() => run({ db, log, decrypt, logger, models, signal: stop.signal, onProgress: progress.update })),
    );
  } finally {
    progress.stop();
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.off(signal, interrupt);
  }
}

/** What can't be done is told in a line. */
async function refusing<Result>(run: () => Promise<Result>): Promise<Result> {
  try {
    return await run();
  } catch (error) {
    throw error instanceof VersionRefusal ? new CliError(error.message) : error;
  }
}

function progressOf(label: string) {
  const format = `${label} {bar} {percentage} % | {events} events, {speed}/s | {phase}`;
  const bar = process.stderr.isTTY ? new SingleBar({ format, stream: process.stderr, hideCursor: true }) : null;
  const start = performance.now();
  let isStarted = false;
  return {
    update({ phase, events, position, head }: Progress) {
      if (!bar) return;
      if (!isStarted) bar.start(100, 0, { events, phase, speed: 0 });
      isStarted = true;
      const speed = Math.round(events / ((performance.now() - start) / 1_000));
      bar.update(head > 0n ? Number((position * 100n) / head) : 0, { events, phase, speed });
    },
    stop: () => bar?.stop(),
  };
}

const toJson = (value: unknown): string =>
  JSON.stringify(value, (_key, each) => (typeof each === 'bigint' ? String(each) : each));

async function list(json: boolean): Promise<void> {
  await withApplication(setUp(), async ({ db }) => {
    const { versions } = await readTopology(db);
    for (const version of versions) {
      const { projection, version: number, shape, state, paused } = version;
      const line = [projection, `v${number}`, `shape ${shape}`, state, paused ? 'paused' : ''];
      print(json ? toJson(version) : line.join('\t').trimEnd());
    }
  });
}

async function status(json: boolean): Promise<void> {
  await withApplication(setUp(), async ({ db, log }) => {
    const { head, versions } = await readLag({ db, log });
    if (json) return print(toJson({ head, versions }));
    for (const version of versions) for (const line of statusOf(version)) print(line);
  });
}

const statusOf = ({ projection, version, state, paused, parked, lanes }: VersionLag): string[] => [
  [projection, `v${version}`, paused ? `${state}, paused` : state, `${parked} parked`].join('\t'),
  ...lanes.map(({ lane, position, events, isMore, seconds }) =>
    ['', `lane ${lane}`, `at ${position}`, `${events}${isMore ? '+' : ''} events, ${seconds.toFixed(1)} s behind`].join(
      '\t',
    ),
  ),
];

async function rebuildOne(name: string, json: boolean): Promise<void> {
  const done = await working(name, (work) => rebuild(work, name));
  if (json) return print(toJson(done));
  const { version, replaced, isReplacedPaused, events, seconds } = done;
  say(`${events} events in ${seconds.toFixed(1)} s, ${Math.round(events / Math.max(seconds, 0.001))}/s`);
  const before = isReplacedPaused ? `v${replaced} stays paused` : `v${replaced} is still fed`;
  print(replaced === null ? `${name} v${version} answers queries.` : `${name} v${version} answers queries; ${before}.`);
}

const differenceOf = ({ table, id, kind, columns, values }: Difference): string => {
  const shown = values ? columns.map((column) => `${column}: ${values[column]?.join(' ≠ ')}`) : columns;
  return [kind, table, id, ...(kind === 'changed' || values ? [shown.join(', ')] : [])].join('\t');
};

async function verifyOne(name: string, { json, show }: Readonly<{ json: boolean; show: boolean }>): Promise<void> {
  const found = await working(name, (work) => verify({ ...work, show }, name));
  if (json) print(toJson(found));
  else {
    for (const { table, rows, different, first } of found.tables) {
      print(`${table}\t${rows} rows\t${different} different`);
      for (const difference of first) print(differenceOf(difference));
    }
    for (const stream of found.parked) print(`parked\t${stream}`);
    for (const { stream, position, reason } of found.unapplied) print(`unapplied\t${stream}\t${position}\t${reason}`);
  }
  if (found.unapplied.length > 0)
    say(`This build can not apply ${found.unapplied.length} streams that v${found.version} has.`);
  if (!found.same) throw new CliError(`${name} v${found.version} is not what the log makes of it.`);
}

/** What it means to the readers of a version that nobody feeds. */
const unfed = ({ projection, version }: Version): string =>
  `${projection} v${version} answers queries: until it is resumed, whoever has written since gets 503 (read-model-behind).`;

async function change(run: (work: Maintenance) => Promise<string>): Promise<void> {
  print(await working('', run));
}

/** The read models: their versions, and how far they are. */
export const projections = (cli: Argv): Argv => {
  const json = { type: 'boolean', default: false, describe: 'Print JSON' } as const;
  const show = { type: 'boolean', default: false, describe: 'Print values that differ, personal ones too' } as const;
  const name = { type: 'string', demandOption: true } as const;
  const number = { ...whole('number', { min: 1, max: 2 ** 31 - 1 }), demandOption: true } as const;
  const lanes = { ...whole('lanes', { min: 1 }), demandOption: true } as const;
  return cli.command('projections', 'The read models: their versions, and how far they are', (yargs) =>
    yargs
      .command(
        'list',
        'List the versions',
        (verb) => verb.options({ json }),
        (argv) => list(argv.json),
      )
      .command(
        'status',
        'Show how far each lane is behind the log',
        (verb) => verb.options({ json }),
        (argv) => status(argv.json),
      )
      .command(
        'rebuild <name>',
        'Make a new version out of the log, and let queries read it',
        (verb) => verb.positional('name', name).options({ json }),
        (argv) => rebuildOne(argv.name, argv.json),
      )
      .command(
        'verify <name>',
        'Compare the rows with what the log makes of them; fails where they differ',
        (verb) => verb.positional('name', name).options({ json, show }),
        (argv) => verifyOne(argv.name, argv),
      )
      .command(
        'pause <name>',
        'Stop feeding a read model; the others go on',
        (verb) => verb.positional('name', name),
        (argv) =>
          change(async ({ db }) => {
            await pauseProjection(db, argv.name);
            const live = (await listVersions(db, argv.name)).find(({ state }) => state === 'live');
            if (live) say(unfed(live));
            return `${argv.name} is paused.`;
          }),
      )
      .command(
        'resume <name>',
        'Feed a paused read model again, with what it has missed',
        (verb) => verb.positional('name', name),
        (argv) =>
          change(async (work) => {
            await resumeProjection(work, argv.name);
            return `${argv.name} is fed again.`;
          }),
      )
      .command(
        'use <name> <number>',
        'Let queries read another version',
        (verb) => verb.positional('name', name).positional('number', number),
        (argv) =>
          change(async ({ db }) => {
            for (let tries = 0; tries < 20; tries += 1) {
              if (await useVersion(db, argv.name, argv.number)) return `${argv.name} v${argv.number} answers queries.`;
              await setTimeout(100);
            }
            throw new CliError(`Version ${argv.number} of ${argv.name} is behind the one that is read.`);
          }),
      )
      .command(
        'drop <name> <number>',
        'Remove a version that does not answer queries',
        (verb) => verb.positional('name', name).positional('number', number),
        (argv) =>
          change(async ({ db }) => {
            await dropVersion(db, models, argv.name, argv.number);
            return `${argv.name} v${argv.number} is dropped.`;
          }),
      )
      .command(
        'relane <lanes>',
        'Change the number of lanes',
        (verb) => verb.positional('lanes', lanes),
        (argv) =>
          change(async (work) => {
            const { lanes, before } = await relane(work, argv.lanes);
            return `There are ${lanes} lanes; there were ${before}.`;
          }),
      )
      .demandCommand(1, 'Which action?'),
  );
};
