import { type DatabaseTransactionConnection, type IdentifierSqlToken, sql } from 'slonik';
import type { AccountErased } from '../events/account.ts';
import type { RecordedEvent } from '../events/event.ts';
import type { Owner } from '../events/ids.ts';
import { rowOf } from './rows.ts';

/** The event by which an owner's history ends: every read model takes it in. */
export const erasure: AccountErased['type'] = 'AccountErased';

type Place = Readonly<{ name: string; version: number; tables: readonly IdentifierSqlToken[] }>;
type Apply = (tx: DatabaseTransactionConnection, events: readonly RecordedEvent[]) => Promise<void>;

const ownerRow = rowOf<{ owner: string }>();

/** The owners whose histories end among the events. */
export const leaversAmong = (events: readonly Pick<RecordedEvent, 'type' | 'metadata'>[]): ReadonlySet<Owner> =>
  new Set(events.flatMap(({ type, metadata }) => (type === erasure ? [metadata.owner] : [])));

/**
 * Applies the events of owners that stand. An erasure takes away all rows of its owner, and whatever of the owner's is parked; what
 * comes behind it, from requests that were under way, changes nothing any more. So live rows are what a rebuild makes, which can read
 * nothing of an erased owner's texts.
 */
export const forgettingErased =
  ({ name, version, tables }: Place, categories: ReadonlySet<string>, apply: Apply): Apply =>
  async (tx, events) => {
    const owners = [...new Set(events.map(({ metadata }) => metadata.owner))].filter((owner) => owner !== 'system');
    const gone = new Set<Owner>(await erasedAmong(owners));
    const leaving = leaversAmong(events);
    if (leaving.size > 0) await forget([...leaving].filter((owner) => !gone.has(owner)));
    const left = events.filter(
      ({ stream, metadata: { owner } }) =>
        !gone.has(owner) && !leaving.has(owner) && categories.has(stream.slice(0, stream.indexOf('-'))),
    );
    if (left.length > 0) await apply(tx, left);

    async function erasedAmong(some: readonly Owner[]): Promise<readonly Owner[]> {
      if (some.length === 0) return [];
      const rows = await tx.any(sql.type(ownerRow)`
        SELECT owner::text FROM erased_owners
        WHERE projection = ${name} AND version = ${version} AND owner = any(${sql.array([...some], 'uuid')})`);
      return rows.map(({ owner }) => owner as Owner);
    }

    async function forget(some: readonly Owner[]): Promise<void> {
      const ids = sql.array([...some], 'uuid');
      for (const table of tables) await tx.query(sql.unsafe`DELETE FROM ${table} WHERE owner = any(${ids})`);
      await tx.query(sql.unsafe`
        DELETE FROM parked_streams
        WHERE projection = ${name} AND version = ${version} AND owner = any(${sql.array([...some], 'text')})`);
      await tx.query(sql.unsafe`
        INSERT INTO erased_owners (projection, version, owner) SELECT ${name}, ${version}, unnest(${ids})
        ON CONFLICT DO NOTHING`);
    }
  };
