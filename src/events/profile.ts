import type { Event, EventTypes } from './event.ts';
import type { AccountId, Day, ExerciseId, TimeZone } from './ids.ts';
import type { Weight } from './performance.ts';
import type { E1rmFormula, FirstDayOfWeek, WeightUnit } from './values.ts';

/** A kind of plate, with the number of pairs that the athlete has; null for as many as needed. */
export type Plate = Readonly<{ value: number; pairs: number | null }>;

/** What an athlete can load, in one unit: the weights of the bar, of the plates and of the dumbbells. */
export type Gear = Readonly<{
  bar: number;
  plates: readonly Plate[];
  dumbbells: readonly number[];
  /** The difference between two weights of a machine, or of anything else. */
  step: number;
}>;

/**
 * What an athlete prefers: the unit in which weights are shown, the time zone (null while it is not known), the first day
 * of a week, and the formula of estimates, from which the rule `rpe` also computes weights.
 */
export type Preferences = Readonly<{
  unit: WeightUnit;
  timezone: TimeZone | null;
  firstDayOfWeek: FirstDayOfWeek;
  e1rmFormula: E1rmFormula;
}>;

/** What an athlete tells coaches. A year of birth is given only if the athlete wants to. */
export type ForCoaches = Readonly<{
  goals: string | null;
  limitations: string | null;
  equipment: string | null;
  birthYear: number | null;
}>;

/** The same in the data of an event. The year is a text, because only texts are encrypted. */
export type PersonalForCoaches = Omit<ForCoaches, 'birthYear'> & Readonly<{ birthYear: string | null }>;

/** Events of the athlete profile of an account. The id of the stream is that of the account. */
export type ProfileEvent =
  | ProfileCreated
  | Event<'PreferencesChanged', Preferences>
  /** The gear for weights in this unit; null for what most gyms have. */
  | Event<'GearChanged', { unit: WeightUnit; gear: Gear | null }>
  /** What the athlete tells coaches, all of it. */
  | Event<'ProfileForCoachesChanged', { personal: PersonalForCoaches }>
  /** The training max of an exercise, from a day on. */
  | Event<'TrainingMaxSet', { exerciseId: ExerciseId; weight: Weight; setOn: Day }>
  | Event<'TrainingMaxRemoved', { exerciseId: ExerciseId }>;

/** The first command to a profile also creates it. */
export type ProfileCreated = Event<'ProfileCreated', { userId: AccountId }>;

export const profileEvents = {
  feed: { deletions: false },
  schemas: {
    ProfileCreated: 1,
    PreferencesChanged: 1,
    GearChanged: 1,
    ProfileForCoachesChanged: 1,
    TrainingMaxSet: 1,
    TrainingMaxRemoved: 1,
  },
  endings: [],
} as const satisfies EventTypes<ProfileEvent>;
