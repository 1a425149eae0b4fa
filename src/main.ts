import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { LRUCache } from 'lru-cache';
import type { DatabasePool } from 'slonik';
import { account } from './commands/account/decider.ts';
import { findAccountIn, foldAccountFrom, signInWith } from './commands/account/sign-in.ts';
import { signUpWith } from './commands/account/sign-up.ts';
import { claimFold, settleOn } from './commands/claim.ts';
import { executeOn } from './commands/execute.ts';
import type { Config } from './config.ts';
import { createApp } from './http/app.ts';
import type { Queries } from './http/dependencies.ts';
import { runImportWith, undoImportWith } from './imports/run-import.ts';
import { claimsIn } from './infra/claims.ts';
import { systemClock } from './infra/clock.ts';
import { credentialsIn } from './infra/credentials.ts';
import { connectEventStore, eventStoreOn, opening } from './infra/event-store.ts';
import { gateOn } from './infra/gate.ts';
import { idsWith } from './infra/ids.ts';
import { keyRing } from './infra/keys.ts';
import { logOn } from './infra/log.ts';
import type { Logger } from './infra/logger.ts';
import { marksWith } from './infra/marks.ts';
import { createMetrics, serveMetrics } from './infra/metrics.ts';
import { passwordHashing } from './infra/passwords.ts';
import { policyCheckpointsIn } from './infra/policy-checkpoints.ts';
import { positionsIn } from './infra/positions.ts';
import { connectPostgres } from './infra/postgres.ts';
import { connectQueues } from './infra/queues.ts';
import { connectRedis } from './infra/redis.ts';
import type { Secrets } from './infra/secret-file.ts';
import { subkey } from './infra/secrets.ts';
import { spool } from './infra/spool.ts';
import { readSigningKeys, tokensWith } from './infra/tokens.ts';
import { finishUndoingImports } from './policies/finish-undoing-imports.ts';
import { runPolicy } from './policies/run-policies.ts';
import { keepUp } from './projections/changeover.ts';
import { takeLayout } from './projections/lanes.ts';
import { underLease } from './projections/lease.ts';
import { models } from './projections/models.ts';
import { parkedStreams } from './projections/parked-streams.ts';
import { type Running, startDispatcher, startPipeline, startWorker, type WorkOptions } from './projections/pipeline.ts';
import { watchProgress } from './projections/progress.ts';
import { clearQueues, prefixOf } from './projections/queues.ts';
import {
  carriedOf,
  enterModels,
  lanesOf,
  modelFor,
  readableOf,
  type Watched,
  watchSituation,
} from './projections/registry.ts';
import { pause } from './projections/retry.ts';
import { watchCheckpoints } from './queries/checkpoint-watch.ts';
import { getImport } from './queries/get-import.ts';
import { getSession } from './queries/get-session.ts';
import { listImports } from './queries/list-imports.ts';
import { listSessions } from './queries/list-sessions.ts';
import type { Places } from './queries/reader.ts';
import { version } from './version.ts';

/** Where the three services are. */
export type Addresses = Readonly<{ eventStoreUrl: string; databaseUrl: string; redisUrl: string }>;

/** The service's parts, put together; every role and verb takes from here. */
export type Core = Awaited<ReturnType<typeof connect>>;

/** Streams whose folds are kept. */
const hotStreams = 2_000;
const jsonBodyMaxBytes = 1024 * 1024;
/** How long open requests may take once the process is told to stop. */
const drainMs = 5_000;

/** Connects to the services and puts the parts together. Disposing lets go of every connection. */
export async function connect(config: Config, secrets: Secrets, addresses: Addresses, logger: Logger) {
  const stack = new AsyncDisposableStack();
  try {
    const master = Buffer.from(secrets.masterKey, 'base64');
    const ids = idsWith(subkey(master, 'ids'));
    const tokens = tokensWith(
      readSigningKeys(secrets.jwtPrivateKey),
      config.accessTokenSeconds,
      config.refreshTokenSeconds,
    );

    const db = await connectPostgres(addresses.databaseUrl, {
      onLost: (reason) => logger.warn('Postgres', { reason }),
    });
    stack.defer(() => db.end());
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
    const layout = lanesOf(situation);

    const claims = claimsIn(db, subkey(master, 'claims'));
    const positions = positionsIn(redis, layout);
    const folds = new Map([[account.category, claimFold(account)]]);
    const cache = new LRUCache<string, object>({ max: hotStreams });
    const execute = executeOn({
      store,
      positions,
      settle: settleOn({ claims, store }, folds),
      cache: {
        get: (stream) => cache.get(stream),
        set: (stream, folded) => void cache.set(stream, folded as object),
        delete: (stream) => void cache.delete(stream),
      },
    });
    const credentials = credentialsIn(db, passwordHashing());
    const gate = gateOn({ redis, foldAccount: foldAccountFrom(store), head: () => log.head() });
    const importPorts = { execute, store, clock: systemClock, deriveId: ids.deriveAt };

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
      signUp: signUpWith({ execute, keys, credentials, claims, store }),
      signIn: signInWith({ store, claims, credentials }),
      findAccount: findAccountIn({ store, claims }),
      imports: { run: runImportWith(importPorts), undo: undoImportWith(importPorts) },
      queries: queriesOf(db, situation),
      metrics: createMetrics(),
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

function queriesOf(db: DatabasePool, situation: Watched): Queries {
  const places: Places = {
    of({ projection, shapes }, owner) {
      const { layout, laneOf } = situation.now().layout;
      const version = readableOf(situation.now(), projection, shapes);
      return version === null ? null : { projection, version, layout, lane: laneOf(owner) };
    },
    refresh: () => situation.refresh(),
  };
  const reader = { db, places, watch: watchCheckpoints(db) };
  return {
    getSession: (question) => getSession(reader, question),
    listSessions: (question) => listSessions(reader, question),
    getImport: (question) => getImport(reader, question),
    listImports: (question) => listImports(reader, question),
  };
}

/** Serves the HTTP API until closed; answers with the address it listens on. */
export async function serve(core: Core): Promise<Running & { address: string }> {
  const { config, logger } = core;
  const app = createApp({
    ...core,
    spool,
    observe: core.metrics.observe,
    health: () => health(core),
    config: {
      version,
      cookieSecure: config.cookieSecure,
      bodyMaxBytes: jsonBodyMaxBytes,
      importMaxBytes: config.importMaxBytes,
    },
  });
  const server = createServer(app);
  server.listen(config.port, config.host);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const host = config.host.includes(':') ? `[${config.host}]` : config.host;
  return {
    address: `http://${host}:${port}`,
    async close() {
      const closed = once(server, 'close');
      server.close();
      server.closeIdleConnections();
      const late = setTimeout(() => {
        logger.warn('Cut off requests that took too long to end');
        server.closeAllConnections();
      }, drainMs);
      await closed;
      clearTimeout(late);
    },
  };
}

/** Runs dispatcher, workers and policies until closed. `seize`: those who did it before are known to be gone. */
export const carry = async (core: Core, { seize = false } = {}): Promise<Running> =>
  together(await withQueues(core, (options) => startPipeline({ ...options, seize })), actByPolicies(core, seize));

/** Dispatches, and acts by the policies, until closed, whenever no other process does. */
export const dispatch = async (core: Core): Promise<Running> =>
  together(await withQueues(core, startDispatcher), actByPolicies(core));

/** Takes in the events of the given lanes, all by default, until closed. */
export const work = (core: Core, lanes?: readonly number[]): Promise<Running> =>
  withQueues(core, (options) => startWorker({ ...options, ...(lanes && { lanes }) }));

async function withQueues(core: Core, start: (options: WorkOptions) => Promise<Running>): Promise<Running> {
  const { addresses, db, log, open, situation, logger } = core;
  const connections = connectQueues(addresses.redisUrl, onceAMoment(logger, 'Redis'));
  const running = await keepUp({
    ...{ watched: situation, models, logger },
    start: (assignment, signal) => start({ ...assignment, db, log, open, connections, logger, signal }),
    retire: ({ layout, projections }) => clearQueues(connections.producer, prefixOf(layout, projections), layout.lanes),
  }).catch((error: unknown) => {
    // They would keep a process alive that has been refused.
    connections.close();
    throw error;
  });
  return {
    async close() {
      await running.close();
      connections.close();
    },
  };
}

const together = (...all: readonly Running[]): Running => ({
  close: async () => {
    await Promise.all(all.map(({ close }) => close()));
  },
});

/** Acts upon the log by every policy; one process at a time, though two at once would do no harm. */
function actByPolicies({ db, log, open, clock, logger, imports, mark }: Core, seize = false): Running {
  const stop = new AbortController();
  const undo = finishUndoingImports(async ({ userId, importId, key }) => {
    const request = { method: 'POLICY', path: importId, body: null };
    const correlationId = randomUUID();
    await imports.undo({
      userId,
      importId,
      role: 'application-access',
      correlationId,
      mark: mark(userId, key, request),
    });
  });
  const options = { log, open, clock, logger, pause, checkpoints: policyCheckpointsIn(db) };
  const done = underLease({ db, name: 'policies', logger, seize }, stop.signal, async (signal) => {
    await runPolicy(options, undo, signal);
  });
  return {
    async close() {
      stop.abort();
      await done;
    },
  };
}

/** Serves the process's figures until closed, where the settings name a port. */
export async function publishMetrics({ config, metrics }: Core): Promise<Running & { address: string | null }> {
  if (config.metricsPort === undefined) return { address: null, close: async () => {} };
  return serveMetrics(metrics, config.metricsHost, config.metricsPort);
}

async function health({ db, redis, log, pipelineStatus, logger }: Core) {
  const status = async (name: string, look: () => Promise<unknown>) => {
    try {
      await look();
      return 'online' as const;
    } catch (error) {
      logger.warn('A component is offline', { component: name, error });
      return 'offline' as const;
    }
  };
  const [database, cache, eventStore] = await Promise.all([
    status('database', () => db.connect(async () => {})),
    status('cache', () => redis.ping()),
    status('event store', () => log.head()),
  ]);
  const isReadable = database === 'online' && eventStore === 'online';
  if (!isReadable) {
    return { database, cache, eventStore, pipeline: { status: 'stalled', behind: true, parkedStreams: null } as const };
  }
  const [progress, parked] = await Promise.all([pipelineStatus(), parkedStreams(db)]);
  const pipeline = { ...progress, parkedStreams: parked.reduce((sum, { streams }) => sum + streams, 0) };
  return { database, cache, eventStore, pipeline };
}

/** A lost connection is tried again many times a second; one line about it is enough. */
function onceAMoment(logger: Logger, component: string): (error: Error) => void {
  let last = 0;
  return ({ message }) => {
    if (Date.now() - last < 5_000) return;
    last = Date.now();
    logger.warn(`${component} can not be reached`, { reason: message });
  };
}
