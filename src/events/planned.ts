import type { ExerciseId, SessionId, SetId, UnitExerciseId } from './ids.ts';
import type { Distance, Weight } from './performance.ts';
import type { Progression, RepRange } from './progression.ts';
import { maxUnitExercises, plannedReps, plannedSets, restSeconds } from './training-values.ts';
import {
  distanceUnits,
  type E1rmFormula,
  e1rmFormulas,
  isDistance,
  isInteger,
  isOneOf,
  isRpe,
  isSeconds,
  isWeight,
  type Mode,
  maxSetsPerExercise,
  modes,
  rir,
  weightUnits,
} from './values.ts';

/**
 * What is prescribed for one set. What is not prescribed is null. Repetitions without a maximum mean: at least the
 * minimum.
 */
export type PlannedSet = Readonly<{
  reps: RepRange | null;
  seconds: number | null;
  distance: Distance | null;
  weight: Weight | null;
  rpe: number | null;
  rir: number | null;
}>;

export const progressionTypes = ['none', 'fixed', 'linear', 'double', 'percentage', 'rpe'] as const;

/**
 * What a rule of progression concluded.
 *
 * - `start`: no earlier session counts, so the targets are those of the unit.
 * - `repeat`: the same targets again.
 * - `increase-weight`, `increase-reps`: more than last time.
 * - `deload`: less weight, after failures in a row.
 * - `next-week`, `next-cycle`: the next week of a wave, or its first week again.
 * - `from-training-max`, `from-e1rm`: a percentage of the training max, or what the estimated maximum allows.
 */
export const suggestionOutcomes = [
  'start',
  'repeat',
  'increase-weight',
  'increase-reps',
  'deload',
  'next-week',
  'next-cycle',
  'from-training-max',
  'from-e1rm',
] as const;
export type SuggestionOutcome = (typeof suggestionOutcomes)[number];

/** A session from which a suggestion follows, the sets that were done in it, and whether they are all that was planned. */
export type SuggestionSource = Readonly<{ sessionId: SessionId; setIds: readonly SetId[]; succeeded: boolean }>;

/** Why targets were suggested: numbers and ids without names, from which documents make a sentence. */
export type Suggestion = Readonly<{
  rule: Progression['type'];
  outcome: SuggestionOutcome;
  /** What it follows from, the newest session first. */
  from: readonly SuggestionSource[];
  /**
   * The weight of the unit, or the training max of the profile, with which the progression began. When the athlete
   * changes that one, the progression begins anew with it.
   */
  start: Weight | null;
  /** The weight, or the training max, that was increased, reduced or kept. */
  base: Weight | null;
  /** The computed weight of the heaviest set, and what the athlete can load instead of it. */
  exact: Weight | null;
  weight: Weight | null;
  /** How many repetitions each set should have by a double progression. */
  reps: number | null;
  /** The percentage by which the weight was reduced, or that the heaviest set is of the training max. */
  percent: number | null;
  trainingMax: Weight | null;
  e1rm: Weight | null;
  /** The formula of `e1rm`. */
  formula: E1rmFormula | null;
  /** How many failures in a row came before. For a wave: how many failed cycles. */
  failures: number;
  /** The first planned set that the last session did not reach, counted from 0; null if it reached all of them. */
  missed: number | null;
  /** The week of the wave, counted from 1; null for another rule. */
  week: number | null;
  /** How many times the wave has begun, this time included; null for another rule. */
  cycle: number | null;
}>;

/**
 * The targets of an entry, copied from a training unit when its session began. The entry may hold another exercise, for
 * which the athlete has exchanged the planned one.
 */
export type Planned = Readonly<{
  unitExerciseId: UnitExerciseId;
  exerciseId: ExerciseId | null;
  mode: Mode;
  /** The place in the unit, counted from 0. */
  order: number;
  sets: readonly PlannedSet[];
  restSeconds: number | null;
  /** Null when nothing was computed: the targets are those of the unit. */
  suggestion: Suggestion | null;
}>;

/** How many sessions a suggestion names at most as its sources. */
export const maxSources = 5;

const isNullOr = <Value>(value: Value | null, isAllowed: (value: Value) => boolean): boolean =>
  value === null || isAllowed(value);
const isLoad = ({ value, unit }: Weight): boolean => isWeight(value) && isOneOf(weightUnits, unit);
const isWay = ({ value, unit }: Distance): boolean => isDistance(value) && isOneOf(distanceUnits, unit);

const isRepRange = ({ min, max }: RepRange): boolean =>
  (min !== null || max !== null) &&
  isNullOr(min, (least) => isInteger(least, plannedReps)) &&
  isNullOr(max, (most) => isInteger(most, plannedReps)) &&
  (min === null || max === null || min <= max);

/** For each measure of a planned set: whether a value of it is allowed. Documents list the measures in this order. */
export const isPlannedMeasure: { readonly [Name in keyof PlannedSet]: (value: PlannedSet[Name]) => boolean } = {
  reps: (range) => isNullOr(range, isRepRange),
  seconds: (seconds) => isNullOr(seconds, isSeconds),
  distance: (distance) => isNullOr(distance, isWay),
  weight: (weight) => isNullOr(weight, isLoad),
  rpe: (rating) => isNullOr(rating, isRpe),
  rir: (count) => isNullOr(count, (each) => isInteger(each, rir)),
};
export const plannedMeasures = Object.keys(isPlannedMeasure) as readonly (keyof PlannedSet)[];

/** Whether every measure of a planned set is allowed. A set has an `rpe` or a `rir`, never both. */
export const isPlannedSet = (set: PlannedSet): boolean =>
  plannedMeasures.every((name) => isPlannedMeasure[name](set[name] as never)) && (set.rpe === null || set.rir === null);

const isCount = (value: number): boolean => isInteger(value, { min: 0, max: 1_000_000 });
const isNumber = (value: number): boolean => isInteger(value, { min: 1, max: 1_000_000 });
const weightNames = ['start', 'base', 'exact', 'weight', 'trainingMax', 'e1rm'] as const;

/** Whether every word and number of a suggestion is allowed. */
export const isSuggestion = (suggestion: Suggestion): boolean =>
  isOneOf(progressionTypes, suggestion.rule) &&
  isOneOf(suggestionOutcomes, suggestion.outcome) &&
  suggestion.from.length <= maxSources &&
  suggestion.from.every(({ setIds }) => setIds.length <= maxSetsPerExercise) &&
  weightNames.every((name) => isNullOr(suggestion[name], isLoad)) &&
  isNullOr(suggestion.reps, (count) => isInteger(count, plannedReps)) &&
  isNullOr(suggestion.percent, (percent) => percent >= 0 && percent <= 200) &&
  isNullOr(suggestion.formula, (formula) => isOneOf(e1rmFormulas, formula)) &&
  isCount(suggestion.failures) &&
  isNullOr(suggestion.missed, isCount) &&
  isNullOr(suggestion.week, isNumber) &&
  isNullOr(suggestion.cycle, isNumber);

/** Whether the targets of an entry are allowed: each planned set, their number, the rest and the suggestion. */
export const isPlanned = ({ mode, order, sets, restSeconds: rest, suggestion }: Planned): boolean =>
  isOneOf(modes, mode) &&
  isInteger(order, { min: 0, max: maxUnitExercises - 1 }) &&
  isInteger(sets.length, plannedSets) &&
  sets.every(isPlannedSet) &&
  isNullOr(rest, (seconds) => isInteger(seconds, restSeconds)) &&
  isNullOr(suggestion, isSuggestion);
