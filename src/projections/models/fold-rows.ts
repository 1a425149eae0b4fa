import { type CommonQueryMethods, type FragmentSqlToken, type IdentifierSqlToken, sql } from 'slonik';
import { idOf } from '../../events/event.ts';
import { type DueEvent, previousRevisionOf } from '../core/due-event.ts';
import { rowType } from '../core/rows.ts';

/** What a table of folds holds of one stream. */
export type Folded<Document> = Readonly<{ revision: number; document: Document | null }>;

const storedRow = rowType<{ id: string; revision: number; doc: string | null }>();

/**
 * The events by stream, each with what is stored of it, read in one statement. Throws where a stream's next event is not the one
 * that follows: a row is a fold of a whole stream or it is wrong.
 */
export async function byStream<Document>(
  tx: CommonQueryMethods,
  table: IdentifierSqlToken,
  events: readonly DueEvent[],
): Promise<readonly Readonly<{ id: string; before: Folded<Document> | null; facts: readonly DueEvent[] }>[]> {
  const streams = [...Map.groupBy(events, ({ stream }) => stream)].map(([stream, facts]) => ({
    id: idOf(stream),
    facts,
  }));
  const begun = streams.filter(({ facts: [first] }) => first && previousRevisionOf(first) >= 0).map(({ id }) => id);
  const rows =
    begun.length === 0
      ? []
      : await tx.any(sql.type(storedRow)`
          SELECT id::text, revision, doc FROM ${table} WHERE id = any(${keysOf(begun)})`);
  const stored = new Map(rows.map(({ id, revision, doc }) => [id, { revision, doc }]));
  return streams.map(({ id, facts }) => {
    const row = stored.get(id);
    const broken = facts.find((fact, at) => previousRevisionOf(fact) !== ((facts[at - 1] ?? row)?.revision ?? -1));
    if (broken) throw new Error(`Event ${broken.revision} of ${broken.stream} does not follow what was taken in`);
    const before = row
      ? { revision: row.revision, document: row.doc === null ? null : (JSON.parse(row.doc) as Document) }
      : null;
    return { id, before, facts };
  });
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Streams are named by uuids, or by words. */
const keysOf = (ids: readonly string[]) => sql.array([...ids], ids.every((id) => uuid.test(id)) ? 'uuid' : 'text');

/** A column of new rows: its Postgres type and each row's value as text. */
export type Column<Row> = readonly [type: string, value: (row: Row) => string | null | undefined];

const separator = '\u001e';
const absent = '\u001d';

/**
 * The rows as a call of `unnest`, without the characters that text columns refuse or that part the elements; JSON has none of
 * them. Each column goes in as one text, which spares the escaping of array elements; a leading separator tells no element from one
 * that is empty.
 */
export const unnested = <Row>(rows: readonly Row[], columns: readonly Column<Row>[]): FragmentSqlToken => {
  const arrays = columns.map(([type, value]) => {
    const text = rows.map((row) => separator + elementOf(value(row))).join('');
    return sql.fragment`(string_to_array(${text}, ${separator}, ${absent}))[2:]::${sql.identifier([type])}[]`;
  });
  return sql.fragment`unnest(${sql.join(arrays, sql.fragment`, `)})`;
};

const elementOf = (value: string | null | undefined): string =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what it is about
  value?.replace(/[\u0000\u001d\u001e]/g, '') ?? absent;

/** Sorts without regard to case and accents, by code point, on every machine alike. */
export const sortable = (text: string): string => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();

/** Texts to search in, one a line, in lower case. */
export const searchable = (texts: readonly string[]): string => texts.join('\n').normalize('NFC').toLowerCase();
