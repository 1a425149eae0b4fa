import type { Event } from './event.ts';

/** `name` is normalised: lower case, single blanks. Numbers are never used again. */
type Item = { itemId: number; name: string; anatomicalName: string | null };

/** Of an event by the seeds: members in which they say now what people had made of them before. */
type Adopted = { adopted?: readonly ('name' | 'anatomicalName')[] };

/** Facts of one directory. */
export type ReferenceListEvent =
  | Event<'DirectoryItemAdded', Item>
  | Event<'DirectoryItemRenamed', Item & Adopted>
  | Event<'DirectoryItemRemoved', { itemId: number }>;
