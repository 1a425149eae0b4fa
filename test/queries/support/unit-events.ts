import type { Muscles } from '../../../src/events/exercise.ts';
import { examples } from '../../golden/examples.ts';
import { idFor } from '../../projections/support/training.ts';

/** The ids of the training units of tests. */
export const unitIdOf = (number: number): string => idFor(6, number);

const [example] = examples.unit;
const data = example?.events.find(({ type }) => type === 'UnitExerciseAdded')?.data ?? {};

export const unitCreated = (number: number, owner: string, name: string) => ({
  ...{ type: 'UnitCreated', stream: `unit-${unitIdOf(number)}`, owner },
  data: { unitId: unitIdOf(number), userId: owner, copyOf: null, personal: { name, description: null } },
});

/** An exercise of a unit that is linked to `exerciseId`, with alternatives that are linked to others. */
export const unitExerciseAdded = (
  number: number,
  owner: string,
  {
    exerciseId,
    alternatives,
    muscles = { primaryMuscles: [4], secondaryMuscles: [] },
    number: place = 1,
  }: Readonly<{
    exerciseId: string | null;
    alternatives: readonly (string | null)[];
    muscles?: Muscles;
    /** Tells the exercises of one unit apart. */
    number?: number;
  }>,
) => ({
  ...{ type: 'UnitExerciseAdded', stream: `unit-${unitIdOf(number)}`, owner },
  data: {
    ...{ ...data, ...muscles, exerciseId, alternatives, unitExerciseId: idFor(7, place) },
    personal: { name: '"exerciseId":"', notes: null, alternatives: alternatives.map((_, at) => `Alternative ${at}`) },
  },
});
