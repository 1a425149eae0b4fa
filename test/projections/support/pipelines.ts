import { expect } from 'chai';
import { afterEach, beforeEach } from 'mocha';
import { type DatabasePool, sql } from 'slonik';
import { connectQueues } from '../../../src/infra/redis/queues.ts';
import type { Layout } from '../../../src/ports/lanes.ts';
import type { Projection } from '../../../src/projections/core/projection.ts';
import type { Running } from '../../../src/projections/core/running.ts';
import { queuePrefixOf } from '../../../src/projections/dispatch/queues.ts';
import { useDatabase, useRedis } from '../../support/databases.ts';
import { eventually } from './eventually.ts';
import { createMemoryLog } from './memory-log.ts';
import {
  decrypt,
  foldSessions,
  projections,
  readLowestCheckpoints,
  readSessionDocuments,
  resetReadTables,
  silentLogger,
} from './tables.ts';
import { createTrainingWriter } from './training.ts';

/**
 * Creates a log in memory, empty tables and an empty Redis for each test of a suite. Dispatchers and workers are closed
 * after the test.
 */
export function usePipelines() {
  const database = useDatabase();
  const redis = useRedis();
  const current = {} as { test: Awaited<ReturnType<typeof createTest>> };
  beforeEach(async () => {
    await redis.redis.flushall();
    current.test = createTest(database.db, redis.url, await resetReadTables(database.db, 4));
  });
  afterEach(() => current.test.closeAll());
  return new Proxy({} as ReturnType<typeof createTest> & { redis: typeof redis.redis }, {
    get: (_, name) => (name === 'redis' ? redis.redis : Reflect.get(current.test, name)),
  });
}

function createTest(db: DatabasePool, redisUrl: string, layout: Layout) {
  const log = createMemoryLog();
  const started: { close: () => unknown }[] = [];
  const expectCaughtUp = () =>
    eventually(async () => {
      const head = await log.head();
      const positions = await readLowestCheckpoints(db);
      expect(positions).to.have.length(layout.lanes);
      expect(positions.every((position) => position >= head)).to.equal(true);
    });
  return {
    db,
    log,
    layout,
    write: createTrainingWriter(log, { owners: 20, sessions: 30, seed: 7 }),
    /** Makes the options for a dispatcher, a worker or both, with Redis connections of their own. */
    optionsOf: (active: readonly Projection[] = projections) => {
      const connections = connectQueues(redisUrl, () => {});
      started.push(connections);
      return { db, log, layout, decrypt, projections: active, connections, logger: silentLogger };
    },
    /** Remembers a started dispatcher or worker, so that it is closed after the test. */
    async run(part: Promise<Running>): Promise<Running> {
      const running = await part;
      started.push(running);
      return running;
    },
    expectCaughtUp,
    /** Waits until all lanes reach the end of the log, and compares the session documents with folds of the log. */
    async expectAllApplied() {
      await expectCaughtUp();
      expect(await readSessionDocuments(db)).to.deep.equal(foldSessions(log.all()));
    },
    /** The Redis key of the job queue of a lane. */
    queueKeyOf: (lane: number) => `${queuePrefixOf(layout, projections)}:lane-${lane}`,
    async closeAll() {
      for (const part of started.toReversed()) await part.close();
    },
  };
}

/** Locks the checkpoints of a lane until `release` is called, as a worker that hangs does. */
export async function lockLane(db: DatabasePool, lane: number): Promise<{ release: () => Promise<void> }> {
  const locked = Promise.withResolvers<void>();
  const freed = Promise.withResolvers<void>();
  const done = db.transaction(async (tx) => {
    await tx.query(sql.unsafe`SELECT FROM projection_checkpoints WHERE lane = ${lane} FOR UPDATE`);
    locked.resolve();
    await freed.promise;
  });
  await locked.promise;
  return {
    release: async () => {
      freed.resolve();
      await done;
    },
  };
}
