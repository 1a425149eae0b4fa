/** The revision that a writer expects of the stream: an exact number, or one of three conditions. */
export type ExpectedRevision = 'any' | 'no_stream' | 'stream_exists' | bigint;

/**
 * An event to be written. `json` is the writer's claim that `data` is JSON; the server stores the bytes without parsing
 * them.
 */
export type ProposedEvent = {
  readonly id: string;
  readonly type: string;
  readonly json: boolean;
  readonly data: Uint8Array;
  readonly metadata: Uint8Array;
};

/**
 * A stored event. `position` orders the events of `$all`, `revision` those of its stream; `created` is in Unix
 * milliseconds.
 */
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
  /** `null` for events that an earlier release has written. */
  readonly checksum: number | null;
};

/**
 * An event as a read returns it. For a resolved link, `link` is the link event and `event` its target, which is
 * `undefined` if it cannot be read.
 */
export type ResolvedEvent = { readonly event: StoredEvent | undefined; readonly link?: StoredEvent };

/** Revision and position of the last event of a successful write. `revision` is -1 for a stream without events. */
export type Written = { readonly revision: number; readonly position: number | undefined };

/**
 * The revision of a tombstone, the last event that a stream can have. The EventStoreDB protocol uses the greatest
 * signed 64-bit integer for it; this store uses the greatest safe integer, so that no revision has to be a bigint.
 */
export const TOMBSTONE = Number.MAX_SAFE_INTEGER;

/** The revision of a tombstone in protocol messages, and in the metadata value `$tb` of a deleted stream. */
export const MAX_REVISION = 9223372036854775807n;

/** Whether a stream is a metastream, which holds the metadata of another stream. */
export const isMetastream = (stream: string): boolean => stream.startsWith('$$');
export const metastreamOf = (stream: string): string => `$$${stream}`;
export const originalOf = (metastream: string): string => metastream.slice(2);
