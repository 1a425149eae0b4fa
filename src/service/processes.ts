import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createApp } from '../http/app.ts';
import { createHttpServer } from '../http/server.ts';
import { spool } from '../infra/local/spool.ts';
import { serveMetrics } from '../infra/metrics.ts';
import { createPolicyCheckpoints } from '../infra/postgres/policy-checkpoints.ts';
import { pingPostgres } from '../infra/postgres/pool.ts';
import { connectQueues } from '../infra/redis/queues.ts';
import { createScrub } from '../infra/redis/scrub.ts';
import { finishErasingAccounts, reapplyErasures } from '../policies/finish-erasing-accounts.ts';
import { finishUndoingImports } from '../policies/finish-undoing-imports.ts';
import { runPolicy } from '../policies/run-policies.ts';
import type { PolicyCheckpoints } from '../ports/policy-checkpoints.ts';
import { runUnderLease } from '../projections/core/lease.ts';
import { pause } from '../projections/core/retry.ts';
import { clearQueues, queuePrefixOf } from '../projections/dispatch/queues.ts';
import { readLag, type VersionLag } from '../projections/lag.ts';
import { models } from '../projections/models/all.ts';
import {
  createRunning,
  type Running,
  startDispatcher,
  startPipeline,
  startWorker,
  type WorkOptions,
} from '../projections/pipeline.ts';
import { supervise } from '../projections/versions/supervise.ts';
import type { Version } from '../projections/versions/topology.ts';
import { type Application, throttledWarning } from './connect.ts';
import { version } from './version.ts';

const jsonBodyMaxBytes = 1024 * 1024;
/** How long open requests may take once the process is told to stop. */
const drainMs = 5_000;

/** Serves the HTTP API until closed; answers with the address it listens on. */
export async function serve(core: Application): Promise<Running & { address: string }> {
  const { config, db, log, logger } = core;
  await reapplyErasures({ log, checkpoints: createPolicyCheckpoints(db) }, core.forgetAccount);
  const app = createApp({
    ...core,
    spool,
    observe: core.metrics.observe,
    health: () => health(core),
    config: {
      version,
      cookieSecure: config.cookieSecure,
      imageBase: config.imageBase,
      hostCookies: config.environment === 'production',
      trustedProxies: config.trustedProxies,
      corsOrigins: config.corsOrigins,
      bodyMaxBytes: jsonBodyMaxBytes,
      importMaxBytes: config.importMaxBytes,
    },
  });
  const server = createHttpServer(app);
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
export const carry = async (core: Application, { seize = false } = {}): Promise<Running> =>
  together(await withQueues(core, (options) => startPipeline({ ...options, seize })), actByPolicies(core, seize));

/** Dispatches, and acts by the policies, until closed, whenever no other process does. */
export const dispatch = async (core: Application): Promise<Running> =>
  together(await withQueues(core, startDispatcher), actByPolicies(core));

/** Takes in the events of the given lanes, all by default, until closed. */
export const work = (core: Application, lanes?: readonly number[]): Promise<Running> =>
  withQueues(core, (options) => {
    // At a changeover too: what fitted the lanes at the start may not fit those that came later.
    const outside = lanes?.filter((lane) => lane >= options.layout.lanes) ?? [];
    if (lanes && outside.length > 0) {
      const fields = { outside: outside.join(), carried: lanes.length - outside.length, lanes: options.layout.lanes };
      core.logger.warn('This worker is to carry lanes that do not exist', fields);
    }
    return startWorker({ ...options, ...(lanes && { lanes }) });
  });

async function withQueues(core: Application, start: (options: WorkOptions) => Promise<Running>): Promise<Running> {
  const { addresses, db, log, decrypt, situation, logger } = core;
  const connections = connectQueues(addresses.redisUrl, throttledWarning(logger, 'Redis'));
  const kept = await supervise({
    ...{ watched: situation, models, logger },
    start: (assignment, signal) => start({ ...assignment, db, log, decrypt, connections, logger, signal }),
    retire: ({ layout, projections }) =>
      clearQueues(connections.producer, queuePrefixOf(layout, projections), layout.lanes),
  }).catch((error: unknown) => {
    // They would keep a process alive that has been refused.
    connections.close();
    throw error;
  });
  return {
    async close() {
      await kept.close();
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
function actByPolicies(core: Application, seize = false): Running {
  const { db, redis, addresses, log, decrypt, clock, logger, imports, mark } = core;
  const stop = new AbortController();
  const left = new AbortController();
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
  const erase = finishErasingAccounts({
    forget: core.forgetAccount,
    waitUntilProjected: core.queries.waitUntilProjected,
    scrub: createScrub({ databaseUrl: addresses.databaseUrl, redis, logger }),
  });
  const { read, move } = createPolicyCheckpoints(db);
  const checkpoints: PolicyCheckpoints = {
    read,
    // What an act runs into once the connections close is no answer to its command: it is acted upon again.
    move: async (policy, position) => (left.signal.aborted ? undefined : move(policy, position)),
  };
  const options = { log, open: decrypt, clock, logger, pause, checkpoints };
  const done = runUnderLease({ db, name: 'policies', logger, seize }, stop.signal, async (signal) => {
    await Promise.all([undo, erase].map((policy) => runPolicy(options, policy, signal)));
  });
  const closing = createRunning(async () => {
    stop.abort();
    await done;
  });
  return { close: () => closing.close().finally(() => left.abort()) };
}

/** Serves the process's figures until closed, where the settings name a port. */
export async function publishMetrics({ config, metrics }: Application): Promise<Running & { address: string | null }> {
  if (config.metricsPort === undefined) return { address: null, close: async () => {} };
  return serveMetrics(metrics, config.metricsHost, config.metricsPort);
}

/** A component that is frozen does not answer at all. */
const answerMs = 2_000;

async function inTime<Answer>(answer: Promise<Answer>): Promise<Answer> {
  const answered = new AbortController();
  const late = pause(answerMs, answered.signal).then(() => Promise.reject(new Error('No answer in time')));
  return Promise.race([answer, late]).finally(() => answered.abort());
}

async function health({ db, redis, log, situation, pipelineStatus, logger }: Application) {
  const status = async (name: string, look: () => Promise<unknown>) => {
    try {
      await inTime(look());
      return 'online' as const;
    } catch (error) {
      logger.warn('A component is offline', { component: name, error });
      return 'offline' as const;
    }
  };
  const [database, cache, eventStore] = await Promise.all([
    status('database', () => pingPostgres(db)),
    status('cache', () => redis.ping()),
    status('event store', () => log.head()),
  ]);
  // A count that is late says nothing of what the pipeline does, and a slow store is when it does most.
  const canBeAsked = database === 'online' && eventStore === 'online';
  const look = async <Seen>(what: string, seen: Promise<Seen>) =>
    inTime(seen).catch((error: unknown) => {
      logger.warn('A part of the health can not be told', { part: what, error });
      return null;
    });
  const [progress, lagging] = canBeAsked
    ? await Promise.all([look('pipeline', pipelineStatus()), look('lag', readLag({ db, log }))])
    : [null, null];
  return {
    ...{ database, cache, eventStore },
    pipeline: {
      ...(progress ?? ({ status: 'stalled', behind: true } as const)),
      paused: situation.now().versions.flatMap(pausedOf),
      parkedStreams: lagging?.versions.reduce((sum, version) => sum + version.parked, 0) ?? null,
      lag: lagging?.versions.flatMap(lanesOf) ?? null,
    },
  };
}

/** What an operator has stopped feeding: no lane of it counts as behind, yet its readers are. */
const pausedOf = ({ projection, version: number, state, paused }: Version) =>
  paused ? [{ projection, version: number, state }] : [];

const lanesOf = ({ lanes }: VersionLag) =>
  lanes.map(({ projection, version: number, lane, events, seconds }) => ({
    projection,
    version: number,
    lane,
    events,
    seconds,
  }));
