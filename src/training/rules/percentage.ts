import type { TrainingMaxDocument } from '../../documents/profile.ts';
import type { Weight } from '../../events/performance.ts';
import type { PlannedSet, SuggestionOutcome } from '../../events/planned.ts';
import { type Athlete, type Conclusion, percentOf, type Ruled, suggest, trainingMaxOf } from '../conclusion.ts';
import type { Judged } from '../judged.ts';
import { isSameWeight, raised, reduced, weightOf } from '../load.ts';

/** Where the athlete is in the waves. `failures` counts the failed cycles in a row before this one. */
type Place = Readonly<{
  outcome: SuggestionOutcome;
  from: readonly Judged[];
  week: number;
  cycle: number;
  base: Weight | null;
  trainingMax: Weight | null;
  failures: number;
}>;

/**
 * Each session is a week of the wave. A cycle in which all sets succeed raises the training max of the next cycle. The
 * training max in the profile stays as it is. When the athlete changes it, the progression begins anew with it.
 */
export function percentage(exercise: Ruled<'percentage'>, history: readonly Judged[], athlete: Athlete): Conclusion {
  const stored = trainingMaxOf(exercise, athlete);
  const place = placeOf(exercise, history, stored);
  const { from, outcome, week, cycle, base, trainingMax, failures } = place;
  const prescribed = (exercise.progression.weeks[week - 1] ?? []).map(({ percent, reps, atLeast }) => ({
    percent,
    reps: { min: reps, max: atLeast ? null : reps },
    load: trainingMax && percentOf(trainingMax, percent, exercise, athlete),
  }));
  const [heaviest] = prescribed.toSorted((one, other) => other.percent - one.percent);
  return {
    sets: prescribed.map(({ reps, load }) => plannedSet(exercise, reps, load?.weight ?? null)),
    suggestion: suggest(exercise, outcome, {
      ...{ from, base, trainingMax, failures, week, cycle, start: stored?.weight ?? null },
      exact: heaviest?.load?.exact ?? null,
      weight: heaviest?.load?.weight ?? null,
      percent: heaviest?.percent ?? null,
    }),
  };
}

const plannedSet = (
  { target: { rpe, rir } }: Ruled<'percentage'>,
  reps: PlannedSet['reps'],
  weight: Weight | null,
): PlannedSet => ({ reps, seconds: null, distance: null, weight, rpe, rir });

function placeOf(exercise: Ruled<'percentage'>, history: readonly Judged[], stored: TrainingMaxDocument | null): Place {
  const counted = history.filter(({ planned: { suggestion } }) => suggestion?.rule === 'percentage');
  const [last] = counted;
  const before = last?.planned.suggestion ?? null;
  if (!last || before === null) {
    const trainingMax = stored?.weight ?? null;
    return { outcome: 'start', from: [], week: 1, cycle: 1, base: trainingMax, trainingMax, failures: 0 };
  }
  const isNewMax = stored !== null && (stored.setOn > last.localDay || !isSameWeight(stored.weight, before.start));
  const trainingMax = isNewMax ? stored.weight : before.trainingMax;
  const { week, cycle, failures } = { week: before.week ?? 1, cycle: before.cycle ?? 1, failures: before.failures };
  if (week < exercise.progression.weeks.length) {
    return { outcome: 'next-week', from: [last], week: week + 1, cycle, base: trainingMax, trainingMax, failures };
  }
  const from = counted.filter(({ planned }) => planned.suggestion?.cycle === cycle);
  const next = { from, week: 1, cycle: cycle + 1, base: trainingMax };
  if (isNewMax || trainingMax === null) return { ...next, outcome: 'next-cycle', trainingMax, failures: 0 };
  return { ...next, ...nextMax(exercise, trainingMax, from, failures) };
}

/** The training max of the next cycle: raised after a success, reduced after as many failed cycles as the rule allows. */
function nextMax(
  { progression: { increment, deload } }: Ruled<'percentage'>,
  trainingMax: Weight,
  cycle: readonly Judged[],
  failuresBefore: number,
): Pick<Place, 'outcome' | 'trainingMax' | 'failures'> {
  const { unit } = trainingMax;
  if (cycle.every(({ missed }) => missed === null)) {
    return { outcome: 'next-cycle', trainingMax: weightOf(raised(trainingMax, increment), unit), failures: 0 };
  }
  const failures = failuresBefore + 1;
  if (deload === null || failures < deload.afterFailures) return { outcome: 'next-cycle', trainingMax, failures };
  return { outcome: 'deload', trainingMax: weightOf(reduced(trainingMax, deload.percent), unit), failures: 0 };
}
