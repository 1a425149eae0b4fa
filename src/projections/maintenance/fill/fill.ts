import type { DatabasePool, DatabaseTransactionConnection } from 'slonik';
import type { Decrypt, Log } from '../../../ports/log.ts';
import type { Logger } from '../../../ports/logger.ts';
import { readLanes } from '../../core/checkpoints.ts';
import { readLayout } from '../../core/lanes.ts';
import { limitLocks } from '../../core/lock-limits.ts';
import { highestOf, lowestOf } from '../../core/positions.ts';
import { keyOf, type Projection } from '../../core/projection.ts';
import { isTransient } from '../../core/retry.ts';
import { applyPage, type FillTarget, type PageToApply, VersionGone } from './apply-page.ts';
import { applyPageByLane, applyPageIsolating } from './apply-page-isolating.ts';
import { type Page, readPage } from './read-page.ts';

export type FillOptions = Readonly<{
  db: DatabasePool;
  log: Log;
  decrypt: Decrypt;
  logger: Logger;
  projection: Projection;
  signal: AbortSignal;
  /** The number of events in one read and one transaction. @defaultValue 2,000 */
  pageSize?: number;
  /** A transaction that has locked the checkpoints of all lanes. Without it, each page gets a transaction of its own. */
  within?: DatabaseTransactionConnection;
  /** Called after each page of the log, with the position of its end and the number of its events. */
  onPage?: (position: bigint, events: number) => void;
}>;

/** The target that fills every lane up to the same position. */
export const targetOf = (head: bigint): FillTarget => ({ positionOf: () => head, newest: 0n });

/**
 * Applies events directly from the log to all lanes of one version, up to the target: one page per transaction, while
 * the next page is being read. Streams with poison events are parked, as workers do.
 */
export async function fill(options: FillOptions, target: FillTarget): Promise<void> {
  const { db, projection, signal, within, onPage } = options;
  const layout = await readLayout(within ?? db);
  const targets = Array.from({ length: layout.lanes }, (_, lane) => target.positionOf(lane));
  const laggingPositions = async () => {
    const lanes = await readLanes(within ?? db, projection, layout);
    const positions = targets.map((_, lane) => lanes.get(lane)?.position ?? 0n);
    return { lanes, lagging: positions.filter((position, lane) => position < (targets[lane] ?? 0n)) };
  };
  const { lagging } = await laggingPositions();
  if (lagging.length === 0) return;

  const limit = { end: highestOf(targets), newest: target.newest };
  let next: Promise<Page> | null = readPage(options, lowestOf(lagging), limit);
  while (next) {
    signal.throwIfAborted();
    const page: Page = await next;
    next = page.isLast ? null : readPage(options, page.to, limit);
    // Only avoids an unhandled rejection: the error is thrown where the promise is awaited.
    next?.catch(() => {});
    await applyOrIsolate(options, { projection, layout, page, target });
    onPage?.(page.to, page.events.length);
  }
  const reached = await laggingPositions();
  if (reached.lanes.size < layout.lanes)
    throw new VersionGone(`${keyOf(projection)} is gone, or its lanes have changed`);
  if (reached.lagging.length > 0) {
    throw new Error(`${keyOf(projection)} is held back: some of its events cannot be applied`);
  }
}

async function applyOrIsolate(options: FillOptions, toApply: PageToApply): Promise<void> {
  const { db, within } = options;
  try {
    await (within ?? db).transaction(async (tx) => {
      if (!within) await limitLocks(tx);
      await applyPage(tx, toApply);
    });
  } catch (error) {
    if (isTransient(error) || error instanceof VersionGone) throw error;
    if (within) await applyPageIsolating(within, options, toApply);
    else await applyPageByLane(options, toApply);
  }
}
