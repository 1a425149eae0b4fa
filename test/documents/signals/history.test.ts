import { expect } from 'chai';
import { painWordsIn } from '../../../src/documents/signals/pain-words.ts';
import { contextOf, describeSignal, signalsIn } from './support/cases.ts';
import { exerciseIdOf, sets, type TestSession, targets } from './support/sessions.ts';

/** A session on every third day with one exercise, of which the heaviest set has this weight. */
const lifted = (weights: readonly number[], from = 0): readonly TestSession[] =>
  weights.map((weight, at) => ({ day: from + at * 3, entries: [{ exercise: 1, sets: sets(3, weight, 1) }] }));

describeSignal({
  kind: 'record',
  fires: [
    { title: 'for more than ever before', sessions: lifted([100, 100, 105]), today: 6, strengths: [105] },
    {
      title: 'against what was reached before the facts',
      sessions: lifted([105]),
      reached: { [exerciseIdOf(1)]: 100 },
      today: 0,
      strengths: [105],
    },
  ],
  silent: [
    { title: 'for the first time of an exercise', sessions: lifted([100]), today: 0 },
    { title: 'for a tie', sessions: lifted([100, 100]), today: 3 },
    {
      title: 'for less than was reached long ago',
      sessions: lifted([100, 105]),
      reached: { [exerciseIdOf(1)]: 120 },
      today: 3,
    },
    { title: 'after a week', sessions: lifted([100, 105]), today: 11 },
    {
      title: 'for a small step if the coach wants larger ones',
      sessions: lifted([100, 101]),
      today: 3,
      thresholds: { recordPercent: 5 },
    },
  ],
  again: {
    before: { sessions: lifted([100, 105]), today: 3 },
    fires: [{ title: 'for the next record', sessions: lifted([100, 105, 107.5]), today: 6 }],
    silent: [{ title: 'on the next day', sessions: lifted([100, 105]), today: 4 }],
  },
});

describeSignal({
  kind: 'stall',
  fires: [
    {
      title: 'for six sessions without a better estimate',
      sessions: lifted([100, 95, 95, 100, 95, 95, 95]),
      today: 18,
      strengths: [6],
    },
  ],
  silent: [
    { title: 'for five sessions', sessions: lifted([100, 95, 95, 100, 95, 95]), today: 15 },
    { title: 'while estimates grow', sessions: lifted([100, 101, 102, 103, 104, 105, 106, 107]), today: 21 },
    { title: 'for an exercise that is not done any more', sessions: lifted([100, 95, 95, 95, 95, 95, 95]), today: 34 },
  ],
  again: {
    before: { sessions: lifted([100, 95, 95, 95, 95, 95, 95]), today: 18 },
    fires: [
      { title: 'after three more sessions', sessions: lifted([100, ...Array(9).fill(95)]), today: 27 },
      {
        title: 'after a better estimate',
        sessions: lifted([100, ...Array(6).fill(95), 105, ...Array(6).fill(95)]),
        today: 39,
      },
    ],
    silent: [{ title: 'after one more session', sessions: lifted([100, ...Array(7).fill(95)]), today: 21 }],
  },
});

const easy = (day: number): TestSession => ({
  day,
  entries: [{ exercise: 1, targets: targets(3, 70, 1), sets: sets(3, 70, 1) }],
});

describeSignal({
  kind: 'performance_drop',
  fires: [{ title: 'for a fifth less than usual', sessions: lifted([100, 100, 102.5, 80]), today: 9, strengths: [20] }],
  silent: [
    { title: 'for a bad day', sessions: lifted([100, 100, 100, 95]), today: 9 },
    { title: 'for the third session of an exercise', sessions: lifted([100, 100, 80]), today: 6 },
    {
      title: 'when less was planned and all targets were reached',
      sessions: [...lifted([100, 100, 100]), easy(9)],
      today: 9,
    },
    { title: 'after two weeks', sessions: lifted([100, 100, 100, 80]), today: 24 },
  ],
  again: {
    before: { sessions: lifted([100, 100, 100, 85]), today: 9 },
    fires: [
      { title: 'when it drops further', sessions: lifted([100, 100, 100, 85, 70]), today: 12 },
      { title: 'when it drops again after it was usual', sessions: lifted([100, 100, 100, 85, 100, 85]), today: 15 },
    ],
    silent: [{ title: 'when it stays as low', sessions: lifted([100, 100, 100, 85, 86]), today: 12 }],
  },
});

const noted = (notes: string, day = 0): TestSession => ({ day, notes });

describeSignal({
  kind: 'pain_note',
  fires: [
    { title: 'for a note of a session', sessions: [noted('Knee pain in the last set')], today: 0, strengths: [1] },
    {
      title: 'for notes of an entry and of a set, while the session goes on',
      sessions: [
        {
          day: 0,
          end: null,
          entries: [{ exercise: 1, notes: 'shoulder hurts', sets: sets(1, 100, 5, { notes: 'Schmerzen' }) }],
        },
      ],
      ...{ today: 0, strengths: [2] },
    },
  ],
  silent: [
    { title: 'for other notes', sessions: [noted('Felt strong, sore legs')], today: 0 },
    { title: 'for a note without pain', sessions: [noted('No pain today')], today: 0 },
    { title: 'after two weeks', sessions: [noted('Knee pain')], today: 14 },
    {
      title: 'if the scope lacks the history',
      sessions: [noted('Knee pain')],
      today: 0,
      scope: ['statistics', 'plans', 'body_data'],
    },
  ],
  again: {
    before: { sessions: [noted('Knee pain')], today: 0 },
    fires: [
      { title: 'for a note of another session', sessions: [noted('Knee pain'), noted('Knee pain', 2)], today: 2 },
    ],
    silent: [{ title: 'on the next day', sessions: [noted('Knee pain'), noted('Fine', 2)], today: 2 }].map((each) => ({
      ...each,
      sessions: each.sessions.slice(0, 1),
    })),
  },
});

describe('words for pain', () => {
  for (const [text, words] of [
    ['My KNEE hurts, and the tendonitis is back', ['hurts', 'tendonitis']],
    ['Leichte Schmerzen, aber schmerzfrei am Ende', ['schmerzen']],
    ['Tut weh. Wehmut', ['weh']],
    ['Me duele la rodilla, sin dolor de espalda', ['duele']],
    ['J’ai mal au dos', ['mal au']],
    ['Pain-free, painless, without pain, keine Schmerzen', []],
    ['Campaign painted, windor, sorecaché', ['painted']],
    ['back ache', ['ache']],
  ] as const) {
    it(`finds ${words.length === 0 ? 'none' : words.join(', ')} in “${text}”`, () => {
      expect(painWordsIn(text)).to.deep.equal(words);
    });
  }
});

describeSignal({
  kind: 'silence',
  fires: [
    { title: 'after ten days', sessions: [{ day: 0 }], today: 10, strengths: [10] },
    { title: 'ten days after the coaching began, without any session', sessions: [], today: 10, strengths: [10] },
  ],
  silent: [
    { title: 'after nine days', sessions: [{ day: 0 }], today: 9 },
    { title: 'after a session in progress', sessions: [{ day: 0 }, { day: 9, end: null }], today: 11 },
    { title: 'for a patient coach', sessions: [{ day: 0 }], today: 20, thresholds: { silentDays: 30 } },
  ],
  again: {
    before: { sessions: [{ day: 0 }], today: 10 },
    fires: [
      { title: 'after another week', sessions: [{ day: 0 }], today: 17 },
      { title: 'after a session and ten more days', sessions: [{ day: 0 }, { day: 11 }], today: 21 },
    ],
    silent: [{ title: 'on the next day', sessions: [{ day: 0 }], today: 11 }],
  },
});

const planned = (day: number, workingSets: number): TestSession => ({
  day,
  entries: [1, 2].map((exercise) => ({ exercise, targets: targets(2, 100, 5), sets: sets(workingSets, 100, 5) })),
});
const month = (from: number, done: number, partly: number): readonly TestSession[] =>
  Array.from({ length: 10 }, (_, at) => planned(from + at * 3, at < done ? 2 : at < done + partly ? 1 : 2));

describeSignal({
  kind: 'compliance_drop',
  fires: [
    {
      title: 'for thirty points less than in the month before',
      sessions: [...month(0, 10, 0), ...month(30, 7, 3)],
      today: 59,
      strengths: [30],
    },
  ],
  silent: [
    { title: 'for ten points', sessions: [...month(0, 10, 0), ...month(30, 9, 1)], today: 59 },
    { title: 'without a month before', sessions: month(30, 5, 5), today: 59 },
    { title: 'when it rises', sessions: [...month(0, 5, 5), ...month(30, 10, 0)], today: 59 },
  ],
  again: {
    before: { sessions: [...month(0, 10, 0), ...month(30, 7, 3)], today: 59 },
    fires: [{ title: 'ten points later', sessions: [...month(0, 10, 0), ...month(30, 6, 4)], today: 59 }],
    silent: [{ title: 'on the next day', sessions: [...month(0, 10, 0), ...month(30, 7, 3)], today: 60 }],
  },
});

describe('the signals of an athlete', () => {
  it('are sorted with the most urgent first, and name the events of the log that they follow from', () => {
    const asked = { sessions: [...lifted([100, 105]), { ...noted('Knee pain', 4) }], today: 4 };
    const found = signalsIn(asked);
    expect(found.map(({ kind }) => kind)).to.deep.equal(['pain_note', 'record']);
    const [, record] = found;
    const { facts } = contextOf(asked);
    expect(record?.events).to.deep.equal([{ stream: `session-${facts[1]?.id}`, revision: 2 }]);
    expect(record?.numbers).to.deep.equal({ e1rmKg: 105, previousKg: 100, percent: 5 });
  });
});
