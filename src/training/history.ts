import type { Weight } from '../events/performance.ts';
import type { DoneSet, Judged } from './judged.ts';
import { compareWeights, isSameWeight, type Load } from './load.ts';

/** The performances since the progression began with this weight. Another weight in the unit begins it anew. */
export function sinceStart(history: readonly Judged[], start: Weight | null): readonly Judged[] {
  const end = history.findIndex(
    ({ planned: { suggestion } }) => suggestion !== null && !isSameWeight(suggestion.start, start),
  );
  return end < 0 ? history : history.slice(0, end);
}

/** The last failures in a row, the newest first. Failures before a deload do not count any more. */
export function failuresInARow(history: readonly Judged[]): readonly Judged[] {
  const failures: Judged[] = [];
  for (const performance of history) {
    if (performance.missed === null) break;
    failures.push(performance);
    if (performance.planned.suggestion?.outcome === 'deload') break;
  }
  return failures;
}

/**
 * The weight from which the next one follows. It is the computed one, if the athlete has loaded what was planned for
 * it: increments smaller than a plate add up. If the athlete has lifted more than planned, it is what was lifted.
 * Without a planned weight it is the lightest of the sets; null if none has a weight.
 */
export function lastLoad({ planned, working, reached, missed }: Judged): Load | null {
  const asked = extreme(planned.sets, 1);
  const done = extreme(missed === null ? reached : working, -1);
  if (asked === null) return done && { exact: done, weight: done };
  if (missed === null && done?.unit === asked.unit && done.value > asked.value) return { exact: done, weight: done };
  const { exact = null, weight = null } = planned.suggestion ?? {};
  return { exact: exact !== null && isSameWeight(weight, asked) ? exact : asked, weight: asked };
}

/** The heaviest weight of sets (1), or the lightest (-1). Null if none has a weight. */
const extreme = (sets: readonly Pick<DoneSet, 'weight'>[], sign: 1 | -1): Weight | null =>
  sets.reduce<Weight | null>(
    (found, { weight }) =>
      weight !== null && (found === null || sign * compareWeights(weight, found) > 0) ? weight : found,
    null,
  );
