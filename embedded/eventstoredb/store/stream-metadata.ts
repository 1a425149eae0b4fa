import { MAX_REVISION } from './events.ts';

/** What a stream's metadata says about which of its events can be read. */
export type Visibility = {
  /** Soft-deleted: reads find nothing until the stream is written again. */
  readonly deleted: boolean;
  readonly truncateBefore: number;
  readonly maxCount: number;
  readonly maxAgeMilliseconds: number;
};

export const everything: Visibility = {
  deleted: false,
  truncateBefore: 0,
  maxCount: Number.POSITIVE_INFINITY,
  maxAgeMilliseconds: Number.POSITIVE_INFINITY,
};

/** A metastream shows its last event only. */
export const lastOnly: Visibility = { ...everything, maxCount: 1 };

type Parsed = Record<string, unknown>;

/** Numbers that JavaScript would round are kept by their digits; `$tb` of a deleted stream is one. */
function exactly(_key: string, value: unknown, context?: { source?: string }): unknown {
  const source = context?.source;
  if (typeof value !== 'number' || source === undefined || String(value) === source) return value;
  return /^-?\d+$/.test(source) ? BigInt(source) : value;
}

function parse(data: Uint8Array): Parsed | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(data).toString('utf8'), exactly);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Parsed) : undefined;
  } catch {
    return undefined;
  }
}

function stringify(value: unknown): string {
  if (typeof value === 'bigint') return String(value);
  if (Array.isArray(value)) return `[${value.map(stringify).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value).map(([key, member]) => `${JSON.stringify(key)}:${stringify(member)}`);
  return `{${members.join(',')}}`;
}

function integer(value: unknown, least: number): number | undefined {
  const number = typeof value === 'bigint' ? Number(value) : value;
  return typeof number === 'number' && Number.isInteger(number) && number >= least ? number : undefined;
}

/** Reads a `$metadata` event. Malformed JSON and values that make no sense count as absent. */
export function visibilityOf(data: Uint8Array): Visibility {
  const metadata = parse(data);
  if (!metadata) return everything;
  const maxAge = integer(metadata.$maxAge, 1);
  return {
    deleted: metadata.$tb === MAX_REVISION,
    truncateBefore: integer(metadata.$tb, 0) ?? 0,
    maxCount: integer(metadata.$maxCount, 1) ?? Number.POSITIVE_INFINITY,
    maxAgeMilliseconds: maxAge === undefined ? Number.POSITIVE_INFINITY : maxAge * 1000,
  };
}

/** The metadata of a soft-deleted stream: nothing but the mark. */
export const deletedMetadata = (): Buffer => Buffer.from(`{"$tb":${MAX_REVISION}}`);

/** `data` with its `$tb` moved, so that a deleted stream begins again at that revision. */
export const revivedMetadata = (data: Uint8Array, truncateBefore: number): Buffer =>
  Buffer.from(stringify({ ...parse(data), $tb: truncateBefore }));
