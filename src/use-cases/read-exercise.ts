import { absentExercise, type ExerciseFold, foldExercise } from '../documents/exercise.ts';
import type { RecordedEvent } from '../events/event.ts';
import type { ExerciseEvent } from '../events/exercise.ts';
import type { ExerciseId } from '../events/ids.ts';
import type { EventStore } from '../ports/event-store.ts';

/** Reads an exercise from its stream. */
export const createReadExercise =
  (store: EventStore) =>
  async (id: ExerciseId): Promise<ExerciseFold> => {
    const events = (await store.read(`exercise-${id}`)) as readonly RecordedEvent<ExerciseEvent>[];
    return events.reduce<ExerciseFold>(foldExercise, absentExercise);
  };
