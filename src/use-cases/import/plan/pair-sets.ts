import { performanceOf, type SetDocument } from '../../../documents/entries.ts';
import { canonicalJson } from '../../../events/json.ts';
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
  const pairs: Pair<SetDocument, Performance>[] = [];
  let unpaired: number[] = [];
  for (const pair of align(sets, target, (set) => canonicalJson(performanceOf(set)), canonicalJson)) {
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
