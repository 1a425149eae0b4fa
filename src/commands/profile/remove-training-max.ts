import type { ProfileDocument } from '../../documents/profile.ts';
import type { ExerciseId } from '../../events/ids.ts';
import type { ProfileEvent } from '../../events/profile.ts';

/** Removes the training max of an exercise. Without one, nothing changes. */
export type RemoveTrainingMax = Readonly<{ type: 'RemoveTrainingMax'; data: Readonly<{ exerciseId: ExerciseId }> }>;

export const removeTrainingMax = (
  { data: { exerciseId } }: RemoveTrainingMax,
  { trainingMaxes }: ProfileDocument,
): ProfileEvent[] =>
  trainingMaxes.some((each) => each.exerciseId === exerciseId)
    ? [{ type: 'TrainingMaxRemoved', data: { exerciseId } }]
    : [];
