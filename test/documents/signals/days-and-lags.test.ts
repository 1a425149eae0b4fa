import { expect } from 'chai';
import type { ScheduleDocument } from '../../../src/documents/schedule.ts';
import { lagOf } from '../../../src/documents/signals/late-logging.ts';
import type { PlanId } from '../../../src/events/ids.ts';
import { describeLimits } from './support/limits.ts';
import { dayAt, factsOfSessions, planId, sets, type TestSession } from './support/sessions.ts';
import { entry, on } from './support/told.ts';

const schedule = {
  ...{ id: planId, planId, name: 'Plan', startsOn: dayAt(0), weeks: 1, repeats: null },
  units: [1, 4].map((day) => ({ id: planId, unitId: planId, name: 'Day', day, order: 0 })),
  ...{ parts: [{ day: 1, on: dayAt(0) }], pausedFrom: null, endedFrom: null, revision: 3 },
} as unknown as ScheduleDocument;
const first = { day: 0, plan: { week: 1, day: 1, index: 0 } };

describeLimits(
  'missed_sessions',
  [
    [
      'sessions for a plan that was started later',
      {
        sessions: [first, { ...first, day: 1, plan: { week: 1, day: 4, index: 0 } }],
        schedule: { ...schedule, startsOn: dayAt(2) },
        today: 4,
      },
    ],
    [
      'sessions for another plan',
      { sessions: [first], schedule: { ...schedule, planId: 'other' as PlanId }, today: 4 },
    ],
  ],
  [
    ['a session on the day of the start', { sessions: [first], schedule, today: 4 }],
    ['a plan that is not known', { sessions: [], schedule: { ...schedule, planId: null }, today: 4 }],
  ],
);

const paused = (day: number) => ({ ...schedule, units: [], pausedFrom: dayAt(day) });
describeLimits(
  'silence',
  [
    ['a pause that begins tomorrow', { sessions: [{ day: 0 }], schedule: paused(11), today: 10 }],
    [
      'a plan that was ended while it was paused',
      { sessions: [{ day: 0 }], schedule: { ...paused(1), endedFrom: dayAt(2) }, today: 10 },
    ],
  ],
  [
    ['a pause that begins today', { sessions: [{ day: 0 }], schedule: paused(10), today: 10 }],
    [
      'a pause of a plan whose days would be over',
      { sessions: [{ day: 0 }], schedule: { ...paused(1), repeats: 1 }, today: 10 },
    ],
  ],
);

const day = 86_400;
const corrected = (...hours: readonly number[]): readonly TestSession[] =>
  on([0], entry(2)).map((each) => ({ ...each, corrections: hours.map((each) => ({ hours: each })) }));

describeLimits(
  'late_corrections',
  [
    ['a second more than a day', { sessions: corrected(24 + 1 / 3_600), today: 3 }],
    ['a correction that was recorded thirteen days ago', { sessions: corrected(25), today: 14 }],
  ],
  [
    ['exactly a day', { sessions: corrected(24), today: 3 }],
    ['a correction that was recorded fourteen days ago', { sessions: corrected(25), today: 15 }],
  ],
);

/** A session whose sets were recorded so many seconds after they happened. */
const lagged = (...lags: readonly number[]): readonly TestSession[] =>
  on([0], { exercise: 1, sets: lags.flatMap((lag) => sets(1, 100, 5, { lag })) });

describeLimits(
  'late_logging',
  [
    ['five sets a second more than a day late', { sessions: lagged(...Array(5).fill(day + 1)), today: 3 }],
    [
      'exactly the percents of the threshold',
      { sessions: lagged(...Array(5).fill(day + 1), ...Array(5).fill(0)), today: 3, thresholds: { latePercent: 50 } },
    ],
  ],
  [
    ['five sets exactly a day late', { sessions: lagged(...Array(5).fill(day)), today: 3 }],
    ['four sets', { sessions: lagged(...Array(4).fill(day + 1)), today: 3 }],
    [
      'less than the percents of the threshold',
      { sessions: lagged(...Array(5).fill(day + 1), ...Array(6).fill(0)), today: 3, thresholds: { latePercent: 50 } },
    ],
    ['sessions without a set', { sessions: on([0]), today: 3 }],
  ],
);

/** Sessions on the days 0, 1, 2 …, recorded so many minutes after the start of the fourth day. */
const recorded = (...minutes: readonly number[]): readonly TestSession[] =>
  minutes.map((each, at) => ({ day: at, recordedAfter: (4 - at) * day + each * 60 }));

describeLimits(
  'batch_logging',
  [
    ['ten minutes from one to the next', { sessions: recorded(0, 10, 20), today: 5 }],
    ['sessions that were recorded in another order', { sessions: recorded(20, 0, 10), today: 5 }],
    ['a batch before a single session', { sessions: recorded(0, 1, 2, 60), today: 5 }],
    ['a batch after a single session', { sessions: recorded(0, 60, 61, 62), today: 5 }],
  ],
  [
    ['more than ten minutes between them', { sessions: recorded(0, 11, 22), today: 5 }],
    [
      'sessions that began at the same time',
      { sessions: [0, 0, 0].map((each) => ({ day: each, recordedAfter: day })), today: 3 },
    ],
  ],
);

describe('the lag of sets', () => {
  const table: readonly (readonly [title: string, sessions: readonly TestSession[], lag: object])[] = [
    ['is absent without sets', [], { sets: 0, late: 0, percent: null }],
    ['is zero below a minute', lagged(0, 59, 59), { sets: 3, late: 0, medianSeconds: 0, percent: 0 }],
    ['counts from a minute on', lagged(60, 60, 0), { sets: 3, late: 0, medianSeconds: 60, percent: 0 }],
    ['has the median of all sets', lagged(0, 100, 300, 200), { sets: 4, late: 0, medianSeconds: 150, percent: 0 }],
    ['has the share of late sets', lagged(0, 0, day + 1), { sets: 3, late: 1, medianSeconds: 0, percent: 33.3 }],
  ];
  for (const [title, sessions, lag] of table) {
    it(title, () => expect(lagOf(factsOfSessions(sessions))).to.include(lag));
  }
});
