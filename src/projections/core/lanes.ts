import { type CommonQueryMethods, type DatabasePool, sql } from 'slonik';
import type { Owner } from '../../events/ids.ts';
import type { Layout } from '../../ports/lanes.ts';
import { rowType } from './rows.ts';

/**
 * The lane of an owner among `lanes`: an FNV-1a hash whose bits are mixed, because UUIDs of owners differ in few
 * characters. The result is permanent: stored checkpoints depend on it.
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

/** The current layout. Creates the first one with so many lanes if there is none; an existing layout stays as it is. */
export async function ensureLayout(db: DatabasePool, lanes: number): Promise<Layout> {
  await db.query(sql.unsafe`INSERT INTO lane_layout (layout, lanes) VALUES (1, ${lanes}) ON CONFLICT DO NOTHING`);
  return readLayout(db);
}

const layoutRow = rowType<{ layout: number; lanes: number }>();

/** The current layout. */
export async function readLayout(db: CommonQueryMethods): Promise<Layout> {
  const { layout, lanes } = await db.one(sql.type(layoutRow)`SELECT layout, lanes FROM lane_layout`);
  return layoutOf(layout, lanes);
}
