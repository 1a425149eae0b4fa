import { sql } from 'slonik';
import { z } from 'zod';
import type { AccountId, Owner } from '../../events/ids.ts';
import type { Checkpoint } from '../consistency/checkpoints.ts';
import type { Reader } from '../consistency/reader.ts';
import { sourcesOf } from '../consistency/sources.ts';
import { readModels } from '../read-models.ts';
import type { FeedToken } from './feed-token.ts';

export type WaitForChanges = Readonly<{ owner: AccountId; after: FeedToken; signal: AbortSignal }>;

type Waiter = Readonly<{ owner: AccountId; own: bigint; shared: bigint; settle: () => void }> & {
  /** Whether it must be asked about, because its lane has moved or it has just begun to wait. */
  isDue: boolean;
};

/** How many waiters may continue after one poll. Each reads a page then, and many at once would delay other queries. */
const maxAtOnce = 50;

/**
 * Creates a function that resolves when the next page of the feed may have items, when the account was erased, or when the
 * signal is aborted. An erasure removes the rows of the account, so the rows alone would never end the wait. All waiters of
 * a process share the poll of the checkpoints. When lanes have moved, one statement asks which of the accounts in these
 * lanes have changes.
 */
export function createWaitForChanges(reader: Reader): (waiting: WaitForChanges) => Promise<void> {
  const waiters = new Set<Waiter>();
  let lanes: ReadonlyMap<string, string> = new Map();
  let isAsking = false;
  let endObserving: (() => void) | null = null;

  return ({ owner, after, signal }) => {
    const { promise, resolve } = Promise.withResolvers<void>();
    const settle = () => {
      waiters.delete(waiter);
      signal.removeEventListener('abort', settle);
      if (waiters.size === 0) endObserving?.();
      if (waiters.size === 0) endObserving = null;
      resolve();
    };
    const waiter: Waiter = { owner, own: after.own.position, shared: after.shared.position, settle, isDue: true };
    waiters.add(waiter);
    signal.addEventListener('abort', settle, { once: true });
    if (signal.aborted) settle();
    else endObserving ??= reader.watch.observe((checkpoints) => void ask(checkpoints));
    return promise;
  };

  /** Asks for the accounts whose lanes have moved since the last time, and lets those with changes continue. */
  async function ask(checkpoints: readonly Checkpoint[]): Promise<void> {
    if (isAsking) return;
    isAsking = true;
    try {
      const now = stateOfLanes(checkpoints);
      const moved = [...now.keys()].filter((lane) => now.get(lane) !== lanes.get(lane));
      for (const waiter of waiters)
        waiter.isDue ||= laneKeysOf(reader, waiter.owner).some((key) => moved.includes(key));
      lanes = now;
      const due = [...waiters].filter(({ isDue }) => isDue);
      const changed = due.length === 0 ? new Set() : await readChanged(reader, due);
      for (const [at, waiter] of due.entries()) waiter.isDue = changed.has(at + 1);
      for (const waiter of due.filter(({ isDue }) => isDue).slice(0, maxAtOnce)) waiter.settle();
    } catch {
      // The waiters stay due, so the next poll asks again.
    } finally {
      isAsking = false;
    }
  }
}

/** The positions of all checkpoints of each lane, as one text. */
const stateOfLanes = (checkpoints: readonly Checkpoint[]): ReadonlyMap<string, string> =>
  new Map(
    [...Map.groupBy(checkpoints, ({ layout, lane }) => `${layout}/${lane}`)].map(([key, each]) => [
      key,
      each.map(({ projection, version, position }) => `${projection}@${version}:${position}`).join(),
    ]),
  );

/** The lanes of the account and of what all accounts share. */
function laneKeysOf({ locator }: Reader, owner: AccountId): readonly string[] {
  const location = locator.locate(readModels.changes);
  if (!location) return [];
  return ([owner, 'system'] satisfies Owner[]).map((each) => `${location.layout}/${location.laneOf(each)}`);
}

const row = z.object({ number: z.number() });

/** The numbers, from 1 on, of the waiters whose next page may have items. */
async function readChanged({ db, locator }: Reader, waiters: readonly Waiter[]): Promise<ReadonlySet<unknown>> {
  const [changes] = sourcesOf(locator, [{ model: readModels.changes, owner: 'all' }]) ?? [];
  if (!changes) return new Set();
  const rows = waiters.map(({ owner, own, shared }, at) => [at + 1, owner, own, shared]);
  const changed = await db.any(sql.type(row)`
    WITH shared AS MATERIALIZED (
      SELECT position FROM ${changes.table}
      WHERE owner IS NULL AND (kind = 'directory' OR deleted) ORDER BY position DESC LIMIT 1
    )
    SELECT w.number FROM ${sql.unnest(rows, ['int4', 'uuid', 'int8', 'int8'])} AS w (number, owner, own, shared)
    WHERE EXISTS (SELECT FROM ${changes.table} c WHERE c.owner = w.owner AND c.position > w.own)
      OR EXISTS (SELECT FROM shared WHERE shared.position > w.shared)
      OR EXISTS (SELECT FROM erased_owners e WHERE e.owner = w.owner
        AND e.projection = ${changes.projection} AND e.version = ${changes.version})`);
  return new Set(changed.map(({ number }) => number));
}
