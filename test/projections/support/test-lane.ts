import { expect } from 'chai';
import { beforeEach } from 'mocha';
import type { DatabasePool } from 'slonik';
import type { Decrypt, SealedEvent } from '../../../src/ports/log.ts';
import { createApply } from '../../../src/projections/apply/apply.ts';
import { type RetryParkedOptions, retryParked } from '../../../src/projections/apply/retry-parked.ts';
import { createWorker, type Work } from '../../../src/projections/apply/worker.ts';
import type { Job } from '../../../src/projections/core/job.ts';
import type { Projection } from '../../../src/projections/core/projection.ts';
import { useDatabase } from '../../support/databases.ts';
import { createMemoryLog, type NewEvent } from './memory-log.ts';
import { streamOf } from './session-events.ts';
import * as tables from './tables.ts';
import { createTrainingWriter } from './training.ts';

export type LaneOptions = Readonly<{
  /** Projections to use instead of the real projections with the same names. */
  projections?: readonly Projection[];
  decrypt?: Decrypt;
  db?: DatabasePool;
  logger?: typeof tables.silentLogger;
  signal?: AbortSignal;
  onReached?: (lane: number, position: bigint) => void;
}>;

/** All real projections, except that the given ones replace those with the same names. */
export const replaceProjections = (some: readonly Projection[]): readonly Projection[] => [
  ...some,
  ...tables.projections.filter(({ name }) => !some.some((each) => each.name === name)),
];

export type TestLane = Awaited<ReturnType<typeof createTestLane>>;

/** Creates a single lane with a log in memory. A test makes the jobs of the lane and processes them one by one. */
export async function createTestLane(db: DatabasePool) {
  const log = createMemoryLog();
  const layout = await tables.resetReadTables(db, 1);
  const writeTraining = createTrainingWriter(log, { owners: 3, sessions: 8, seed: 5 });

  /** Makes the job for the events of the log from index `from` to the one before index `to`. */
  const job = (from = 0, to = log.all().length, change: Partial<Job> = {}): Job => {
    const events = log.all();
    const last = events[to - 1];
    return {
      layout: layout.layout,
      lane: 0,
      from: events[from - 1]?.position ?? 0n,
      to: last?.position ?? 0n,
      bookmark: last ? { after: events[to - 2]?.position ?? 0n, position: last.position, id: last.id } : null,
      events: events.slice(from, to),
      ...change,
    };
  };
  const createLaneWorker = (options: LaneOptions = {}): Work => {
    const { decrypt = tables.decrypt, logger = tables.silentLogger } = options;
    const projections = replaceProjections(options.projections ?? []);
    const apply = createApply({ db: options.db ?? db, projections, decrypt, log, logger });
    const { signal = new AbortController().signal, onReached = () => {} } = options;
    return createWorker({ log, layout, apply, logger, signal, onReached });
  };

  return {
    db,
    log,
    layout,
    job,
    createWorker: createLaneWorker,
    append: (...events: readonly NewEvent[]) => log.append(...events),
    /** Appends events of training sessions until the log contains at least `count` events. */
    writeUntil(count: number) {
      while (log.all().length < count) writeTraining(1);
    },
    /** Applies all events of the log to the read models, in one job. */
    applyAll: (options?: LaneOptions) => createLaneWorker(options)(job()),
    /** Applies all events of the log from index `from` on to the read models, in one job. */
    applyFrom: (from: number, options?: LaneOptions) => createLaneWorker(options)(job(from)),
    retry: (id: bigint, { projections = tables.projections, decrypt = tables.decrypt }: LaneOptions = {}) =>
      retryParked(retryOptions(db, projections, decrypt), id),
    /** The events in the stream of a session from the revision `from` on. */
    eventsOf: (session: number, from = 0): readonly SealedEvent[] =>
      log.all().filter(({ stream, revision }) => stream === streamOf(session) && revision >= from),
    /** All events of the log except those of the given sessions. */
    eventsExcept: (...sessions: readonly number[]): readonly SealedEvent[] =>
      log.all().filter(({ stream }) => !sessions.some((session) => stream === streamOf(session))),
    /** Expects the table of the read model `sessions` to contain the folds of these events (default: the whole log). */
    async expectDocumentsOf(events = log.all()) {
      expect(await tables.readSessionDocuments(db)).to.deep.equal(tables.foldSessions(events));
    },
    /** Expects the checkpoints of all read models to be at the end of the log. */
    async expectCaughtUp() {
      expect(await tables.readLowestCheckpoints(db)).to.deep.equal([await log.head()]);
    },
  };
}

/** Creates a new lane and empties the tables of the read models for each test of a suite. */
export function useTestLane(): TestLane {
  const database = useDatabase();
  const current = {} as { lane: TestLane };
  beforeEach(async () => {
    current.lane = await createTestLane(database.db);
  });
  return new Proxy({} as TestLane, { get: (_, name) => Reflect.get(current.lane, name) });
}

export const retryOptions = (
  db: DatabasePool,
  projections: readonly Projection[] = tables.projections,
  decrypt: Decrypt = tables.decrypt,
): RetryParkedOptions => ({
  db,
  decrypt,
  projectionOf: async (name, version) => projections.find((each) => each.name === name && each.version === version),
});

/** Returns the message of the error with which a promise rejects; null if it succeeds. */
export const messageOf = (work: Promise<unknown>): Promise<string | null> =>
  work.then(
    () => null,
    (error: Error) => error.message,
  );
