import { expect } from 'chai';
import { repsText } from '../../../src/documents/audit/performed-set.ts';
import { shownDataOf } from '../../../src/documents/audit/shown-data.ts';
import { progressionText, targetText } from '../../../src/documents/audit/target.ts';
import {
  aboutChange,
  counted,
  durationText,
  listed,
  numberText,
  quoted,
  timeText,
  weightText,
} from '../../../src/documents/audit/words.ts';
import type { AnyEvent } from '../../../src/events/event.ts';
import type { Instant, TimeZone } from '../../../src/events/ids.ts';
import type { Progression, Target } from '../../../src/events/progression.ts';
import { kg, targetOf } from './support/documents.ts';

/** Defines a test for each text that a function makes. */
function describeWords<Given>(
  title: string,
  words: (given: Given) => string,
  table: readonly (readonly [Given, string])[],
) {
  describe(title, () => {
    for (const [given, text] of table) it(`reads “${text}”`, () => expect(words(given)).to.equal(text));
  });
}

const x = (count: number) => 'x'.repeat(count);

describeWords('a text of a person', quoted, [
  [null, 'none'],
  ['', '“”'],
  [x(80), `“${x(80)}”`],
  [x(81), `“${x(79)}…”`],
  [x(200), `“${x(79)}…”`],
  ['🦵'.repeat(80), `“${'🦵'.repeat(80)}”`],
  ['🦵'.repeat(81), `“${'🦵'.repeat(79)}…”`],
]);

const letters = (count: number) => Array.from({ length: count }, (_, at) => String.fromCharCode(97 + at));

describeWords('a list', listed, [
  [[], 'none'],
  [['a'], 'a'],
  [letters(12), 'a, b, c, d, e, f, g, h, i, j, k, l'],
  [letters(14), 'a, b, c, d, e, f, g, h, i, j, k, l and 2 more'],
]);

describeWords('a number', numberText, [
  [1e-7, '0.0000001'],
  [-2.5, '-2.5'],
  [Number.NaN, 'erased'],
]);

describeWords('a weight', weightText, [
  [null, 'none'],
  [{ value: 62.5, unit: 'kg' }, '62.5 kg'],
]);

describeWords('a number of things', (count: number) => counted(count, 'set'), [
  [0, '0 sets'],
  [1, '1 set'],
  [2, '2 sets'],
]);

describeWords('a duration', durationText, [
  [null, 'none'],
  [0, '0 s'],
  [59, '59 s'],
  [60, '1 min'],
  [90.5, '90.5 s'],
  [3_600, '1 h'],
  [3_605, '1 h 5 s'],
  [7_320, '2 h 2 min'],
]);

describeWords(
  'a time',
  ([instant, zone]: readonly [string | null, string]) => timeText(instant as Instant, zone as TimeZone),
  [
    [[null, 'UTC'], 'none'],
    [['2026-07-01T22:30:00.000000Z', 'Europe/Berlin'], '2026-07-02 00:30'],
    [['2026-01-10T09:05:07.000000Z', 'UTC'], '2026-01-10 09:05:07'],
    [['0987-01-10T09:05:00.000000Z', 'UTC'], '0987-01-10 09:05'],
  ],
);

describeWords('a range of repetitions', repsText, [
  [{ min: 5, max: 5 }, '5'],
  [{ min: 8, max: 12 }, '8–12'],
  [{ min: 5, max: null }, 'at least 5'],
  [{ min: null, max: 8 }, 'up to 8'],
]);

describeWords<Target>('a target', targetText, [
  [targetOf(), 'no target'],
  [targetOf({ reps: { min: 8, max: 12 }, weight: kg(60), rpe: 8 }), '8–12 reps, 60 kg, RPE 8'],
  [targetOf({ seconds: 90, distance: { value: 400, unit: 'm' }, rir: 2 }), '1 min 30 s, 400 m, 2 in reserve'],
  [targetOf({ percentOfTrainingMax: 72.5 }), '72.5 % of the training max'],
]);

const deload = { afterFailures: 1, percent: 10 };
const wave = (percent: number, atLeast: boolean) => ({ percent, reps: 5, atLeast });

describeWords<Progression>('a progression', progressionText, [
  [{ type: 'none' }, 'none'],
  [{ type: 'fixed' }, 'fixed'],
  [{ type: 'linear', increment: kg(2.5), deload }, 'linear, 2.5 kg more, 10 % less after 1 failure'],
  [{ type: 'double', increment: kg(5), deload: null }, 'double, 5 kg more'],
  [
    { type: 'percentage', weeks: [[wave(65, false), wave(75, true)]], increment: kg(5), deload: null },
    '1 week (65 % × 5, 75 % × 5+), 5 kg more each cycle',
  ],
  [{ type: 'rpe', deload: null }, 'by RPE'],
  [{ type: 'rpe', deload: { ...deload, afterFailures: 2 } }, 'by RPE, 10 % less after 2 failures'],
]);

describe('a sentence about a change', () => {
  const parts = [['name', String]] as const;
  const table = [
    [1, 2, 'Thing: name 1 → 2'],
    [1, 1, 'Thing: nothing that is shown changed'],
    [null, 2, 'Thing: nothing that is shown changed'],
    [1, null, 'Thing: nothing that is shown changed'],
  ] as const;
  for (const [before, after, text] of table) {
    it(`from ${before} to ${after} reads “${text}”`, () =>
      expect(aboutChange<number>('Thing', parts, before, after)).to.equal(text));
  }
});

describe('the data of an event as clients see it', () => {
  const table: readonly (readonly [title: string, data: object, shown: object])[] = [
    ['has the texts among the other members', { reps: 5, personal: { notes: 'a' } }, { reps: 5, notes: 'a' }],
    ['is the data itself without texts', { reps: 5 }, { reps: 5 }],
    ['hides keys and ids of passwords', { key: 'a', credentialId: 'b', scope: 'email' }, { scope: 'email' }],
    [
      'calls the name of a linked thing after its id',
      { plan: 'id', personal: { plan: 'Plan' } },
      { plan: 'id', planName: 'Plan' },
    ],
    [
      'calls the names of linked things after their ids',
      { alternatives: ['id'], personal: { alternatives: ['Row'] } },
      { alternatives: ['id'], alternativeNames: ['Row'] },
    ],
  ];
  for (const [title, data, shown] of table) {
    it(title, () => expect(shownDataOf({ type: 'Any', data } as unknown as AnyEvent)).to.deep.equal(shown));
  }
});
