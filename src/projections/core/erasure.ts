import {
  type CommonQueryMethods,
  type DatabaseTransactionConnection,
  type FragmentSqlToken,
  type IdentifierSqlToken,
  sql,
} from 'slonik';
import type { RecordedEvent } from '../../events/event.ts';
import type { Owner } from '../../events/ids.ts';
import {
  type ApplyEvents,
  type DueEvent,
  erasureType,
  type Projection,
  readsStream,
  type VersionKey,
} from './projection.ts';
import { rowType } from './rows.ts';

type Erasable = Pick<RecordedEvent, 'type' | 'metadata'>;

const ownerRow = rowType<{ owner: string }>();

/** The owners whose erasure event (`AccountErased`) is among the events. */
export const erasedOwnersOf = (events: readonly Erasable[]): ReadonlySet<Owner> =>
  new Set(events.flatMap(({ type, metadata }) => (type === erasureType ? [metadata.owner] : [])));

/** SQL that is true if any version has applied the erasure of an owner of the events. */
export function existErasures(versions: readonly VersionKey[], events: readonly Erasable[]): FragmentSqlToken {
  const owners = erasableOwnersOf(events);
  const names = versions.map(({ name, version }) => [name, version]);
  return sql.fragment`EXISTS (
    SELECT FROM erased_owners WHERE owner = any(${sql.array(owners, 'uuid')})
      AND (projection, version) IN (SELECT * FROM ${sql.unnest(names, ['text', 'int4'])}))`;
}

const erasableOwnersOf = (events: readonly Erasable[]): Owner[] =>
  [...new Set(events.map(({ metadata }) => metadata.owner))].filter((owner) => owner !== 'system');

/** Those owners of the events whose erasure has already been applied to the version of the read model. */
async function readErasedOwners(
  db: CommonQueryMethods,
  { name, version }: VersionKey,
  events: readonly Erasable[],
): Promise<ReadonlySet<Owner>> {
  const owners = erasableOwnersOf(events);
  if (owners.length === 0) return new Set();
  const rows = await db.any(sql.type(ownerRow)`
    SELECT owner::text FROM erased_owners
    WHERE projection = ${name} AND version = ${version} AND owner = any(${sql.array(owners, 'uuid')})`);
  return new Set(rows.map(({ owner }) => owner as Owner));
}

/** The events that can change rows: those of owners whose erasure is neither applied yet nor among the events. */
export async function effectiveEvents<Event extends Erasable>(
  db: CommonQueryMethods,
  version: VersionKey,
  events: readonly Event[],
): Promise<readonly Event[]> {
  const erased = await readErasedOwners(db, version, events);
  const leaving = erasedOwnersOf(events);
  return events.filter(({ metadata: { owner } }) => !erased.has(owner) && !leaving.has(owner));
}

/**
 * Adds erasure to the code of a projection. An erasure event deletes the owner's rows and parked streams. Later events
 * of that owner, from requests that were still running, change nothing. A rebuild, which can no longer decrypt the
 * owner's texts, therefore results in the same rows.
 */
export function createErasingApply(projection: Projection, tables: readonly IdentifierSqlToken[]): ApplyEvents {
  const { statements } = projection.apply;
  return Object.assign<ApplyEvents, Pick<ApplyEvents, 'statements'>>(apply, statements ? { statements } : {});

  async function apply(tx: DatabaseTransactionConnection, events: readonly DueEvent[]): Promise<void> {
    const erased = await readErasedOwners(tx, projection, events);
    const leaving = erasedOwnersOf(events);
    const owners = [...leaving].filter((owner) => !erased.has(owner));
    if (leaving.size > 0) await eraseOwners({ tx, version: projection, tables, owners });
    const effective = events.filter(
      ({ stream, metadata: { owner } }) => !erased.has(owner) && !leaving.has(owner) && readsStream(projection, stream),
    );
    if (effective.length > 0) await projection.apply(tx, effective);
  }
}

type Erasing = Readonly<{
  tx: DatabaseTransactionConnection;
  version: VersionKey;
  tables: readonly IdentifierSqlToken[];
  owners: readonly Owner[];
}>;

async function eraseOwners({ tx, version: { name, version }, tables, owners }: Erasing): Promise<void> {
  const ids = sql.array([...owners], 'uuid');
  for (const table of tables) await tx.query(sql.unsafe`DELETE FROM ${table} WHERE owner = any(${ids})`);
  await tx.query(sql.unsafe`
    DELETE FROM parked_streams
    WHERE projection = ${name} AND version = ${version} AND owner = any(${sql.array([...owners], 'text')})`);
  await tx.query(sql.unsafe`
    INSERT INTO erased_owners (projection, version, owner) SELECT ${name}, ${version}, unnest(${ids})
    ON CONFLICT DO NOTHING`);
}
