import type { Content } from '../../../src/documents/exercise.ts';
import type { AccountId, ExerciseId } from '../../../src/events/ids.ts';
import { idFor, ownerId } from '../../projections/support/training.ts';

export const athlete = ownerId(1) as AccountId;
export const stranger = ownerId(2) as AccountId;
export const imageBase = 'https://cdn.example.com';
export const exerciseId = (number: number) => idFor(5, number) as ExerciseId;

/** The content of a plain exercise. A test changes the fields that it is about with `change`. */
export const contentOf = (name: string, change: Partial<Content> = {}): Content => ({
  ...{ name, aliases: [], instructions: null, safety: null, category: 'strength', difficultyLevel: 'beginner' },
  ...{ force: null, mechanic: null, primaryMuscles: [1], secondaryMuscles: [], equipment: [], tags: [] },
  ...{ metrics: ['weight', 'reps'], imagePathStart: null, imagePathEnd: null, ...change },
});
