import { type DatabasePool, sql } from 'slonik';
import type { RecordedEvent } from '../../../src/events/event.ts';
import type { Decrypt, SealedEvent } from '../../../src/ports/log.ts';
import { createApply } from '../../../src/projections/apply/apply.ts';
import { type RetryParkedOptions, retryParked } from '../../../src/projections/apply/retry-parked.ts';
import { createWorker } from '../../../src/projections/apply/worker.ts';
import type { Job } from '../../../src/projections/core/job.ts';
import type { Projection } from '../../../src/projections/core/projection.ts';
import { type MemoryLog, memoryLog, type Written } from './memory-log.ts';
import { decrypt as defaultDecrypt, projections, reset, silent } from './tables.ts';
import { choices, ownerId, randomFrom, sessionId, trainingLog } from './training.ts';

export const streamOf = (session: number): string => `session-${sessionId(session)}`;

/** A projection that can't apply some events. */
export const failing = (projection: Projection, isPoison: (event: RecordedEvent) => boolean): Projection => ({
  ...projection,
  async apply(tx, events) {
    if (events.some(isPoison)) throw new Error('What somebody typed');
    await projection.apply(tx, events);
  },
});

export type LaneOptions = Readonly<{
  /** In the place of those of the same name. */
  carried?: readonly Projection[];
  decrypt?: Decrypt;
  db?: DatabasePool;
  logger?: typeof silent;
}>;

/** All projections, with these in the place of those of their names. */
export const inPlace = (some: readonly Projection[]): readonly Projection[] => [
  ...some,
  ...projections.filter(({ name }) => !some.some((each) => each.name === name)),
];

/** One lane with a log in memory, to be worked on job by job. */
export async function laneOn(db: DatabasePool) {
  const log: MemoryLog = memoryLog();
  const layout = await reset(db, 1);
  const act = trainingLog(3);
  const choice = choices(randomFrom(5), 8);

  /** The job for the events from index `from` up to, but without, `to`. */
  const job = (from = 0, to = log.all().length): Job => {
    const events = log.all();
    const last = events[to - 1];
    return {
      layout: layout.layout,
      lane: 0,
      from: events[from - 1]?.position ?? 0n,
      to: last?.position ?? 0n,
      bookmark: last ? { after: events[to - 2]?.position ?? 0n, position: last.position, id: last.id } : null,
      events: events.slice(from, to),
    };
  };
  const workerWith = (options: LaneOptions = {}) => {
    const { carried = [], decrypt = defaultDecrypt, logger = silent } = options;
    const apply = createApply({ db: options.db ?? db, projections: inPlace(carried), decrypt, log, logger });
    return createWorker({ log, layout, apply, logger, signal: new AbortController().signal });
  };
  return {
    log,
    layout,
    job,
    workerWith,
    /** Writes events of ordinary training until there are so many. */
    write(count: number) {
      while (log.all().length < count) log.append(...act(choice.next().value));
    },
    /** Takes in all that the log holds, in one job. */
    takeIn: (options?: LaneOptions) => workerWith(options)(job()),
    retry: (id: bigint, { carried = projections, decrypt = defaultDecrypt }: LaneOptions = {}) =>
      retryParked(retrying(db, carried, decrypt), id),
  };
}

export const retrying = (
  db: DatabasePool,
  carried: readonly Projection[],
  decrypt: Decrypt = defaultDecrypt,
): RetryParkedOptions => ({
  db,
  decrypt,
  projectionOf: async (name, version) => carried.find((each) => each.name === name && each.version === version),
});

/** A new session of its own with so many notes. */
export const session = (number: number, notes = 0, owner = ownerId(number)): Written[] => [
  {
    type: 'SessionStarted',
    data: {
      sessionId: sessionId(number),
      userId: owner,
      startedAt: '2026-01-10T12:00:00.000000Z',
      timezone: 'UTC',
      importId: null,
      personal: { name: `Session ${number}`, notes: null },
    },
    stream: streamOf(number),
    owner,
  },
  ...Array.from({ length: notes }, (_, at) => note(number, `note ${at}`, owner)),
];

export const note = (number: number, notes: string, owner = ownerId(number)): Written => ({
  type: 'SessionNoted',
  data: { personal: { notes }, correction: false },
  stream: streamOf(number),
  owner,
});

/** Waiting events as `projection stream@revision`, in the order in which they would be retried. */
export async function letters(db: DatabasePool): Promise<readonly string[]> {
  const rows = (await db.any(sql.unsafe`
    SELECT projection || ' ' || stream || '@' || revision AS letter
    FROM dead_letters d JOIN parked_streams p ON p.id = d.parked ORDER BY p.stream, p.projection, revision`)) as readonly {
    letter: string;
  }[];
  return rows.map(({ letter }) => letter);
}

export const lettersOf = (projection: string, events: readonly SealedEvent[]): readonly string[] =>
  events.map(({ stream, revision }) => `${projection} ${stream}@${revision}`);
