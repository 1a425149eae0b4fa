import type {
  AccountId,
  AuthSessionId,
  CoachingId,
  CommentId,
  CredentialId,
  Day,
  DiscussionId,
  EntryId,
  ExerciseId,
  ImportId,
  Instant,
  MeasurementId,
  PlanId,
  PlanUnitId,
  SessionId,
  SetId,
  SupportAccessId,
  TimeZone,
  UnitExerciseId,
  UnitId,
} from '../../src/events/ids.ts';
import type { Performance } from '../../src/events/performance.ts';
import type { PlanFacts } from '../../src/events/plan.ts';
import type { Planned } from '../../src/events/planned.ts';
import type { Progression } from '../../src/events/progression.ts';
import type { Category, EventsByCategory } from '../../src/events/schemas.ts';
import { parseStream, streamOf } from '../../src/events/streams.ts';
import type { UnitExercise } from '../../src/events/unit.ts';
import type { WatchId } from '../../src/events/watch.ts';

export const accountId = '01900000-0000-7000-8000-00000000000a' as AccountId;
export const authSessionId = '01900000-0000-7000-8000-000000000051' as AuthSessionId;
const firstCredentialId = '01900000-0000-7000-8000-000000000030' as CredentialId;
const credentialId = '01900000-0000-7000-8000-000000000031' as CredentialId;
const sessionId = '01900000-0000-7000-8000-000000000001' as SessionId;
const importId = '01900000-0000-7000-8000-000000000002' as ImportId;
const bodyImportId = '01900000-0000-7000-8000-000000000003' as ImportId;
const entryId = '01900000-0000-7000-8000-000000000011' as EntryId;
const setId = '01900000-0000-7000-8000-000000000021' as SetId;
const exerciseId = '01900000-0000-7000-8000-000000000041' as ExerciseId;
const ownExerciseId = '01900000-0000-7000-8000-000000000042' as ExerciseId;
const granteeId = '01900000-0000-7000-8000-0000000000a2' as AccountId;
const unitId = '01900000-0000-7000-8000-000000000061' as UnitId;
const measurementId = '01900000-0000-7000-8000-000000000081' as MeasurementId;
const unitExerciseId = '01900000-0000-7000-8000-000000000062' as UnitExerciseId;
const planId = '01900000-0000-7000-8000-000000000071' as PlanId;
const planUnitId = '01900000-0000-7000-8000-000000000072' as PlanUnitId;
const coachingId = '01900000-0000-7000-8000-0000000000c1' as CoachingId;
const supportAccessId = '01900000-0000-7000-8000-0000000000d1' as SupportAccessId;
const requestedId = '01900000-0000-7000-8000-0000000000c2' as CoachingId;
const watchId = '01900000-0000-7000-8000-0000000000d1' as WatchId;
const discussionId = '01900000-0000-7000-8000-0000000000d5' as DiscussionId;
const commentId = '01900000-0000-7000-8000-0000000000d6' as CommentId;
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
const planned: Planned = {
  ...{ unitExerciseId, exerciseId, mode: 'reps', order: 0, restSeconds: 180 },
  sets: [
    {
      reps: { min: 5, max: null },
      seconds: null,
      distance: null,
      weight: { value: 182.5, unit: 'lb' },
      rpe: 8,
      rir: null,
    },
  ],
  suggestion: {
    ...{ rule: 'linear', outcome: 'increase-weight', from: [{ sessionId, setIds: [setId], succeeded: true }] },
    ...{ start: null, base: { value: 180, unit: 'lb' }, exact: { value: 182.5, unit: 'lb' } },
    ...{ weight: { value: 182.5, unit: 'lb' }, reps: null, percent: null, trainingMax: null, e1rm: null },
    ...{ formula: null, failures: 0, missed: null, week: null, cycle: null },
  },
};
const entry = {
  entryId,
  exerciseId: null,
  mode: 'reps',
  supersetGroup: 1,
  planned,
  personal: { name: 'Kniebeuge', notes: null, planned: 'Frontkniebeuge' },
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

const kg = (value: number) => ({ value, unit: 'kg' }) as const;
const unitExercise: UnitExercise = {
  exerciseId,
  mode: 'reps',
  primaryMuscles: [4, 7],
  secondaryMuscles: [15],
  supersetGroup: 2,
  sets: 3,
  target: {
    ...{ reps: { min: 5, max: null }, seconds: null, distance: null, weight: kg(60) },
    ...{ percentOfTrainingMax: null, rpe: 8, rir: null },
  },
  restSeconds: 180,
  loading: 'barbell',
  progression: { type: 'linear', increment: kg(2.5), deload: { afterFailures: 3, percent: 10 } },
  alternatives: [null, ownExerciseId],
  personal: { name: 'Kniebeuge', notes: 'tief', alternatives: ['Beinpresse', 'Ausfallschritt'] },
};
const wave: Progression = {
  ...{ type: 'percentage', increment: kg(5), deload: null },
  weeks: [[{ percent: 65, reps: 5, atLeast: false }], [{ percent: 72.5, reps: 3, atLeast: true }]],
};

const planFacts: PlanFacts = {
  ...{ difficulty: 'intermediate', weeks: 4, repeats: null },
  personal: { name: 'Drei Tage', description: 'Grundübungen' },
};

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
            ...{ live: true, plan: planId, planDay: { week: 2, day: 3, index: 0 }, unit: unitId },
            personal: { name: 'Beine', notes: null, plan: 'Grundplan', unit: 'Tag A' },
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
        { type: 'ClaimLapsed', data: { scope: 'active-session', key: 'c0ffee' } },
      ],
    },
  ],
  unit: [
    {
      stream: streamOf('unit', unitId),
      events: [
        { type: 'ClaimLapsed', data: { scope: 'unit-name', key: 'c0ffee' } },
        {
          type: 'UnitCreated',
          data: { unitId, userId: accountId, copyOf: null, personal: { name: 'Tag A', description: null } },
        },
        { type: 'SharingChanged', data: { status: 'shared' } },
        { type: 'AccessGranted', data: { accountId: granteeId, level: 'write' } },
        { type: 'AccessEnded', data: { accountId: granteeId } },
        { type: 'UnitEdited', data: { personal: { name: 'Beintag', description: 'schwer' } } },
        { type: 'UnitExerciseAdded', data: { unitExerciseId, ...unitExercise } },
        { type: 'UnitExerciseEdited', data: { unitExerciseId, ...unitExercise, progression: wave } },
        { type: 'UnitExercisesReordered', data: { unitExerciseIds: [unitExerciseId] } },
        { type: 'UnitArchived', data: {} },
        { type: 'UnitRestored', data: {} },
        { type: 'UnitExerciseRemoved', data: { unitExerciseId } },
        { type: 'UnitDeleted', data: {} },
      ],
    },
  ],
  profile: [
    {
      stream: streamOf('profile', accountId),
      events: [
        { type: 'ProfileCreated', data: { userId: accountId } },
        {
          type: 'PreferencesChanged',
          data: { unit: 'lb', timezone, firstDayOfWeek: 'sunday', e1rmFormula: 'brzycki' },
        },
        {
          type: 'GearChanged',
          data: {
            unit: 'kg',
            gear: {
              bar: 20,
              plates: [
                { value: 1.25, pairs: 2 },
                { value: 20, pairs: null },
              ],
              dumbbells: [12.5],
              step: 5,
            },
          },
        },
        {
          type: 'TrainingMaxSet',
          data: { exerciseId, weight: { value: 225.5, unit: 'lb' }, setOn: '2026-01-10' as Day },
        },
        { type: 'TrainingMaxRemoved', data: { exerciseId: ownExerciseId } },
        {
          type: 'ProfileForCoachesChanged',
          data: {
            personal: { goals: 'Squat 150 kg', limitations: 'Left knee', equipment: 'Rack', birthYear: '1990' },
          },
        },
      ],
    },
  ],
  plan: [
    {
      stream: streamOf('plan', planId),
      events: [
        { type: 'ClaimLapsed', data: { scope: 'plan-name', key: 'c0ffee' } },
        { type: 'PlanCreated', data: { planId, userId: accountId, copyOf: null, ...planFacts } },
        { type: 'SharingChanged', data: { status: 'public' } },
        { type: 'AccessGranted', data: { accountId: granteeId, level: 'read' } },
        { type: 'AccessEnded', data: { accountId: granteeId } },
        { type: 'PlanEdited', data: { ...planFacts, weeks: 2, repeats: 6 } },
        { type: 'PlanUnitAdded', data: { planUnitId, unitId, personal: { name: 'Beintag' }, day: 1 } },
        { type: 'PlanUnitEdited', data: { planUnitId, unitId: null, personal: { name: 'Laufen' } } },
        { type: 'PlanUnitMoved', data: { planUnitId, day: 8, order: 0 } },
        { type: 'PlanUnitsReordered', data: { units: [{ planUnitId, day: 3 }] } },
        { type: 'PlanArchived', data: {} },
        { type: 'PlanRestored', data: {} },
        { type: 'PlanUnitRemoved', data: { planUnitId } },
        { type: 'PlanDeleted', data: {} },
      ],
    },
  ],
  schedule: [
    {
      stream: streamOf('schedule', accountId),
      events: [
        {
          type: 'PlanStarted',
          data: {
            ...{ userId: accountId, planId, startsOn: '2026-01-12' as Day, weeks: 1, repeats: 12 },
            units: [{ planUnitId, unitId, day: 1 }],
            personal: { name: 'Drei Tage', units: ['Beintag'] },
          },
        },
        { type: 'ScheduleShifted', data: { from: '2026-01-19' as Day, days: 1 } },
        { type: 'SchedulePaused', data: { from: '2026-02-01' as Day } },
        { type: 'ScheduleResumed', data: { on: '2026-02-10' as Day } },
        { type: 'ScheduleEnded', data: { from: '2026-03-01' as Day } },
      ],
    },
  ],
  coaching: [
    {
      stream: streamOf('coaching', coachingId),
      events: [
        {
          type: 'CoachInvited',
          data: {
            ...{ coachingId, athleteId: accountId, coachId: granteeId, scope: ['history', 'plans'], expiresAt: end },
            personal: { email: 'trainerin@example.com', message: 'Schaust du mit? 🏋️' },
          },
        },
        { type: 'CoachingAccepted', data: { coachId: granteeId, scope: ['history', 'plans'], expiresAt: end } },
        { type: 'CoachingTermsChanged', data: { scope: ['history', 'body_data'], expiresAt: null } },
        { type: 'CoachingEnded', data: { by: 'athlete' } },
      ],
    },
    {
      stream: streamOf('coaching', requestedId),
      events: [
        { type: 'ClaimLapsed', data: { scope: 'coaching', key: 'hash' } },
        {
          type: 'CoachingRequested',
          data: {
            ...{ coachingId: requestedId, athleteId: accountId, coachId: granteeId, scope: ['statistics'] },
            personal: { message: null },
          },
        },
        { type: 'CoachingDeclined', data: {} },
      ],
    },
  ],
  support: [
    {
      stream: streamOf('support', supportAccessId),
      events: [
        {
          type: 'SupportAccessOpened',
          data: {
            ...{ supportAccessId, athleteId: accountId, superuserId: granteeId, expiresAt: end },
            personal: { reason: 'Doppelte Einheiten nach dem Import 🏋️' },
          },
        },
        { type: 'SupportAccessEnded', data: { by: 'athlete' } },
      ],
    },
  ],
  discussion: [
    {
      stream: streamOf('discussion', discussionId),
      events: [
        { type: 'DiscussionStarted', data: { discussionId, sessionId, athleteId: accountId, coachId: granteeId } },
        {
          type: 'CommentAdded',
          data: { commentId, by: 'athlete', entryId, setId, personal: { text: 'Tief genug? 🏋️' } },
        },
        { type: 'CommentsRead', data: { by: 'coach', upTo: 1 } },
        { type: 'CommentEdited', data: { commentId, personal: { text: 'War das tief genug?' } } },
        { type: 'CommentRemoved', data: { commentId } },
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
    {
      stream: streamOf('import', bodyImportId),
      events: [
        {
          type: 'ImportStarted',
          data: {
            ...{ importId: bodyImportId, userId: accountId, format: 'fitnotes', unit: 'kg', timezone },
            personal: { fileName: 'body.csv' },
          },
        },
        { type: 'ImportReachedMeasurements', data: { measurementIds: [measurementId] } },
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
  watch: [
    {
      stream: streamOf('watch', watchId),
      events: [
        { type: 'WatchCreated', data: { watchId, coachId: accountId, athleteId: granteeId } },
        { type: 'ThresholdsChanged', data: { thresholds: { missedSessions: 3, effortUp: 1.5 } } },
        {
          type: 'SignalsSeen',
          data: { marks: [{ kind: 'stall', subject: exerciseId, strength: 6, until: '2026-01-10' as Day }] },
        },
        { type: 'ChangesReviewed', data: { to: '1280' } },
        { type: 'NotesChanged', data: { athleteId: granteeId, personal: { text: 'Prefers mornings' } } },
      ],
    },
  ],
  measurement: [
    {
      stream: streamOf('measurement', measurementId),
      events: [
        {
          type: 'MeasurementRecorded',
          data: {
            measurementId,
            userId: accountId,
            importId: null,
            personal: {
              ...{ kind: 'body_weight', value: '180.25', unit: 'lb' },
              ...{ day: '2026-01-09' as Day, time: '07:30', notes: 'after breakfast' },
            },
          },
        },
        {
          type: 'MeasurementCorrected',
          data: {
            personal: {
              ...{ kind: 'left_upper_arm', value: '36.5', unit: 'cm' },
              ...{ day: '2026-01-10' as Day, time: null, notes: null },
            },
          },
        },
        { type: 'MeasurementRemoved', data: {} },
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
        { type: 'ExerciseArchived', data: {} },
        { type: 'ExerciseRestored', data: {} },
      ],
    },
    {
      stream: streamOf('exercise', ownExerciseId),
      events: [
        {
          type: 'OwnExerciseAdded',
          data: { exerciseId: ownExerciseId, createdBy: accountId, copyOf: exerciseId, ...traits, personal: texts },
        },
        { type: 'OwnExerciseRevised', data: { ...traits, mechanic: null, personal: texts } },
        { type: 'ExerciseDeleted', data: {} },
      ],
    },
  ],
};

/** All example streams, grouped by kind of aggregate. */
export const allExamples: readonly Example[] = Object.values(examples).flat();

/** The example streams of some categories. */
export const examplesOf = (categories: ReadonlySet<string>): readonly Example[] =>
  allExamples.filter(({ stream }) => categories.has(parseStream(stream).category));
