import type { Instant } from './ids.ts';
import {
  type DistanceUnit,
  distanceUnits,
  isDistance,
  isInteger,
  isOneOf,
  isRpe,
  isSeconds,
  isWeight,
  reps,
  rir,
  type SetType,
  setTypes,
  type WeightUnit,
  weightUnits,
} from './values.ts';

/** A weight as the athlete typed it. A negative weight is assistance, for example by a machine. */
export type Weight = Readonly<{ value: number; unit: WeightUnit }>;
export type Distance = Readonly<{ value: number; unit: DistanceUnit }>;

/** The measures of a set; a measure that was not recorded is null. A set has an `rpe` or a `rir`, never both. */
export type Measures = Readonly<{
  type: SetType;
  weight: Weight | null;
  reps: number | null;
  seconds: number | null;
  distance: Distance | null;
  rpe: number | null;
  rir: number | null;
}>;

/** What was done in one set. */
export type Performance = Measures &
  Readonly<{ performedAt: Instant | null; personal: Readonly<{ notes: string | null }> }>;

/** The measures of a set for which nothing was recorded. */
export const emptyMeasures: Measures = {
  type: 'normal',
  weight: null,
  reps: null,
  seconds: null,
  distance: null,
  rpe: null,
  rir: null,
};
export const emptyPerformance: Performance = { ...emptyMeasures, performedAt: null, personal: { notes: null } };

/** For each measure: whether a value of it is allowed. Documents list the measures in this order. */
export const isMeasure: { readonly [Name in keyof Measures]: (value: Measures[Name]) => boolean } = {
  type: (type) => isOneOf(setTypes, type),
  weight: (weight) => weight === null || (isWeight(weight.value) && isOneOf(weightUnits, weight.unit)),
  reps: (count) => count === null || isInteger(count, reps),
  seconds: (seconds) => seconds === null || isSeconds(seconds),
  distance: (distance) => distance === null || (isDistance(distance.value) && isOneOf(distanceUnits, distance.unit)),
  rpe: (rating) => rating === null || isRpe(rating),
  rir: (count) => count === null || isInteger(count, rir),
};
export const measureNames = Object.keys(isMeasure) as readonly (keyof Measures)[];

/** Returns only the measures of an object that may have further members. */
export function measuresOf(from: Measures): Measures {
  const measures: Partial<Record<keyof Measures, unknown>> = {};
  // A loop, because every set that is logged or read comes through here.
  for (const name of measureNames) measures[name] = from[name];
  return measures as Measures;
}
