import type { Log } from '../../ports/log.ts';

/**
 * The events that are in the log but that the dispatcher has not read yet. While there is a backlog, only full batches
 * are sent to the queues, because every job has a fixed cost.
 */
export type Backlog = Readonly<{
  /** Whether the log had events after this position when its end was last looked up. */
  contains: (position: bigint) => boolean;
  /**
   * Looks up the end of the log again, for a dispatcher that has read up to `position`. A dispatcher that has not moved
   * since the last call is probably at the end, so the log is not read and the backlog counts as empty. Never throws.
   */
  lookAhead: (position: bigint) => Promise<void>;
}>;

/** Creates the backlog of a dispatcher that reads the log from position `start`. */
export async function createBacklog(log: Pick<Log, 'head'>, start: bigint): Promise<Backlog> {
  // If the log does not answer, there is no backlog: batches are smaller then, and no event waits for a full batch.
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
