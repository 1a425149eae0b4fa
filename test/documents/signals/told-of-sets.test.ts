import { sets, type TestSession } from './support/sessions.ts';
import { describeTold, entry, felt, on, rested } from './support/told.ts';

const late = {
  recordedAfter: 90_000,
  entries: [{ exercise: 1, sets: [...sets(5, 100, 5, { lag: 90_000 }), ...sets(1, 9, 5, { lag: 70 })] }],
};
const corrected = (...corrections: NonNullable<TestSession['corrections']>): readonly TestSession[] =>
  on([0], entry(2)).map((session) => ({ ...session, corrections }));

describeTold([
  [
    'skipped_exercise',
    { sessions: [...on([0], entry(0)), ...on([2], entry(2)), ...on([4, 6], entry(0), entry(2, 5, 2, 2))], today: 6 },
    {
      reason: 'Has skipped Exercise 1 in 3 of 4 sessions of four weeks.',
      numbers: { skipped: 3, planned: 4 },
      ...{ days: [0, 6], events: '1@1 1@2 3@1 3@5 4@1 4@5' },
    },
  ],
  [
    'shortfall',
    { sessions: [...on([0, 3], entry(2, 4)), ...on([6], entry(2))], today: 6 },
    {
      reason: 'Exercise 1: 4 of 6 sets were below their target in the last 3 sessions.',
      numbers: { percent: 66.7, short: 4, sets: 6 },
      ...{ days: [0, 6], events: '1@2 1@3 2@2 2@3' },
    },
  ],
  [
    'effort_up',
    { sessions: felt(9.5), today: 6 },
    {
      reason: 'The effort was 1.5 above the target in the last 3 rated sessions.',
      numbers: { points: 1.5, sets: 6, sessions: 3 },
      ...{ days: [0, 6], events: '1@2 1@3 2@2 2@3 3@2 3@3' },
    },
  ],
  [
    'effort_down',
    { sessions: felt(6.5), today: 6 },
    {
      reason: 'The effort was 1.5 below the target in the last 3 rated sessions.',
      numbers: { points: -1.5, sets: 6, sessions: 3 },
      ...{ days: [0, 6], events: '1@2 1@3 2@2 2@3 3@2 3@3' },
    },
  ],
  [
    'substitution',
    { sessions: [...on([0, 2], entry(2, 5, 7)), ...on([4], entry(2, 5, 8)), ...on([6], entry(2))], today: 6 },
    {
      reason: 'Has done Exercise 7, Exercise 8 instead of Exercise 1 in 3 of 4 sessions of four weeks.',
      numbers: { exchanged: 3, planned: 4 },
      ...{ days: [0, 4], events: '1@1 2@1 3@1' },
    },
  ],
  [
    'shortened_sessions',
    { sessions: [...on([0, 1, 2], entry(2)), ...on([3, 5], entry(1))], today: 6 },
    {
      reason: '2 sessions of two weeks were shortened.',
      numbers: { sessions: 2, medianSets: 2, medianSeconds: 3_600 },
      ...{ days: [3, 5], events: '4@3 5@3' },
    },
  ],
  [
    'rest_longer',
    { sessions: rested('00:00', '02:40', '05:20', '08:00'), today: 6 },
    {
      reason: 'Rests were 60 % longer than planned in the last 3 sessions with times.',
      numbers: { percent: 60, rests: 9, sessions: 3 },
      ...{ days: [0, 6], events: '1@3 1@4 1@5 2@3 2@4 2@5 3@3 3@4 3@5' },
    },
  ],
  [
    'rest_shorter',
    { sessions: rested('00:00', '00:50', '01:40', '02:30'), today: 6 },
    {
      reason: 'Rests were 50 % shorter than planned in the last 3 sessions with times.',
      numbers: { percent: -50, rests: 9, sessions: 3 },
      ...{ days: [0, 6], events: '1@3 1@4 1@5 2@3 2@4 2@5 3@3 3@4 3@5' },
    },
  ],
  [
    'late_corrections',
    { sessions: corrected({ hours: 1 }, { hours: 25 }, { hours: 50, set: 1 }), today: 3 },
    {
      reason: 'The session of 2026-01-05 was corrected 2 times up to 50 hours after its end.',
      numbers: { corrections: 2, hours: 50 },
      ...{ days: [1, 2], events: '1@6 1@7' },
    },
  ],
  [
    'late_corrections',
    { sessions: corrected({ hours: 24.5 }), today: 3 },
    {
      reason: 'The session of 2026-01-05 was corrected once up to 24.5 hours after its end.',
      numbers: { corrections: 1, hours: 24.5 },
      ...{ days: [1, 1], events: '1@5' },
    },
  ],
  [
    'late_logging',
    { sessions: [{ day: 0, ...late }, ...on([1], { exercise: 1, sets: sets(2, 100, 5, { lag: 86_400 }) })], today: 3 },
    {
      reason: '5 of 8 sets of two weeks were recorded more than a day late.',
      numbers: { percent: 62.5, late: 5, sets: 8, medianSeconds: 90_000 },
      ...{ days: [0, 0], events: '1@2 1@3 1@4 1@5 1@6' },
    },
  ],
  [
    'batch_logging',
    { sessions: [5, 4, 3].map((days, day) => ({ day, recordedAfter: days * 86_400 + day * 60 })), today: 5 },
    {
      reason: '3 sessions were recorded within minutes of one another.',
      ...{ numbers: { sessions: 3 }, days: [0, 2], events: '1@0 2@0 3@0' },
    },
  ],
]);
