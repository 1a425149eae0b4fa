import { expect } from 'chai';
import type { ScheduleDocument } from '../../../src/documents/schedule.ts';
import { asksForAttention } from '../../../src/documents/signals/signals.ts';
import type { CoachingPart } from '../../../src/events/coaching-values.ts';
import type { SeenMark, SignalKind } from '../../../src/events/signal-values.ts';
import { idFor } from '../../projections/support/training.ts';
import { type Case, seen, signalsIn } from './support/cases.ts';
import { dayAt, exerciseIdOf, planId, sets, targets } from './support/sessions.ts';
import { entry, lifted, on } from './support/told.ts';

type Asked = Omit<Case, 'title'>;

const isSeen = (asked: Asked, ...marks: readonly SeenMark[]) =>
  signalsIn({ ...asked, marks }).map((each) => `${each.kind} ${each.isSeen ? 'seen' : 'new'}`);
const markOf = (kind: SignalKind, subject: string | null, strength: number, day: number): SeenMark => ({
  ...{ kind, subject, strength, until: dayAt(day) },
});

const skipped = (...days: readonly number[]) => on(days, entry(0), { exercise: 2, sets: sets(3, 100, 5) });
const asked = {
  sessions: skipped(0, 2, 4),
  today: 4,
  scope: ['statistics', 'plans'],
  thresholds: { shortenedSessions: 9 },
} as const;
const one = exerciseIdOf(1);

describe('a signal that a coach has seen', () => {
  const table: readonly (readonly [title: string, asked: Asked, mark: SeenMark, told: string])[] = [
    ['is seen as it was', asked, markOf('skipped_exercise', one, 3, 4), 'skipped_exercise seen'],
    ['is new for another exercise', asked, markOf('skipped_exercise', exerciseIdOf(2), 3, 4), 'skipped_exercise new'],
    ['is new for another kind', asked, markOf('shortfall', one, 3, 4), 'skipped_exercise new'],
    ['is new when it is stronger by a step', asked, markOf('skipped_exercise', one, 2, 4), 'skipped_exercise new'],
    ['is seen when it is stronger by less', asked, markOf('skipped_exercise', one, 2.1, 4), 'skipped_exercise seen'],
    [
      'is seen while it goes on',
      { ...asked, sessions: [...skipped(0, 2, 4), ...on([6], entry(2))], today: 6 },
      markOf('skipped_exercise', one, 3, 4),
      'skipped_exercise seen',
    ],
    [
      'is new if it had ended in between',
      { ...asked, sessions: [...skipped(0, 2, 4), ...on([36], entry(2)), ...skipped(38, 40, 42)], today: 42 },
      markOf('skipped_exercise', one, 3, 4),
      'skipped_exercise new',
    ],
    [
      'is new although the signal of another exercise went on',
      {
        ...asked,
        sessions: Array.from({ length: 22 }, (_, at) => at * 2).flatMap((day) =>
          on([day], entry(day < 5 || day > 37 ? 0 : 2), entry(0, 5, 2, 2)),
        ),
        today: 42,
        thresholds: { shortenedSessions: 99, complianceDropPoints: 100 },
      },
      markOf('skipped_exercise', one, 3, 10),
      'skipped_exercise new',
    ],
    [
      'is new if it began after the mark',
      { ...asked, sessions: skipped(2, 4, 6), today: 6 },
      markOf('skipped_exercise', one, 3, 1),
      'skipped_exercise new',
    ],
  ];
  for (const [title, history, mark, told] of table) {
    it(title, () => expect(isSeen(history, mark)[0]).to.equal(told));
  }

  it('is new although the other kind of its definition went on', () => {
    const felt = [10, 10, 10, 1, 10, 10, 10].flatMap((rpe, at) =>
      on([at * 3], { exercise: 1, targets: targets(2, 100, 5, { rpe: 8 }), sets: sets(2, 100, 5, { rpe }) }),
    );
    const hard = { sessions: felt, today: 18, thresholds: { effortDown: 0.5 } };
    expect(isSeen(hard, markOf('effort_up', null, 2, 6))).to.include('effort_up new');
  });

  const schedule = {
    ...{ id: planId, planId, name: 'Plan', startsOn: dayAt(0), weeks: 1, repeats: null },
    units: [1, 4].map((day) => ({ id: planId, unitId: planId, name: 'Day', day, order: 0 })),
    ...{ parts: [{ day: 1, on: dayAt(0) }], pausedFrom: null, endedFrom: null, revision: 3 },
  } as unknown as ScheduleDocument;

  it('is a new row of missed sessions if it begins after the mark', () => {
    const done = { day: 7, plan: { week: 2, day: 1, index: 0 } };
    const missed = { schedule, scope: ['plans'] as const, sessions: [done], today: 18 };
    expect(isSeen(missed, markOf('missed_sessions', null, 9, 9))).to.deep.equal(['missed_sessions new']);
    expect(isSeen(missed, markOf('missed_sessions', null, 9, 10))).to.deep.equal(['missed_sessions seen']);
  });

  it('is a new silence after another session', () => {
    const silent = { scope: ['history'] as const, sessions: [{ day: 3 }], today: 15 };
    expect(isSeen(silent, markOf('silence', null, 12, 2))).to.deep.equal(['silence new']);
    expect(isSeen(silent, markOf('silence', null, 12, 3))).to.deep.equal(['silence seen']);
  });

  it('is a new correction if the one that was seen is no news any more', () => {
    const correctedAfter = (...days: readonly number[]) => ({
      scope: ['history'] as const,
      sessions: on([0], entry(2)).map((each) => ({
        ...each,
        corrections: days.map((day) => ({ hours: day * 24 + 1 })),
      })),
      thresholds: { silentDays: 90 },
    });
    const session = idFor(1, 1);
    const mark = markOf('late_corrections', session, 1, 2);
    expect(isSeen({ ...correctedAfter(2), today: 15 }, mark)).to.deep.equal(['late_corrections seen']);
    expect(isSeen({ ...correctedAfter(2, 24), today: 24 }, mark)).to.deep.equal(['late_corrections new']);
    const two = markOf('late_corrections', session, 2, 3);
    expect(isSeen({ ...correctedAfter(2, 3, 16), today: 16 }, two)).to.deep.equal(['late_corrections seen']);
  });

  it('is a drop of compliance that goes on, by what was known on each day', () => {
    const month = (from: number, done: number) =>
      on(
        Array.from({ length: 15 }, (_, at) => from + at * 2),
        entry(done),
      );
    const drop = {
      scope: ['statistics'] as const,
      sessions: [...month(0, 2), ...month(30, 1)],
      thresholds: { shortenedSessions: 20, stallSessions: 99 },
    };
    const [mark] = signalsIn({ ...drop, today: 56 })
      .filter(({ kind }) => kind === 'compliance_drop')
      .map(seen);
    expect(mark && isSeen({ ...drop, today: 58 }, mark)).to.deep.equal(['compliance_drop seen']);
  });
});

describe('a signal asks for attention', () => {
  const record = { sessions: lifted(100, 105), today: 3 };
  const marks = [markOf('skipped_exercise', one, 3, 4)];

  it('unless it was seen', () => {
    expect(signalsIn(asked).map(asksForAttention)).to.deep.equal([true]);
    expect(signalsIn({ ...asked, marks }).map(asksForAttention)).to.deep.equal([false]);
  });

  it('unless it is a record', () => expect(signalsIn(record).map(asksForAttention)).to.deep.equal([false]));
});

describe('the signals that a scope allows', () => {
  const sessions = [
    ...skipped(0, 2),
    { ...skipped(4)[0], day: 4, notes: 'pain' },
    ...lifted(1, 2).map((each) => ({ ...each, day: each.day + 5 })),
  ];
  const table: readonly (readonly [scope: readonly CoachingPart[], kinds: readonly SignalKind[]])[] = [
    [[], []],
    [['history'], ['pain_note']],
    [['plans'], []],
    [['statistics'], ['shortened_sessions', 'record']],
    [
      ['statistics', 'plans'],
      ['skipped_exercise', 'shortened_sessions', 'record'],
    ],
    [
      ['history', 'statistics', 'plans'],
      ['pain_note', 'skipped_exercise', 'shortened_sessions', 'record'],
    ],
  ];
  for (const [scope, kinds] of table) {
    it(`are ${kinds.join(', ') || 'none'} with ${scope.join(', ') || 'nothing'}`, () =>
      expect(signalsIn({ sessions, today: 8, scope }).map(({ kind }) => kind)).to.deep.equal(kinds));
  }
});
