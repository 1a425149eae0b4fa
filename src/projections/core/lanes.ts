import { type CommonQueryMethods, type DatabasePool, sql } from 'slonik';
import type { Owner } from '../../events/ids.ts';
import type { Layout } from '../../ports/lanes.ts';
import { rowType } from './rows.ts';

/** The largest number of lanes that a layout may have. */
export const maxLanes = 256;

/**
 * The number of an owner's lane when there are `lanes` lanes: an FNV-1a hash whose bits are mixed, because UUIDs of
 * owners differ in few characters. This function must never change, since stored checkpoints depend on its results.
 */
export function laneOf(owner: Owner, lanes: number): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < owner.length; at += 1) hash = Math.imul(hash ^ owner.charCodeAt(at), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) % lanes;
}

export const layoutOf = (layout: number, lanes: number): Layout => ({
  layout,
  lanes,
  laneOf: (owner) => laneOf(owner, lanes),
});

/** The lane layout in force. If there is none yet, creates one with `lanes` lanes; never changes an existing one. */
export async function ensureLayout(db: DatabasePool, lanes: number): Promise<Layout> {
  await db.query(sql.unsafe`INSERT INTO lane_layout (layout, lanes) VALUES (1, ${lanes}) ON CONFLICT DO NOTHING`);
  return readLayout(db);
}

const layoutRow = rowType<{ layout: number; lanes: number }>();

/** The lane layout in force. */
export async function readLayout(db: CommonQueryMethods): Promise<Layout> {
  const { layout, lanes } = await db.one(sql.type(layoutRow)`SELECT layout, lanes FROM lane_layout`);
  return layoutOf(layout, lanes);
}
