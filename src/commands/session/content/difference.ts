import { type EntryDocument, entryDataOf, performanceOf, type SetDocument } from '../../../documents/entries.ts';
import { isSameJson } from '../../../events/json.ts';
import type { SessionEvent } from '../../../events/session.ts';
import { listDifference } from '../../list-difference.ts';

/**
 * The events that turn the entries `before` into the entries `after`. Items are recognised by their ids; an item that is
 * the same in both lists results in no event.
 */
export const differenceOf = (
  before: readonly EntryDocument[],
  after: readonly EntryDocument[],
  correction: boolean,
): SessionEvent[] =>
  listDifference<EntryDocument, SessionEvent>(before, after, {
    removed: ({ id: entryId }) => ({ type: 'ExerciseRemoved', data: { entryId, correction } }),
    added: (entry) => [
      { type: 'ExerciseAdded', data: { entryId: entry.id, ...entryDataOf(entry), correction } },
      ...setDifference(entry, [], correction),
    ],
    changed: (earlier, entry) => [
      ...(isSameEntry(earlier, entry)
        ? []
        : [{ type: 'ExerciseCorrected', data: { entryId: entry.id, ...entryDataOf(entry), correction } } as const]),
      ...setDifference(entry, earlier.sets, correction),
    ],
    reordered: (entryIds) => ({ type: 'ExercisesReordered', data: { entryIds, correction } }),
  });

/** Whether two entries are the same, apart from their sets and their order. */
export const isSameEntry = (a: EntryDocument, b: EntryDocument): boolean => isSameJson(entryDataOf(a), entryDataOf(b));

/** Whether two sets are the same, apart from their order. */
export const isSameSet = (a: SetDocument, b: SetDocument): boolean => isSameJson(performanceOf(a), performanceOf(b));

const setDifference = (
  { id: entryId, sets }: EntryDocument,
  before: readonly SetDocument[],
  correction: boolean,
): SessionEvent[] =>
  listDifference<SetDocument, SessionEvent>(before, sets, {
    removed: ({ id: setId }) => ({ type: 'SetRemoved', data: { entryId, setId, correction } }),
    added: (set) => [{ type: 'SetLogged', data: { entryId, setId: set.id, ...performanceOf(set), correction } }],
    changed: (earlier, set) =>
      isSameSet(earlier, set)
        ? []
        : [{ type: 'SetCorrected', data: { entryId, setId: set.id, ...performanceOf(set), correction } }],
    reordered: (setIds) => ({ type: 'SetsReordered', data: { entryId, setIds, correction } }),
  });
