import { setTimeout as delay } from 'node:timers/promises';
import type { CommonQueryMethods } from 'slonik';
import { type Lane, readCheckpoints } from './checkpoints.ts';
import { readModelBehind } from './read-model-behind.ts';

/** Waits until lanes have reached a position. All waiting queries of a process share one poll of the checkpoints. */
export type CheckpointWatch = Readonly<{
  /**
   * Resolves when the lane's checkpoint reaches `position`, or disappears because another version or lane layout has
   * replaced it. Throws `read-model-behind` when that takes too long. `hadCheckpoint`: whether the query saw the
   * lane's checkpoint, so that its absence means that it has disappeared.
   */
  until: (lane: Lane, position: bigint, hadCheckpoint: boolean) => Promise<void>;
}>;

export type WatchOptions = Readonly<{
  /** The pause between two polls of the checkpoints. @defaultValue 4 ms */
  pollMs?: number;
  /** How long a query waits at most for a lane. @defaultValue 2 s */
  boundMs?: number;
}>;

type Waiter = {
  readonly key: string;
  readonly position: bigint;
  readonly deadline: number;
  readonly resolve: () => void;
  readonly reject: (reason: unknown) => void;
  hadCheckpoint: boolean;
};

const keyOf = ({ projection, version, layout, lane }: Lane): string => `${projection}@${version}/${layout}/${lane}`;

/** Creates a watch of the lane checkpoints. It polls them only while queries wait. */
export function watchCheckpoints(
  db: CommonQueryMethods,
  { pollMs = 4, boundMs = 2_000 }: WatchOptions = {},
): CheckpointWatch {
  const waiters = new Set<Waiter>();
  let isPolling = false;

  return {
    until(lane, position, hadCheckpoint) {
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      const deadline = performance.now() + boundMs;
      waiters.add({ key: keyOf(lane), position, deadline, resolve, reject, hadCheckpoint });
      if (!isPolling) void pollWhileNeeded();
      return promise;
    },
  };

  async function pollWhileNeeded(): Promise<void> {
    isPolling = true;
    while (waiters.size > 0) {
      await poll();
      if (waiters.size > 0) await delay(pollMs);
    }
    isPolling = false;
  }

  async function poll(): Promise<void> {
    // Without queries that begin to wait during this poll: they may need newer checkpoints than this poll reads.
    const present = [...waiters];
    try {
      const positions = new Map((await readCheckpoints(db)).map((each) => [keyOf(each), each.position]));
      for (const waiter of present) settleIfDue(waiter, positions.get(waiter.key));
    } catch (error) {
      for (const waiter of present) settle(waiter, () => waiter.reject(error));
    }
  }

  function settleIfDue(waiter: Waiter, position: bigint | undefined): void {
    const isGone = position === undefined && waiter.hadCheckpoint;
    waiter.hadCheckpoint ||= position !== undefined;
    if (isGone || (position ?? 0n) >= waiter.position) settle(waiter, waiter.resolve);
    else if (performance.now() >= waiter.deadline) settle(waiter, () => waiter.reject(readModelBehind()));
  }

  function settle(waiter: Waiter, callback: () => void): void {
    waiters.delete(waiter);
    callback();
  }
}
