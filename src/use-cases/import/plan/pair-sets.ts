import { performanceOf, type SetDocument } from '../../../documents/entries.ts';
import { canonicalJson, isSameJson } from '../../../events/json.ts';
import type { Performance } from '../../../events/performance.ts';
import { align, type Pair } from './align.ts';

/**
 * Pairs the sets of an entry with target sets: first the equal ones, then, in order, the different ones between such
 * pairs. A pair of different sets becomes a correction.
 */
export function pairSets(
  sets: readonly SetDocument[],
  target: readonly Performance[],
): Pair<SetDocument, Performance>[] {
  const same = countSame(sets, target);
  const pairs = sets.slice(0, same).map((set, at): Pair<SetDocument, Performance> => [set, target[at] as Performance]);
  let unpaired: number[] = [];
  const keyOf = (set: SetDocument) => canonicalJson(performanceOf(set));
  for (const pair of align(sets.slice(same), target.slice(same), keyOf, canonicalJson)) {
    const [set, performance] = pair;
    if (set && performance) unpaired = [];
    else if (set) unpaired.push(pairs.length);
    const counterpart = set ? undefined : unpaired.shift();
    const base = counterpart === undefined ? undefined : pairs[counterpart]?.[0];
    if (counterpart !== undefined && base && performance) pairs[counterpart] = [base, performance];
    else pairs.push(pair);
  }
  return pairs;
}

/** Counts the equal sets at the start. They are usually all, and comparing them takes less time than aligning them. */
function countSame(sets: readonly SetDocument[], target: readonly Performance[]): number {
  const different = sets.findIndex((set, at) => !isSameJson(performanceOf(set), target[at]));
  return different < 0 ? sets.length : different;
}
