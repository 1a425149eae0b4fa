import { performanceOf, type SetDocument } from '../../../documents/entries.ts';
import type { SessionDocument } from '../../../documents/session.ts';
import { canonicalJson, isSameJson } from '../../../events/json.ts';
import { align } from '../plan/align.ts';
import { keyOf } from '../plan/plan-change.ts';
import { documentOf, isByImport, type SessionEvents } from './session-stream.ts';

/**
 * Returns the document after the events `before`. Its entries and sets have the ids that equal ones have after the
 * imports and undos among the events `later`. An undo restores removed items under new ids: with the old ids, the
 * athlete would seem to have removed the old items and added the restored ones.
 */
export function withRestoredIds(before: SessionEvents, later: SessionEvents): SessionDocument {
  const document = documentOf(before);
  const others = later.filter(isByImport);
  if (others.length === 0) return document;
  const left = documentOf([...before, ...others]);
  const entries = withIdsOf(left.exercises, document.exercises, keyOf);
  const setsOf = new Map(left.exercises.map(({ id, sets }) => [id, sets]));
  const exercises = entries.map((entry) => {
    return { ...entry, sets: withIdsOf(setsOf.get(entry.id) ?? [], entry.sets, keyOfSet) };
  });
  return { ...document, exercises };
}

const keyOfSet = (set: SetDocument): string => canonicalJson(performanceOf(set));

/**
 * Gives the items the ids that equal items have in `left`. If both lists have the same contents, each item gets the id
 * of its counterpart. Otherwise items whose id `left` lacks get the ids of equal items that only `left` has.
 */
function withIdsOf<Item extends Readonly<{ id: string }>>(
  left: readonly Item[],
  items: readonly Item[],
  key: (item: Item) => string,
): readonly Item[] {
  const isSame = isSameJson(left.map(key), items.map(key));
  const [known, leftIds] = [new Set(items.map(({ id }) => id)), new Set(left.map(({ id }) => id))];
  const missing = isSame ? items : items.filter(({ id }) => !leftIds.has(id));
  const added = isSame ? left : left.filter(({ id }) => !known.has(id));
  const ids = new Map(
    align(missing, added, key, key).flatMap(([item, other]) => (item && other ? [[item.id, other.id] as const] : [])),
  );
  return items.map((item) => ({ ...item, id: ids.get(item.id) ?? item.id }));
}
