import { type CommonQueryMethods, type DatabaseTransactionConnection, type IdentifierSqlToken, sql } from 'slonik';
import type { AccountErased } from '../../events/account.ts';
import type { RecordedEvent } from '../../events/event.ts';
import type { Owner } from '../../events/ids.ts';
import { rowType } from './rows.ts';

/** The event by which an owner's history ends: every read model takes it in. */
export const erasure: AccountErased['type'] = 'AccountErased';

type Place = Readonly<{ name: string; version: number; tables: readonly IdentifierSqlToken[] }>;
type Apply = (tx: DatabaseTransactionConnection, events: readonly RecordedEvent[]) => Promise<void>;

const ownerRow = rowType<{ owner: string }>();

/** The owners whose histories end among the events. */
export const ownersErasedIn = (events: readonly Pick<RecordedEvent, 'type' | 'metadata'>[]): ReadonlySet<Owner> =>
  new Set(events.flatMap(({ type, metadata }) => (type === erasure ? [metadata.owner] : [])));

/** Those among the events' owners whose erasure the projection has taken in. */
async function erasedAmong(
  db: CommonQueryMethods,
  { name, version }: Pick<Place, 'name' | 'version'>,
  events: readonly Pick<RecordedEvent, 'metadata'>[],
): Promise<ReadonlySet<Owner>> {
  const owners = [...new Set(events.map(({ metadata }) => metadata.owner))].filter((owner) => owner !== 'system');
  if (owners.length === 0) return new Set();
  const rows = await db.any(sql.type(ownerRow)`
    SELECT owner::text FROM erased_owners
    WHERE projection = ${name} AND version = ${version} AND owner = any(${sql.array(owners, 'uuid')})`);
  return new Set(rows.map(({ owner }) => owner as Owner));
}

/** The events that change rows when they are applied: those of owners that stand, and whose histories do not end among them. */
export async function effectiveEvents<Event extends Pick<RecordedEvent, 'type' | 'metadata'>>(
  db: CommonQueryMethods,
  place: Pick<Place, 'name' | 'version'>,
  events: readonly Event[],
): Promise<readonly Event[]> {
  const gone = await erasedAmong(db, place, events);
  const leaving = ownersErasedIn(events);
  return events.filter(({ metadata: { owner } }) => !gone.has(owner) && !leaving.has(owner));
}

/**
 * Applies the events of owners that stand. An erasure takes away all rows of its owner, and whatever of the owner's is parked; what
 * comes behind it, from requests that were under way, changes nothing any more. So live rows are what a rebuild makes, which can read
 * nothing of an erased owner's texts.
 */
export const withErasure =
  ({ name, version, tables }: Place, categories: ReadonlySet<string>, apply: Apply): Apply =>
  async (tx, events) => {
    const gone = await erasedAmong(tx, { name, version }, events);
    const leaving = ownersErasedIn(events);
    if (leaving.size > 0) await forget([...leaving].filter((owner) => !gone.has(owner)));
    const left = events.filter(
      ({ stream, metadata: { owner } }) =>
        !gone.has(owner) && !leaving.has(owner) && categories.has(stream.slice(0, stream.indexOf('-'))),
    );
    if (left.length > 0) await apply(tx, left);

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
