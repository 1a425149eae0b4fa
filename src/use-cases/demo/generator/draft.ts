import type { DemoUnit, Lift } from './units.ts';

/** A set of a session. `firstTyped` is a weight that the athlete typed by mistake, and corrected later. */
export type DraftSet = Readonly<{
  weight: number | null;
  reps: number | null;
  seconds: number | null;
  rpe: number | null;
  firstTyped?: number;
}>;

/** An entry of a session. `lift` is what the unit has; `target` is the weight that was planned. */
export type DraftEntry = Readonly<{
  exercise: string;
  lift: Lift;
  target: number | null;
  notes: string | null;
  sets: readonly DraftSet[];
}>;

/** A training session of the demo, before it has ids and times. */
export type Draft = Readonly<{
  /** How many days before today it was done. */
  daysAgo: number;
  unit: DemoUnit;
  minutes: number;
  entries: readonly DraftEntry[];
  /** Whether it followed the plan. */
  isPlanned: boolean;
  /** Whether the athlete typed it on the day of the load. All others are imported. */
  isByHand: boolean;
  /** How long the time from one set to the next is, as a multiple of the planned rest; null if sets have no times. */
  restFactor: number | null;
}>;

/** How many days ago the plan of the athletes began. Day 1 of it is that day, and today. */
export const planDays = 84;
/** How long the athletes have trained. */
export const historyDays = 728;

/** The step of weights by their unit. */
export const steps = { kg: 2.5, lb: 5 } as const;
