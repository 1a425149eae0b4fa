import type { Event, EventTypes } from './event.ts';

/**
 * An item of a reference list. `name` is in lower case, with single spaces. The number of a removed item is never used
 * again.
 */
type Item = { itemId: number; name: string; anatomicalName: string | null };

/** The members whose new seed value equals the value that people had set; only in events that the seed data causes. */
type Adopted = { adopted?: readonly ('name' | 'anatomicalName')[] };

/** Events of one reference list. Event types are stored for ever, so they keep the older word `Directory`. */
export type ReferenceListEvent =
  | Event<'DirectoryItemAdded', Item>
  | Event<'DirectoryItemRenamed', Item & Adopted>
  | Event<'DirectoryItemRemoved', { itemId: number }>;

export const referenceListEvents = {
  schemas: { DirectoryItemAdded: 1, DirectoryItemRenamed: 1, DirectoryItemRemoved: 1 },
  endings: [],
} as const satisfies EventTypes<ReferenceListEvent>;
