import { Worker } from 'bullmq';
import { expect } from 'chai';
import type { Redis } from 'ioredis';
import { type DatabasePool, sql } from 'slonik';
import { connectQueues, type QueueConnections } from '../../src/infra/redis/queues.ts';
import type { Layout } from '../../src/ports/lanes.ts';
import type { Log } from '../../src/ports/log.ts';
import { LogMismatch } from '../../src/projections/core/check-log.ts';
import type { Projection } from '../../src/projections/core/projection.ts';
import type { Running } from '../../src/projections/core/running.ts';
import { runDispatcher } from '../../src/projections/dispatch/dispatcher.ts';
import { createLaneQueues, queuePrefixOf } from '../../src/projections/dispatch/queues.ts';
import { sessions } from '../../src/projections/models/sessions.ts';
import { startDispatcher, startPipeline, startWorker } from '../../src/projections/pipeline.ts';
import { createProgressMonitor } from '../../src/projections/progress.ts';
import { services, useDatabase, useRedis } from '../support/databases.ts';
import { eventually } from './support/eventually.ts';
import { type MemoryLog, memoryLog, type Written } from './support/memory-log.ts';
import { checkpoints, decrypt, docs, foldedDocs, projections, reset, silent } from './support/tables.ts';
import { choices, randomFrom, trainingLog } from './support/training.ts';

describe('the pipeline from the log to the read tables', () => {
  const database = useDatabase();
  const redis = useRedis();
  let log: MemoryLog;
  let layout: Layout;
  let write: (count: number) => void;
  let started: (Running | QueueConnections)[];

  beforeEach(async () => {
    await redis.redis.flushall();
    log = memoryLog();
    layout = await reset(database.db, 4);
    started = [];
    const act = trainingLog(20);
    const choice = choices(randomFrom(7), 30);
    write = (count) => {
      const written: Written[] = [];
      while (written.length < count) written.push(...act(choice.next().value));
      log.append(...written);
    };
  });

  afterEach(async () => {
    const parts = started.toReversed();
    for (const part of parts) await part.close();
  });

  const options = (carried: readonly Projection[] = projections) => {
    const connections = connectQueues(redis.url, () => {});
    started.push(connections);
    return { db: database.db, log, layout, decrypt, projections: carried, connections, logger: silent };
  };
  const run = async (part: Promise<Running>): Promise<Running> => {
    const running = await part;
    started.push(running);
    return running;
  };
  const caughtUp = () =>
    eventually(async () => {
      const head = await log.head();
      const positions = await checkpoints(database.db);
      expect(positions).to.have.length(layout.lanes);
      expect(positions.every((position) => position >= head)).to.equal(true);
    });
  const expectAll = async () => {
    await caughtUp();
    expect(await docs(database.db)).to.deep.equal(foldedDocs(log.all()));
  };
  const jobsOf = (lane: number) => `${queuePrefixOf(layout, projections)}:lane-${lane}`;

  it('takes in what stands in the log, and what comes', async () => {
    write(1_500);
    await run(startPipeline(options()));
    await expectAll();
    write(1);
    await expectAll();
    write(700);
    await expectAll();
  });

  it('carries a backlog in jobs that hold the events', async () => {
    write(5_000);
    await run(startPipeline(options()));
    await expectAll();
    expect(log.pages()).to.be.lessThan(4);
  });

  it('loses nothing when Redis is emptied, again and again', async () => {
    await run(startPipeline(options()));
    for (let round = 0; round < 5; round += 1) {
      write(200);
      await redis.redis.flushall();
      write(100);
      await redis.redis.flushall();
    }
    await expectAll();
  });

  it('sends again what was lost, though nothing else happens', async () => {
    await run(startDispatcher(options()));
    write(40);
    await eventually(async () => expect(await redis.redis.exists(`${jobsOf(0)}:wait`)).to.equal(1));
    await redis.redis.flushall();
    await run(startWorker(options()));
    await expectAll();
  });

  it('takes no harm from two dispatchers and two workers at once', async () => {
    // Without a lease between them, they carry other sets; the checkpoint of what they share decides.
    await run(startPipeline(options()));
    await run(startPipeline(options([sessions])));
    for (let round = 0; round < 10; round += 1) {
      write(100);
      await new Promise(setImmediate);
    }
    await expectAll();
  });

  it('takes no harm from two dispatchers of one set whose ranges overlap', async () => {
    await run(startWorker(options()));
    const stop = new AbortController();
    const { connections, ...rest } = options();
    const dispatching = [1, 2].map((batch) => {
      const queues = createLaneQueues(
        { connection: connections.producer, prefix: queuePrefixOf(layout, projections), onFailure: () => {} },
        layout.lanes,
      );
      return runDispatcher({ ...rest, queues, limits: { batch: 7 * batch } }, stop.signal).then(queues.close);
    });
    for (let round = 0; round < 10; round += 1) {
      write(100);
      await new Promise(setImmediate);
    }
    await expectAll();
    stop.abort();
    await Promise.all(dispatching);
  });

  it('closes within bounds while Redis is away', async () => {
    const { redis: server } = await services();
    const parts = await startPipeline(options());
    await server?.kill();
    try {
      const start = performance.now();
      await parts.close();
      expect(performance.now() - start).to.be.lessThan(8_000);
    } finally {
      await server?.restart();
    }
  });

  it('leaves nobody at work where it can not start', async () => {
    write(30);
    const first = await run(startPipeline(options()));
    await caughtUp();
    await first.close();
    // The log is swapped once the workers have looked at it.
    const swapped = memoryLog();
    const marks = await database.db.oneFirst(
      sql.unsafe`SELECT count(DISTINCT event_id)::int4 FROM projection_checkpoints`,
    );
    let looks = 0;
    const page = (after: bigint, limit: number) => {
      looks += 1;
      return (looks > (marks as number) ? swapped : log).page(after, limit);
    };
    const all = options();
    const { consumer } = all.connections;
    const made: Redis[] = [];
    const duplicate = consumer.duplicate.bind(consumer);
    consumer.duplicate = (...given) => {
      const connection = duplicate(...given);
      made.push(connection);
      return connection;
    };
    const outcome = await run(startPipeline({ ...all, log: { ...log, page } })).then(
      () => null,
      (error) => error,
    );
    expect(outcome).to.be.instanceOf(LogMismatch);
    await eventually(async () => expect(new Set(made.map(({ status }) => status))).to.deep.equal(new Set(['end'])));
  });

  it('goes on with the stand-by when the dispatcher leaves', async () => {
    await run(startWorker(options()));
    const first = await run(startDispatcher(options()));
    write(50);
    await caughtUp();
    await run(startDispatcher(options()));
    await first.close();
    write(50);
    await expectAll();
  });

  it('goes on behind a connection to the log that broke', async () => {
    await run(startPipeline(options()));
    write(100);
    log.breakConnections();
    write(100);
    log.breakConnections();
    await expectAll();
  });

  it('lets the other lanes flow while one is stuck', async () => {
    const blocker = await lockLane(database.db, 2);
    try {
      await run(startPipeline(options()));
      write(3_000);
      await eventually(async () => {
        const head = await log.head();
        const behind = (await checkpoints(database.db)).flatMap((position, lane) => (position < head ? [lane] : []));
        expect(behind).to.deep.equal([2]);
      });
    } finally {
      await blocker.release();
    }
    await expectAll();
  });

  it('does not wait for the locks of workers that are known to be gone', async () => {
    const connections = connectQueues(redis.url, () => {});
    started.push(connections);
    const prefix = queuePrefixOf(layout, projections);
    const queues = createLaneQueues({ connection: connections.producer, prefix, onFailure: () => {} }, layout.lanes);
    for (let lane = 0; lane < layout.lanes; lane += 1) {
      await queues.isEmpty(lane);
      await queues.send(lane, { layout: layout.layout, lane, from: 0n, to: 1n, events: [], bookmark: null });
      const killed = new Worker(`lane-${lane}`, null, {
        connection: connections.consumer,
        prefix,
        lockDuration: 3_600_000,
      });
      expect(await killed.getNextJob('token')).not.to.equal(undefined);
      await killed.close(true);
    }
    await queues.close();
    write(50);
    await run(startPipeline({ ...options(), seize: true }));
    await expectAll();
  });

  it('waits for Redis and resumes by itself', async () => {
    const { redis: server } = await services();
    await run(startPipeline(options()));
    write(50);
    await caughtUp();
    await server?.kill();
    write(50);
    await server?.restart();
    await expectAll();
  });

  it('waits for Postgres and resumes by itself', async () => {
    const { postgres } = await services();
    await run(startPipeline(options()));
    write(50);
    await caughtUp();
    const restarted = postgres?.restart();
    write(50);
    await restarted;
    await expectAll();
  });

  it('refuses a log that is not the one it has read', async () => {
    write(30);
    const first = await run(startPipeline(options()));
    await caughtUp();
    await first.close();
    log = memoryLog();
    const outcome = await startPipeline(options()).then(
      () => null,
      (error) => error,
    );
    expect(outcome).to.be.instanceOf(LogMismatch);
  });

  it('stands still, and says so, in front of a log that was swapped behind a lost connection', async () => {
    write(30);
    const whichever: Log = {
      page: (...parameters) => log.page(...parameters),
      head: () => log.head(),
      follow: (...parameters) => log.follow(...parameters),
    };
    const reasons: unknown[] = [];
    const logger = { ...silent, error: (_message: string, fields?: object) => void reasons.push(fields) };
    await run(startPipeline({ ...options(), log: whichever, logger }));
    await caughtUp();
    const before = await checkpoints(database.db);
    const status = createProgressMonitor({ db: database.db, log: whichever, layout, projections: () => projections });
    expect(await status()).to.include({ status: 'moving' });

    const lost = log;
    log = memoryLog();
    write(10);
    lost.breakConnections();
    await eventually(async () => expect(JSON.stringify(reasons)).to.include('does not hold event'));
    expect(await checkpoints(database.db)).to.deep.equal(before);
    expect(await status()).to.include({ status: 'stalled' });
  });
});

/** Holds the lane's checkpoints in a transaction, as a worker does that is stuck. */
async function lockLane(db: DatabasePool, lane: number): Promise<{ release: () => Promise<void> }> {
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
