import type { EventStoreDBClient } from '@eventstore/db-client';
import type { Redis } from 'ioredis';
import type { CommonQueryMethods, DatabasePool } from 'slonik';
import { type Authenticity, createAuthenticity, type Recognition } from '../infra/log/authenticity.ts';
import { checkAccess } from '../infra/log/check-access.ts';
import { connectEventStore } from '../infra/log/connection-string.ts';
import { createLog } from '../infra/log/log.ts';
import { migrationsFolder } from '../infra/postgres/migrations/migration-files.ts';
import { ensureMigrated } from '../infra/postgres/migrations/migration-status.ts';
import { connectPostgres } from '../infra/postgres/pool.ts';
import { connectQueryPool } from '../infra/postgres/query-pool.ts';
import { createRefusedEvents, type RefusedEvents } from '../infra/postgres/refused-events.ts';
import { openRootKey } from '../infra/postgres/root-key.ts';
import { ensureRestored } from '../infra/postgres/unfinished-restore.ts';
import { recordUnsignedEvents } from '../infra/postgres/unsigned-events.ts';
import { connectRedis } from '../infra/redis/client.ts';
import { createLaneSignals } from '../infra/redis/lane-signals.ts';
import type { LaneSignals } from '../ports/lane-signals.ts';
import type { Layout } from '../ports/lanes.ts';
import type { Log } from '../ports/log.ts';
import type { Logger } from '../ports/logger.ts';
import { throttle } from '../projections/core/retry.ts';
import { currentLayoutOf, type WatchedTopology } from '../projections/versions/watch-topology.ts';
import type { Config } from './config.ts';
import { openTopology } from './open-topology.ts';
import type { OutageLog } from './outage-log.ts';

/** The connection strings of EventStoreDB, Postgres and Redis. */
export type Addresses = Readonly<{ eventStoreUrl: string; databaseUrl: string; redisUrl: string }>;

/**
 * Open connections to EventStoreDB, Postgres and Redis; the database has been checked. Disposing of them closes them.
 */
export type Connections = AsyncDisposable &
  Readonly<{
    db: DatabasePool;
    /** The pool of the queries, whose statements have a short time limit. */
    queryDb: CommonQueryMethods;
    /** How many connections the pools of this process have, and how many statements wait for one. */
    pools: Readonly<Record<'commands' | 'queries', DatabasePool['state']>>;
    redis: Redis;
    signals: LaneSignals;
    eventStore: EventStoreDBClient;
    log: Log;
    outages: OutageLog;
    /** The key from which all keys of the installation are derived. */
    rootKey: Uint8Array;
    authenticity: Authenticity & Recognition;
    refusedEvents: Pick<RefusedEvents, 'count'>;
    /** How many subscriptions to the log the event store has dropped, because this process was late in reading. */
    droppedSubscriptions: () => number;
    /** Calls the listener whenever an idle connection to Postgres is lost. */
    whenPostgresIsLost: (listener: () => void) => void;
    topology: WatchedTopology;
    /** The lane layout in force. The fields of this object change when the topology changes. */
    layout: Layout;
  }>;

type Options = Pick<Config, 'lanes' | 'preparesStatements'> &
  Readonly<{ addresses: Addresses; masterKey: Uint8Array; outages: OutageLog; isRestoring?: boolean | undefined }>;

/**
 * Opens the connections. Throws `IncompatibleDatabase`, before anything is written, when the database lacks migrations
 * of this build, belongs to another master key, or is left by a restore that has not ended.
 */
export async function openConnections({ addresses, masterKey, outages, ...config }: Options): Promise<Connections> {
  const { logger } = outages;
  await using opened = new AsyncDisposableStack();
  const eventStore = connectEventStore(addresses.eventStoreUrl);
  opened.defer(() => eventStore.dispose());
  // EventStoreDB's client connects at its first call. This call is the first, so that no request has to wait for the
  // connection. The other connections are opened meanwhile, and their errors come first.
  const head = checkAccess(eventStore, addresses.eventStoreUrl);
  head.catch(() => {});
  const lostListeners: (() => void)[] = [];
  const onLost = (reason: string) => {
    logger.warn('Postgres', { reason });
    for (const listener of lostListeners) listener();
  };
  const { preparesStatements } = config;
  const db = await connectPostgres(addresses.databaseUrl, { preparesStatements, onLost });
  opened.defer(() => db.end());
  await ensureMigrated(db, migrationsFolder);
  if (!config.isRestoring) await ensureRestored(db);
  const rootKey = await openRootKey(db, masterKey);
  const queryOptions = { applicationName: 'irontrack queries', preparesStatements, onLost };
  const queries = await connectQueryPool(addresses.databaseUrl, queryOptions);
  opened.defer(() => queries.end());
  const redis = await connectRedis(addresses.redisUrl, throttledWarning(logger, 'Redis'));
  opened.defer(() => redis.disconnect());
  const signals = opened.use(createLaneSignals(redis));
  const refusedEvents = createRefusedEvents(db, logger);
  opened.defer(() => refusedEvents.settle());
  const onForeign = refusedEvents.report;
  let dropped = 0;
  const onDropped = () => {
    dropped += 1;
    logger.debug('The event store dropped a subscription, which continues at the same position');
  };
  const signing = createAuthenticity(rootKey, await recordUnsignedEvents(db, await head));
  const authenticity = { ...signing, onForeign };
  const log = outages.watchLog(createLog(eventStore, authenticity, { onDropped, onAnswered: outages.answered }));
  const topology = await openTopology(db, config.lanes, logger);
  opened.defer(() => topology.close());
  const all = opened.move();
  return {
    ...{
      rootKey,
      db,
      queryDb: queries.db,
      pools: { commands: () => db.state(), queries: queries.state },
      redis,
      signals,
      eventStore,
      log,
      outages,
      authenticity,
      refusedEvents,
    },
    ...{ topology, layout: currentLayoutOf(topology) },
    droppedSubscriptions: () => dropped,
    whenPostgresIsLost: (listener) => void lostListeners.push(listener),
    [Symbol.asyncDispose]: () => all.disposeAsync(),
  };
}

/** Writes at most one warning in five seconds, because the drivers retry a lost connection many times a second. */
export const throttledWarning = (logger: Logger, component: string): ((error: Error) => void) =>
  throttle((reason) => logger.warn(`Cannot reach ${component}`, { reason }));
