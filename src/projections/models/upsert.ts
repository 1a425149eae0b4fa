import { type FragmentSqlToken, type IdentifierSqlToken, sql } from 'slonik';
import type { StoredRow, Write } from '../core/projection.ts';

/**
 * A table column: its Postgres type (`name` or `name[]`), and how to get its value, in Postgres' text format. `merged` is
 * SQL for the value of an existing row, from the rows `present` and `excluded`. @defaultValue the new value
 */
export type Column<Row> = Readonly<{
  type: string;
  value: (row: Row) => string | null | undefined;
  merged?: FragmentSqlToken;
}>;
export type Columns<Row> = Readonly<Record<string, Column<Row>>>;

/** Writes rows into a table if the condition is true. */
export type Upsert<Row> = (table: IdentifierSqlToken, rows: readonly Row[], condition: FragmentSqlToken) => Write;

/**
 * Creates a function that inserts rows, and replaces existing rows that have the same `id`. All rows are one parameter,
 * because dozens of parameters cost the process and Postgres more than the rows do.
 */
export function createUpsert<Row>(columns: Columns<Row>): Upsert<Row> {
  const all = Object.entries(columns).map(([name, column]) => ({ ...column, name, column: sql.identifier([name]) }));
  const names = listOf(all.map(({ column }) => sql.fragment`${column}`));
  const values = listOf(all.map(({ type }, at) => sql.fragment`fields[${literal(at + 1)}]::${typeOf(type)}`));
  const updates = listOf(
    all.map(({ column, merged }) => sql.fragment`${column} = ${merged ?? sql.fragment`excluded.${column}`}`),
  );
  const [id, revision, doc] = [placeOf('id'), placeOf('revision'), placeOf('doc')];

  return (table, rows, condition) => {
    const texts = rows.map((row) => all.map(({ value }) => value(row) ?? null));
    const statement = sql.fragment`
      INSERT INTO ${table} AS present (${names})
      SELECT ${values} FROM (SELECT string_to_array(
        string_to_table(${texts.map(lineOf).join(rowSeparator)}, ${literal(rowSeparator)}),
        ${literal(separator)}, ${literal(nothing)}) AS fields) AS rows
      WHERE ${condition}
      ON CONFLICT (id) DO UPDATE SET ${updates}`;
    return { statement, rows: doc < 0 ? [] : texts.map(storedRowOf) };
  };

  function placeOf(name: string): number {
    return all.findIndex((each) => each.name === name);
  }

  function storedRowOf(values: readonly (string | null)[]): StoredRow {
    return { id: values[id] ?? '', revision: Number(values[revision]), doc: values[doc] ?? null };
  }
}

/** A list of SQL parts. It is a fragment, so that Slonik joins the parts once and not for each statement. */
const listOf = (parts: readonly FragmentSqlToken[]): FragmentSqlToken =>
  sql.fragment`${sql.join([...parts], sql.fragment`, `)}`;

const literal = (value: string | number): FragmentSqlToken => sql.literalValue(String(value));

const isArray = (type: string): boolean => type.endsWith('[]');

const typeOf = (type: string): FragmentSqlToken =>
  isArray(type) ? sql.fragment`${sql.identifier([type.slice(0, -2)])}[]` : sql.fragment`${sql.identifier([type])}`;

const separator = '\u001e';
const nothing = '\u001d';
/** No value is two of the characters that mean null, so this text is between two rows only. */
const rowSeparator = separator + nothing + nothing + separator;

/** The values of a row as one text, which Postgres splits, so that values need no escaping. */
const lineOf = (values: readonly (string | null)[]): string => values.map(elementOf).join(separator);

/**
 * The value without U+0000, which Postgres refuses in texts, and without the two control characters that separate
 * values or mean null. This never changes JSON, which contains none of the three.
 */
const elementOf = (value: string | null): string =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to remove
  value?.replace(/[\u0000\u001d\u001e]/g, '') ?? nothing;
