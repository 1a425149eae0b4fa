import { type FragmentSqlToken, type IdentifierSqlToken, sql } from 'slonik';

/** A table column: its Postgres type (`name` or `name[]`), and how to get its value, in Postgres' text format. */
export type Column<Row> = Readonly<{ type: string; value: (row: Row) => string | null | undefined }>;
export type Columns<Row> = Readonly<Record<string, Column<Row>>>;

/** SQL that writes rows into a table if the condition is true. */
export type Upsert<Row> = (
  table: IdentifierSqlToken,
  rows: readonly Row[],
  condition: FragmentSqlToken,
) => FragmentSqlToken;

/** Creates a function whose SQL inserts rows, and replaces existing rows that have the same `id`. */
export function createUpsert<Row>(columns: Columns<Row>): Upsert<Row> {
  const all = Object.entries(columns).map(([name, column]) => ({ ...column, name: sql.identifier([name]) }));
  const listOf = (parts: readonly FragmentSqlToken[]) => sql.join([...parts], sql.fragment`, `);
  const names = listOf(all.map(({ name }) => sql.fragment`${name}`));
  const values = listOf(
    all.map(({ name, type }) => (isArray(type) ? sql.fragment`${name}::${typeOf(type)}` : sql.fragment`${name}`)),
  );
  const updates = listOf(all.map(({ name }) => sql.fragment`${name} = excluded.${name}`));

  return (table, rows, condition) => {
    const arrays = all.map(({ type, value }) => arrayOf(isArray(type) ? 'text' : type, rows.map(value)));
    return sql.fragment`
      INSERT INTO ${table} (${names})
      SELECT ${values} FROM unnest(${listOf(arrays)}) AS rows (${names}) WHERE ${condition}
      ON CONFLICT (id) DO UPDATE SET ${updates}`;
  };
}

const isArray = (type: string): boolean => type.endsWith('[]');

const typeOf = (type: string): FragmentSqlToken =>
  isArray(type) ? sql.fragment`${sql.identifier([type.slice(0, -2)])}[]` : sql.fragment`${sql.identifier([type])}`;

const separator = '\u001e';
const nothing = '\u001d';

/**
 * The values of one column as a single text parameter, which Postgres splits into an array, so that elements need no
 * escaping. A separator before each value distinguishes an empty array from an array with one empty text.
 */
function arrayOf(type: string, values: readonly (string | null | undefined)[]): FragmentSqlToken {
  const text = values.map((value) => separator + elementOf(value)).join('');
  return sql.fragment`(string_to_array(${text}, ${separator}, ${nothing}))[2:]::${typeOf(type)}[]`;
}

/**
 * The value without U+0000, which Postgres refuses in texts, and without the two control characters that separate
 * values or mean null. This never changes JSON, which contains none of the three.
 */
const elementOf = (value: string | null | undefined): string =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to remove
  value?.replace(/[\u0000\u001d\u001e]/g, '') ?? nothing;
