import { present } from '../../documents/presence.ts';
import type { ExerciseEvent } from '../../events/exercise.ts';
import type { Exercise } from './state.ts';

/** Brings an archived exercise back. Needs the name of an own exercise again. */
export type RestoreExercise = Readonly<{ type: 'RestoreExercise'; data: { isSuperuser: boolean } }>;

export const restoreExercise = (exercise: Exercise): ExerciseEvent[] =>
  present(exercise, 'exercise').document.archivedAt === undefined ? [] : [{ type: 'ExerciseRestored', data: {} }];
