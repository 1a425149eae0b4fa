import { type IdentifierSqlToken, sql } from 'slonik';
import { createErasingApply } from './erasure.ts';
import type { ApplyEvents, Projection } from './projection.ts';

/**
 * The code of one shape of a read model, for all versions of the read model with that shape. A model is itself the
 * projection of version 1, whose tables a migration creates.
 */
export type Model = Projection &
  Readonly<{
    /** A number that changes when the columns of the read model's tables, or their meaning, change. */
    shape: number;
    /** The tables' names without the version suffix. Each table has a primary key `id` and a column `owner`. */
    tables: readonly string[];
    /** Returns the projection that applies events to the tables of the given version. */
    forVersion: (version: number) => Projection;
  }>;

type ModelDefinition = Pick<Model, 'name' | 'shape' | 'categories' | 'tables' | 'ignoresData'> &
  Readonly<{ applyTo: (version: number) => ApplyEvents }>;

/** Creates a model that also applies erasures. `applyTo` returns the code that fills the tables of one version. */
export function createModel({ applyTo, shape, tables, ...definition }: ModelDefinition): Model {
  const forVersion = (version: number): Projection => {
    const versionTables = tables.map((base) => tableOf(base, version));
    const projection = { ...definition, version, apply: applyTo(version) };
    return { ...projection, apply: createErasingApply(projection, versionTables) };
  };
  return { ...forVersion(1), shape, tables, forVersion };
}

/** The table name for one version of a read model. Negative versions are a verification's shadow tables. */
export const tableNameOf = (base: string, version: number): string =>
  version < 0 ? `${base}_shadow${-version}` : `${base}_v${version}`;

export const tableOf = (base: string, version: number): IdentifierSqlToken =>
  sql.identifier([tableNameOf(base, version)]);
