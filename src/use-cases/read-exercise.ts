import { type ExercisePresence, exerciseFold } from '../documents/exercise.ts';
import { replay } from '../documents/presence.ts';
import type { ExerciseId } from '../events/ids.ts';
import { streamOf } from '../events/streams.ts';
import type { EventStore } from '../ports/event-store.ts';

/** Reads an exercise from its stream. */
export const createReadExercise =
  (store: EventStore) =>
  async (id: ExerciseId): Promise<ExercisePresence> =>
    replay(exerciseFold, await store.read(streamOf('exercise', id)));
