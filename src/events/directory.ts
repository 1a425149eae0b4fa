import type { Event } from './event.ts';

/** The lists of words that exercises are described with; each is one stream. */
export type DirectoryKind = 'muscleGroups' | 'equipment' | 'exerciseTags';

/** `name` is normalised: lower case, single blanks. Numbers are never used again. */
type Item = { itemId: number; name: string; anatomicalName: string | null };

/** Facts of one directory. */
export type DirectoryEvent =
  | Event<'DirectoryItemAdded', Item>
  | Event<'DirectoryItemRenamed', Item>
  | Event<'DirectoryItemRemoved', { itemId: number }>;
