import { LRUCache } from 'lru-cache';
import type { DatabasePool } from 'slonik';
import { createAccountDecider } from '../commands/account/decider.ts';
import { claimFold, createSettleClaims } from '../commands/claim.ts';
import { createExecute } from '../commands/execute.ts';
import { exercise } from '../commands/exercise/decider.ts';
import type { AccountId } from '../events/ids.ts';
import { createAuthSessions } from '../infra/access/auth-sessions.ts';
import { createCredentials } from '../infra/access/credentials.ts';
import { createGate } from '../infra/access/gate.ts';
import { createPasswordResets } from '../infra/access/password-resets.ts';
import { createPasswordHashing } from '../infra/access/passwords.ts';
import { readSigningKeys } from '../infra/access/signing-keys.ts';
import { createTokens } from '../infra/access/tokens.ts';
import { systemClock } from '../infra/local/clock.ts';
import { createIds } from '../infra/local/ids.ts';
import type { Secrets } from '../infra/local/secret-file.ts';
import { subkey } from '../infra/local/subkey.ts';
import { createCommandMarks } from '../infra/log/command-marks.ts';
import { connectEventStore, createDecrypt, createEventStore } from '../infra/log/event-store.ts';
import { createLog } from '../infra/log/log.ts';
import { createMetrics } from '../infra/metrics.ts';
import { createBatchedClaims } from '../infra/postgres/batched-claims.ts';
import { createClaims } from '../infra/postgres/claims.ts';
import { createKeyRing } from '../infra/postgres/keys.ts';
import { ensureMasterKey } from '../infra/postgres/master-key.ts';
import { ensureMigrated, migrationsFolder } from '../infra/postgres/migrations.ts';
import { connectPostgres } from '../infra/postgres/pool.ts';
import { createAuthCache } from '../infra/redis/auth-cache.ts';
import { connectRedis } from '../infra/redis/client.ts';
import { createPositions } from '../infra/redis/positions.ts';
import { createRateLimits } from '../infra/redis/rate-limits.ts';
import type { Logger } from '../ports/logger.ts';
import { ensureCheckpoints } from '../projections/core/checkpoints.ts';
import { ensureLayout } from '../projections/core/lanes.ts';
import { readLag } from '../projections/lag.ts';
import { models } from '../projections/models/all.ts';
import { createProgressMonitor } from '../projections/progress.ts';
import {
  activeProjections,
  currentLayoutOf,
  modelFor,
  readableVersion,
  registerModels,
  type WatchedTopology,
  watchTopology,
} from '../projections/versions/topology.ts';
import { createQueries } from '../queries/all.ts';
import { watchCheckpoints } from '../queries/consistency/checkpoint-watch.ts';
import type { Places, Reader } from '../queries/consistency/reader.ts';
import { createActOnAccount } from '../use-cases/account/act-on-account.ts';
import { createEraseAccount, createForgetAccount } from '../use-cases/account/erase.ts';
import { createFindAccount } from '../use-cases/account/find-account.ts';
import { createReadAccount } from '../use-cases/account/read-account.ts';
import { createRegister } from '../use-cases/account/register.ts';
import { createOfferPasswordReset, createRedeemPasswordReset } from '../use-cases/account/reset-password.ts';
import { createSignIn } from '../use-cases/account/sign-in.ts';
import { createExerciseMatcher } from '../use-cases/import/match.ts';
import { createRunImport, createUndoImport } from '../use-cases/import/run.ts';
import { createReadExercise } from '../use-cases/read-exercise.ts';
import { createReadReferenceLists } from '../use-cases/read-reference-lists.ts';
import { createSeed } from '../use-cases/seed.ts';
import type { Config } from './config.ts';

/** Where the three services are. */
export type Addresses = Readonly<{ eventStoreUrl: string; databaseUrl: string; redisUrl: string }>;

/** The service's parts, put together; every role and verb takes from here. */
export type Application = Awaited<ReturnType<typeof connect>>;

/** Streams whose folds are kept. */
const hotStreams = 2_000;

/**
 * Connects to the services and puts the parts together. Disposing lets go of every connection. Throws `UnfitDatabase` before it
 * has written anything.
 */
export async function connect(config: Config, secrets: Secrets, addresses: Addresses, logger: Logger) {
  const stack = new AsyncDisposableStack();
  try {
    const master = Buffer.from(secrets.masterKey, 'base64');
    const ids = createIds(subkey(master, 'ids'));
    const tokens = createTokens(readSigningKeys(secrets.jwtPrivateKey), config.accessSeconds, config.refreshSeconds);

    const db = await connectPostgres(addresses.databaseUrl, {
      onLost: (reason) => logger.warn('Postgres', { reason }),
    });
    stack.defer(() => db.end());
    await ensureMigrated(db, migrationsFolder);
    await ensureMasterKey(db, master);
    const redis = await connectRedis(addresses.redisUrl, throttledWarning(logger, 'Redis'));
    stack.defer(() => redis.disconnect());
    const client = connectEventStore(addresses.eventStoreUrl);
    stack.defer(() => client.dispose());

    const keys = createKeyRing(db, subkey(master, 'data keys'));
    const store = createEventStore(client, keys);
    const log = createLog(client);
    // The client connects on its first call, and no request should wait for that.
    await log.head();
    await ensureLayout(db, config.lanes);
    await registerModels(db, models);
    const situation = await watchTopology(db, logger);
    stack.defer(() => situation.close());
    // Lanes that nobody has worked on yet are behind, not absent.
    await ensureCheckpoints(db, situation.now().layout, activeProjections(models, situation.now()));
    const layout = currentLayoutOf(situation);

    const claims = createClaims(db, subkey(master, 'claims'));
    const positions = createPositions(redis, layout);
    const account = createAccountDecider(config);
    const folds = new Map([
      [account.category, claimFold(account)],
      [exercise.category, claimFold(exercise)],
    ]);
    const cache = new LRUCache<string, object>({ max: hotStreams });
    const settle = createSettleClaims({ claims, store }, folds);
    const execute = createExecute({
      store,
      positions,
      settle,
      cache: {
        get: (stream) => cache.get(stream),
        set: (stream, folded) => void cache.set(stream, folded as object),
        delete: (stream) => void cache.delete(stream),
      },
    });
    // Nobody reads behind the seeds, and none of their streams is hot.
    const unread = {
      positions: { record: async () => {} },
      cache: { get: () => undefined, set: () => {}, delete: () => {} },
    };
    const settleMany = createSettleClaims({ claims: createBatchedClaims(db, subkey(master, 'claims')), store }, folds);
    const executeUnread = createExecute({ store, settle: settleMany, ...unread });
    const credentials = createCredentials(db, createPasswordHashing());
    const resets = createPasswordResets(db);
    const authSessions = createAuthSessions({
      ...config,
      ...{ db, logger },
      revoke: (tokenIds, seconds) => gate.revoke(tokenIds, seconds),
    });
    const gate = createGate({
      redis,
      facts: createAuthCache(redis, () => log.head()),
      foldAccount: createReadAccount(store),
      isStanding: authSessions.isStanding,
    });
    const findAccount = createFindAccount({ store, claims });
    const actOnAccount = createActOnAccount({ execute, account, snapshots: gate, credentials, store });
    const queries = createQueries(readerOn(db, situation));
    const matcherFor = async (asker: AccountId) =>
      createExerciseMatcher(
        await queries.exerciseNames({ asker, requiredPosition: await gate.requiredPosition(asker) }),
      );
    const importPorts = { execute, store, clock: systemClock, deriveId: ids.deriveAt, matcherFor };
    const forgetAccount = createForgetAccount({ keys, credentials, authSessions, resets, claims, snapshots: gate });

    return {
      config,
      addresses,
      logger,
      db,
      redis,
      log,
      store,
      layout,
      situation,
      /** The code for a version of a read model, if this build has it. */
      projectionOf: async (name: string, number: number) => {
        const { versions } = await situation.refresh();
        const found = versions.find((each) => each.projection === name && each.version === number);
        return found && modelFor(models, found)?.forVersion(number);
      },
      decrypt: createDecrypt(keys),
      ids,
      tokens,
      gate,
      execute,
      mark: createCommandMarks(subkey(master, 'marks')),
      clock: systemClock,
      authSessions,
      credentials,
      findAccount,
      foldAccount: createReadAccount(store),
      rateLimits: createRateLimits(redis, subkey(master, 'limits'), config.rates),
      verifyPassword: async (id: AccountId, password: string) => {
        const { fold } = await createReadAccount(store)(id);
        return credentials.verify(fold.kind === 'present' ? { account: id, id: fold.credentialId } : null, password);
      },
      actOnAccount,
      register: createRegister({ execute, account, keys, credentials, claims, store }),
      signIn: createSignIn({ findAccount, credentials, authSessions }),
      offerPasswordReset: createOfferPasswordReset({
        act: actOnAccount,
        resets,
        readAccount: createReadAccount(store),
      }),
      redeemPasswordReset: createRedeemPasswordReset({ act: actOnAccount, resets }),
      /** What is left to do once an account's erasure stands in the log. */
      forgetAccount,
      eraseAccount: createEraseAccount({
        act: actOnAccount,
        forget: forgetAccount,
        waitUntilProjected: queries.waitUntilProjected,
      }),
      directories: createReadReferenceLists(store),
      seed: createSeed({ execute: executeUnread, clock: systemClock, newId: ids.make }),
      foldExercise: createReadExercise(store),
      imports: { run: createRunImport(importPorts), undo: createUndoImport(importPorts) },
      queries,
      metrics: createMetrics(async () => (await readLag({ db, log })).versions),
      pipelineStatus: createProgressMonitor({
        ...{ db, log, layout },
        projections: () => activeProjections(models, situation.now()),
      }),
      [Symbol.asyncDispose]: () => stack.disposeAsync(),
    };
  } catch (error) {
    await stack.disposeAsync();
    throw error;
  }
}

function readerOn(db: DatabasePool, situation: WatchedTopology): Reader {
  const places: Places = {
    of({ projection, shapes }, owner) {
      const { layout, laneOf } = situation.now().layout;
      const version = readableVersion(situation.now(), projection, shapes);
      return version === null ? null : { projection, version, layout, lane: laneOf(owner) };
    },
    everywhere({ projection, shapes }) {
      const { layout, lanes, laneOf } = situation.now().layout;
      const version = readableVersion(situation.now(), projection, shapes);
      return version === null ? null : { projection, version, layout, lanes, laneOf };
    },
    refresh: () => situation.refresh(),
  };
  return { db, places, watch: watchCheckpoints(db) };
}

/** A lost connection is tried again many times a second; one line about it is enough. */
export function throttledWarning(logger: Logger, component: string): (error: Error) => void {
  let last = 0;
  return ({ message }) => {
    if (Date.now() - last < 5_000) return;
    last = Date.now();
    logger.warn(`${component} can not be reached`, { reason: message });
  };
}
