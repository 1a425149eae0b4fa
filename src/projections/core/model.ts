import { type IdentifierSqlToken, sql } from 'slonik';
import { createErasingApply } from './erasure.ts';
import type { ApplyEvents, Projection } from './projection.ts';

/**
 * The code of a read model, for any version of its tables that has its shape. A model is itself the projection of
 * version 1, whose tables a migration creates.
 */
export type Model = Projection &
  Readonly<{
    /** A number that changes when the columns, or their meaning, change. */
    shape: number;
    /** The tables' names without the version. Each table has a key `id` and a column `owner`. */
    tables: readonly string[];
    /** The same code for the tables of another version. */
    forVersion: (version: number) => Projection;
  }>;

type ModelDefinition = Pick<Model, 'name' | 'shape' | 'categories' | 'tables'> &
  Readonly<{ applyTo: (version: number) => ApplyEvents }>;

/** Creates a model that also erases owners; `applyTo` returns the code for the tables of a version. */
export function createModel({ name, shape, categories, tables, applyTo }: ModelDefinition): Model {
  const forVersion = (version: number): Projection => {
    const versionTables = tables.map((base) => tableOf(base, version));
    const projection = { name, version, categories, apply: applyTo(version) };
    return { ...projection, apply: createErasingApply(projection, versionTables) };
  };
  return { ...forVersion(1), shape, tables, forVersion };
}

/** The name of a table of a version. Versions below 0 are the shadow tables of a verification. */
export const tableNameOf = (base: string, version: number): string =>
  version < 0 ? `${base}_shadow${-version}` : `${base}_v${version}`;

export const tableOf = (base: string, version: number): IdentifierSqlToken =>
  sql.identifier([tableNameOf(base, version)]);
