import type { TimeZone } from '../../../src/events/ids.ts';
import type { RejectedRow } from '../../../src/events/import.ts';
import { emptyPerformance, type Performance } from '../../../src/events/performance.ts';
import type { ImportFormat } from '../../../src/events/values.ts';
import type { ImportedSession, Parsed } from '../../../src/imports/imported.ts';
import { readExport } from '../../../src/imports/read-export.ts';

export type Contents = { sessions: ImportedSession[]; rejected: RejectedRow[] };
/** `Contents` with what a reader leaves out and refuses. */
export type AllContents = Contents & { leftOut: RejectedRow[]; refused: Refused[] };
type Refused = Extract<Parsed, { type: 'refused' }>;
type Options = { unit?: 'kg' | 'lb' | null; zone?: string; charset?: string; map?: string };

/** Collects the items that an import reader yields: sessions in one list, rejected rows in another. */
export async function collect(parsed: AsyncIterable<Parsed>): Promise<Contents> {
  const { sessions, rejected } = await collectAll(parsed);
  return { sessions, rejected };
}

/** Collects all items that an import reader yields, also what it leaves out and refuses. */
async function collectAll(parsed: AsyncIterable<Parsed>): Promise<AllContents> {
  const contents: AllContents = { sessions: [], rejected: [], leftOut: [], refused: [] };
  for await (const item of parsed) {
    if (item.type === 'workouts') contents.sessions.push(...item.workouts);
    if (item.type === 'rejected') contents.rejected.push(item.row);
    if (item.type === 'leftOut') contents.leftOut.push(item.row);
    if (item.type === 'refused') contents.refused.push(item);
  }
  return contents;
}

/** Reads a file for its body measurements. */
export async function measurementsIn(format: ImportFormat, file: string) {
  const open = () => inChunks(Buffer.from(file), [file.length]);
  const items: Parsed[] = [];
  for await (const item of readExport(format, open, { unit: null, timezone: 'UTC' as TimeZone })) items.push(item);
  async function* all() {
    yield* items;
  }
  const found = items.flatMap((item) => (item.type === 'measurement' ? [item.measurement] : []));
  return {
    ...(await collectAll(all())),
    measurements: found.map(({ content }) => content),
    identities: found.map(({ identity }) => identity),
  };
}

/** Yields the bytes in chunks of the sizes in `sizes`. The list of sizes is repeated until the bytes end. */
export async function* inChunks(bytes: Uint8Array, sizes: readonly number[]): AsyncGenerator<Uint8Array> {
  for (let at = 0, turn = 0; at < bytes.length; turn += 1) {
    const size = sizes[turn % sizes.length] ?? bytes.length;
    yield bytes.subarray(at, at + size);
    at += size;
  }
}

/**
 * Reads an import file from text or bytes. Unless `options` says otherwise, in the time zone UTC and without a default
 * unit.
 */
export const read = async (
  format: ImportFormat,
  file: string | Uint8Array,
  options: Options = {},
): Promise<Contents> => {
  const { sessions, rejected } = await readAll(format, file, options);
  return { sessions, rejected };
};

/** Like `read`, but also returns what the reader leaves out and refuses. */
export const readAll = (format: ImportFormat, file: string | Uint8Array, options: Options = {}): Promise<AllContents> =>
  collectAll(
    readExport(format, () => inChunks(Buffer.from(file as string), [65_536]), {
      unit: options.unit ?? null,
      timezone: (options.zone ?? 'UTC') as TimeZone,
      charset: options.charset ?? null,
      map: options.map ?? null,
    }),
  );

/** A set of the type `normal` that has only the values in `given`. */
export const set = (given: Partial<Omit<Performance, 'personal'>> & { notes?: string | null } = {}): Performance => {
  const { notes, ...rest } = given;
  return {
    ...emptyPerformance,
    ...rest,
    personal: { notes: notes ?? null },
  };
};

export const kg = (value: number) => ({ value, unit: 'kg' as const });
export const lb = (value: number) => ({ value, unit: 'lb' as const });
export const km = (value: number) => ({ value, unit: 'km' as const });
export const mi = (value: number) => ({ value, unit: 'mi' as const });

/** The name and the sets of each imported exercise, in order. */
export const setsOf = ({ sessions }: Contents) =>
  sessions.flatMap(({ exercises }) => exercises.map(({ name, sets }) => [name, sets]));

/** Returns the error that a promise rejects with. */
export async function refusalOf(promise: Promise<unknown>): Promise<unknown> {
  try {
    await promise;
  } catch (error) {
    return error;
  }
  throw new Error('The promise was not rejected');
}

export const lines = (...rows: readonly string[]): string => rows.map((row) => `${row}\n`).join('');

/** Collects all items of an iterable. */
export async function listAll<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const found: Item[] = [];
  for await (const item of items) found.push(item);
  return found;
}
