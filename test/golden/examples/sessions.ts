import type { Day } from '../../../src/events/ids.ts';
import type { Performance } from '../../../src/events/performance.ts';
import type { Planned } from '../../../src/events/planned.ts';
import { streamOf } from '../../../src/events/streams.ts';
import type { Examples } from './example.ts';
import {
  accountId,
  bodyImportId,
  commentId,
  discussionId,
  end,
  entryId,
  exerciseId,
  granteeId,
  importId,
  measurementId,
  planId,
  sessionId,
  setId,
  start,
  timezone,
  unitExerciseId,
  unitId,
} from './ids.ts';

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

export const sessions = {
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
} satisfies Examples<'session' | 'discussion' | 'import' | 'measurement'>;
