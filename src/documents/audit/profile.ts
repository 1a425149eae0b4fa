import { assertNever } from '../../errors.ts';
import type { StreamEvent } from '../../events/event.ts';
import type { ExerciseId } from '../../events/ids.ts';
import type { Gear, ProfileEvent } from '../../events/profile.ts';
import type { WeightUnit } from '../../events/values.ts';
import { type ProfileDocument, profileFold } from '../profile.ts';
import type { Around, Audit } from './audit.ts';
import { itemDifferences } from './items.ts';
import {
  aboutChange,
  aboutParts,
  changedParts,
  differencesOf,
  listed,
  numberText,
  type Part,
  weightText,
} from './words.ts';

/** How the history of an athlete profile is told. */
export const profileAudit: Audit<ProfileEvent, ProfileDocument> = { fold: profileFold, sentence, differences };

const preferenceParts: readonly Part<ProfileDocument>[] = [
  ['unit', ({ unit }) => unit],
  ['time zone', ({ timezone }) => timezone ?? 'unknown'],
  ['first day of the week', ({ firstDayOfWeek }) => firstDayOfWeek],
  ['formula of the estimated maximum', ({ e1rmFormula }) => e1rmFormula],
];
const partsForCoaches: readonly Part<ProfileDocument>[] = [
  ['goals', ({ forCoaches }) => forCoaches.goals ?? 'none'],
  ['limitations', ({ forCoaches }) => forCoaches.limitations ?? 'none'],
  ['equipment', ({ forCoaches }) => forCoaches.equipment ?? 'none'],
  ['year of birth', ({ forCoaches }) => String(forCoaches.birthYear ?? 'none')],
];
const gearPart = (unit: WeightUnit): Part<ProfileDocument> => [`gear in ${unit}`, ({ gear }) => gearText(gear[unit])];

function gearText(gear: Gear | null): string {
  if (gear === null) return 'what most gyms have';
  const plates = gear.plates.map(
    ({ value, pairs }) => `${numberText(value)}${pairs === null ? '' : ` (${pairs} pairs)`}`,
  );
  const dumbbells = gear.dumbbells.map(numberText);
  return `bar ${numberText(gear.bar)}, plates ${listed(plates)}, dumbbells ${listed(dumbbells)}, step ${numberText(gear.step)}`;
}

function sentence(event: StreamEvent<ProfileEvent>, { before, after }: Around<ProfileDocument>): string {
  switch (event.type) {
    case 'ProfileCreated':
      return 'Athlete profile created';
    case 'PreferencesChanged':
      return aboutChange('Profile', preferenceParts, before, after);
    case 'GearChanged':
      return aboutChange('Profile', [gearPart(event.data.unit)], before, after);
    case 'ProfileForCoachesChanged':
      return aboutChange('Profile', partsForCoaches, before, after);
    case 'TrainingMaxSet':
    case 'TrainingMaxRemoved': {
      const { exerciseId } = event.data;
      return `Training max of the exercise ${exerciseId}: ${maxIn(before, exerciseId)} → ${maxIn(after, exerciseId)}`;
    }
    default:
      return assertNever(event);
  }
}

type TrainingMax = ProfileDocument['trainingMaxes'][number];

const maxIn = (profile: ProfileDocument | null, id: ExerciseId): string => {
  const found = profile?.trainingMaxes.find(({ exerciseId }) => exerciseId === id);
  return found ? maxText(found) : 'none';
};

const maxText = ({ weight, setOn }: TrainingMax): string => `${weightText(weight)} from ${setOn}`;

const maxParts: readonly Part<TrainingMax>[] = [['', maxText]];
const withId = (max: TrainingMax) => ({ ...max, id: max.exerciseId });

function differences(before: ProfileDocument, after: ProfileDocument): readonly string[] {
  return [
    ...differencesOf(
      'Profile',
      [...preferenceParts, gearPart('kg'), gearPart('lb'), ...partsForCoaches],
      before,
      after,
    ),
    ...itemDifferences(before.trainingMaxes.map(withId), after.trainingMaxes.map(withId), {
      added: (max) => `Training max of the exercise ${max.id}: none → ${maxText(max)}`,
      removed: (max) => `Training max of the exercise ${max.id}: ${maxText(max)} → none`,
      changed: (old, current) => {
        const parts = changedParts(maxParts, old, current);
        return parts.length === 0 ? [] : [aboutParts(`Training max of the exercise ${old.id}`, parts)];
      },
      reordered: () => 'The training maxes are in another order',
    }),
  ];
}
