import type { ProfileDocument, TrainingMaxDocument } from '../../documents/profile.ts';
import { invalid } from '../../errors.ts';
import { isSameJson } from '../../events/json.ts';
import type { ProfileEvent } from '../../events/profile.ts';
import { maxTrainingMaxes } from '../../events/training-values.ts';
import { isDay, isOneOf, isWeight, weightUnits } from '../../events/values.ts';
import { checkReference, type Reference } from '../session/rules.ts';

/** Sets the training max of an exercise, which holds from a day on. */
export type SetTrainingMax = Readonly<{
  type: 'SetTrainingMax';
  data: TrainingMaxDocument;
  reference?: Reference;
}>;

export function setTrainingMax(
  { data, reference }: SetTrainingMax,
  { trainingMaxes }: ProfileDocument,
): ProfileEvent[] {
  const before = trainingMaxes.find(({ exerciseId }) => exerciseId === data.exerciseId);
  if (isSameJson(before, data)) return [];
  const { weight, setOn } = data;
  checkReference(data.exerciseId, reference);
  if (!(weight.value > 0 && isWeight(weight.value) && isOneOf(weightUnits, weight.unit))) {
    throw invalid('weight', 'A training max is a weight above 0.');
  }
  if (!isDay(setOn)) throw invalid('setOn', 'This is not a day.');
  if (!before && trainingMaxes.length >= maxTrainingMaxes) {
    throw invalid('exerciseId', `A profile has at most ${maxTrainingMaxes} training maxes.`);
  }
  return [{ type: 'TrainingMaxSet', data }];
}
