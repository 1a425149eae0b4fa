import type { TimeZone } from '../../../src/events/ids.ts';
import type { RejectedRow } from '../../../src/events/import.ts';
import type { Performance } from '../../../src/events/session.ts';
import type { ImportFormat } from '../../../src/events/values.ts';
import type { ImportedSession, Parsed } from '../../../src/imports/imported.ts';
import { readExport } from '../../../src/imports/read-export.ts';

export type Contents = { sessions: ImportedSession[]; rejected: RejectedRow[] };
type Options = { unit?: 'kg' | 'lb' | null; zone?: string };

/** Everything a reader yields, sorted by kind. */
export async function collect(parsed: AsyncIterable<Parsed>): Promise<Contents> {
  const contents: Contents = { sessions: [], rejected: [] };
  for await (const item of parsed) {
    if (item.type === 'session') contents.sessions.push(item.session);
    else contents.rejected.push(item.row);
  }
  return contents;
}

/** The bytes in chunks of these sizes, again and again. */
export async function* inChunks(bytes: Uint8Array, sizes: readonly number[]): AsyncGenerator<Uint8Array> {
  for (let at = 0, turn = 0; at < bytes.length; turn += 1) {
    const size = sizes[turn % sizes.length] ?? bytes.length;
    yield bytes.subarray(at, at + size);
    at += size;
  }
}

/** Reads a file given as its text or its bytes, in UTC and without a unit unless told otherwise. */
export const read = (format: ImportFormat, file: string | Uint8Array, options: Options = {}): Promise<Contents> =>
  collect(
    readExport(format, inChunks(Buffer.from(file as string), [65_536]), {
      unit: options.unit ?? null,
      timezone: (options.zone ?? 'UTC') as TimeZone,
    }),
  );

/** A normal set of nothing, but for what is given. */
export const set = (given: Partial<Omit<Performance, 'personal'>> & { notes?: string | null } = {}): Performance => {
  const { notes, ...rest } = given;
  return {
    type: 'normal',
    weight: null,
    reps: null,
    seconds: null,
    distance: null,
    rpe: null,
    rir: null,
    performedAt: null,
    ...rest,
    personal: { notes: notes ?? null },
  };
};

export const kg = (value: number) => ({ value, unit: 'kg' as const });
export const lb = (value: number) => ({ value, unit: 'lb' as const });
export const km = (value: number) => ({ value, unit: 'km' as const });
export const mi = (value: number) => ({ value, unit: 'mi' as const });

/** The sets of all exercises by the exercise's name, in order. */
export const setsOf = ({ sessions }: Contents) =>
  sessions.flatMap(({ exercises }) => exercises.map(({ name, sets }) => [name, sets]));

/** The refusal a promise ends in. */
export async function refusalOf(promise: Promise<unknown>): Promise<unknown> {
  try {
    await promise;
  } catch (error) {
    return error;
  }
  throw new Error('nothing was refused');
}

export const lines = (...rows: readonly string[]): string => rows.map((row) => `${row}\n`).join('');

/** All that an iterable yields. */
export async function all<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const found: Item[] = [];
  for await (const item of items) found.push(item);
  return found;
}
