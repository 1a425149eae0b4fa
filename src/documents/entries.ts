import type { EntryId, ExerciseId, Instant, SetId } from '../events/ids.ts';
import { type Measures, measuresOf, type Performance } from '../events/performance.ts';
import type { Entry } from '../events/session.ts';
import type { Mode } from '../events/values.ts';

/** One set of an entry, as clients see it; `order` counts from 0 within its entry. */
export type SetDocument = Readonly<{ id: SetId; order: number }> &
  Measures &
  Readonly<{ notes: string | null; performedAt: Instant | null }>;

/** An entry of a session; `order` counts from 0 within the session. */
export type EntryDocument = Readonly<{
  id: EntryId;
  exerciseId: ExerciseId | null;
  name: string;
  mode: Mode;
  order: number;
  supersetGroup: number | null;
  notes: string | null;
  planned: null;
  sets: readonly SetDocument[];
}>;

/** Makes the document of an entry. JSON answers list its members in this order. */
export const entryOf = (
  id: EntryId,
  order: number,
  { exerciseId, mode, supersetGroup, personal }: Entry,
  sets: readonly SetDocument[],
): EntryDocument => ({
  id,
  exerciseId,
  name: personal.name,
  mode,
  order,
  supersetGroup,
  notes: personal.notes,
  planned: null,
  sets,
});

/** The event data that would create this entry. */
export const entryDataOf = ({ exerciseId, name, mode, supersetGroup, notes }: EntryDocument): Entry => ({
  exerciseId,
  mode,
  supersetGroup,
  personal: { name, notes },
});

export const setOf = (id: SetId, order: number, performance: Performance): SetDocument => ({
  id,
  order,
  ...measuresOf(performance),
  notes: performance.personal.notes,
  performedAt: performance.performedAt,
});

/** The event data that would create this set. */
export const performanceOf = (set: SetDocument): Performance => ({
  ...measuresOf(set),
  performedAt: set.performedAt,
  personal: { notes: set.notes },
});

type Changed = Readonly<{ exercises: readonly EntryDocument[] }>;

export const changeEntry = (
  entries: readonly EntryDocument[],
  id: EntryId,
  change: (entry: EntryDocument) => EntryDocument,
): Changed => {
  // The last entry is the usual one. Replacing it copies the list once, without a call for each of its entries.
  const at = entries.findLastIndex((entry) => entry.id === id);
  const entry = entries[at];
  return { exercises: entry ? entries.with(at, change(entry)) : entries };
};

export const changeSets = (
  entries: readonly EntryDocument[],
  id: EntryId,
  change: (sets: readonly SetDocument[]) => readonly SetDocument[],
): Changed => changeEntry(entries, id, (entry) => ({ ...entry, sets: change(entry.sets) }));

/** Sets the `order` of each item to its place in the list: from 0, without gaps. */
export const numbered = <Item extends { order: number }>(items: readonly Item[]): Item[] =>
  items.map((item, order) => (item.order === order ? item : { ...item, order }));

/** Puts the items in the order of `ids` and numbers them anew. */
export const arranged = <Item extends { id: string; order: number }>(
  items: readonly Item[],
  ids: readonly string[],
): Item[] => {
  const places = new Map(ids.map((id, place) => [id, place]));
  return numbered(items.toSorted((a, b) => (places.get(a.id) ?? 0) - (places.get(b.id) ?? 0)));
};
