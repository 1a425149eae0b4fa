import type { DatabasePool } from 'slonik';
import type { Log } from '../ports/log.ts';
import { checkLog, LogMismatch, readProgress } from './checkpoints.ts';
import type { Layout } from './lanes.ts';
import type { Projection } from './projection.ts';

/** `behind`: whether any lane has yet to reach the log's head. */
export type PipelineStatus = Readonly<{ status: 'moving' | 'stalled'; behind: boolean }>;

export type ProgressOptions = Readonly<{
  db: DatabasePool;
  log: Log;
  /** Lanes and projections are asked for at each look. */
  layout: Layout;
  projections: () => readonly Projection[];
  /** How long work may wait without anything moving. @defaultValue 10 s */
  patienceMs?: number;
  now?: () => number;
}>;

/**
 * Judges the pipeline by what it gets done: it has stalled when work waits and the slowest lane stands still, and when the log is not
 * the one that the read tables were made from.
 */
export function watchProgress(options: ProgressOptions): () => Promise<PipelineStatus> {
  const { db, log, layout, patienceMs = 10_000, now = () => performance.now() } = options;
  let slowest = -1n;
  let since = now();
  return async () => {
    const head = await log.head();
    const lanes = await readProgress(db, layout, options.projections());
    let last = head;
    let first = 0n;
    for (const lane of lanes.values()) {
      if (lane.last < last) last = lane.last;
      if (lane.first > first) first = lane.first;
    }
    // Lanes move on over events of the store's own; else they are ahead of a log that was restored to an older state.
    if (first > head && !(await isTheSame())) return { status: 'stalled', behind: true };
    const behind = last < head;
    if (!behind || last !== slowest) since = now();
    slowest = last;
    return { status: now() - since > patienceMs ? 'stalled' : 'moving', behind };
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
