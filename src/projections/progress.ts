import type { DatabasePool } from 'slonik';
import type { Layout } from '../ports/lanes.ts';
import type { Log } from '../ports/log.ts';
import { checkLog, LogMismatch } from './core/check-log.ts';
import { readProgress } from './core/checkpoints.ts';
import type { Projection } from './core/projection.ts';

/** `stalled`: a lane does not move although it has events to apply. `isLagging`: a lane lags the end of the log. */
export type PipelineStatus = Readonly<{ status: 'moving' | 'stalled'; isLagging: boolean }>;

export type ProgressOptions = Readonly<{
  db: DatabasePool;
  log: Pick<Log, 'head' | 'page' | 'idAt'>;
  /** The lane layout and the projections are looked up at each check, because both can change at any time. */
  layout: Layout;
  projections: () => readonly Projection[];
  /**
   * How long a lane with events to apply may stay at one position before the pipeline is stalled. It is shorter than
   * the hand-over to a standby dispatcher. @defaultValue 3 s
   */
  patienceMs?: number;
  /** Whether any worker runs. Until one was seen, the pipeline is stalled. @defaultValue one runs */
  isWorkerRunning?: () => Promise<boolean>;
  now?: () => number;
}>;

/** The position of a lagging lane, and the time since when the lane has been seen there. */
type Waiting = Readonly<{ position: bigint; since: number }>;

/**
 * Creates a function that tells whether the pipeline moves or is stalled. It is stalled when a lane with events to
 * apply stays at one position, which takes two calls to see, when the log is not that of the checkpoints, or while no
 * worker has been seen.
 */
export function createProgressMonitor(options: ProgressOptions): () => Promise<PipelineStatus> {
  const { db, log, layout, projections, patienceMs = 3_000, now = () => performance.now() } = options;
  const { isWorkerRunning = async () => true } = options;
  let isWorkerSeen = false;
  let waiting: ReadonlyMap<number, Waiting> = new Map();
  return async () => {
    const head = await log.head();
    isWorkerSeen ||= await isWorkerRunning();
    const lanes = [...(await readProgress(db, layout, projections()))];
    // A checkpoint beyond the last event may mean another log. It is no proof, because checkpoints also move past
    // EventStoreDB's own events; so the bookmarks are checked.
    const isPastHead = lanes.some(([, { first }]) => first > head);
    if (isPastHead && !(await isSameLog(options))) return { status: 'stalled', isLagging: true };
    const lagging = lanes.filter(([, { last }]) => last < head);
    waiting = new Map(
      lagging.map(([lane, { last }]) => {
        const before = waiting.get(lane);
        return [lane, before?.position === last ? before : { position: last, since: now() }];
      }),
    );
    const isStalled = !isWorkerSeen || [...waiting.values()].some(({ since }) => now() - since > patienceMs);
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
