import { assertNever } from '../errors.ts';
import type { StreamEvent } from '../events/event.ts';
import type { AccountId, Day, ExerciseId, Instant } from '../events/ids.ts';
import type { Weight } from '../events/performance.ts';
import type {
  ForCoaches,
  Gear,
  PersonalForCoaches,
  Preferences,
  ProfileCreated,
  ProfileEvent,
} from '../events/profile.ts';
import type { WeightUnit } from '../events/values.ts';
import { absent, type Fold, type Presence } from './presence.ts';

/** The weight from which the percentages of an exercise are computed, and the day from which it holds. */
export type TrainingMaxDocument = Readonly<{ exerciseId: ExerciseId; weight: Weight; setOn: Day }>;

/**
 * An athlete profile as clients see it. `gear` is null for a unit of weights if the athlete has what most gyms have. A
 * profile that was never changed has no revision and no times.
 */
export type ProfileDocument = Readonly<{ id: AccountId }> &
  Preferences &
  Readonly<{
    gear: Readonly<Record<WeightUnit, Gear | null>>;
    forCoaches: ForCoaches;
    trainingMaxes: readonly TrainingMaxDocument[];
    revision: number | null;
    createdAt: Instant | null;
    updatedAt: Instant | null;
  }>;

export type ProfilePresence = Presence<ProfileDocument>;

/** The profile of an account that has not changed it yet: the defaults. */
export const usualProfile = (id: AccountId): ProfileDocument => ({
  id,
  unit: 'kg',
  timezone: null,
  firstDayOfWeek: 'monday',
  e1rmFormula: 'epley',
  gear: { kg: null, lb: null },
  forCoaches: { goals: null, limitations: null, equipment: null, birthYear: null },
  trainingMaxes: [],
  revision: null,
  createdAt: null,
  updatedAt: null,
});

export const profileFold: Fold<ProfilePresence, ProfileEvent> = { initial: absent, evolve: foldProfile };

function foldProfile(profile: ProfilePresence, event: StreamEvent<ProfileEvent>): ProfilePresence {
  const { revision, metadata } = event;
  const stamp = { revision, updatedAt: metadata.receivedAt };
  if (event.type === 'ProfileCreated') {
    const document = { ...usualProfile(event.data.userId), ...stamp, createdAt: metadata.receivedAt };
    return { kind: 'present', document };
  }
  if (profile.kind !== 'present') throw new Error(`${event.type} of a profile that is ${profile.kind}`);
  const { document } = profile;
  return { kind: 'present', document: { ...document, ...changes(document, event), ...stamp } };
}

type Change = StreamEvent<Exclude<ProfileEvent, ProfileCreated>>;

function changes({ gear, trainingMaxes }: ProfileDocument, event: Change): Partial<ProfileDocument> {
  switch (event.type) {
    case 'PreferencesChanged':
      return event.data;
    case 'GearChanged':
      return { gear: { ...gear, [event.data.unit]: event.data.gear } };
    case 'ProfileForCoachesChanged':
      return { forCoaches: forCoachesIn(event.data.personal) };
    case 'TrainingMaxSet':
      return { trainingMaxes: [...withoutMax(trainingMaxes, event.data.exerciseId), event.data] };
    case 'TrainingMaxRemoved':
      return { trainingMaxes: withoutMax(trainingMaxes, event.data.exerciseId) };
    default:
      return assertNever(event);
  }
}

const withoutMax = (maxes: readonly TrainingMaxDocument[], id: ExerciseId): readonly TrainingMaxDocument[] =>
  maxes.filter(({ exerciseId }) => exerciseId !== id);

/** What coaches are told, in the data of an event. After an erasure the year is no number. */
const forCoachesIn = ({ birthYear, ...texts }: PersonalForCoaches): ForCoaches => ({
  ...texts,
  birthYear: birthYear !== null && /^\d{4}$/.test(birthYear) ? Number(birthYear) : null,
});

/** The personal data of an event for what coaches are told. */
export const personalForCoaches = ({ birthYear, ...texts }: ForCoaches): PersonalForCoaches => ({
  ...texts,
  birthYear: birthYear === null ? null : String(birthYear),
});
