import type { Distance, Weight } from './performance.ts';

/** A range of repetitions. At least one of its ends is given. */
export type RepRange = Readonly<{ min: number | null; max: number | null }>;

/** What an athlete wants to reach in each set of an exercise. What is not prescribed is null. */
export type Target = Readonly<{
  reps: RepRange | null;
  seconds: number | null;
  distance: Distance | null;
  weight: Weight | null;
  /** The weight as a percentage of the athlete's training max. A target has either this or `weight`. */
  percentOfTrainingMax: number | null;
  rpe: number | null;
  rir: number | null;
}>;

/** After `afterFailures` failures in a row, the weight is reduced by `percent`. */
export type Deload = Readonly<{ afterFailures: number; percent: number }>;

/** A set of a wave: a percentage of the training max, and its repetitions. `atLeast` asks for as many as possible. */
export type WaveSet = Readonly<{ percent: number; reps: number; atLeast: boolean }>;

/**
 * How the targets of an exercise change from session to session.
 *
 * - `none`: nothing is suggested.
 * - `fixed`: the targets stay as they are.
 * - `linear`: each success raises the weight.
 * - `double`: each success raises the repetitions; at the end of their range, the weight is raised instead.
 * - `percentage`: the sets of each week are percentages of the training max, which each successful cycle raises.
 * - `rpe`: the weight follows from the last estimated one-repetition maximum and the target effort.
 */
export type Progression =
  | Readonly<{ type: 'none' }>
  | Readonly<{ type: 'fixed' }>
  | Readonly<{ type: 'linear'; increment: Weight; deload: Deload | null }>
  | Readonly<{ type: 'double'; increment: Weight; deload: Deload | null }>
  | Readonly<{
      type: 'percentage';
      weeks: readonly (readonly WaveSet[])[];
      increment: Weight;
      deload: Deload | null;
    }>
  | Readonly<{ type: 'rpe'; deload: Deload | null }>;
