import type { DatabaseTransactionConnection } from 'slonik';
import type { Layout } from '../../../ports/lanes.ts';
import type { SealedEvent } from '../../../ports/log.ts';
import { lockLanes, type Move, moveCheckpoints } from '../../core/checkpoints.ts';
import { lowerOf } from '../../core/positions.ts';
import { keyOf, type Projection } from '../../core/projection.ts';
import { readExclusions } from '../../parking/exclusions.ts';
import { bookmarkOf, type Page } from './read-page.ts';

/** The position to fill each lane to. `newest` is the position of an event that the log must show for that. */
export type FillTarget = Readonly<{ positionOf: (lane: number) => bigint; newest: bigint }>;

/** A page and where it belongs. */
export type PageToApply = Readonly<{ projection: Projection; layout: Layout; page: Page; target: FillTarget }>;

/** The checkpoints of a version are gone: it was dropped, or the layout has changed. */
export class VersionGone extends Error {}

/** The page has parked or discarded streams, or events that cannot be decrypted. */
class NotPlain extends Error {}

/** Applies what is new of a page to all lanes. Throws when any of its events cannot be applied or is excluded. */
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
 * Locks the lanes and returns the page's events that they have not applied, with the moves that follow. Other
 * processes may feed the version at the same time: the checkpoints decide. No lane moves past its target.
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
