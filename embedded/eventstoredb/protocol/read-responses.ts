import { MAX_REVISION, type StoredEvent, TOMBSTONE } from '../store/events.ts';
import { streamIdentifier } from './append-responses.ts';
import { writeUuid } from './uuid.ts';
import { bytes, encode, message, text, uint, uint64, type Writer } from './wire.ts';

/** What one row of a read shows: an event, or a link with the event it leads to, if that can be read. */
export type Shown = { event: StoredEvent | undefined; link?: StoredEvent };

function metadataEntry(w: Writer, key: string, value: string): void {
  message(w, 6, () => {
    text(w, 2, value);
    text(w, 1, key);
  });
}

function recordedEvent(w: Writer, field: number, event: StoredEvent, structured: boolean): void {
  message(w, field, () => {
    bytes(w, 8, event.data);
    bytes(w, 7, event.metadata);
    metadataEntry(w, 'content-type', event.json ? 'application/json' : 'application/octet-stream');
    // Ticks of 100 ns exceed the safe integers, their digits do not.
    metadataEntry(w, 'created', `${event.created}0000`);
    metadataEntry(w, 'type', event.type);
    uint(w, 5, event.position);
    uint(w, 4, event.position);
    if (event.revision === TOMBSTONE) uint64(w, 3, MAX_REVISION);
    else uint(w, 3, event.revision);
    streamIdentifier(w, 2, event.stream);
    writeUuid(w, 1, event.id, structured);
  });
}

const OVERHEAD = 384;
const sizeOf = (event?: StoredEvent): number =>
  event ? OVERHEAD + event.data.length + event.metadata.length + event.stream.length + event.type.length : 0;

export const eventRead = ({ event, link }: Shown, structured: boolean): Buffer =>
  encode(sizeOf(event) + sizeOf(link), (w) =>
    message(w, 1, () => {
      const position = (link ?? event)?.position;
      if (position !== undefined) uint(w, 3, position);
      if (link) recordedEvent(w, 2, link, structured);
      if (event) recordedEvent(w, 1, event, structured);
    }),
  );

export const confirmed = (subscriptionId: string): Buffer =>
  encode(64, (w) => message(w, 2, () => text(w, 1, subscriptionId)));

export const checkpointReached = (position: number): Buffer =>
  encode(32, (w) =>
    message(w, 3, () => {
      uint(w, 2, position);
      uint(w, 1, position);
    }),
  );

export const streamNotFound = (stream: string): Buffer =>
  encode(64, (w) => message(w, 4, () => streamIdentifier(w, 1, stream)));

export const caughtUp: Buffer = encode(8, (w) => message(w, 8));
