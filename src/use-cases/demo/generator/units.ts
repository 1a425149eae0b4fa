/** What athletes of the demo train: an exercise of the catalogue, and its targets. */
export type Lift = Readonly<{
  exercise: string;
  sets: number;
  /** Repetitions of each set; null for an exercise that is held for `seconds`. */
  reps: number | null;
  seconds: number | null;
  /** The weight of an average athlete at their best, in kilograms; null for none. */
  kg: number | null;
  restSeconds: number;
}>;

/** A training unit of the demo. `day` is its day in the week of the plan. */
export type DemoUnit = Readonly<{ key: string; name: string; day: number; lifts: readonly Lift[] }>;

const lift = (exercise: string, kg: number, reps: number, restSeconds = 150): Lift => ({
  ...{ exercise, kg, reps, restSeconds, sets: 3, seconds: null },
});
const bench = lift('Bench Press (Barbell)', 75, 5);

export const plank: Lift = {
  ...{ exercise: 'Plank', kg: null, reps: null, seconds: 60, restSeconds: 60, sets: 3 },
};

const squatDay: DemoUnit = {
  ...{ key: 'a', name: 'Squat and bench', day: 1 },
  lifts: [lift('Squat (Barbell)', 100, 5, 180), bench, lift('Bent Over Row (Barbell)', 65, 8, 120), plank],
};
const deadliftDay: DemoUnit = {
  ...{ key: 'b', name: 'Deadlift and press', day: 3 },
  lifts: [
    lift('Deadlift (Barbell)', 130, 5, 180),
    lift('Overhead Press (Barbell)', 47.5, 6),
    lift('Lat Pulldown (Cable)', 60, 10, 90),
  ],
};
const lightDay: DemoUnit = {
  ...{ key: 'c', name: 'Front squat and incline', day: 5 },
  lifts: [
    lift('Front Squat (Barbell)', 80, 6),
    lift('Incline Bench Press (Dumbbell)', 27.5, 8, 120),
    lift('Romanian Deadlift (Barbell)', 90, 8, 120),
  ],
};

/** The units of a week. Each exercise is in one of them. */
export const usualUnits: readonly DemoUnit[] = [squatDay, deadliftDay, lightDay];

/** The same with a second bench press: only what is done often can be seen to stall within weeks. */
export const benchUnits: readonly DemoUnit[] = [
  squatDay,
  deadliftDay,
  { ...lightDay, name: 'Front squat and bench', lifts: lightDay.lifts.map((each, at) => (at === 1 ? bench : each)) },
];
