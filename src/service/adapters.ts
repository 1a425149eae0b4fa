import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { StoredAppGrants } from '../infra/access/app-grants.ts';
import { createCredentials } from '../infra/access/credentials.ts';
import type { Gate } from '../infra/access/gate.ts';
import { createPasswordResets } from '../infra/access/password-resets.ts';
import { createPasswordHashing } from '../infra/access/passwords.ts';
import { systemClock } from '../infra/local/clock.ts';
import { coalesce } from '../infra/local/coalesce.ts';
import { createErasuresFile, erasuresFile } from '../infra/local/erasures-file.ts';
import { createIds } from '../infra/local/ids.ts';
import { spaceOut } from '../infra/local/space-out.ts';
import { subkey } from '../infra/local/subkey.ts';
import { createMarkCommand } from '../infra/log/command-marks.ts';
import { createEventStore } from '../infra/log/event-store.ts';
import { observeAppends } from '../infra/log/observed-store.ts';
import { createDecrypt } from '../infra/log/sealing.ts';
import { createKeyedBatcher } from '../infra/postgres/batch.ts';
import { createBatchedClaims } from '../infra/postgres/batched-claims.ts';
import { createClaims } from '../infra/postgres/claims.ts';
import { createDataReads } from '../infra/postgres/data-reads.ts';
import { createKeyRing } from '../infra/postgres/key-ring.ts';
import { createQuotas } from '../infra/postgres/quotas.ts';
import { scrubPostgres } from '../infra/postgres/scrub.ts';
import { createImportJobs } from '../infra/redis/import-jobs.ts';
import { createPositions } from '../infra/redis/positions.ts';
import { scrubRedis } from '../infra/redis/scrub.ts';
import { createWebhooks } from '../infra/webhooks/webhooks.ts';
import type { Decrypt, Log } from '../ports/log.ts';
import type { Logger } from '../ports/logger.ts';
import type { Observe } from '../ports/observe.ts';
import { createQueries } from '../queries/all.ts';
import { createCoachQueries } from '../queries/coaching/coach-queries.ts';
import type { AskedRights, CoachRights } from '../queries/coaching/coach-rights.ts';
import { listCoachRights } from '../queries/coaching/list-coach-rights.ts';
import type { Combine } from '../queries/consistency/reader.ts';
import { createSupportQueries } from '../queries/support/support-queries.ts';
import { createAccess } from './access-adapters.ts';
import type { Ports } from './assemble.ts';
import type { Config } from './config.ts';
import type { Addresses, Connections } from './connections.ts';
import { createFoldCache } from './fold-cache.ts';
import { createReader } from './reader.ts';
import { createRosterCache } from './roster-cache.ts';

/**
 * The ports that `assemble` needs, and adapters that processes and commands of the command line use directly, without a
 * use case in between.
 */
export type Adapters = Ports &
  Readonly<{
    log: Log;
    decrypt: Decrypt;
    gate: Gate;
    appGrants: StoredAppGrants;
    listCoachRights: (question: AskedRights) => Promise<readonly CoachRights[]>;
    /** Scrubs the disks at once, whenever the last scrub was. */
    scrubNow: () => Promise<void>;
  }>;

type Settings = Readonly<{
  config: Config;
  addresses: Addresses;
  logger: Logger;
  observe: Observe;
  breathe: () => Promise<void>;
}>;

/** Creates the adapters of all ports from the open connections. */
export function createAdapters(connections: Connections, settings: Settings): Adapters {
  const { config, addresses, logger, observe, breathe } = settings;
  const { rootKey, db, queryDb, redis, eventStore, log, authenticity, outages, topology, layout, signals } =
    connections;
  const keyOf = (purpose: string) => subkey(rootKey, purpose);
  const keys = createKeyRing(db, keyOf('data keys'));
  const streams = createEventStore(eventStore, { ...authenticity, keys });
  const store = observeAppends(outages.watchStore(streams), observe);
  const { gate, authSessions, personalTokens, appGrants } = createAccess(connections, store, { config, logger });
  const reader = createReader(queryDb, topology, signals);
  connections.whenPostgresIsLost(reader.watch.passed.forget);
  const scrubNow = coalesce(async () => {
    await scrubPostgres({ databaseUrl: addresses.databaseUrl, logger });
    await scrubRedis({ redis, logger });
  });
  return {
    adminEmail: config.adminEmail,
    store,
    sealedStreams: streams,
    decrypt: createDecrypt(keys),
    claims: createClaims(db, keyOf('claims')),
    batchedClaims: createBatchedClaims(db, keyOf('claims')),
    quotas: createQuotas(db, config.quotas),
    positions: createPositions(redis, layout),
    foldCache: createFoldCache(maxFolds),
    importFoldCache: createFoldCache(maxImportFolds),
    rosterCache: createRosterCache(),
    importJobs: createImportJobs(redis),
    logger,
    keys,
    credentials: createCredentials(db, createPasswordHashing()),
    resets: createPasswordResets(db),
    listErased: createErasuresFile(join(config.dataDir, erasuresFile), rootKey).add,
    authSessions,
    personalTokens,
    appGrants,
    webhooks: createWebhooks({ db, key: keyOf('webhooks'), head: () => log.head() }),
    dataReads: createDataReads(db),
    gate,
    snapshots: gate,
    requiredPosition: gate.requiredPosition,
    clock: systemClock,
    breathe,
    pause: delay,
    ids: createIds(keyOf('ids')),
    mark: createMarkCommand(keyOf('marks')),
    queries: createQueries(reader, combine),
    coachQueries: createCoachQueries(reader, combine),
    supportQueries: createSupportQueries(reader, combine),
    listCoachRights: (question) => listCoachRights(reader, question),
    log,
    scrubNow,
    scrub: spaceOut(scrubNow),
  };
}

const combine: Combine = (keyOf, processBatch) => createKeyedBatcher(keyOf, processBatch, maxTogether);

/** How many documents one statement reads at most for several requests. Together they are in memory. */
const maxTogether = 32;
/** How many streams may have their fold kept in memory. */
const maxFolds = 2_000;
/** How many streams that imports write may have their fold kept in memory; an import writes eight at once. */
const maxImportFolds = 32;
