import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Category, categories } from '../../src/events/schemas.ts';
import type { SealedEvent } from '../../src/ports/log.ts';

/** A recorded event: the chain of the event before it, the sealed event, and its decrypted data, not upcast. */
export type Recorded = Readonly<{ previous: string; event: SealedEvent; opened: object }>;
/** A recorded document of an example, which `currentDocuments` describes. */
type RecordedDocument = Readonly<{ document: unknown }>;

/**
 * The file of a category: a line for each recorded event, then a line for each recorded document. The lines of events
 * never change, because the log never changes.
 */
export const fileOf = (category: Category): string => join(import.meta.dirname, 'recorded', `${category}.ndjson`);

/** The data key that encrypts the personal texts of recorded events. */
export const dataKey = Buffer.alloc(32, 7);

/** A key ring in which every account has the same data key. */
export const testKeys = (key: Buffer) => ({
  create: async () => {},
  destroy: async () => {},
  readKey: async () => key,
  readKeys: async (owners: Iterable<string>) => new Map([...owners].map((owner) => [owner as never, key])),
});

/** The lines of a category's file; none for a category of which nothing is recorded yet. */
const linesOf = (category: Category): readonly string[] =>
  existsSync(fileOf(category)) ? readFileSync(fileOf(category), 'utf8').trimEnd().split('\n') : [];

const parseLine = (line: string): Recorded | RecordedDocument =>
  JSON.parse(line, (key, value) => (key === 'position' ? BigInt(value) : value));

/** The lines of a category's recorded events. */
export const eventLines = (category: Category): readonly string[] =>
  linesOf(category).filter((line) => 'event' in parseLine(line));

export const recordedEvents = (): readonly Recorded[] =>
  categories.flatMap(eventLines).map((line) => parseLine(line) as Recorded);

/** The recorded documents of a category, as text. */
export const recordedDocuments = (category: Category): readonly string[] =>
  linesOf(category)
    .map(parseLine)
    .flatMap((parsed) => ('document' in parsed ? [JSON.stringify(parsed.document)] : []));
