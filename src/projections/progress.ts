import type { DatabasePool } from 'slonik';
import type { Layout } from '../ports/lanes.ts';
import type { Log } from '../ports/log.ts';
import { checkLog, LogMismatch, readProgress } from './core/checkpoints.ts';
import type { Projection } from './core/projection.ts';

/** `behind`: whether any lane has yet to reach the log's head. */
export type PipelineStatus = Readonly<{ status: 'moving' | 'stalled'; behind: boolean }>;

export type ProgressOptions = Readonly<{
  db: DatabasePool;
  log: Log;
  /** Lanes and projections are asked for at each look. */
  layout: Layout;
  projections: () => readonly Projection[];
  /** How long work may be seen to wait without anything moving; less than a stand-by takes. @defaultValue 3 s */
  patienceMs?: number;
  now?: () => number;
}>;

/**
 * Judges the pipeline by what it gets done: it has stalled when work waits in a lane that stands still, and when the log is not the
 * one that the read tables were made from.
 */
export function createProgressMonitor(options: ProgressOptions): () => Promise<PipelineStatus> {
  const { db, log, layout, patienceMs = 3_000, now = () => performance.now() } = options;
  /** Lanes that were seen to be behind, where and since when. Between looks anything may have moved, so that takes two of them. */
  let waiting: ReadonlyMap<number, Readonly<{ at: bigint; since: number }>> = new Map();
  return async () => {
    const head = await log.head();
    const lanes = [...(await readProgress(db, layout, options.projections()))];
    // Lanes move on over events of the store's own; else they are ahead of a log that was restored to an older state.
    if (lanes.some(([, { first }]) => first > head) && !(await isTheSame())) return { status: 'stalled', behind: true };
    const late = lanes.filter(([, { last }]) => last < head);
    waiting = new Map(
      late.map(([lane, { last }]) => {
        const before = waiting.get(lane);
        return [lane, before?.at === last ? before : { at: last, since: now() }];
      }),
    );
    const isStuck = [...waiting.values()].some(({ since }) => now() - since > patienceMs);
    return { status: isStuck ? 'stalled' : 'moving', behind: late.length > 0 };
  };

  async function isTheSame(): Promise<boolean> {
    try {
      await checkLog(db, log, options.projections());
      return true;
    } catch (error) {
      if (error instanceof LogMismatch) return false;
      throw error;
    }
  }
}
