import { LRUCache } from 'lru-cache';
import type { DatabasePool } from 'slonik';
import { accountWith } from '../commands/account/decider.ts';
import { claimFold, settleOn } from '../commands/claim.ts';
import { executeOn } from '../commands/execute.ts';
import { exercise } from '../commands/exercise/decider.ts';
import type { AccountId } from '../events/ids.ts';
import type { Queries } from '../http/dependencies.ts';
import { tokenFamiliesIn } from '../infra/access/auth-sessions.ts';
import { credentialsIn } from '../infra/access/credentials.ts';
import { gateOn } from '../infra/access/gate.ts';
import { passwordResetsIn } from '../infra/access/password-resets.ts';
import { passwordHashing } from '../infra/access/passwords.ts';
import { readSigningKeys, tokensWith } from '../infra/access/tokens.ts';
import { systemClock } from '../infra/local/clock.ts';
import { idsWith } from '../infra/local/ids.ts';
import type { Secrets } from '../infra/local/secret-file.ts';
import { subkey } from '../infra/local/subkey.ts';
import { marksWith } from '../infra/log/command-marks.ts';
import { connectEventStore, eventStoreOn, opening } from '../infra/log/event-store.ts';
import { logOn } from '../infra/log/log.ts';
import type { Logger } from '../infra/logger.ts';
import { createMetrics } from '../infra/metrics.ts';
import { claimsTogetherIn } from '../infra/postgres/batched-claims.ts';
import { claimsIn } from '../infra/postgres/claims.ts';
import { keyRing } from '../infra/postgres/keys.ts';
import { ensureMasterKey } from '../infra/postgres/master-key.ts';
import { ensureMigrated, migrationsFolder } from '../infra/postgres/migrations.ts';
import { connectPostgres } from '../infra/postgres/pool.ts';
import { factsIn } from '../infra/redis/auth-cache.ts';
import { connectRedis } from '../infra/redis/client.ts';
import { positionsIn } from '../infra/redis/positions.ts';
import { limitsOn } from '../infra/redis/rate-limits.ts';
import { ensureCheckpoints } from '../projections/core/checkpoints.ts';
import { takeLayout } from '../projections/core/lanes.ts';
import {
  carriedOf,
  enterModels,
  lanesOf,
  modelFor,
  readableOf,
  type Watched,
  watchSituation,
} from '../projections/core/topology.ts';
import { lag } from '../projections/lag.ts';
import { models } from '../projections/models/all.ts';
import { watchProgress } from '../projections/progress.ts';
import { getAccount } from '../queries/accounts/get-account.ts';
import { listAccounts } from '../queries/accounts/list-accounts.ts';
import { watchCheckpoints } from '../queries/consistency/checkpoint-watch.ts';
import type { Places, Reader } from '../queries/consistency/reader.ts';
import { hasTakenIn } from '../queries/consistency/wait-until-projected.ts';
import { exerciseCatalogue } from '../queries/exercises/exercise-catalogue.ts';
import { exerciseHistory } from '../queries/exercises/exercise-history.ts';
import { exerciseNames } from '../queries/exercises/exercise-names.ts';
import { getExercise } from '../queries/exercises/get-exercise.ts';
import { listExercises } from '../queries/exercises/list-exercises.ts';
import { getImport } from '../queries/imports/get-import.ts';
import { listImports } from '../queries/imports/list-imports.ts';
import { listDirectory } from '../queries/reference-lists/get-reference-list.ts';
import { getSession } from '../queries/sessions/get-session.ts';
import { listSessions } from '../queries/sessions/list-sessions.ts';
import { actOnAccountWith } from '../use-cases/account/act-on-account.ts';
import { eraseAccountWith, forgetAccountWith } from '../use-cases/account/erase.ts';
import { findAccountIn, foldAccountFrom } from '../use-cases/account/find-account.ts';
import { registerWith } from '../use-cases/account/register.ts';
import { offerPasswordResetWith, redeemPasswordResetWith } from '../use-cases/account/reset-password.ts';
import { signInWith } from '../use-cases/account/sign-in.ts';
import { foldExerciseFrom } from '../use-cases/fold-exercise.ts';
import { matcherOf } from '../use-cases/import/match.ts';
import { runImportWith, undoImportWith } from '../use-cases/import/run.ts';
import { directoriesIn } from '../use-cases/read-reference-lists.ts';
import { seedWith } from '../use-cases/seed.ts';
import type { Config } from './config.ts';

/** Where the three services are. */
export type Addresses = Readonly<{ eventStoreUrl: string; databaseUrl: string; redisUrl: string }>;

/** The service's parts, put together; every role and verb takes from here. */
export type Core = Awaited<ReturnType<typeof connect>>;

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
    const ids = idsWith(subkey(master, 'ids'));
    const tokens = tokensWith(readSigningKeys(secrets.jwtPrivateKey), config.accessSeconds, config.refreshSeconds);

    const db = await connectPostgres(addresses.databaseUrl, {
      onLost: (reason) => logger.warn('Postgres', { reason }),
    });
    stack.defer(() => db.end());
    await ensureMigrated(db, migrationsFolder);
    await ensureMasterKey(db, master);
    const redis = await connectRedis(addresses.redisUrl, onceAMoment(logger, 'Redis'));
    stack.defer(() => redis.disconnect());
    const client = connectEventStore(addresses.eventStoreUrl);
    stack.defer(() => client.dispose());

    const keys = keyRing(db, subkey(master, 'data keys'));
    const store = eventStoreOn(client, keys);
    const log = logOn(client);
    // The client connects on its first call, and no request should wait for that.
    await log.head();
    await takeLayout(db, config.lanes);
    await enterModels(db, models);
    const situation = await watchSituation(db, logger);
    stack.defer(() => situation.close());
    // Lanes that nobody has worked on yet are behind, not absent.
    await ensureCheckpoints(db, situation.now().layout, carriedOf(models, situation.now()));
    const layout = lanesOf(situation);

    const claims = claimsIn(db, subkey(master, 'claims'));
    const positions = positionsIn(redis, layout);
    const account = accountWith(config);
    const folds = new Map([
      [account.category, claimFold(account)],
      [exercise.category, claimFold(exercise)],
    ]);
    const cache = new LRUCache<string, object>({ max: hotStreams });
    const settle = settleOn({ claims, store }, folds);
    const execute = executeOn({
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
    const settleMany = settleOn({ claims: claimsTogetherIn(db, subkey(master, 'claims')), store }, folds);
    const executeUnread = executeOn({ store, settle: settleMany, ...unread });
    const credentials = credentialsIn(db, passwordHashing());
    const resets = passwordResetsIn(db);
    const families = tokenFamiliesIn({
      ...config,
      ...{ db, logger },
      revoke: (tokenIds, seconds) => gate.revoke(tokenIds, seconds),
    });
    const gate = gateOn({
      redis,
      facts: factsIn(redis, () => log.head()),
      foldAccount: foldAccountFrom(store),
      isStanding: families.isStanding,
    });
    const findAccount = findAccountIn({ store, claims });
    const actOnAccount = actOnAccountWith({ execute, account, snapshots: gate, credentials, store });
    const reader = readerOn(db, situation);
    const matcherFor = async (asker: AccountId) =>
      matcherOf(await exerciseNames(reader, { asker, needed: await gate.needed(asker) }));
    const importPorts = { execute, store, clock: systemClock, deriveId: ids.deriveAt, matcherFor };
    const forgetAccount = forgetAccountWith({ keys, credentials, families, resets, claims, snapshots: gate });
    const queries = queriesOf(reader);

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
        return found && modelFor(models, found)?.at(number);
      },
      open: opening(keys),
      ids,
      tokens,
      gate,
      execute,
      mark: marksWith(subkey(master, 'marks')),
      clock: systemClock,
      families,
      credentials,
      findAccount,
      foldAccount: foldAccountFrom(store),
      limits: limitsOn(redis, subkey(master, 'limits'), config.rates),
      verifyPassword: async (id: AccountId, password: string) => {
        const { fold } = await foldAccountFrom(store)(id);
        return credentials.verify(fold.kind === 'present' ? { account: id, id: fold.credentialId } : null, password);
      },
      actOnAccount,
      register: registerWith({ execute, account, keys, credentials, claims, store }),
      signIn: signInWith({ findAccount, credentials, families }),
      offerPasswordReset: offerPasswordResetWith({ act: actOnAccount, resets, foldAccount: foldAccountFrom(store) }),
      redeemPasswordReset: redeemPasswordResetWith({ act: actOnAccount, resets }),
      /** What is left to do once an account's erasure stands in the log. */
      forgetAccount,
      eraseAccount: eraseAccountWith({ act: actOnAccount, forget: forgetAccount, hasTakenIn: queries.hasTakenIn }),
      directories: directoriesIn(store),
      seed: seedWith({ execute: executeUnread, clock: systemClock, newId: ids.make }),
      foldExercise: foldExerciseFrom(store),
      imports: { run: runImportWith(importPorts), undo: undoImportWith(importPorts) },
      queries,
      metrics: createMetrics(async () => (await lag({ db, log })).versions),
      pipelineStatus: watchProgress({
        ...{ db, log, layout },
        projections: () => carriedOf(models, situation.now()),
      }),
      [Symbol.asyncDispose]: () => stack.disposeAsync(),
    };
  } catch (error) {
    await stack.disposeAsync();
    throw error;
  }
}

function readerOn(db: DatabasePool, situation: Watched): Reader {
  const places: Places = {
    of({ projection, shapes }, owner) {
      const { layout, laneOf } = situation.now().layout;
      const version = readableOf(situation.now(), projection, shapes);
      return version === null ? null : { projection, version, layout, lane: laneOf(owner) };
    },
    everywhere({ projection, shapes }) {
      const { layout, lanes, laneOf } = situation.now().layout;
      const version = readableOf(situation.now(), projection, shapes);
      return version === null ? null : { projection, version, layout, lanes, laneOf };
    },
    refresh: () => situation.refresh(),
  };
  return { db, places, watch: watchCheckpoints(db) };
}

function queriesOf(reader: Reader): Queries {
  return {
    getSession: (question) => getSession(reader, question),
    listSessions: (question) => listSessions(reader, question),
    getImport: (question) => getImport(reader, question),
    listImports: (question) => listImports(reader, question),
    listDirectory: (list) => listDirectory(reader, list),
    getExercise: (question) => getExercise(reader, question),
    listExercises: (list) => listExercises(reader, list),
    exerciseCatalogue: (question) => exerciseCatalogue(reader, question),
    exerciseHistory: (history) => exerciseHistory(reader, history),
    getAccount: (question) => getAccount(reader, question),
    listAccounts: (question) => listAccounts(reader, question),
    hasTakenIn: (question) => hasTakenIn(reader, question),
  };
}

/** A lost connection is tried again many times a second; one line about it is enough. */
export function onceAMoment(logger: Logger, component: string): (error: Error) => void {
  let last = 0;
  return ({ message }) => {
    if (Date.now() - last < 5_000) return;
    last = Date.now();
    logger.warn(`${component} can not be reached`, { reason: message });
  };
}
