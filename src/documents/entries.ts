import type { EntryId, ExerciseId, Instant, SetId } from '../events/ids.ts';
import { type Measures, measuresOf, type Performance } from '../events/performance.ts';
import type { Entry } from '../events/session.ts';
import type { Mode, SessionStatus } from '../events/values.ts';
import { type PlannedDocument, plannedAfter, plannedDataOf, plannedOf } from './planned.ts';

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
  planned: PlannedDocument | null;
  sets: readonly SetDocument[];
}>;

/** Where an entry is: its id, its place in the session, and whether the session has ended. */
export type EntryPlace = Readonly<{ id: EntryId; order: number; hasEnded: boolean }>;

/** Makes the document of an entry. JSON answers list its members in this order. */
export const entryOf = (
  { id, order, hasEnded }: EntryPlace,
  entry: Entry,
  sets: readonly SetDocument[],
): EntryDocument => ({
  id,
  exerciseId: entry.exerciseId,
  name: entry.personal.name,
  mode: entry.mode,
  order,
  supersetGroup: entry.supersetGroup,
  notes: entry.personal.notes,
  planned: plannedOf(entry, { sets, hasEnded }),
  sets,
});

/** The event data that would create this entry. */
export const entryDataOf = ({ exerciseId, name, mode, supersetGroup, notes, planned }: EntryDocument): Entry => ({
  exerciseId,
  mode,
  supersetGroup,
  planned: planned && plannedDataOf(planned),
  personal: { name, notes, planned: planned?.name ?? null },
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

/** Changes the sets of an entry, and what became of its targets. */
export const changeSets = (
  { exercises, status }: Changed & Readonly<{ status: SessionStatus }>,
  id: EntryId,
  change: (sets: readonly SetDocument[]) => readonly SetDocument[],
): Changed =>
  changeEntry(exercises, id, (entry) => {
    const sets = change(entry.sets);
    return { ...entry, planned: plannedAfter(entry.planned, { sets, hasEnded: hasEnded(status) }), sets };
  });

export const hasEnded = (status: SessionStatus): boolean => status !== 'in_progress';

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
