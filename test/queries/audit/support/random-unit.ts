import type { UnitDocument } from '../../../../src/documents/unit.ts';
import { athlete } from '../../../support/specification.ts';
import { change, historiesFrom, pick, type RandomKind, type Step } from './random-steps.ts';

type PlainExercise = { id: string; name: string; sets: number; value: number; unit: string };
/** A training unit: what the tests change of it. */
type PlainUnit = { name: string; isArchived: boolean; exercises: PlainExercise[] };

/** A target in pounds or kilograms. */
const targeted = (number: number) => ({
  ...{ sets: 1 + (number % 4), value: 50 + (number % 3) / 2, unit: number % 2 === 0 ? 'kg' : 'lb' },
});
const text = ({ sets, value, unit }: Omit<PlainExercise, 'id' | 'name'>): string =>
  `${sets} × 5 reps, ${value} ${unit}`;
const dataOf = ({ id, name, sets, value, unit }: PlainExercise) => ({
  ...{ unitExerciseId: id, exerciseId: null, mode: 'reps', primaryMuscles: [], secondaryMuscles: [] },
  ...{ supersetGroup: null, sets, restSeconds: null, loading: 'barbell', progression: { type: 'none' } },
  target: {
    ...{ reps: { min: 5, max: 5 }, seconds: null, distance: null, weight: { value, unit } },
    ...{ percentOfTrainingMax: null, rpe: null, rir: null },
  },
  ...{ alternatives: [], personal: { name, notes: null, alternatives: [] } },
});

const added: Step<PlainUnit> = (unit, number) => {
  const exercise = { id: `exercise ${number}`, name: `Exercise ${number}`, ...targeted(number) };
  if (unit.exercises.some(({ id }) => id === exercise.id)) return null;
  unit.exercises.push(exercise);
  return [{ type: 'UnitExerciseAdded', data: dataOf(exercise) }, unit];
};
const edited: Step<PlainUnit> = (unit, number) => {
  const exercise = pick(unit.exercises, number);
  if (!exercise) return null;
  Object.assign(exercise, targeted(number >> 1));
  return [{ type: 'UnitExerciseEdited', data: dataOf(exercise) }, unit];
};

const steps: readonly Step<PlainUnit>[] = [
  ...[added, added, added, edited, edited, edited],
  (unit, number) => {
    unit.name = `Day ${number % 3}`;
    return [{ type: 'UnitEdited', data: { personal: { name: unit.name, description: null } } }, unit];
  },
  (unit, number) => {
    const exercise = pick(unit.exercises, number);
    if (!exercise) return null;
    const exercises = unit.exercises.filter((each) => each !== exercise);
    return [
      { type: 'UnitExerciseRemoved', data: { unitExerciseId: exercise.id } },
      { ...unit, exercises },
    ];
  },
  (unit) => {
    unit.exercises.reverse();
    const data = { unitExerciseIds: unit.exercises.map(({ id }) => id) };
    return [{ type: 'UnitExercisesReordered', data }, unit];
  },
  (unit) => [
    { type: 'UnitArchived', data: {} },
    { ...unit, isArchived: true },
  ],
  (unit) => [
    { type: 'UnitRestored', data: {} },
    { ...unit, isArchived: false },
  ],
  (_, number) => (number % 9 === 0 ? [{ type: 'UnitDeleted', data: {} }, null] : null),
];

export const randomUnit: RandomKind<PlainUnit> = {
  kind: 'unit',
  histories: historiesFrom(
    [
      {
        type: 'UnitCreated',
        data: { unitId: 'item', userId: athlete, copyOf: null, personal: { name: 'Day', description: null } },
      },
      { name: 'Day', isArchived: false, exercises: [] },
    ],
    steps,
  ),
  plain: ({ name, archivedAt, exercises }: UnitDocument) => ({
    ...{ name, isArchived: archivedAt !== null },
    exercises: exercises.map((each) => ({
      ...{ id: each.id, name: each.name, sets: each.sets },
      ...{ value: each.target.weight?.value ?? -1, unit: each.target.weight?.unit ?? '' },
    })),
  }),
  words({ type, data }, before, after) {
    if (after === null) return [`“${before.name}” deleted`];
    const { unitExerciseId: id = '' } = data as { unitExerciseId?: string };
    const [old, now] = [before, after].map(({ exercises }) => exercises.find((each) => each.id === id));
    switch (type) {
      case 'UnitEdited':
        return [change(`“${before.name}”`, `“${after.name}”`)];
      case 'UnitExerciseAdded':
        return now ? [now.name, text(now)] : [];
      case 'UnitExerciseEdited':
        return old && now ? [now.name, change(text(old), text(now))] : [];
      case 'UnitExerciseRemoved':
        return old ? [`${old.name} removed`] : [];
      default:
        return [];
    }
  },
};
