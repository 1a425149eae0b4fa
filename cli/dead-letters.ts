import { userInfo } from 'node:os';
import type { Argv } from 'yargs';
import type { SealedEvent } from '../src/ports/log.ts';
import { isKnown } from '../src/projections/apply/apply.ts';
import { decryptEach } from '../src/projections/apply/decrypt.ts';
import { readParkedEvents } from '../src/projections/apply/parked-events.ts';
import { findParked, listDiscarded, listParked, type ParkedStream } from '../src/projections/apply/parked-streams.ts';
import {
  discardFirstEvent,
  dryRunRetry,
  type RetryResult,
  retryParked,
} from '../src/projections/apply/retry-parked.ts';
import type { Application } from '../src/service/connect.ts';
import { setUp, withApplication } from './environment.ts';
import { barOf } from './progress-bar.ts';
import { CliError, print, say } from './terminal.ts';

/** JSON with the log's positions as text, for they exceed what numbers keep. */
const jsonOf = (value: object): string =>
  JSON.stringify(value, (_key, each) => (typeof each === 'bigint' ? String(each) : each));

async function list({ json, discarded }: Readonly<{ json: boolean; discarded: boolean }>): Promise<void> {
  await withApplication(setUp(), async ({ db }) => {
    if (discarded) {
      for (const each of await listDiscarded(db)) {
        const { projection, event, stream, revision, by, at, reason } = each;
        print(json ? jsonOf(each) : [projection, event, `${stream}@${revision}`, by, at, reason].join('\t'));
      }
      return;
    }
    for (const each of await listParked(db)) {
      const { id, stream, owner, waiting, parkedAt, reason } = each;
      const line = [id, versionOf(each), stream, owner, `${waiting} waiting`, parkedAt, reason].join('\t');
      print(json ? jsonOf(each) : line);
    }
  });
}

const versionOf = ({ projection, version }: ParkedStream): string => `${projection}@${version}`;

async function show(id: bigint, json: boolean): Promise<void> {
  await withApplication(setUp(), async (core) => {
    const parked = await parkedOf(core, id);
    const [event, ...later] = await readParkedEvents(core.db, id, parked.waiting);
    const opened =
      event && isKnown(event) ? (await decryptEach([event], core.decrypt)).events.get(event.position) : undefined;
    const failed = await dryRunRetry(core, id);
    const now = failed && textOf(failed.error);
    if (json) return print(jsonOf({ ...parked, now, event: opened ?? event ?? null, opened: !!opened, later }));
    print(`${parked.id}\t${versionOf(parked)}\t${parked.stream}\t${parked.owner}`);
    print(`parked ${parked.parkedAt}, tried ${parked.tries} times, at last ${parked.triedAt}`);
    print(`failed then with ${parked.reason}\n${parked.stack}`);
    print(`would now ${now === null ? 'be applied' : `fail with ${now}`}`);
    if (event) print(`${lineOf(event)}\t${opened ? '' : 'sealed: '}${JSON.stringify((opened ?? event).data)}`);
    for (const each of later) print(lineOf(each));
  });
}

const lineOf = ({ position, recordedAt, stream, revision, type, id }: SealedEvent): string =>
  [position, recordedAt, `${stream}@${revision}`, type, id].join('\t');

const textOf = (error: unknown): string => (error instanceof Error ? (error.stack ?? error.message) : String(error));

async function retry(id: bigint | null, json: boolean): Promise<void> {
  await withApplication(setUp(), async (core) => {
    await retryEach(core, id === null ? await listParked(core.db) : [await parkedOf(core, id)], json);
  });
}

/** Retries one stream after the other; one that stays parked holds up no other. */
async function retryEach(core: Application, streams: readonly ParkedStream[], json: boolean): Promise<void> {
  const progress = progressOf(streams.reduce((sum, { waiting }) => sum + waiting, 0));
  let staying = 0;
  for (const parked of streams) {
    const attempt = await retryOne(core, parked, progress.step());
    const { applied, left, reason } = attempt;
    if (left > 0) staying += 1;
    const { id, projection, version, stream } = parked;
    progress.aside(() => {
      if (json) print(jsonOf({ id, projection, version, stream, ...attempt }));
      else print([id, versionOf(parked), stream, `${applied} applied`, `${left} left`].join('\t'));
      if (reason !== null) say(`${stream} stays parked: ${reason}`);
    });
  }
  progress.stop();
  if (streams.length === 0) say('No stream is parked.');
  if (staying > 0) throw new CliError(`${staying} of ${streams.length} streams stay parked.`);
}

/** `reason` is why events are left, where any are. */
async function retryOne(core: Application, parked: ParkedStream, onProgress: (applied: number) => void) {
  const { applied, left, error } = await retryParked(core, parked.id, onProgress).catch(
    (failure: unknown): RetryResult => ({ applied: 0, left: parked.waiting, error: failure }),
  );
  const reason = error instanceof Error ? error.message : left > 0 ? String(error) : null;
  return { applied, left, reason };
}

type Verdict = Readonly<{ event: string; reason: string; by: string; json: boolean }>;

/** Once the event is skipped, the verb has done what it was told; what becomes of those behind it is told, and no failure. */
async function discard(id: bigint, { event, reason, by, json }: Verdict): Promise<void> {
  if (reason.trim() === '') throw new CliError('A discard needs a reason.');
  await withApplication(setUp(), async (core) => {
    const parked = await findParked(core.db, id);
    const done = parked && (await discardFirstEvent(core, parked, event, { reason, by }));
    // Whoever says it again means the same event, which may have been the last that waited.
    const before = (await listDiscarded(core.db)).find(
      (each) => each.event === event && each.projection === (parked?.projection ?? each.projection),
    );
    if (!before) throw new CliError(done?.first ? notFirst(event, done.first) : unknown(id));
    const attempt = done?.discarded ? await retryRest(core, id) : null;
    const next = (await readParkedEvents(core.db, id, 1))[0] ?? null;
    const { projection, stream, revision } = before;
    const skipped = `${projection} skips event ${event} (${stream}@${revision})`;
    const isNew = done?.discarded ?? false;
    if (json) return print(jsonOf({ id, ...before, isNew, ...attempt, next: next?.id ?? null }));
    print(isNew ? `${skipped} from now on.` : `${skipped} already, as ${before.by} decided at ${before.at}.`);
    const why = attempt?.reason ? `: ${attempt.reason}` : '.';
    print(
      next ? `${stream} waits at event ${next.id} (${stream}@${next.revision}) now${why}` : `${stream} flows again.`,
    );
  });
}

/** Tries what waited behind an event that was discarded; null where nothing did. */
async function retryRest(core: Application, id: bigint) {
  const rest = await findParked(core.db, id);
  if (!rest) return null;
  const progress = progressOf(rest.waiting);
  return retryOne(core, rest, progress.step()).finally(() => progress.stop());
}

const notFirst = (event: string, { id, stream, revision, type }: SealedEvent): string =>
  `Event ${event} is not the one that ${stream} waits at; that is ${id} (${stream}@${revision}, ${type}).`;

async function parkedOf({ db }: Application, id: bigint): Promise<ParkedStream> {
  const parked = await findParked(db, id);
  if (!parked) throw new CliError(unknown(id));
  return parked;
}

const unknown = (id: bigint): string => `No stream is parked under ${id}; see irontrack dead-letters list.`;

/** A bar on a terminal where many events wait. */
function progressOf(total: number) {
  const isShown = process.stderr.isTTY && total > 100;
  const bar = isShown ? barOf('{bar} {value} of {total} events | {eta} s left') : null;
  bar?.start(total, 0);
  let before = 0;
  return {
    /** What one stream's retry tells; streams add up. */
    step() {
      const start = before;
      return (applied: number) => {
        before = start + applied;
        bar?.update(before);
      };
    },
    aside(tell: () => void) {
      if (bar) process.stderr.write('\r\u001b[K');
      tell();
    },
    stop: () => bar?.stop(),
  };
}

/** The id of a parked stream as `list` prints it. */
function idOf(text: string): bigint {
  if (!/^\d{1,18}$/.test(text)) throw new CliError(`${text} is not the id of a parked stream.`);
  return BigInt(text);
}

function eventIdOf(text: string): string {
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text))
    throw new CliError(`${text} is not the id of an event.`);
  return text.toLowerCase();
}

/** Whoever runs this, as the machine knows them. */
function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return 'unknown';
  }
}

/** Streams that a projection could not go on with, and the events that wait in them. */
export const deadLetters = (cli: Argv): Argv => {
  const json = { type: 'boolean', default: false, describe: 'Print one JSON document a line' } as const;
  const id = { type: 'string', demandOption: true, describe: 'Id of the parked stream' } as const;
  const all = { type: 'boolean', default: false, describe: 'Every parked stream' } as const;
  const discarded = { type: 'boolean', default: false, describe: 'The events that were discarded instead' } as const;
  const event = { type: 'string', demandOption: true, describe: 'Id of the event, as show prints it first' } as const;
  const reason = { type: 'string', demandOption: true, describe: 'Why, kept for ever' } as const;
  const by = { type: 'string', default: userName(), describe: 'Who decides so' } as const;
  return cli.command('dead-letters', 'Streams that a read model has parked, and what waits in them', (yargs) =>
    yargs
      .command(
        'list',
        'List the parked streams, the oldest first',
        (verb) => verb.options({ json, discarded }),
        (argv) => list(argv),
      )
      .command(
        'show <id>',
        'Show the event that could not be applied, why, and those behind it',
        (verb) => verb.positional('id', id).options({ json }),
        (argv) => show(idOf(argv.id), argv.json),
      )
      .command(
        'retry [id]',
        'Apply what waits, in order, with the present code',
        (verb) => verb.positional('id', { ...id, demandOption: false }).options({ all, json }),
        (argv) => {
          if ((argv.id === undefined) !== argv.all) throw new CliError('Retry either one stream by its id, or --all.');
          return retry(argv.id === undefined ? null : idOf(argv.id), argv.json);
        },
      )
      .command(
        'discard <id>',
        'Skip the event that a stream waits at, for good, then retry those behind it',
        (verb) => verb.positional('id', id).options({ event, reason, by, json }),
        (argv) => discard(idOf(argv.id), { ...argv, event: eventIdOf(argv.event) }),
      )
      .demandCommand(1, 'Which action?'),
  );
};
