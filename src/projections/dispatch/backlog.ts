import type { Log } from '../../ports/log.ts';

/**
 * The events that were in the log before the dispatcher read that far. During a backlog only full batches are sent,
 * because every job has a fixed cost.
 */
export type Backlog = Readonly<{
  /** Whether a reader at this position is still within the backlog. */
  contains: (position: bigint) => boolean;
  /** Reads the end of the log again, unless the reader has not moved since the last call. Never throws. */
  lookAhead: (position: bigint) => Promise<void>;
}>;

/** Creates the backlog of a reader that starts at a position. */
export async function createBacklog(log: Pick<Log, 'head'>, start: bigint): Promise<Backlog> {
  // Without an answer there is no backlog: batches are smaller, and nothing waits.
  const readHead = () => log.head().catch(() => 0n);
  let end = await readHead();
  let last = start;
  return {
    contains: (position) => position < end,
    async lookAhead(position) {
      const hasMoved = position > last;
      last = position;
      end = hasMoved ? await readHead() : 0n;
    },
  };
}
