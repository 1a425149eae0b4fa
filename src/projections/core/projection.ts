import { createHash } from 'node:crypto';
import { type DatabaseTransactionConnection, type IdentifierSqlToken, sql } from 'slonik';
import type { RecordedEvent } from '../../events/event.ts';
import { erasure, withErasure } from './erasure.ts';

/** One version of a read model and how it is made. */
export type Projection = Readonly<{
  name: string;
  version: number;
  /** The categories of streams it reads; one unknown event among them holds it back. */
  categories: ReadonlySet<string>;
  /**
   * Takes in events of one or more lanes, those of an owner in log order, each exactly once. Touches rows of the events' owners
   * only, in statements over sets. Throws where it can't; the transaction is the caller's.
   */
  apply: (tx: DatabaseTransactionConnection, events: readonly RecordedEvent[]) => Promise<void>;
}>;

/**
 * The code of a read model, which works on the tables of any version of its shape. A model is itself the projection of version 1,
 * whose tables a migration has made.
 */
export type Model = Projection &
  Readonly<{
    /** Another set of columns, or another meaning of them, is another shape. */
    shape: number;
    /** Its tables without the version; each has the key `id` and the column `owner`. */
    tables: readonly string[];
    /** The same code on the tables of another version. */
    forVersion: (version: number) => Projection;
  }>;

/** What a projection takes in: the events of its categories, and the erasure of any owner. */
export const handles = ({ categories }: Pick<Projection, 'categories'>, { stream, type }: Wanted): boolean =>
  categories.has(categoryOf(stream)) || type === erasure;
type Wanted = Readonly<{ stream: string; type: string }>;

type Code = Pick<Model, 'name' | 'shape' | 'categories' | 'tables'> &
  Readonly<{ applyTo: (version: number) => Projection['apply'] }>;

export function createModel({ name, shape, categories, tables, applyTo }: Code): Model {
  const forVersion = (version: number): Projection => {
    const place = { name, version, tables: tables.map((base) => tableOf(base, version)) };
    return { name, version, categories, apply: withErasure(place, categories, applyTo(version)) };
  };
  return { ...forVersion(1), shape, tables, forVersion };
}

/** The table of a version; versions below 0 are shadows of a verification. */
export const tableNameOf = (base: string, version: number): string =>
  version < 0 ? `${base}_shadow${-version}` : `${base}_v${version}`;

export const tableOf = (base: string, version: number): IdentifierSqlToken =>
  sql.identifier([tableNameOf(base, version)]);

/** The part of a stream's name before the first dash. */
export const categoryOf = (stream: string): string => stream.slice(0, stream.indexOf('-'));

export const keyOf = ({ name, version }: Pick<Projection, 'name' | 'version'>): string => `${name}@${version}`;

/** Names a set of projections: builds that carry different sets share neither queues nor the dispatcher's lease. */
export const projectionSetNameOf = (projections: readonly Pick<Projection, 'name' | 'version'>[]): string =>
  createHash('sha256').update(projections.map(keyOf).sort().join()).digest('hex').slice(0, 12);
