import { type Adapter, type AdapterPayload, errors } from 'oidc-provider';
import { type DatabasePool, sql } from 'slonik';
import { z } from 'zod';
import { isStorable } from '../../events/values.ts';
import { unused } from './unused.ts';

/** How long an app that no account has allowed anything is kept, and how many such apps are. */
const [unusedHours, maxUnused] = [24, 10_000];
/** How many apps one registration deletes at most. */
const sweepSize = 100;
/** How deep the members of an app's metadata may be nested. Those of keys are the deepest that an app needs. */
const maxDepth = 8;

const row = z.object({ metadata: z.string() });

/**
 * The apps that have registered themselves. Anyone may register apps, so there are never more than `maxUnused` that no
 * account uses: a new one then replaces the oldest one.
 */
export const createClientAdapter = (db: DatabasePool): Adapter => ({
  ...unused,
  async upsert(id, metadata) {
    if (!isStorableValue(metadata)) {
      throw new errors.InvalidClientMetadata('must contain neither NUL nor unpaired surrogates, nor be nested deeply');
    }
    await db.query(sql.unsafe`
      DELETE FROM oauth_clients WHERE id IN (
        SELECT id FROM oauth_clients WHERE expires_at < now() LIMIT ${sweepSize} FOR UPDATE SKIP LOCKED)`);
    await db.query(sql.unsafe`
      DELETE FROM oauth_clients WHERE id IN (
        SELECT id FROM oauth_clients WHERE NOT is_used
        ORDER BY created_at DESC OFFSET ${maxUnused - 1} LIMIT ${sweepSize} FOR UPDATE SKIP LOCKED)`);
    await db.query(sql.unsafe`
      INSERT INTO oauth_clients (id, metadata, expires_at)
      VALUES (${id}, ${JSON.stringify(metadata)}::jsonb, now() + ${unusedHours}::int4 * interval '1 hour')`);
  },
  async find(id): Promise<AdapterPayload | undefined> {
    if (!isStorable(id)) return undefined;
    const metadata = await db.maybeOneFirst(sql.type(row)`
      SELECT metadata::text FROM oauth_clients WHERE id = ${id} AND expires_at > now()`);
    return metadata === null ? undefined : (JSON.parse(metadata) as AdapterPayload);
  },
});

/** Whether Postgres can store a value, such as the keys of an app. */
function isStorableValue(value: unknown, depth = 0): boolean {
  if (typeof value === 'string') return isStorable(value);
  if (typeof value !== 'object' || value === null) return true;
  return depth < maxDepth && Object.values(value).every((each) => isStorableValue(each, depth + 1));
}
