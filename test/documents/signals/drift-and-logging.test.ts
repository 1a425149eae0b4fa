import { describeSignal } from './support/cases.ts';
import { sets, type TestCorrection, type TestSession, targets } from './support/sessions.ts';

/** Sessions with three sets at 8, felt as hard as the rating says. */
const felt = (days: readonly number[], rpe: number, count = 3): readonly TestSession[] =>
  days.map((day) => ({
    day,
    entries: [{ exercise: 1, targets: targets(3, 100, 5, { rpe: 8 }), sets: sets(count, 100, 5, { rpe }) }],
  }));

describeSignal({
  kind: 'effort_up',
  fires: [
    { title: 'for a point too hard in three sessions', sessions: felt([0, 3, 6], 9), today: 6, strengths: [1] },
    {
      title: 'for repetitions in reserve, each a point below 10',
      sessions: [0, 3, 6].map((day) => ({
        day,
        entries: [{ exercise: 1, targets: targets(3, 100, 5, { rir: 3 }), sets: sets(3, 100, 5, { rir: 1 }) }],
      })),
      ...{ today: 6, strengths: [2] },
    },
  ],
  silent: [
    { title: 'for half a point', sessions: felt([0, 3, 6], 8.5), today: 6 },
    { title: 'for two sessions', sessions: felt([0, 3], 10), today: 3 },
    { title: 'for one hard session among usual ones', sessions: [...felt([0, 3], 8), ...felt([6], 10)], today: 6 },
    { title: 'for one rated set of each session', sessions: felt([0, 3, 6], 10, 1), today: 6 },
  ],
  again: {
    before: { sessions: felt([0, 3, 6], 9), today: 6 },
    fires: [
      {
        title: 'when it is half a point harder',
        sessions: felt([0, 3, 6], 9).concat(felt([9, 12, 15], 9.5)),
        today: 15,
      },
      {
        title: 'after it was over',
        sessions: [...felt([0, 3, 6], 9), ...felt([9, 12, 15], 8), ...felt([18, 21, 24], 9)],
        today: 24,
      },
    ],
    silent: [{ title: 'while it goes on', sessions: felt([0, 3, 6, 9, 12, 15], 9), today: 15 }],
  },
});

describeSignal({
  kind: 'effort_down',
  fires: [{ title: 'for two points too easy', sessions: felt([0, 3, 6], 6), today: 6, strengths: [2] }],
  silent: [{ title: 'for one point too easy', sessions: felt([0, 3, 6], 7), today: 6 }],
  again: {
    before: { sessions: felt([0, 3, 6], 6), today: 6 },
    fires: [{ title: 'when it is easier still', sessions: felt([0, 3, 6], 6).concat(felt([9, 12, 15], 5)), today: 15 }],
    silent: [{ title: 'while it goes on', sessions: felt([0, 3, 6, 9], 6), today: 9 }],
  },
});

/** Sessions with four sets, and this time from one to the next. */
const rested = (days: readonly number[], seconds: number, superset: number | null = null): readonly TestSession[] =>
  days.map((day) => ({
    day,
    entries: [
      {
        ...{ exercise: 1, superset, restSeconds: 120, targets: targets(4, 100, 5) },
        sets: sets(4, 100, 5).map((set, at) => ({
          ...set,
          performedAt: new Date(Date.parse('2026-01-05T17:00:00Z') + (day * 86_400 + at * seconds) * 1_000)
            .toISOString()
            .replace('Z', '000Z') as never,
        })),
      },
    ],
  }));

describeSignal({
  kind: 'rest_longer',
  fires: [
    {
      title: 'for twice the planned rest in three sessions',
      sessions: rested([0, 3, 6], 240),
      today: 6,
      strengths: [100],
    },
  ],
  silent: [
    { title: 'for half a minute more, in which the set is done', sessions: rested([0, 3, 6], 150), today: 6 },
    { title: 'for two sessions', sessions: rested([0, 3], 300), today: 3 },
    { title: 'in a superset', sessions: rested([0, 3, 6], 300, 1), today: 6 },
    { title: 'for sets without times', sessions: felt([0, 3, 6], 8), today: 6 },
  ],
  again: {
    before: { sessions: rested([0, 3, 6], 240), today: 6 },
    fires: [
      {
        title: 'when rests get longer still',
        sessions: [...rested([0, 3, 6], 240), ...rested([9, 12, 15], 300)],
        today: 15,
      },
    ],
    silent: [{ title: 'while it goes on', sessions: rested([0, 3, 6, 9, 12], 245), today: 12 }],
  },
});

describeSignal({
  kind: 'rest_shorter',
  fires: [
    { title: 'for less than half of the planned rest', sessions: rested([0, 3, 6], 50), today: 6, strengths: [58] },
  ],
  silent: [{ title: 'for two thirds of it', sessions: rested([0, 3, 6], 80), today: 6 }],
  again: {
    before: { sessions: rested([0, 3, 6], 50), today: 6 },
    fires: [
      {
        title: 'when rests get shorter still',
        sessions: [...rested([0, 3, 6], 50), ...rested([9, 12, 15], 12)],
        today: 15,
      },
    ],
    silent: [{ title: 'while it goes on', sessions: rested([0, 3, 6, 9], 50), today: 9 }],
  },
});

const late = (days: readonly number[], hours: number, isImported = false): readonly TestSession[] =>
  days.map((day) => ({
    ...{ day, isImported, recordedAfter: hours * 3_600 },
    entries: [{ exercise: 1, sets: sets(5, 100, 5, { lag: hours * 3_600 }) }],
  }));
const onTime = (days: readonly number[]): readonly TestSession[] => late(days, 0);

describeSignal({
  kind: 'late_logging',
  fires: [
    {
      title: 'for a session of three that came two days late',
      sessions: [...onTime([0, 3]), ...late([6], 48)],
      today: 8,
      strengths: [33.3],
    },
  ],
  silent: [
    { title: 'for a session that came twelve hours late', sessions: late([0, 3, 6], 12), today: 7 },
    { title: 'for one of four sessions', sessions: [...onTime([0, 2, 4]), ...late([6], 48)], today: 8 },
    { title: 'for an import', sessions: late([0, 3, 6], 72, true), today: 9 },
    {
      title: 'if the scope lacks the history',
      sessions: late([0, 3, 6], 48),
      today: 8,
      scope: ['statistics', 'plans'],
    },
  ],
  again: {
    before: { sessions: [...onTime([0, 3]), ...late([6], 48)], today: 8 },
    fires: [
      { title: 'when most sessions come late', sessions: [...onTime([0, 3]), ...late([6, 8, 10], 48)], today: 12 },
    ],
    silent: [{ title: 'on the next day', sessions: [...onTime([0, 3]), ...late([6], 48)], today: 9 }],
  },
});

/** Sessions of several days that were recorded a minute after one another, on one day. */
const together = (days: readonly number[], on: number): readonly TestSession[] =>
  days.map((day, at) => ({ day, recordedAfter: (on - day) * 86_400 + at * 60 }));

describeSignal({
  kind: 'batch_logging',
  fires: [
    { title: 'for three sessions of a week at once', sessions: together([0, 2, 4], 6), today: 6, strengths: [3] },
  ],
  silent: [
    { title: 'for two sessions', sessions: together([0, 2], 4), today: 4 },
    { title: 'for sessions that were recorded when they were done', sessions: onTime([0, 1, 2, 3]), today: 3 },
    {
      title: 'for an import',
      sessions: together([0, 2, 4], 6).map((each) => ({ ...each, isImported: true })),
      today: 6,
    },
  ],
  again: {
    before: { sessions: together([0, 2, 4], 6), today: 6 },
    fires: [
      { title: 'for a larger batch', sessions: [...together([0, 2, 4], 6), ...together([7, 8, 9, 10], 11)], today: 11 },
    ],
    silent: [{ title: 'on the next days', sessions: [...together([0, 2, 4], 6), ...onTime([8])], today: 9 }],
  },
});

const corrected = (corrections: readonly TestCorrection[], day = 0): readonly TestSession[] => [
  { day, corrections, entries: [{ exercise: 1, sets: sets(3, 100, 5) }] },
];

describeSignal({
  kind: 'late_corrections',
  fires: [
    {
      title: 'for a set that was changed two days later',
      sessions: corrected([{ hours: 48 }]),
      today: 2,
      strengths: [1],
    },
    {
      title: 'for an earlier hour if the coach wants it',
      sessions: corrected([{ hours: 3 }]),
      today: 1,
      strengths: [1],
      thresholds: { correctionHours: 2 },
    },
  ],
  silent: [
    { title: 'for a typing error of the same day', sessions: corrected([{ hours: 1 }]), today: 1 },
    { title: 'for a correction of three weeks ago', sessions: corrected([{ hours: 48 }]), today: 25 },
  ],
  again: {
    before: { sessions: corrected([{ hours: 48 }]), today: 2 },
    fires: [
      {
        title: 'for another correction of that session',
        sessions: corrected([{ hours: 48 }, { hours: 72, reps: 9 }]),
        today: 4,
      },
    ],
    silent: [{ title: 'on the next day', sessions: corrected([{ hours: 48 }]), today: 3 }],
  },
});
