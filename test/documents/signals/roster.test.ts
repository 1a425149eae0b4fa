import { expect } from 'chai';
import { localDay } from '../../../src/documents/local-day.ts';
import { type AthleteFacts, athleteSignals, zoneOf } from '../../../src/documents/signals/athlete-signals.ts';
import { rosterOf } from '../../../src/documents/signals/roster.ts';
import { rosterRow } from '../../../src/documents/signals/roster-row.ts';
import type { AccountId, CoachingId, Instant, TimeZone } from '../../../src/events/ids.ts';
import { usualThresholds } from '../../../src/events/signal-values.ts';
import { contextOf } from './support/cases.ts';
import { dayAt, exerciseIdOf, factsOfSessions, sets, type TestSession } from './support/sessions.ts';
import { entry, lifted, on } from './support/told.ts';

const nowOn = (day: number, time = '20:00') => `${dayAt(day)}T${time}:00.000000Z` as Instant;

/** What is found of an athlete who has done these sessions, and has agreed on the first day. */
function found(sessions: readonly TestSession[], part: Partial<AthleteFacts> = {}): AthleteFacts {
  const facts = factsOfSessions(sessions);
  const { planned } = contextOf({ sessions, today: 999 });
  return {
    ...{ coachingId: 'c' as CoachingId, coachingRevision: 1, acceptedAt: nowOn(0), athleteId: 'a' as AccountId },
    ...{ name: 'Ana', email: 'ana@example.com', scope: ['history', 'statistics', 'plans'], timezone: null },
    ...{ schedule: null, facts, last: facts.at(-1) ?? null, planned, reached: new Map(), thresholds: {}, marks: [] },
    ...part,
  };
}

describe('the day of an athlete', () => {
  const zone = (name: string) => name as TimeZone;
  const late = nowOn(3, '23:30');
  const table: readonly (readonly [title: string, athlete: AthleteFacts, today: string])[] = [
    ['is that of the profile', found([{ day: 0 }], { timezone: zone('Europe/Berlin') }), dayAt(4)],
    ['is that of the last session without a profile', found([{ day: 0 }]), dayAt(3)],
    [
      'is that of an earlier session if there are no facts',
      found([], { last: { ...factsOfSessions([{ day: 0 }])[0], timezone: zone('Asia/Tokyo') } as never }),
      dayAt(4),
    ],
    ['is that of UTC without both', found([]), dayAt(3)],
  ];
  for (const [title, athlete, today] of table) {
    it(title, () => expect(localDay(late, zoneOf(athlete))).to.equal(today));
  }

  it('leaves out facts of a later day', () => {
    const { context } = athleteSignals(found([{ day: 0 }, { day: 5 }]), dayAt(3));
    expect(context.facts.map(({ day }) => day)).to.deep.equal([dayAt(0)]);
  });

  it('comes with the thresholds of the coach, the coaching and its first day', () => {
    const { context } = athleteSignals(found([], { thresholds: { skips: 9 } }), dayAt(3));
    expect(context).to.deep.include({
      ...{ coachedFrom: dayAt(0), coaching: { stream: 'coaching-c', revision: 1 } },
      ...{ thresholds: { ...usualThresholds, skips: 9 }, lastSession: null },
    });
  });
});

describe('the row of an athlete', () => {
  const sessions = [
    { ...on([0], entry(2))[0], day: 0, corrections: [{ hours: 1 }, { hours: 2 }] },
    ...on([1], { exercise: 1, sets: sets(2, 100, 5, { lag: 90_000 }) }),
    ...on([2], { exercise: 1, sets: sets(1, 110, 5) }, entry(1)),
  ];

  it('has the last session, the corrections and the lag with the history', () => {
    const row = rosterRow(found(sessions), dayAt(3));
    expect(row).to.deep.include({
      ...{ athleteId: 'a', name: 'Ana', email: 'ana@example.com', coachingId: 'c', today: dayAt(3), corrections: 2 },
      lag: { sets: 6, late: 2, medianSeconds: 0, percent: 33.3 },
    });
    const startedAt = `${dayAt(2)}T17:00:00.000000Z`;
    expect(row.lastSession).to.include({ name: 'Session', status: 'completed', startedAt, day: dayAt(2) });
  });

  it('has no last session without one', () => {
    const row = rosterRow(found([]), dayAt(3));
    expect(row).to.deep.include({ lastSession: null, corrections: 0, needsAttention: false, signals: [] });
  });

  it('counts corrections and lags of thirty days', () => {
    const counts = [29, 30, 31].map((day) => {
      const { corrections, lag } = rosterRow(found(sessions), dayAt(day));
      return [corrections, lag?.sets];
    });
    expect(counts).to.deep.equal([
      [2, 6],
      [0, 4],
      [0, 2],
    ]);
  });

  it('has compliance and records with the statistics', () => {
    const { compliance, records } = rosterRow(found(sessions), dayAt(2));
    expect(compliance?.map(({ days, percent, change }) => [days, percent, change])).to.deep.equal([
      [7, 50, null],
      [30, 50, null],
      [90, 50, null],
    ]);
    expect(
      records?.map(({ exerciseId, name, day, e1rmKg, previousKg }) => [exerciseId, name, day, e1rmKg, previousKg]),
    ).to.deep.equal([[exerciseIdOf(1), 'Exercise 1', dayAt(2), 128.333, 116.667]]);
  });

  it('has the change of compliance against as many days before', () => {
    const { compliance } = rosterRow(
      found([...on([0], entry(2)), ...on([7], entry(1)), ...on([8], entry(2))]),
      dayAt(13),
    );
    expect(compliance?.[0]).to.deep.equal({ days: 7, percent: 50, previousPercent: 100, change: -50 });
  });

  it('has only what the scope allows', () => {
    const members = (scope: AthleteFacts['scope']) => Object.keys(rosterRow(found(sessions, { scope }), dayAt(3)));
    const [history, statistics] = [
      ['lastSession', 'corrections', 'lag'],
      ['compliance', 'records'],
    ];
    expect(members(['history']))
      .to.include.members(history ?? [])
      .and.not.include.members(statistics ?? []);
    expect(members(['statistics']))
      .to.include.members(statistics ?? [])
      .and.not.include.members(history ?? []);
  });
});

describe('a roster', () => {
  const pain = [{ day: 3, notes: 'pain' }];
  const skipped = on([0, 1, 2], entry(0));
  const athlete = (name: string | null, sessions: readonly TestSession[], id = name) =>
    found(sessions, { name, athleteId: id as AccountId, scope: ['history', 'plans', 'statistics'] });
  const order = (...athletes: readonly AthleteFacts[]) =>
    rosterOf(athletes.map((each) => rosterRow(each, dayAt(3)))).map(({ athleteId }) => athleteId);

  it('has athletes that need attention first, by their most urgent signal', () =>
    expect(order(athlete('a', [{ day: 3 }]), athlete('b', skipped), athlete('c', pain))).to.deep.equal([
      'c',
      'b',
      'a',
    ]));

  it('has more signals before fewer ones', () =>
    expect(order(athlete('a', pain), athlete('b', [...skipped, ...pain]))).to.deep.equal(['b', 'a']));

  it('has others by name, then by id, and those without a name last', () =>
    expect(order(athlete(null, [], 'x'), athlete('b', [], '2'), athlete('b', [], '1'), athlete('a', []))).to.deep.equal(
      [...['a', '1', '2', 'x']],
    ));

  it('does not count a record as a need', () => {
    const rows = rosterOf(
      [athlete('b', lifted(100, 110)), athlete('a', [{ day: 3 }])].map((each) => rosterRow(each, dayAt(3))),
    );
    expect(rows.map(({ athleteId, needsAttention }) => [athleteId, needsAttention])).to.deep.equal([
      ['a', false],
      ['b', false],
    ]);
  });
});
