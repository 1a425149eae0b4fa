import type { DatabaseTransactionConnection } from 'slonik';
import type { Layout } from '../../../ports/lanes.ts';
import type { SealedEvent } from '../../../ports/log.ts';
import { lockLanes, type Move, moveCheckpoints } from '../../core/checkpoints.ts';
import { lowerOf } from '../../core/positions.ts';
import { keyOf, type Projection } from '../../core/projection.ts';
import { readExclusions } from '../../parking/exclusions.ts';
import { bookmarkOf, type Page } from './read-page.ts';

/**
 * The position up to which each lane is filled. `newest` is the position of an event that the log must return before
 * the last page counts as complete.
 */
export type FillTarget = Readonly<{ positionOf: (lane: number) => bigint; newest: bigint }>;

/** A page of the log, and the projection, lanes and target positions that it is applied to. */
export type PageToApply = Readonly<{ projection: Projection; layout: Layout; page: Page; target: FillTarget }>;

/** Thrown when the checkpoints of a version do not exist any more: it was dropped, or the lane layout has changed. */
export class VersionGone extends Error {}

/** Thrown when a page has parked streams, discarded events or undecryptable ones, so that it needs isolation. */
class NotPlain extends Error {}

/** Applies the new events of a page to all lanes. Throws when one of them cannot be applied, is parked or discarded. */
export async function applyPage(tx: DatabaseTransactionConnection, toApply: PageToApply): Promise<void> {
  const { events, moves } = await lockNewEvents(tx, toApply);
  if (events.length > 0) await applyPlainly(tx, toApply, events);
  await moveCheckpoints(tx, toApply.layout, moves);
}

async function applyPlainly(
  tx: DatabaseTransactionConnection,
  { projection, page }: PageToApply,
  events: readonly SealedEvent[],
): Promise<void> {
  if (!page.decrypted) throw new NotPlain();
  const streams = [...new Set(events.map(({ stream }) => stream))];
  const { parked, discarded } = (await readExclusions(tx, [projection], streams))(projection);
  if (parked.size + discarded.size > 0) throw new NotPlain();
  const positions = new Set(events.map(({ position }) => position));
  const due = page.decrypted.filter(({ position }) => positions.has(position));
  await projection.apply(tx, due);
}

/**
 * Locks the lanes' checkpoints. Returns the page's events after them, and how applying these events moves them. Other
 * processes may apply events at the same time, so the locked checkpoints decide. No lane moves past its target.
 */
export async function lockNewEvents(
  tx: DatabaseTransactionConnection,
  { projection, layout, page, target }: PageToApply,
): Promise<Readonly<{ events: readonly SealedEvent[]; moves: readonly Move[] }>> {
  const lanes = await lockLanes(tx, projection, layout);
  if (lanes.size < layout.lanes) throw new VersionGone(`${keyOf(projection)} is gone, or its lanes have changed`);
  const moves = [...lanes].flatMap(([lane, { position }]): Move[] => {
    const to = lowerOf(page.to, target.positionOf(lane));
    const isMoving = to > position && position >= page.from;
    return isMoving ? [{ version: projection, lane, position: to, bookmark: bookmarkOf(page, to) }] : [];
  });
  const ends = new Map(moves.map(({ lane, position }) => [lane, position]));
  const events = page.handled.filter(({ position, metadata }) => {
    const lane = layout.laneOf(metadata.owner);
    return position > (lanes.get(lane)?.position ?? 0n) && position <= (ends.get(lane) ?? 0n);
  });
  return { events, moves };
}
