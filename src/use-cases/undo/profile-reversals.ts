import type { ProfileCommand } from '../../commands/profile/decider.ts';
import { type ProfileDocument, usualProfile } from '../../documents/profile.ts';
import { isSameJson } from '../../events/json.ts';
import type { Reverted } from './reversals.ts';

/** The commands that give a profile its earlier preferences and training maxes; the defaults if it was never changed. */
export function profileReversals({ before, now, owner }: Reverted): readonly ProfileCommand[] {
  const earlier = (before as ProfileDocument | null) ?? usualProfile(owner);
  const current = (now as ProfileDocument | null) ?? usualProfile(owner);
  const { unit, timezone, firstDayOfWeek, e1rmFormula, gear, forCoaches } = earlier;
  const preferences = { unit, timezone, firstDayOfWeek, e1rmFormula, gear, forCoaches };
  return [{ type: 'ChangePreferences', data: preferences }, ...maxReversals(earlier, current)];
}

/** A training max that is set becomes the last one, so all are set again from the first one that differs. */
function maxReversals({ trainingMaxes: earlier }: ProfileDocument, { trainingMaxes: current }: ProfileDocument) {
  const differs = earlier.findIndex((each, index) => !isSameJson(each, current[index]));
  const same = differs < 0 ? earlier.length : differs;
  return [
    ...current.slice(same).map(({ exerciseId }) => ({ type: 'RemoveTrainingMax', data: { exerciseId } }) as const),
    ...earlier.slice(same).map(({ exerciseId, weight, setOn }) => {
      return { type: 'SetTrainingMax', data: { exerciseId, weight, setOn } } as const;
    }),
  ];
}
