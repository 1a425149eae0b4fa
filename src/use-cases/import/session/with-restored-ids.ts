import { performanceOf, type SetDocument } from '../../../documents/entries.ts';
import type { SessionDocument } from '../../../documents/session.ts';
import { canonicalJson, isSameJson } from '../../../events/json.ts';
import { align } from '../plan/align.ts';
import { keyOf } from '../plan/plan-change.ts';
import { documentOf, isByImport, type SessionEvents } from './session-stream.ts';

/**
 * Returns the document after the events `before`, with the ids that other imports among the events `later` have left to its
 * entries and sets. An undo restores what its import has removed under new ids. Without these, it would count as
 * removed and as added by the athlete.
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

/** Gives the items the ids of equal ones among those that were left: of all if all are equal, else of those added. */
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
