import { pingPostgres } from '../../infra/postgres/pool.ts';
import type { Logger } from '../../ports/logger.ts';
import { pause, reasonOf } from '../../projections/core/retry.ts';
import { readLag, type VersionLag } from '../../projections/lag.ts';
import type { Version } from '../../projections/versions/topology.ts';
import type { Application } from '../connect.ts';

/**
 * How many milliseconds a component may need to answer before it counts as offline. A frozen component would never
 * answer.
 */
const timeoutMs = 2_000;

/** Reads whether each component is online, and how far the pipeline is. Answers even when components are offline. */
export async function readHealth(app: Application) {
  const { db, redis, log, refusedEvents, topology, pipelineStatus, logger } = app;
  const [database, cache, eventStore] = await Promise.all([
    statusOf(logger, 'database', () => pingPostgres(db)),
    statusOf(logger, 'cache', () => redis.ping()),
    statusOf(logger, 'event store', () => log.head()),
  ]);
  const isReadable = database === 'online' && eventStore === 'online';
  // Counting the lag is slow while EventStoreDB is busy. It is read separately from the progress, so that a late count
  // does not hide that the pipeline moves.
  const [progress, lag, refused] = isReadable
    ? await Promise.all([
        orNull(logger, 'pipeline', pipelineStatus()),
        orNull(logger, 'lag', readLag({ db, log })),
        orNull(logger, 'refused events', refusedEvents.count()),
      ])
    : [null, null, null];
  return {
    ...{ database, cache, eventStore },
    pipeline: {
      status: progress?.status ?? ('stalled' as const),
      behind: (progress?.isLagging ?? true) && (lag === null || lag.versions.some(lacksEvents)),
      paused: topology.now().versions.flatMap(pausedOf),
      parkedStreams: lag?.versions.reduce((sum, version) => sum + version.parked, 0) ?? null,
      refusedEvents: refused,
      lag: lag?.versions.flatMap(laneLagsOf) ?? null,
    },
  };
}

async function statusOf(logger: Logger, component: string, ping: () => Promise<unknown>) {
  try {
    await withTimeout(ping());
    return 'online' as const;
  } catch (error) {
    logger.warn('A component is offline', { component, reason: reasonOf(error) });
    return 'offline' as const;
  }
}

const orNull = <Value>(logger: Logger, part: string, value: Promise<Value>): Promise<Value | null> =>
  withTimeout(value).catch((error: unknown) => {
    logger.warn('Cannot read a part of the health report', { part, reason: reasonOf(error) });
    return null;
  });

async function withTimeout<Answer>(answer: Promise<Answer>): Promise<Answer> {
  const answered = new AbortController();
  const timeout = pause(timeoutMs, answered.signal).then(() => Promise.reject(new Error('No answer in time')));
  return Promise.race([answer, timeout]).finally(() => answered.abort());
}

/**
 * A version of a read model that an operator has paused. Its lanes do not count as lagging, although queries of it
 * return old data.
 */
const pausedOf = ({ projection, version, state, paused }: Version) => (paused ? [{ projection, version, state }] : []);

/**
 * Whether a version lacks own events. Lanes also lag the end of the log for a moment when only foreign events are
 * written.
 */
const lacksEvents = ({ paused, lanes }: VersionLag): boolean =>
  !paused && lanes.some(({ events, isMore }) => events > 0 || isMore);

const laneLagsOf = ({ lanes }: VersionLag) =>
  lanes.map(({ projection, version, lane, events, seconds }) => ({ projection, version, lane, events, seconds }));
