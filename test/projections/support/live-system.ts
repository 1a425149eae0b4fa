import { expect } from 'chai';
import { afterEach, beforeEach } from 'mocha';
import type { DatabasePool } from 'slonik';
import { connectQueues } from '../../../src/infra/redis/queues.ts';
import type { SealedEvent } from '../../../src/ports/log.ts';
import type { Model } from '../../../src/projections/core/model.ts';
import { models } from '../../../src/projections/models/all.ts';
import { startPipeline } from '../../../src/projections/pipeline.ts';
import { supervise } from '../../../src/projections/versions/supervise.ts';
import { type WatchedTopology, watchTopology } from '../../../src/projections/versions/watch-topology.ts';
import { useDatabase, useRedis } from '../../support/databases.ts';
import { eventually } from './eventually.ts';
import { createMemoryLog, type MemoryLog } from './memory-log.ts';
import { type OwnWrites, readOwnWrites } from './own-writes.ts';
import { decrypt, foldSessions, readSessionDocuments, resetReadTables, silentLogger } from './tables.ts';
import { createTrainingWriter } from './training.ts';
import { dropExtraVersions, readPositions } from './versions.ts';

/** A running build of IronTrack: the dispatcher and workers that it runs, and the topology that its queries know. */
export type Build = Readonly<{ watched: WatchedTopology; close: () => Promise<void> }>;

/** A log in memory on which any number of builds run side by side, each with its dispatcher and workers. */
export type LiveSystem = Readonly<{
  db: DatabasePool;
  databaseUrl: string;
  log: MemoryLog;
  /** The arguments that the functions in `projections/maintenance` need. */
  maintenance: Readonly<{
    db: DatabasePool;
    log: MemoryLog;
    decrypt: typeof decrypt;
    logger: typeof silentLogger;
    models: readonly Model[];
  }>;
  /** Appends at least `count` events of random training sessions to the log. */
  write: (count: number) => readonly SealedEvent[];
  /** Starts a build that knows the read models `known` and reads the log `log`. */
  startBuild: (known?: readonly Model[], log?: MemoryLog) => Promise<Build>;
  writeAndRead: (build: Build, pauseMs?: number) => OwnWrites;
  /**
   * Waits until a version of the read model `sessions` reaches the end of the log, and compares its documents with
   * folds of the log.
   */
  expectFolded: (version: number) => Promise<void>;
  close: () => Promise<void>;
}>;

/** Creates a live system for each test of a suite, with four lanes and empty tables. */
export function useLiveSystem(): LiveSystem {
  const database = useDatabase();
  const redis = useRedis();
  const current = {} as { system: LiveSystem };
  beforeEach(async () => {
    await redis.redis.flushall();
    await dropExtraVersions(database.db);
    await resetReadTables(database.db, 4);
    current.system = createLiveSystem(database.db, database.url, redis.url);
  });
  afterEach(() => current.system.close());
  return new Proxy({} as LiveSystem, { get: (_, name) => Reflect.get(current.system, name) });
}

function createLiveSystem(db: DatabasePool, databaseUrl: string, redisUrl: string): LiveSystem {
  const log = createMemoryLog();
  const write = createTrainingWriter(log, { owners: 20, sessions: 30, seed: 7 });
  const builds: Build[] = [];
  return {
    db,
    databaseUrl,
    log,
    maintenance: { db, log, decrypt, logger: silentLogger, models },
    write,
    async startBuild(known = models, ownLog = log) {
      const build = await startBuild({ db, log: ownLog, models: known, redisUrl });
      builds.push(build);
      return build;
    },
    writeAndRead: ({ watched }, pauseMs = 1) =>
      readOwnWrites({ db, log, write: () => write(1).at(-1), watched, pauseMs }),
    async expectFolded(version) {
      const head = await log.head();
      await eventually(async () => {
        const positions = await readPositions(db, 'sessions', version);
        expect(positions, 'lanes of the version').to.have.length.greaterThan(0);
        expect(positions.filter((position) => position < head)).to.deep.equal([]);
      });
      expect(await readSessionDocuments(db, version)).to.deep.equal(foldSessions(log.all()));
    },
    async close() {
      for (const build of builds.toReversed()) await build.close();
    },
  };
}

type BuildOptions = Readonly<{ db: DatabasePool; log: MemoryLog; models: readonly Model[]; redisUrl: string }>;

async function startBuild({ db, log, models: known, redisUrl }: BuildOptions): Promise<Build> {
  const logger = silentLogger;
  const watched = await watchTopology(db, logger, 50);
  const connections = connectQueues(redisUrl, () => {});
  const running = await supervise({
    ...{ watched, models: known, logger },
    start: (assignment, signal) => startPipeline({ ...assignment, db, log, decrypt, connections, logger, signal }),
  });
  let closing: Promise<void> | undefined;
  const close = async () => {
    await running.close();
    connections.close();
    await watched.close();
  };
  return {
    watched,
    close: () => {
      closing ??= close();
      return closing;
    },
  };
}
