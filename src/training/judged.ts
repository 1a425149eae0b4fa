import { compare } from '../documents/decimal.ts';
import { metresOf } from '../documents/measure-units.ts';
import type { UnitExerciseDocument } from '../documents/unit.ts';
import type { Day, SessionId, SetId } from '../events/ids.ts';
import type { Measures } from '../events/performance.ts';
import type { Planned, PlannedSet, SuggestionSource } from '../events/planned.ts';
import { type Mode, rpe, type SessionStatus } from '../events/values.ts';
import { compareWeights } from './load.ts';

export type DoneSet = Measures & Readonly<{ id: SetId }>;

/** What was planned for an exercise of a unit in an earlier session, and what was done. */
export type PastPerformance = Readonly<{
  sessionId: SessionId;
  status: SessionStatus;
  localDay: Day;
  planned: Pick<Planned, 'exerciseId' | 'mode' | 'sets' | 'suggestion'> & Readonly<{ isExchanged: boolean }>;
  sets: readonly DoneSet[];
}>;

/** A performance with the sets that count (`working`), and with those that reach their planned set (`reached`). */
export type Judged = PastPerformance &
  Readonly<{
    working: readonly DoneSet[];
    reached: readonly DoneSet[];
    /** The first planned set that no performed set has reached, counted from 0; null if all were reached. */
    missed: number | null;
  }>;

/**
 * The performances that tell something about an exercise, the newest first. Sessions that have not been completed,
 * skipped exercises, and exercises that were done instead tell nothing.
 */
export const judgedHistory = (
  { exerciseId }: Pick<UnitExerciseDocument, 'exerciseId'>,
  past: readonly PastPerformance[],
): readonly Judged[] =>
  past
    .filter(({ status, planned }) => status === 'completed' && isOf(exerciseId, planned))
    .map(judge)
    .filter(({ working }) => working.length > 0);

/** An exercise without a link is known by its place in the unit alone. */
const isOf = (exerciseId: UnitExerciseDocument['exerciseId'], planned: PastPerformance['planned']): boolean =>
  !planned.isExchanged && (exerciseId === null || planned.exerciseId === null || planned.exerciseId === exerciseId);

/**
 * Finds, for each planned set in order, the next performed set that reaches it. Warm-ups never count, and further sets
 * in between do not matter.
 */
export function judge(performance: PastPerformance): Judged {
  const working = performance.sets.filter(({ type }) => type !== 'warm_up');
  const { mode, sets: planned } = performance.planned;
  const reached: DoneSet[] = [];
  for (const set of working) {
    const next = planned[reached.length];
    if (next && reaches(set, next, mode)) reached.push(set);
  }
  return { ...performance, working, reached, missed: reached.length < planned.length ? reached.length : null };
}

/** Whether a set is at least what was planned: in the measure of its mode, in its weight, and without too much effort. */
export const reaches = (set: Measures, planned: PlannedSet, mode: Mode): boolean =>
  reachesMeasure(set, planned, mode) && reachesWeight(set, planned) && !isTooHard(set, planned);

function reachesMeasure(set: Measures, planned: PlannedSet, mode: Mode): boolean {
  switch (mode) {
    case 'reps':
      return (set.reps ?? 0) >= (planned.reps?.min ?? 1);
    case 'time':
      return (set.seconds ?? 0) >= (planned.seconds ?? 0);
    case 'distance':
      return (
        planned.distance === null ||
        (set.distance !== null && compare(metresOf(set.distance), metresOf(planned.distance)) >= 0)
      );
    case 'sets_only':
      return true;
  }
}

/** A planned weight of 0 is body weight, which is often not recorded. */
const reachesWeight = ({ weight }: Measures, planned: PlannedSet): boolean =>
  planned.weight === null ||
  (weight === null ? planned.weight.value === 0 : compareWeights(weight, planned.weight) >= 0);

/** Whether the effort was at least one point above the planned one. Without a rating, it was not. */
function isTooHard(set: Measures, planned: PlannedSet): boolean {
  const [done, asked] = [effortOf(set), effortOf(planned)];
  return done !== null && asked !== null && done >= asked + 1;
}

/** The effort as an RPE. Repetitions in reserve are what is missing to 10. */
export const effortOf = (set: Pick<Measures, 'rpe' | 'rir'>): number | null =>
  set.rpe ?? (set.rir === null ? null : rpe.max - set.rir);

/** How many sets of a session a suggestion names. */
const maxNamedSets = 10;

/** A performance as a suggestion names it. */
export const sourceOf = ({ sessionId, working, reached, missed }: Judged): SuggestionSource => ({
  sessionId,
  setIds: (missed === null ? reached : working).slice(0, maxNamedSets).map(({ id }) => id),
  succeeded: missed === null,
});
