import { setTimeout as delay } from 'node:timers/promises';
import { type CommonQueryMethods, sql } from 'slonik';
import { z } from 'zod';
import { behind, type Lane } from './reader.ts';

/** Waits for lanes to get somewhere. */
export type CheckpointWatch = Readonly<{
  /**
   * Settles once the lane is at `position` or further, or is no more; throws `read-model-behind` when that takes too long. `seen`:
   * its checkpoint was there when the asker looked.
   */
  until: (lane: Lane, position: bigint, seen: boolean) => Promise<void>;
}>;

export type WatchOptions = Readonly<{
  /** Pause between two looks. @defaultValue 4 ms */
  pollMs?: number;
  /** Longest wait. @defaultValue 2 s */
  boundMs?: number;
}>;

type Waiter = {
  readonly key: string;
  readonly position: bigint;
  readonly deadline: number;
  readonly resolve: () => void;
  readonly reject: (reason: unknown) => void;
  /** Whether the lane's checkpoint was there before or while it waited. */
  seen: boolean;
};

const row = z.object({
  projection: z.string(),
  version: z.number(),
  layout: z.number(),
  lane: z.number(),
  position: z.bigint(),
});

const keyOf = ({ projection, version, layout, lane }: Lane): string => `${projection}@${version}/${layout}/${lane}`;

/** One poll for all who wait in this process, and none while nobody does. */
export function watchCheckpoints(
  db: CommonQueryMethods,
  { pollMs = 4, boundMs = 2_000 }: WatchOptions = {},
): CheckpointWatch {
  const waiters = new Set<Waiter>();
  let isPolling = false;

  return {
    until(place, position, seen) {
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      const deadline = performance.now() + boundMs;
      waiters.add({ key: keyOf(place), position, deadline, resolve, reject, seen });
      if (!isPolling) void poll();
      return promise;
    },
  };

  async function poll(): Promise<void> {
    isPolling = true;
    while (waiters.size > 0) {
      await look();
      if (waiters.size > 0) await delay(pollMs);
    }
    isPolling = false;
  }

  async function look(): Promise<void> {
    // Those who come while we look may have written later than what we see.
    const present = [...waiters];
    try {
      const rows = await db.any(sql.type(row)`
        SELECT projection, version, layout, lane, position FROM projection_checkpoints`);
      const positions = new Map(rows.map((each) => [keyOf(each), each.position]));
      for (const waiter of present) {
        const position = positions.get(waiter.key);
        const isGone = position === undefined && waiter.seen;
        waiter.seen ||= position !== undefined;
        if (isGone || (position ?? 0n) >= waiter.position) settle(waiter, waiter.resolve);
        else if (performance.now() >= waiter.deadline) settle(waiter, () => waiter.reject(behind()));
      }
    } catch (error) {
      for (const waiter of present) settle(waiter, () => waiter.reject(error));
    }
  }

  function settle(waiter: Waiter, tell: () => void): void {
    waiters.delete(waiter);
    tell();
  }
}
