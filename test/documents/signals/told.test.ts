import type { ScheduleDocument } from '../../../src/documents/schedule.ts';
import { dayAt, planId } from './support/sessions.ts';
import { describeTold, entry, lifted, on } from './support/told.ts';

const schedule = {
  ...{ id: 'schedule', planId, name: 'Plan', startsOn: dayAt(0), weeks: 1, repeats: null },
  units: [1, 4].map((day) => ({ id: planId, unitId: planId, name: 'Day', day, order: 0 })),
  ...{ parts: [{ day: 1, on: dayAt(0) }], pausedFrom: null, endedFrom: null, revision: 3 },
} as unknown as ScheduleDocument;

describeTold([
  [
    'record',
    { sessions: lifted(100, 103), today: 3 },
    {
      reason: 'Exercise 1: an estimate of 103 kg, more than the 100 kg of before.',
      numbers: { e1rmKg: 103, previousKg: 100, percent: 3 },
      ...{ days: [3, 3], events: '2@2' },
    },
  ],
  [
    'performance_drop',
    { sessions: lifted(100, 102, 101, 80), today: 9 },
    {
      reason: 'Exercise 1: an estimate of 80 kg, 20.8 % below the usual 101 kg.',
      numbers: { percent: 20.8, lastKg: 80, usualKg: 101 },
      ...{ days: [9, 9], events: '4@2' },
    },
  ],
  [
    'stall',
    { sessions: lifted(100, 102, 100, 99, 98), today: 12, thresholds: { stallSessions: 3 } },
    {
      reason: 'Exercise 1: no better estimate than the 102 kg of 2026-01-08 in 3 sessions.',
      numbers: { sessions: 3, bestKg: 102, lastKg: 98 },
      ...{ days: [3, 12], events: '2@2 3@2 4@2 5@2' },
    },
  ],
  [
    'pain_note',
    {
      sessions: [{ day: 0, notes: 'Knee pain, hurts', entries: [{ exercise: 1, notes: 'numb', sets: [] }] }],
      today: 1,
    },
    {
      reason: '2 notes of 2026-01-05 with: pain, hurts, numb.',
      numbers: { notes: 2 },
      ...{ days: [0, 0], events: '1@0 1@1' },
    },
  ],
  [
    'pain_note',
    { sessions: [{ day: 0, notes: 'Knee pain' }], today: 1 },
    { reason: 'A note of 2026-01-05 with: pain.', numbers: { notes: 1 }, days: [0, 0], events: '1@0' },
  ],
  [
    'silence',
    { sessions: [{ day: 0 }], today: 12 },
    { reason: 'Has not trained since 2026-01-05: 12 days.', numbers: { days: 12 }, days: [0, 0], events: '1@0' },
  ],
  [
    'silence',
    { sessions: [], today: 12 },
    {
      reason: 'Has not trained since the coaching began on 2026-01-05: 12 days.',
      ...{ numbers: { days: 12 }, days: [0, 0], events: 'coaching-1@1' },
    },
  ],
  [
    'missed_sessions',
    { sessions: [], schedule, today: 4 },
    {
      reason: 'Has missed 2 planned sessions in a row, from 2026-01-05 to 2026-01-08.',
      ...{ numbers: { missed: 2 }, days: [0, 3], events: 'schedule-schedule@3' },
    },
  ],
  [
    'missed_sessions',
    { sessions: [], schedule, today: 1, thresholds: { missedSessions: 1 } },
    {
      reason: 'Has missed 1 planned session, from 2026-01-05 to 2026-01-05.',
      ...{ numbers: { missed: 1 }, days: [0, 0], events: 'schedule-schedule@3' },
    },
  ],
  [
    'compliance_drop',
    {
      sessions: [
        ...on([1, 2, 3, 4, 5, 31, 32, 33, 34], entry(2), entry(2)),
        ...on([40], entry(1), entry(2)),
        ...on([41], entry(1), { exercise: 2, sets: [] }),
      ],
      today: 59,
      thresholds: { complianceDropPoints: 18 },
    },
    {
      reason: 'Compliance of 30 days fell from 100 % to 81.8 %.',
      numbers: { points: 18.2, percent: 81.8, previousPercent: 100, entries: 11 },
      ...{ days: [40, 41], events: '10@6 11@4' },
    },
  ],
]);
