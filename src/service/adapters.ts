import { createAuthSessions } from '../infra/access/auth-sessions.ts';
import { createCredentials } from '../infra/access/credentials.ts';
import { createGate, type Gate } from '../infra/access/gate.ts';
import { createPasswordResets } from '../infra/access/password-resets.ts';
import { createPasswordHashing } from '../infra/access/passwords.ts';
import { breathe } from '../infra/local/breathe.ts';
import { systemClock } from '../infra/local/clock.ts';
import { coalesce } from '../infra/local/coalesce.ts';
import { createIds } from '../infra/local/ids.ts';
import { spaceOut } from '../infra/local/space-out.ts';
import { subkey } from '../infra/local/subkey.ts';
import { createMarkCommand } from '../infra/log/command-marks.ts';
import { createEventStore } from '../infra/log/event-store.ts';
import { createDecrypt } from '../infra/log/sealing.ts';
import { createBatchedClaims } from '../infra/postgres/batched-claims.ts';
import { createClaims } from '../infra/postgres/claims.ts';
import { createKeyRing } from '../infra/postgres/key-ring.ts';
import { createQuotas } from '../infra/postgres/quotas.ts';
import { scrubPostgres } from '../infra/postgres/scrub.ts';
import { createAuthCache } from '../infra/redis/auth-cache.ts';
import { createImportJobs } from '../infra/redis/import-jobs.ts';
import { createPositions } from '../infra/redis/positions.ts';
import { scrubRedis } from '../infra/redis/scrub.ts';
import type { EventStore } from '../ports/event-store.ts';
import type { Decrypt, Log } from '../ports/log.ts';
import type { Logger } from '../ports/logger.ts';
import { createQueries } from '../queries/all.ts';
import { createReadAccount } from '../use-cases/account/read-account.ts';
import type { Ports } from './assemble.ts';
import type { Config } from './config.ts';
import type { Addresses, Connections } from './connections.ts';
import { createFoldCache } from './fold-cache.ts';
import { createReader } from './reader.ts';

/** The ports that `assemble` needs, and the adapters that only the API and the workers need. */
export type Adapters = Ports &
  Readonly<{
    log: Log;
    decrypt: Decrypt;
    gate: Gate;
    /** Scrubs the disks at once, whenever the last scrub was. */
    scrubNow: () => Promise<void>;
  }>;

type Settings = Readonly<{ config: Config; addresses: Addresses; logger: Logger }>;

/** Creates the adapters of all ports from the open connections. */
export function createAdapters(connections: Connections, { config, addresses, logger }: Settings): Adapters {
  const { rootKey, db, queryDb, redis, eventStore, log, authenticity, outages, topology, layout } = connections;
  const keyOf = (purpose: string) => subkey(rootKey, purpose);
  const keys = createKeyRing(db, keyOf('data keys'));
  const store = outages.watchStore(createEventStore(eventStore, { ...authenticity, keys }));
  const { gate, authSessions } = createAccess(connections, store, { config, logger });
  const scrubNow = coalesce(async () => {
    await scrubPostgres({ databaseUrl: addresses.databaseUrl, logger });
    await scrubRedis({ redis, logger });
  });
  return {
    adminEmail: config.adminEmail,
    store,
    decrypt: createDecrypt(keys),
    claims: createClaims(db, keyOf('claims')),
    batchedClaims: createBatchedClaims(db, keyOf('claims')),
    quotas: createQuotas(db, config.quotas),
    positions: createPositions(redis, layout),
    foldCache: createFoldCache(maxFolds),
    importFoldCache: createFoldCache(maxImportFolds),
    importJobs: createImportJobs(redis),
    logger,
    keys,
    credentials: createCredentials(db, createPasswordHashing()),
    resets: createPasswordResets(db),
    authSessions,
    gate,
    snapshots: gate,
    requiredPosition: gate.requiredPosition,
    clock: systemClock,
    breathe,
    ids: createIds(keyOf('ids')),
    mark: createMarkCommand(keyOf('marks')),
    queries: createQueries(createReader(queryDb, topology)),
    log,
    scrubNow,
    scrub: spaceOut(scrubNow),
  };
}

/**
 * Creates auth sessions and the gate, which need each other: ending an auth session revokes its tokens in the gate, and
 * the gate asks the auth sessions whether a token is valid.
 */
function createAccess(
  { db, redis, log }: Connections,
  store: EventStore,
  { config, logger }: Pick<Settings, 'config' | 'logger'>,
) {
  const authSessions = createAuthSessions({
    ...config,
    ...{ db, logger },
    revoke: (account, tokenIds, seconds) => gate.revoke(account, tokenIds, seconds),
  });
  const gate: Gate = createGate({
    redis,
    cache: createAuthCache(redis, () => log.head()),
    readAccount: createReadAccount(store),
    isTokenValid: authSessions.isTokenValid,
  });
  return { authSessions, gate };
}

/** How many streams may have their fold kept in memory. */
const maxFolds = 2_000;
/** How many streams that imports write may have their fold kept in memory; an import writes eight at once. */
const maxImportFolds = 32;
