import type { SessionDocument } from '../../documents/session.ts';
import type { Instant } from '../../events/ids.ts';
import { type CsvFormatName, csvFormats } from '../../exports/formats.ts';
import {
  accountLine,
  type DocumentKind,
  documentKinds,
  documentLine,
  endLine,
  headerLine,
} from '../../exports/irontrack.ts';
import { createLosses, type Loss } from '../../exports/losses.ts';

/** Some documents as JSON text, and where the next page begins; `next` is null on the last page. */
export type Page<Place> = Readonly<{ items: readonly string[]; next: Place | null }>;
/** Reads a page of an account's documents, the first one when `after` is null. */
export type ReadPage<Place> = (kind: DocumentKind, after: Place | null) => Promise<Page<Place>>;

/** Yields the pages of all documents of a kind. A page is read when the one before has been used. */
export async function* pagesOf<Place>(kind: DocumentKind, read: ReadPage<Place>): AsyncGenerator<readonly string[]> {
  let after: Place | null = null;
  do {
    const { items, next }: Page<Place> = await read(kind, after);
    if (items.length > 0) yield items;
    after = next;
  } while (after !== null);
}

export type ExportHistory<Place> = Readonly<{ account: object; exportedAt: Instant; read: ReadPage<Place> }>;

/**
 * The whole history of an account in the format `irontrack`, page by page, so that the memory needed does not grow.
 * `account` is what the account's line shows.
 */
export async function* exportHistory<Place>({
  account,
  exportedAt,
  read,
}: ExportHistory<Place>): AsyncGenerator<string> {
  const counts = { exercise: 0, profile: 0, measurement: 0, unit: 0, plan: 0, schedule: 0, session: 0, import: 0 };
  let first = headerLine(exportedAt) + accountLine(account);
  for (const kind of documentKinds) {
    for await (const items of pagesOf(kind, read)) {
      counts[kind] += items.length;
      yield first + items.map((item) => documentLine(kind, item)).join('');
      first = '';
    }
  }
  yield first + endLine(counts);
}

type ReadSessions<Place> = Readonly<{ format: CsvFormatName; read: ReadPage<Place> }>;

/** All training sessions of an account as a CSV file of another app, page by page. */
export async function* exportCsv<Place>({ format, read }: ReadSessions<Place>): AsyncGenerator<string> {
  const { header, rowsOf } = csvFormats[format];
  yield header;
  for await (const items of pagesOf('session', read)) {
    yield items.map((item) => rowsOf(JSON.parse(item) as SessionDocument)).join('');
  }
}

/** What a CSV file of another app cannot hold of an account's training sessions. */
export async function readLosses<Place>({ format, read }: ReadSessions<Place>): Promise<readonly Loss[]> {
  const losses = createLosses(format);
  for await (const items of pagesOf('session', read)) {
    for (const item of items) losses.add(JSON.parse(item) as SessionDocument);
  }
  return losses.list();
}
