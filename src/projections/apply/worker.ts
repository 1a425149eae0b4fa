import { DomainError } from '../../errors.ts';
import type { Layout } from '../../ports/lanes.ts';
import type { Log } from '../../ports/log.ts';
import type { Logger } from '../../ports/logger.ts';
import type { Job, LogRange } from '../core/job.ts';
import { highestOf, lowerOf } from '../core/positions.ts';
import { requestIdsOf } from '../core/request-ids.ts';
import { isTransient, retry } from '../core/retry.ts';
import { failureOf } from '../parking/failure.ts';
import type { Apply, ApplyResult } from './apply.ts';

export type WorkerOptions = Readonly<{
  log: Pick<Log, 'page'>;
  layout: Layout;
  apply: Apply;
  logger: Logger;
  signal: AbortSignal;
  /** Called when the most advanced projection has applied the events of a lane up to a position. */
  onReached?: (lane: number, position: bigint) => void;
}>;

/**
 * Processes a job until each projection has reached the job's end or is held back, or the job's page limit is used. A
 * projection is held back at an event whose type or schema number this build does not know.
 */
export type Work = (job: Job) => Promise<void>;

/** The number of events, of all lanes together, in one page that is read from the log. */
const pageSize = 2_000;
/** The number of log pages that one job may read. If that is not enough, the dispatcher sends more jobs. */
const pagesPerJob = 16;
/** How often a job is attempted when it fails for a reason other than an outage. */
const defectAttempts = 3;

/**
 * Creates the worker of one process. It is correct whatever the queue does: jobs may come twice, late, in any order,
 * or never. The checkpoint decides which events are new, and events missing before a job are read from the log.
 */
export const createWorker = (options: WorkerOptions): Work => {
  const { log, layout, apply, logger, signal, onReached = () => {} } = options;
  const lowestMovable = createLowestMovable(logger);

  return async (job) => {
    if (job.layout !== layout.layout || signal.aborted) return;
    const fields = { lane: job.lane, from: String(job.from), to: String(job.to), requestIds: requestIdsOf(job.events) };
    const fieldsOf = (error: unknown) => ({ ...fields, reason: failureOf(error).reason });
    try {
      await retry(() => process(job), {
        retries: Number.POSITIVE_INFINITY,
        signal,
        shouldRetry: (error, failures) => isTransient(error) || failures + 1 < defectAttempts,
        onRetry: (error) => logger.warn('Applying events failed; trying again', fieldsOf(error)),
      });
      logger.debug('applied a job', { ...fields, events: job.events.length });
    } catch (error) {
      if (signal.aborted) return;
      logger.error('The lane has stopped: its events cannot be applied', fieldsOf(error));
      // A new error, because the queue stores the error of a job, and the original one may quote what users typed.
      throw new Error(`The lane has stopped: ${failureOf(error).reason}`);
    }
  };

  async function process(job: Job): Promise<void> {
    let low = await applyRange(job, job);
    for (let pages = 0; low !== null && low < job.to && pages < pagesPerJob && !signal.aborted; pages += 1) {
      low = await applyRange(job, await readMissing(job, low));
    }
  }

  /** Applies a range. Returns the lowest position of the projections that are not held back; null if all are. */
  async function applyRange(job: Job, range: LogRange): Promise<bigint | null> {
    const results = await apply(job, range);
    if (results.size > 0) onReached(job.lane, highestOf([...results.values()].map(({ position }) => position)));
    return lowestMovable(job.lane, results);
  }

  /** Reads one page of the log after position `after`, and returns its events of the lane, which the job lacks. */
  async function readMissing({ lane, to, bookmark }: Job, after: bigint): Promise<LogRange> {
    const page = await log.page(after, pageSize);
    const last = page.at(-1);
    const end = last?.position ?? after;
    const isWhole = page.length < pageSize;
    // This may be a follower node of EventStoreDB that lags the node from which the dispatcher read the bookmark.
    if (isWhole && bookmark && bookmark.position > end) {
      throw new DomainError('unavailable', 'The event store does not show all events yet.');
    }
    return {
      from: after,
      to: isWhole && to > end ? to : end,
      bookmark: last ? { after: page.at(-2)?.position ?? after, position: last.position, id: last.id } : null,
      events: page.filter(({ metadata }) => layout.laneOf(metadata.owner) === lane),
    };
  }
};

/** Creates the function that returns the lowest position of the projections that are not held back; null if all are. */
function createLowestMovable(logger: Logger) {
  const heldAt = new Map<string, bigint>();
  return (lane: number, results: ReadonlyMap<string, ApplyResult>): bigint | null => {
    let lowest: bigint | null = null;
    for (const [key, { position, isHeld }] of results) {
      const place = `${key}/${lane}`;
      if (isHeld && heldAt.get(place) !== position) {
        heldAt.set(place, position);
        logger.warn('An event that this build does not know holds a projection back', { projection: key, lane });
      }
      // A projection that is held back stays in the map, so that later jobs do not read the log for it again and again.
      if (heldAt.get(place) === position) continue;
      lowest = lowest === null ? position : lowerOf(lowest, position);
    }
    return lowest;
  };
}
