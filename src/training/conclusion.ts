import { decimalOf } from '../documents/decimal.ts';
import type { ProfileDocument } from '../documents/profile.ts';
import type { UnitExerciseDocument } from '../documents/unit.ts';
import type { Day } from '../events/ids.ts';
import type { Weight } from '../events/performance.ts';
import { maxSources, type PlannedSet, type Suggestion, type SuggestionOutcome } from '../events/planned.ts';
import type { Gear } from '../events/profile.ts';
import type { Progression } from '../events/progression.ts';
import type { WeightUnit } from '../events/values.ts';
import { type Judged, sourceOf } from './judged.ts';
import { type Load, loadOf, partOf } from './load.ts';
import { usualGear } from './usual-gear.ts';

/** The athlete for whom targets are computed, and the day of the session in the athlete's zone. */
export type Athlete = Readonly<{
  profile: Pick<ProfileDocument, 'gear' | 'trainingMaxes' | 'e1rmFormula'>;
  day: Day;
}>;

/** A planned exercise with a progression of the type `Type`. By default, `Type` is every type. */
export type Ruled<Type extends Progression['type'] = Progression['type']> = UnitExerciseDocument &
  Readonly<{ progression: Extract<Progression, { type: Type }> }>;

/** What a rule concludes from an exercise, its history and its athlete. */
export type Conclusion = Readonly<{ sets: readonly PlannedSet[]; suggestion: Suggestion | null }>;

export const gearOf = ({ profile }: Athlete, unit: WeightUnit): Gear => profile.gear[unit] ?? usualGear[unit];

const unknown: Omit<Suggestion, 'rule' | 'outcome'> = {
  from: [],
  start: null,
  base: null,
  exact: null,
  weight: null,
  reps: null,
  percent: null,
  trainingMax: null,
  e1rm: null,
  formula: null,
  failures: 0,
  missed: null,
  week: null,
  cycle: null,
};

/**
 * Makes a suggestion from what is known. `from`: the performances from which it follows, the newest first. `missed` of
 * the suggestion is that of the newest one.
 */
export const suggest = (
  { progression }: UnitExerciseDocument,
  outcome: SuggestionOutcome,
  {
    from = [],
    ...known
  }: Partial<Omit<Suggestion, 'rule' | 'outcome' | 'from' | 'missed'>> & Readonly<{ from?: readonly Judged[] }>,
): Suggestion => ({
  rule: progression.type,
  outcome,
  ...unknown,
  ...known,
  from: from.slice(0, maxSources).map(sourceOf),
  missed: from[0]?.missed ?? null,
});

/** The equal sets of an exercise: its target with other values. */
export function equalSets(
  { sets, target }: UnitExerciseDocument,
  changed: Partial<PlannedSet> & Readonly<{ weight: Weight | null }>,
): PlannedSet[] {
  const { percentOfTrainingMax: _percent, ...measures } = target;
  return Array.from({ length: sets }, () => ({ ...measures, ...changed }));
}

/** The training max of an exercise that holds on the day; null without one. */
export const trainingMaxOf = ({ exerciseId }: UnitExerciseDocument, { profile, day }: Athlete) =>
  profile.trainingMaxes.find((max) => exerciseId !== null && max.exerciseId === exerciseId && max.setOn <= day) ?? null;

/** The weight with which an exercise begins: as the unit prescribes it, or a part of the training max. */
export type Beginning = Readonly<{ load: Load | null; trainingMax: Weight | null; percent: number | null }>;

export function beginningOf(exercise: UnitExerciseDocument, athlete: Athlete): Beginning {
  const { weight, percentOfTrainingMax: percent } = exercise.target;
  if (percent === null) return { load: weight && { exact: weight, weight }, trainingMax: null, percent: null };
  const trainingMax = trainingMaxOf(exercise, athlete)?.weight ?? null;
  return { load: trainingMax && percentOf(trainingMax, percent, exercise, athlete), trainingMax, percent };
}

/** A percentage of a training max, as the athlete can load it. */
export const percentOf = (
  { value, unit }: Weight,
  percent: number,
  { loading }: UnitExerciseDocument,
  athlete: Athlete,
): Load => loadOf(partOf(decimalOf(value), percent), unit, gearOf(athlete, unit), loading);

/** The targets of an exercise without a history that counts. */
export function begin(exercise: UnitExerciseDocument, { load, trainingMax, percent }: Beginning): Conclusion {
  const [exact, weight] = [load?.exact ?? null, load?.weight ?? null];
  return {
    sets: equalSets(exercise, { weight }),
    suggestion: suggest(exercise, 'start', { start: exact, exact, weight, trainingMax, percent }),
  };
}
