import { crc32 } from 'node:zlib';
import type { StoredEvent } from './events.ts';

/** A checksum over everything that is stored of an event. */
export function checksumOf(event: Omit<StoredEvent, 'checksum'>): number {
  const { position, stream, revision, id, type, json, created, data, metadata } = event;
  const header = JSON.stringify([position, stream, revision, id, type, json, created, metadata.length]);
  return crc32(data, crc32(metadata, crc32(header)));
}

/** Whether the event is as it was written. Events of earlier releases have no checksum and count as intact. */
export const isIntact = (event: StoredEvent): boolean =>
  event.checksum === null || event.checksum === checksumOf(event);
