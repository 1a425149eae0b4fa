import type { DatabasePool } from 'slonik';
import type { Layout } from '../ports/lanes.ts';
import type { Log } from '../ports/log.ts';
import { checkLog, LogMismatch } from './core/check-log.ts';
import { readProgress } from './core/checkpoints.ts';
import type { Projection } from './core/projection.ts';

/** `isLagging`: whether any lane lags the end of the log. */
export type PipelineStatus = Readonly<{ status: 'moving' | 'stalled'; isLagging: boolean }>;

export type ProgressOptions = Readonly<{
  db: DatabasePool;
  log: Pick<Log, 'head' | 'page'>;
  /** Layout and projections are read again at each call, since they change. */
  layout: Layout;
  projections: () => readonly Projection[];
  /** How long a lane with waiting events may stay at one position. Shorter than the hand-over to a standby. @defaultValue 3 s */
  patienceMs?: number;
  now?: () => number;
}>;

/** A lane that lags, and since when it has been seen at that position. */
type Waiting = Readonly<{ position: bigint; since: number }>;

/**
 * Creates a function that judges the pipeline by its progress. It is stalled when a lane with waiting events stays at
 * one position, which takes two calls to see, or when the log is not the one that the checkpoints belong to.
 */
export function createProgressMonitor(options: ProgressOptions): () => Promise<PipelineStatus> {
  const { db, log, layout, projections, patienceMs = 3_000, now = () => performance.now() } = options;
  let waiting: ReadonlyMap<number, Waiting> = new Map();
  return async () => {
    const head = await log.head();
    const lanes = [...(await readProgress(db, layout, projections()))];
    // Lanes also move past the store's own events, so being past the last domain event proves nothing by itself.
    const isPastHead = lanes.some(([, { first }]) => first > head);
    if (isPastHead && !(await isSameLog(options))) return { status: 'stalled', isLagging: true };
    const lagging = lanes.filter(([, { last }]) => last < head);
    waiting = new Map(
      lagging.map(([lane, { last }]) => {
        const before = waiting.get(lane);
        return [lane, before?.position === last ? before : { position: last, since: now() }];
      }),
    );
    const isStalled = [...waiting.values()].some(({ since }) => now() - since > patienceMs);
    return { status: isStalled ? 'stalled' : 'moving', isLagging: lagging.length > 0 };
  };
}

async function isSameLog({ db, log, projections }: ProgressOptions): Promise<boolean> {
  try {
    await checkLog(db, log, projections());
    return true;
  } catch (error) {
    if (error instanceof LogMismatch) return false;
    throw error;
  }
}
