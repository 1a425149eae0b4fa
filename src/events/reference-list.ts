import type { Event, EventTypes } from './event.ts';

/** `name` is normalised: lower case, single spaces. The number of a removed item is never used again. */
type Item = { itemId: number; name: string; anatomicalName: string | null };

/** Members whose new seed value equals what people had set before; only on events of the seed data. */
type Adopted = { adopted?: readonly ('name' | 'anatomicalName')[] };

/** Events of one reference list. Event types are stored for ever, so they keep the older word `Directory`. */
export type ReferenceListEvent =
  | Event<'DirectoryItemAdded', Item>
  | Event<'DirectoryItemRenamed', Item & Adopted>
  | Event<'DirectoryItemRemoved', { itemId: number }>;

export const referenceListEvents: EventTypes<ReferenceListEvent> = {
  schemas: { DirectoryItemAdded: 1, DirectoryItemRenamed: 1, DirectoryItemRemoved: 1 },
};
