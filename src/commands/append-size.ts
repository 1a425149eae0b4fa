import type { AnyEvent } from '../events/event.ts';

/** EventStoreDB refuses to append more than 1 MiB at once. The rest is for what it stores besides. */
export const maxAppendBytes = 1_000_000;
/** What the metadata of an event takes. */
const metadataBytes = 1_100;
/** Encrypted texts are written in base64, which is longer by a third. */
const growthOfTexts = 4 / 3;

/** The size of events in the log, at most. */
export function appendBytesOf(events: readonly AnyEvent[]): number {
  let bytes = 0;
  for (const { data } of events) bytes += metadataBytes + Buffer.byteLength(JSON.stringify(data)) * growthOfTexts;
  return bytes;
}
