import type pg from 'pg';
import { type MigrationSource, withClient } from './ledger.ts';
import { readMigrations } from './migration-files.ts';

/** A part of the schema that the database and the migrations do not have in common. */
export type SchemaDifference = Readonly<{ kind: 'missing' | 'additional'; part: string }>;

const scratch = 'irontrack_schema_check';
/** The tables of further versions of read models, and of running rebuilds, come from commands. */
const versioned = '_(v|shadow)[0-9]+';

/** Columns, constraints and indexes of a schema as lines of text, without the name of the schema. */
const parts = `
  SELECT 'column ' || c.relname || '.' || a.attname || ' ' || format_type(a.atttypid, a.atttypmod)
    || CASE WHEN a.attnotnull THEN ' NOT NULL' ELSE '' END
    || coalesce(' DEFAULT ' || replace(pg_get_expr(d.adbin, d.adrelid), $1 || '.', ''), '') AS part, c.relname AS "table"
  FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid LEFT JOIN pg_attrdef d ON (d.adrelid, d.adnum) = (c.oid, a.attnum)
  WHERE c.relnamespace = $1::regnamespace AND c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped
  UNION ALL
  SELECT 'constraint ' || c.relname || ' ' || replace(pg_get_constraintdef(k.oid), $1 || '.', ''), c.relname
  FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid WHERE k.connamespace = $1::regnamespace AND k.contype <> 'n'
  UNION ALL
  SELECT 'index ' || replace(indexdef, $1 || '.', ''), tablename FROM pg_indexes WHERE schemaname = $1`;

/** Returns the names of the tables of a version of a read model. */
type TablesOf = (version: DroppedVersion) => readonly string[];
type DroppedVersion = Readonly<{ projection: string; version: number }>;

/**
 * Compares the database with what the migrations of this build make, in a transaction that leaves nothing. The tables of
 * a version that `irontrack projections drop` has removed are not missing.
 */
export async function checkSchema(source: MigrationSource, tablesOf: TablesOf): Promise<readonly SchemaDifference[]> {
  const migrations = await readMigrations(source.folder);
  return withClient(source, async (client) => {
    await client.query('BEGIN');
    try {
      const { rows } = await client.query<{ name: string }>('SELECT current_schema() AS name');
      const schema = rows[0]?.name ?? 'public';
      const present = await partsOf(client, schema);
      const dropped = await client.query<DroppedVersion>(
        `SELECT projection, version FROM projection_versions WHERE state = 'dropped'`,
      );
      await client.query(`CREATE SCHEMA ${scratch}`);
      // Extensions are in the schema of the database. The tables of the migrations come first.
      await client.query(`SET LOCAL search_path = ${scratch}, ${client.escapeIdentifier(schema)}`);
      for (const { up } of migrations) await client.query(up);
      const droppedTables = new Set(dropped.rows.flatMap(tablesOf));
      const expected = (await partsOf(client, scratch)).filter(({ table }) => !droppedTables.has(table));
      return differencesOf(present, expected);
    } finally {
      await client.query('ROLLBACK');
    }
  });
}

type Part = Readonly<{ part: string; table: string }>;

const partsOf = async (client: pg.Client, schema: string): Promise<readonly Part[]> =>
  (
    await client.query<Part>(`SELECT * FROM (${parts}) AS p WHERE "table" <> 'schema_migrations' ORDER BY part`, [
      schema,
    ])
  ).rows;

function differencesOf(present: readonly Part[], expected: readonly Part[]): readonly SchemaDifference[] {
  const [has, wants] = [present, expected].map((all) => new Set(all.map(({ part }) => part)));
  const tables = new Set(expected.map(({ table }) => table));
  const isOfVersion = ({ table }: Part) => !tables.has(table) && new RegExp(`${versioned}$`).test(table);
  return [
    ...expected.filter(({ part }) => !has?.has(part)).map(({ part }) => ({ kind: 'missing', part }) as const),
    ...present
      .filter((each) => !wants?.has(each.part) && !isOfVersion(each))
      .map(({ part }) => ({ kind: 'additional', part }) as const),
  ];
}
