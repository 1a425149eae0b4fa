/** The revision that a writer expects its stream to have: an exact one or a condition. */
export type ExpectedRevision = 'any' | 'no_stream' | 'stream_exists' | bigint;

/** An event as a writer hands it in. `json` is a remark of the writer: the bytes are never looked at. */
export type ProposedEvent = {
  readonly id: string;
  readonly type: string;
  readonly json: boolean;
  readonly data: Uint8Array;
  readonly metadata: Uint8Array;
};

/** An event of the log. `position` orders `$all`, `revision` its stream; `created` is in Unix milliseconds. */
export type StoredEvent = {
  readonly position: number;
  readonly stream: string;
  readonly revision: number;
  readonly id: string;
  readonly type: string;
  readonly json: number;
  readonly created: number;
  readonly data: Uint8Array;
  readonly metadata: Uint8Array;
};

/** What an accepted write answers: `revision` is -1 for a stream without events. */
export type Written = { readonly revision: number; readonly position: number | undefined };

/**
 * The revision of the event that ends a stream for ever. The protocol uses the greatest signed 64-bit number; inside,
 * the greatest safe integer stands for it, so that no number here needs to be a bigint.
 */
export const TOMBSTONE = Number.MAX_SAFE_INTEGER;

/** What TOMBSTONE is on the wire and in `$tb`. */
export const MAX_REVISION = 9223372036854775807n;

/** A number from the wire, with all that lies beyond the safe integers taken for the greatest of them. */
export const clamped = (value: bigint): number => (value > BigInt(TOMBSTONE) ? TOMBSTONE : Number(value));

/** Whether a stream holds another stream's metadata. */
export const isMetastream = (stream: string): boolean => stream.startsWith('$$');
export const metastreamOf = (stream: string): string => `$$${stream}`;
export const originalOf = (metastream: string): string => metastream.slice(2);
