import type { DriverTypeParser, Interceptor, QueryResultRow } from 'slonik';

const asText = (value: string) => value;
/** Bytes of `varchar`, if the driver returns them as such. */
const asBytes = (value: string | Buffer) => (typeof value === 'string' ? Buffer.from(value) : value);

/** Parsers of Postgres' column types. Numbers keep all their digits, JSON stays the text that Postgres sends, and `varchar` its bytes. */
export const typeParsers: readonly DriverTypeParser[] = [
  { name: 'int8', parse: BigInt },
  ...['numeric', 'date', 'timestamp', 'interval', 'json', 'jsonb'].map((name) => ({ name, parse: asText })),
  { name: 'timestamptz', parse: parseTimestamp },
  { name: 'varchar', parse: asBytes },
];

/** Converts Postgres' text of a timestamp (`2026-11-22 19:44:58.4654+00`) into ISO 8601 in UTC with six decimals. */
function parseTimestamp(text: string): string {
  const [, day, time, fraction = '', offset] = /^(\S+) (\d\d:\d\d:\d\d)(?:\.(\d+))?(\S+)$/.exec(text) ?? [];
  if (!day || !time || !offset) return text;
  const zone = offset.length === 3 ? `${offset}:00` : offset;
  const seconds = zone === '+00:00' ? `${day}T${time}` : new Date(`${day}T${time}${zone}`).toISOString().slice(0, 19);
  return `${seconds}.${fraction.padEnd(6, '0')}Z`;
}

/**
 * Validates each row against the schema given to `sql.type`. Slonik itself uses that schema only as a TypeScript type.
 */
export const validateRows: Interceptor = {
  name: 'validate-rows',
  transformRow: ({ resultParser }, _query, row) => {
    const result = resultParser?.['~standard'].validate(row);
    if (!result) return row;
    if (result instanceof Promise) throw new Error('Row schemas must be synchronous');
    if (result.issues) {
      const paths = result.issues.map(({ path }) => path?.map(String).join('.') ?? '').join(', ');
      throw new Error(`A row does not fit its schema at: ${paths}`);
    }
    return result.value as QueryResultRow;
  },
};
