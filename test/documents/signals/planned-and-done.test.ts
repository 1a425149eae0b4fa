import type { ScheduleDocument } from '../../../src/documents/schedule.ts';
import { describeSignal } from './support/cases.ts';
import { dayAt, planId, sets, type TestSession, targets } from './support/sessions.ts';

/** A plan with a unit on each Monday and Thursday, since the first Monday. */
const schedule = {
  ...{ id: planId, planId, name: 'Plan', startsOn: dayAt(0), weeks: 1, repeats: null },
  units: [1, 4].map((day) => ({ id: planId, unitId: planId, name: 'Day', day, order: 0 })),
  ...{ parts: [{ day: 1, on: dayAt(0) }], pausedFrom: null, endedFrom: null, revision: 3 },
} as unknown as ScheduleDocument;

/** The session for a unit of that plan, on its own day or another one. */
const unit = (week: number, day: 1 | 4, on = (week - 1) * 7 + day - 1): TestSession => ({
  ...{ day: on, plan: { week, day, index: 0 } },
});
const weekOne = [unit(1, 1), unit(1, 4)];

describeSignal({
  kind: 'missed_sessions',
  fires: [
    { title: 'for two units in a row', schedule, sessions: weekOne, today: 11, strengths: [2] },
    {
      title: 'for one unit if the coach wants it',
      schedule,
      sessions: weekOne,
      today: 8,
      strengths: [1],
      thresholds: { missedSessions: 1 },
    },
    {
      title: 'although a session without a plan was done',
      schedule,
      sessions: [...weekOne, { day: 7 }],
      today: 11,
      strengths: [2],
    },
    {
      title: 'although a session for a unit was aborted',
      schedule,
      sessions: [...weekOne, { ...unit(2, 1), end: 'aborted' }],
      today: 11,
      strengths: [2],
    },
  ],
  silent: [
    { title: 'for one unit', schedule, sessions: weekOne, today: 8 },
    { title: 'for units of today and later', schedule, sessions: weekOne, today: 7 },
    { title: 'for a unit that was done on a later day', schedule, sessions: [...weekOne, unit(2, 1, 9)], today: 11 },
    {
      title: 'while the plan is paused',
      schedule: { ...schedule, pausedFrom: dayAt(6) },
      sessions: weekOne,
      today: 20,
    },
    { title: 'without a plan', schedule: null, sessions: weekOne, today: 20 },
    { title: 'if the scope lacks plans', schedule, sessions: weekOne, today: 20, scope: ['history', 'statistics'] },
  ],
  again: {
    before: { schedule, sessions: weekOne, today: 11 },
    fires: [
      { title: 'when a third unit is missed', schedule, sessions: weekOne, today: 15 },
      { title: 'when two others are missed after a session', schedule, sessions: [...weekOne, unit(3, 1)], today: 22 },
    ],
    silent: [{ title: 'on the next day', schedule, sessions: weekOne, today: 12 }],
  },
});

const entry = (workingSets: number, exercise = 1) => ({
  exercise,
  targets: targets(3, 100, 5),
  sets: sets(workingSets, 100, 5),
});
const skipped = (days: readonly number[], end: 'completed' | 'aborted' = 'completed'): readonly TestSession[] =>
  days.map((day) => ({ day, end, entries: [entry(3), entry(0, 2)] }));

describeSignal({
  kind: 'skipped_exercise',
  fires: [
    {
      title: 'for the third skip of an exercise in four weeks',
      sessions: skipped([0, 7, 14]),
      today: 14,
      strengths: [3],
    },
    {
      title: 'for each exercise',
      sessions: [0, 3, 6].map((day) => ({ day, entries: [entry(0), entry(0, 2)] })),
      today: 6,
      strengths: [3, 3],
    },
  ],
  silent: [
    { title: 'for two skips', sessions: skipped([0, 7]), today: 7 },
    { title: 'for skips that are five weeks apart', sessions: skipped([0, 30, 35]), today: 35 },
    { title: 'for aborted sessions', sessions: skipped([0, 7, 14], 'aborted'), today: 14 },
    {
      title: 'for an exercise with one set',
      sessions: [0, 7, 14].map((day) => ({ day, entries: [entry(1)] })),
      today: 14,
    },
  ],
  again: {
    before: { sessions: skipped([0, 3, 6]), today: 6 },
    fires: [
      { title: 'after a fourth skip', sessions: skipped([0, 3, 6, 9]), today: 9 },
      {
        title: 'after four weeks without',
        sessions: [...skipped([0, 3, 6]), { day: 40 }, ...skipped([42, 44, 46])],
        today: 46,
      },
    ],
    silent: [
      {
        title: 'after a session with all exercises',
        sessions: [...skipped([0, 3, 6]), { day: 9, entries: [entry(3)] }],
        today: 9,
      },
    ],
  },
});

const exchanged = (days: readonly number[], workingSets = 3): readonly TestSession[] =>
  days.map((day) => ({ day, entries: [{ ...entry(workingSets, 7), planned: 1 }] }));

describeSignal({
  kind: 'substitution',
  fires: [
    { title: 'for the third exchange of an exercise', sessions: exchanged([0, 7, 14]), today: 14, strengths: [3] },
  ],
  silent: [
    { title: 'for two exchanges', sessions: exchanged([0, 7]), today: 7 },
    { title: 'if the other exercise was not done either', sessions: exchanged([0, 7, 14], 0), today: 14 },
  ],
  again: {
    before: { sessions: exchanged([0, 7, 14]), today: 14 },
    fires: [{ title: 'after a fourth exchange', sessions: exchanged([0, 7, 14, 20]), today: 20 }],
    silent: [
      { title: 'when an old exchange is forgotten for a new one', sessions: exchanged([0, 7, 14, 30]), today: 30 },
    ],
  },
});

const missing = (days: readonly number[], reps = 4, weight = 100): readonly TestSession[] =>
  days.map((day) => ({ day, entries: [{ ...entry(3), sets: sets(3, weight, reps) }] }));
const reached = (days: readonly number[]): readonly TestSession[] => days.map((day) => ({ day, entries: [entry(3)] }));

describeSignal({
  kind: 'shortfall',
  fires: [
    {
      title: 'for fewer repetitions than planned in most sets',
      sessions: missing([0, 3, 6]),
      today: 6,
      strengths: [100],
    },
    { title: 'for less weight than planned', sessions: missing([0, 3, 6], 5, 95), today: 6, strengths: [100] },
    {
      title: 'for two of three sessions',
      sessions: [...reached([0]), ...missing([3, 6])],
      today: 6,
      strengths: [66.7],
    },
  ],
  silent: [
    { title: 'for one of three sessions', sessions: [...missing([0]), ...reached([3, 6])], today: 6 },
    { title: 'for two sessions', sessions: missing([0, 3]), today: 3 },
    {
      title: 'for another exercise',
      sessions: [0, 3, 6].map((day) => ({ day, entries: [{ ...entry(3, 7), planned: 1, sets: sets(3, 20, 2) }] })),
      today: 6,
    },
    { title: 'for sets that are missing', sessions: [0, 3, 6].map((day) => ({ day, entries: [entry(1)] })), today: 6 },
  ],
  again: {
    before: { sessions: [...reached([0]), ...missing([3, 6])], today: 6 },
    fires: [
      { title: 'when all sets are short', sessions: [...reached([0]), ...missing([3, 6, 9])], today: 9 },
      {
        title: 'after it was over',
        sessions: [...missing([0, 3, 6]), ...reached([9, 12, 15]), ...missing([18, 21])],
        today: 21,
      },
    ],
    silent: [{ title: 'on the next day', sessions: [...reached([0]), ...missing([3, 6])], today: 7 }],
  },
});

const short = (days: readonly number[], workingSets = 1): readonly TestSession[] =>
  days.map((day) => ({ day, entries: [entry(workingSets)] }));
const free = (days: readonly number[], count: number, minutes = 60): readonly TestSession[] =>
  days.map((day) => ({ day, minutes, entries: [{ exercise: 1, sets: sets(count, 100, 5) }] }));

describeSignal({
  kind: 'shortened_sessions',
  fires: [
    { title: 'for two sessions with a third of the planned sets', sessions: short([0, 3]), today: 3, strengths: [2] },
    {
      title: 'for aborted sessions',
      sessions: short([0, 3]).map((each) => ({ ...each, end: 'aborted' })),
      today: 3,
      strengths: [2],
    },
    {
      title: 'for half of the usual sets without a plan',
      sessions: [...free([0, 2, 4, 6], 10), ...free([8, 10], 5)],
      today: 10,
      strengths: [2],
    },
    {
      title: 'for half of the usual time',
      sessions: [...free([0, 2, 4, 6], 10), ...free([8, 10], 10, 30)],
      today: 10,
      strengths: [2],
    },
  ],
  silent: [
    { title: 'for one session', sessions: short([0]), today: 0 },
    {
      title: 'when all planned sets are done in half of the time',
      sessions: [...reached([0, 2, 4]), ...reached([6, 8]).map((each) => ({ ...each, minutes: 20 }))],
      today: 8,
    },
    { title: 'for short sessions of a short history', sessions: [...free([0], 10), ...free([2, 4], 5)], today: 4 },
    { title: 'for short sessions three weeks ago', sessions: short([0, 3]), today: 24 },
  ],
  again: {
    before: { sessions: short([0, 3]), today: 3 },
    fires: [
      { title: 'after a third one', sessions: short([0, 3, 6]), today: 6 },
      { title: 'after weeks without', sessions: [...short([0, 3]), ...reached([20]), ...short([22, 24])], today: 24 },
    ],
    silent: [{ title: 'after a whole session', sessions: [...short([0, 3]), ...reached([6])], today: 6 }],
  },
});
