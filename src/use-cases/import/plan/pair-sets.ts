import { performanceOf } from '../../../commands/session/correct-set.ts';
import type { SetDocument } from '../../../documents/session.ts';
import type { Performance } from '../../../events/session.ts';
import { align, type Pair } from './align.ts';

/**
 * Pairs equal sets. Different sets between two pairs of equal ones are paired in order: each target set is then a
 * correction of its counterpart.
 */
export function pairSets(
  sets: readonly SetDocument[],
  target: readonly Performance[],
): Pair<SetDocument, Performance>[] {
  const pairs: Pair<SetDocument, Performance>[] = [];
  let unpaired: number[] = [];
  for (const pair of align(sets, target, (set) => keyOf(performanceOf(set)), keyOf)) {
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

/** Equal performances have equal keys, whatever the order of their members. */
const keyOf = (performance: Performance): string => JSON.stringify(performance, sortMembers);

const sortMembers = (_name: string, value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)))
    : value;
