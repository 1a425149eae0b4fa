import { emptyMeasures, measureNames } from '../events/performance.ts';
import type { EntryDocument, SetDocument } from './entries.ts';

/** What is missing in the text of a stored set. Their order is that of the list, and notes are not stored. */
const usualSet = { ...emptyMeasures, notes: null, performedAt: null };

/** An entry as compact JSON for statistics: without notes, and without what is usual in a set, such as null. */
export const storedEntry = ({ notes: _, sets, ...entry }: EntryDocument): string =>
  JSON.stringify({ ...entry, sets: sets.map(storedSet) });

function storedSet(set: SetDocument) {
  const stored: Record<string, unknown> = { id: set.id };
  for (const name of measureNames) if (set[name] !== usualSet[name]) stored[name] = set[name];
  if (set.performedAt !== null) stored.performedAt = set.performedAt;
  return stored;
}

/** What `storedEntry` has written, parsed. */
export type StoredEntry = Omit<EntryDocument, 'sets' | 'notes'> &
  Readonly<{ sets: readonly (Pick<SetDocument, 'id'> & Partial<SetDocument>)[] }>;

/** The entry that was stored. All notes are null. */
export const restoredEntry = ({ sets, ...entry }: StoredEntry): EntryDocument => ({
  ...entry,
  notes: null,
  sets: sets.map((set, order) => ({ ...usualSet, ...set, order })),
});

/** Reads what `storedEntry` has written. */
export const readStoredEntry = (text: string): EntryDocument => restoredEntry(JSON.parse(text) as StoredEntry);

/** Sets of an entry as compact JSON, each with its place. */
export const storedSets = (sets: readonly SetDocument[]): string =>
  JSON.stringify(sets.map((set) => ({ ...storedSet(set), order: set.order })));

/** What `storedSets` has written, parsed. */
export type StoredSets = readonly (Pick<SetDocument, 'id' | 'order'> & Partial<SetDocument>)[];

/** The sets that were stored. All notes are null. */
export const restoredSets = (sets: StoredSets): readonly SetDocument[] => sets.map((set) => ({ ...usualSet, ...set }));
