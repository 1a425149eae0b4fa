import { type IntegerRange, type Length, reps } from './values.ts';

// The ranges of training units and plans, and of the bars, plates and dumbbells that an athlete has.

/** The limits of a training unit. */
export const maxUnitExercises = 100;
export const maxAlternatives = 20;
/** The allowed numbers of planned sets of an exercise. */
export const plannedSets: IntegerRange = { min: 1, max: 100 };
export const restSeconds: IntegerRange = { min: 0, max: 86_400 };
/** The range of a percentage of the training max, or by which a weight is reduced, and how many decimals it may have. */
export const trainingMaxPercent = { min: 1, max: 200, decimals: 2 } as const;
export const deloadPercent = { min: 1, max: 90, decimals: 2 } as const;
/** The allowed numbers of failures in a row after which a progression reduces the weight. */
export const deloadFailures: IntegerRange = { min: 1, max: 20 };
/** How many weeks a wave may have, and how many sets a week. */
export const maxWaveWeeks = 16;
export const maxWaveSets = 20;
/** The repetitions of a planned set: a target of none would be no target. */
export const plannedReps: IntegerRange = { min: 1, max: reps.max };
/** The most repetitions, with those in reserve, from which a one-repetition maximum is estimated. */
export const maxEstimatedReps = 12;

/** The limits of a training plan: the weeks of its layout, and how often the layout is done in a row. */
export const maxPlanUnits = 500;
export const planWeeks: IntegerRange = { min: 1, max: 52 };
export const planRepeats: IntegerRange = { min: 1, max: 100 };
export const daysPerWeek = 7;
/** The days of a training plan, counted from 1 through all its weeks. */
export const planDay: IntegerRange = { min: 1, max: planWeeks.max * daysPerWeek };
/** The day of a plan for which a session was done, and which unit of that day. Weeks and days count from 1, units from 0. */
export const plannedDay = {
  week: { min: 1, max: planWeeks.max * planRepeats.max },
  day: planDay,
  index: { min: 0, max: maxPlanUnits - 1 },
} as const;

/** The ranges of what an athlete can load: a bar, plates and dumbbells, and the steps of a machine. */
export const barWeight = { min: 0, max: 500, decimals: 2 } as const;
export const pieceWeight = { min: 0.01, max: 500, decimals: 2 } as const;
export const gearStep = { min: 0.01, max: 100, decimals: 2 } as const;
export const pairs: IntegerRange = { min: 0, max: 100 };
export const maxPlates = 20;
export const maxDumbbells = 200;
export const maxTrainingMaxes = 500;

/** The years in which an athlete may have been born; also none later than now. */
export const birthYears: IntegerRange = { min: 1900, max: 2100 };
/** The length of each text that an athlete tells coaches. */
export const forCoachesLength: Length = { min: 0, max: 2_000 };
