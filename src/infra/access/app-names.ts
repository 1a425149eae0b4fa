import { LRUCache } from 'lru-cache';
import { type DatabasePool, sql } from 'slonik';
import type { AppGrants } from '../../ports/app-grants.ts';
import { nameRow } from './app-grant-rows.ts';

const maxKnown = 10_000;

/**
 * Creates the function that reads which apps the grants among these ids are of. Most events are of sign-ins, which no page of a
 * history asks for twice: an id that is not of a grant never becomes one.
 */
export function createAppNames(db: DatabasePool): AppGrants['appNames'] {
  const others = new LRUCache<string, true>({ max: maxKnown });
  return async (ids) => {
    const asked = ids.filter((id) => !others.has(id));
    if (asked.length === 0) return new Map();
    const rows = await db.any(sql.type(nameRow)`
      SELECT id::text, app_name AS "appName" FROM app_grants WHERE id = any(${sql.array(asked, 'uuid')})`);
    const names = new Map(rows.map(({ id, appName }) => [id, appName]));
    for (const id of asked) if (!names.has(id)) others.set(id, true);
    return names;
  };
}
