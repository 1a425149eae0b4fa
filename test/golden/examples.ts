import type {
  AccountId,
  CredentialId,
  EntryId,
  ExerciseId,
  ImportId,
  Instant,
  SessionId,
  SetId,
  TimeZone,
} from '../../src/events/ids.ts';
import type { Performance } from '../../src/events/performance.ts';
import type { Category, EventsByCategory } from '../../src/events/schemas.ts';
import { streamOf } from '../../src/events/streams.ts';

export const accountId = '01900000-0000-7000-8000-00000000000a' as AccountId;
const firstCredentialId = '01900000-0000-7000-8000-000000000030' as CredentialId;
const credentialId = '01900000-0000-7000-8000-000000000031' as CredentialId;
const sessionId = '01900000-0000-7000-8000-000000000001' as SessionId;
const importId = '01900000-0000-7000-8000-000000000002' as ImportId;
const entryId = '01900000-0000-7000-8000-000000000011' as EntryId;
const setId = '01900000-0000-7000-8000-000000000021' as SetId;
const exerciseId = '01900000-0000-7000-8000-000000000041' as ExerciseId;
const ownExerciseId = '01900000-0000-7000-8000-000000000042' as ExerciseId;
const timezone = 'Europe/Berlin' as TimeZone;
const start = '2026-01-10T08:00:00.000000Z' as Instant;
const end = '2026-01-10T09:30:00.000000Z' as Instant;

const performance: Performance = {
  type: 'warm_up',
  weight: { value: -61.23496995, unit: 'lb' },
  reps: 5,
  seconds: null,
  distance: null,
  rpe: 8.5,
  rir: null,
  performedAt: start,
  personal: { notes: 'Knie zwickt 🦵' },
};
const entry = {
  entryId,
  exerciseId: null,
  mode: 'reps',
  supersetGroup: 1,
  personal: { name: 'Kniebeuge', notes: null },
} as const;
const counts = {
  sessions: 2,
  sessionsAdded: 1,
  sessionsUpdated: 0,
  sets: 9,
  added: 5,
  updated: 1,
  unchanged: 3,
  removed: 1,
  rejected: 2,
};
const texts = { name: 'Bankdrücken', aliases: ['Brustpresse'], instructions: 'Ablegen.\nDrücken.', safety: null };
const traits = {
  category: 'strength',
  difficultyLevel: 'beginner',
  force: 'push',
  mechanic: 'compound',
  primaryMuscles: [4],
  secondaryMuscles: [15],
  equipment: [2, 11],
  tags: [1],
  metrics: ['weight', 'reps'],
  imagePathStart: '/bench-press/start.jpg',
  imagePathEnd: null,
} as const;

/** A stream with its owner and events. A stream that belongs to `system` has no data key and no personal texts. */
export type Example<C extends Category = Category> = Readonly<{
  stream: string;
  owner?: 'system';
  events: readonly EventsByCategory[C][];
}>;

/** Example streams of every kind of aggregate. They contain every type of event at least once, in a possible order. */
export const examples: { readonly [C in Category]: readonly Example<C>[] } = {
  account: [
    {
      stream: streamOf('account', accountId),
      events: [
        { type: 'ClaimLapsed', data: { scope: 'email', key: 'c0ffee' } },
        {
          type: 'AccountRegistered',
          data: {
            accountId,
            isActive: true,
            isSuperuser: false,
            role: 'application-access',
            credentialId: firstCredentialId,
            personal: { email: 'ada@example.com', name: null },
          },
        },
        { type: 'AccountRenamed', data: { personal: { name: 'Ada Lovelace' } } },
        { type: 'EmailChanged', data: { personal: { email: 'countess@example.com' } } },
        { type: 'SuperuserGranted', data: {} },
        { type: 'SuperuserRevoked', data: {} },
        { type: 'RoleAssigned', data: { role: 'fitness-trainer' } },
        { type: 'RoleRevoked', data: { role: 'fitness-trainer' } },
        { type: 'PasswordResetOffered', data: {} },
        { type: 'PasswordChanged', data: { credentialId } },
        { type: 'SignedOutEverywhere', data: {} },
        { type: 'AccountDeactivated', data: {} },
        { type: 'AccountReactivated', data: {} },
        { type: 'AccountErased', data: {} },
      ],
    },
  ],
  session: [
    {
      stream: streamOf('session', sessionId),
      events: [
        {
          type: 'SessionStarted',
          data: {
            sessionId,
            userId: accountId,
            startedAt: start,
            timezone,
            importId,
            personal: { name: 'Beine', notes: null },
          },
        },
        { type: 'SessionRenamed', data: { personal: { name: 'Beintag' }, correction: false } },
        { type: 'SessionNoted', data: { personal: { notes: 'müde' }, correction: false } },
        { type: 'ExerciseAdded', data: { ...entry, correction: false } },
        { type: 'ExerciseCorrected', data: { ...entry, supersetGroup: null, correction: false } },
        { type: 'ExercisesReordered', data: { entryIds: [entryId], correction: false } },
        { type: 'SetLogged', data: { entryId, setId, ...performance, correction: false } },
        { type: 'SetCorrected', data: { entryId, setId, ...performance, reps: 6, correction: false } },
        { type: 'SetsReordered', data: { entryId, setIds: [setId], correction: false } },
        { type: 'SetRemoved', data: { entryId, setId, correction: false } },
        { type: 'ExerciseRemoved', data: { entryId, correction: false } },
        { type: 'SessionCompleted', data: { endedAt: end } },
        { type: 'SessionTimesCorrected', data: { startedAt: start, endedAt: end, timezone, correction: true } },
        { type: 'SessionAborted', data: { endedAt: end } },
        { type: 'SessionDeleted', data: {} },
      ],
    },
  ],
  import: [
    {
      stream: streamOf('import', importId),
      events: [
        {
          type: 'ImportStarted',
          data: {
            importId,
            userId: accountId,
            format: 'strong',
            unit: 'kg',
            timezone,
            personal: { fileName: 'strong.csv' },
          },
        },
        { type: 'ImportReachedSessions', data: { sessionIds: [sessionId] } },
        { type: 'ImportRowsRejected', data: { lines: [7, 9], personal: { reasons: ['No date', 'Reps: 1.5'] } } },
        { type: 'ImportCompleted', data: { counts } },
        { type: 'ImportUndoBegun', data: {} },
        { type: 'ImportUndone', data: {} },
      ],
    },
  ],
  directory: [
    {
      stream: streamOf('directory', 'muscleGroups'),
      events: [
        { type: 'DirectoryItemAdded', data: { itemId: 1, name: 'chest', anatomicalName: 'pectoralis major' } },
        { type: 'DirectoryItemRenamed', data: { itemId: 1, name: 'breast', anatomicalName: null } },
        { type: 'DirectoryItemRemoved', data: { itemId: 1 } },
      ],
    },
  ],
  exercise: [
    {
      stream: streamOf('exercise', exerciseId),
      owner: 'system',
      events: [
        { type: 'CatalogueExerciseAdded', data: { exerciseId, slug: 'bench-press', ...texts, ...traits } },
        { type: 'CatalogueExerciseRevised', data: { slug: 'bench-press', ...texts, ...traits, force: null } },
      ],
    },
    {
      stream: streamOf('exercise', ownExerciseId),
      events: [
        {
          type: 'OwnExerciseAdded',
          data: { exerciseId: ownExerciseId, createdBy: accountId, ...traits, personal: texts },
        },
        { type: 'OwnExerciseRevised', data: { ...traits, mechanic: null, personal: texts } },
        { type: 'ExerciseDeleted', data: {} },
      ],
    },
  ],
};

/** All example streams, grouped by kind of aggregate. */
export const allExamples: readonly Example[] = Object.values(examples).flat();
