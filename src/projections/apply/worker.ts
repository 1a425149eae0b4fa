import { DomainError } from '../../errors.ts';
import type { Layout } from '../../ports/lanes.ts';
import type { Log } from '../../ports/log.ts';
import type { Logger } from '../../ports/logger.ts';
import type { Job, LogRange } from '../core/job.ts';
import { backOff, isTransient, pause } from '../core/retry.ts';
import type { Apply, ApplyResult } from './apply.ts';
import { failureOf } from './failure.ts';

export type WorkerOptions = Readonly<{
  log: Log;
  layout: Layout;
  apply: Apply;
  logger: Logger;
  signal: AbortSignal;
}>;

/** Takes in what a job hints at; done when every projection of the lane is there, held back, or its turn was used up. */
export type Work = (job: Job) => Promise<void>;

/** Events in one read of the log, of all lanes. */
const pageSize = 2_000;
/** One job may read so many pages; the dispatcher sends more jobs for what is left. */
const pagesPerJob = 16;
/** Attempts at what does not look like an outage. */
const defectTries = 3;

/**
 * The work on the lanes of one process. Correct whatever the queue does: jobs may come twice, late, in any order, or be lost, for the
 * checkpoint decides what is new and the log has what is missing.
 */
export const createWorker = ({ log, layout, apply, logger, signal }: WorkerOptions): Work => {
  /** Where projections were seen held back by an event that this build does not know. */
  const held = new Map<string, bigint>();

  return async (job) => {
    const { lane } = job;
    if (job.layout !== layout.layout) return;
    for (let tries = 0; !signal.aborted; tries += 1) {
      try {
        await process(job);
        return;
      } catch (error) {
        const { reason } = failureOf(error);
        const fields = { lane, from: String(job.from), to: String(job.to), reason };
        if (!isTransient(error) && tries + 1 >= defectTries) {
          logger.error('The lane stands still: its events can not be applied', fields);
          // The queue keeps what a job fails with, so not the error itself, which may quote what people typed.
          throw new Error(`The lane stands still: ${reason}`);
        }
        logger.warn('Applying events failed; trying again', fields);
        await pause(backOff(tries), signal);
      }
    }
  };

  async function process(job: Job): Promise<void> {
    let low = lowest(job.lane, await apply(job, job));
    for (let pages = 0; low !== null && low < job.to && pages < pagesPerJob && !signal.aborted; pages += 1) {
      const stretch = await missing(job, low);
      low = lowest(job.lane, await apply(job, stretch));
    }
  }

  /** The next stretch behind `after`, from the log itself. */
  async function missing({ lane, to, mark }: Job, after: bigint): Promise<LogRange> {
    const page = await log.page(after, pageSize);
    const last = page.at(-1);
    const isWhole = page.length < pageSize;
    // A store's follower may not have yet what the dispatcher saw.
    if (isWhole && mark && mark.position > (last?.position ?? after))
      throw new DomainError('unavailable', 'The log is behind itself.');
    const end = last?.position ?? after;
    const lastMark = last && { after: page.at(-2)?.position ?? after, position: last.position, id: last.id };
    return {
      from: after,
      to: isWhole && to > end ? to : end,
      mark: lastMark ?? null,
      events: page.filter(({ metadata }) => layout.laneOf(metadata.owner) === lane),
    };
  }

  /** The position of the projection furthest behind, of those that can move; null if none can. */
  function lowest(lane: number, standings: ReadonlyMap<string, ApplyResult>): bigint | null {
    let low: bigint | null = null;
    for (const [key, { position, isHeld }] of standings) {
      const place = `${key}/${lane}`;
      if (isHeld && held.get(place) !== position) {
        held.set(place, position);
        logger.warn('An event unknown to this build holds a projection back', { projection: key, lane });
      }
      if (held.get(place) === position) continue;
      if (low === null || position < low) low = position;
    }
    return low;
  }
};
