import type { DatabaseSync } from 'node:sqlite';
import { isIntact } from './checksum.ts';
import type { StoredEvent } from './events.ts';
import { allEvents } from './reads.ts';
import { messageOf } from './sqlite-error.ts';

/** What a check found: a description of the first damage, or `undefined`. */
export type Finding = string | undefined;

/** Checks the structure of the SQLite file, so that no append builds on a damaged page. */
export function checkStructure(db: DatabaseSync): Finding {
  try {
    const text = String(db.prepare('PRAGMA quick_check(1)').get()?.quick_check);
    return text === 'ok' ? undefined : text.replaceAll('\n', ' ');
  } catch (error) {
    return messageOf(error);
  }
}

/** Compares every event with its checksum. */
export function checkEvents(db: DatabaseSync): Finding {
  try {
    for (const row of db.prepare(allEvents).iterate()) {
      const event = row as unknown as StoredEvent;
      if (!isIntact(event)) return `The event at position ${event.position} is not as it was written.`;
    }
    return undefined;
  } catch (error) {
    return messageOf(error);
  }
}
