import { MAX_REVISION } from './events.ts';
import { parseObject, stringifyExactly } from './exact-json.ts';

/** Which events of a stream clients can read, according to the metadata of the stream. */
export type Visibility = {
  /** Whether the stream is soft-deleted: reads do not find it until an event is written to it again. */
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

/** The visibility of a metastream: only its last event can be read. */
export const lastOnly: Visibility = { ...everything, maxCount: 1 };

function parseInteger(value: unknown, min: number): number | undefined {
  const number = typeof value === 'bigint' ? Number(value) : value;
  return typeof number === 'number' && Number.isInteger(number) && number >= min ? number : undefined;
}

/** Parses the data of a `$metadata` event, a stream's metadata. Malformed JSON and invalid values are ignored. */
export function visibilityOf(data: Uint8Array): Visibility {
  const metadata = parseObject(data);
  if (!metadata) return everything;
  const maxAge = parseInteger(metadata.$maxAge, 1);
  return {
    deleted: metadata.$tb === MAX_REVISION,
    truncateBefore: parseInteger(metadata.$tb, 0) ?? 0,
    maxCount: parseInteger(metadata.$maxCount, 1) ?? Number.POSITIVE_INFINITY,
    maxAgeMilliseconds: maxAge === undefined ? Number.POSITIVE_INFINITY : maxAge * 1000,
  };
}

/** The metadata that marks a stream as soft-deleted. It replaces all earlier metadata of the stream. */
export const deletedMetadata = (): Buffer => Buffer.from(`{"$tb":${MAX_REVISION}}`);

/**
 * The metadata for a soft-deleted stream that is written again: its earlier metadata with a new `$tb`, the first
 * revision to show.
 */
export const revivedMetadata = (data: Uint8Array, truncateBefore: number): Buffer =>
  Buffer.from(stringifyExactly({ ...parseObject(data), $tb: truncateBefore }));
