import { expect } from 'chai';
import { textOf } from '../../../src/documents/decimal.ts';
import { type ExerciseDone, muscleSumsOf } from '../../../src/documents/statistics/muscles.ts';

const names = [
  [2, 'back'],
  [1, 'chest'],
] as const;
const told = (done: readonly ExerciseDone[]) =>
  muscleSumsOf(done, [['press', [1], [2]]], names).map(({ day, muscle, sets, volume }) => [
    ...[day, muscle?.name ?? null, textOf(sets), textOf(volume)],
  ]);

describe('the sums of muscle groups', () => {
  it('are whole for primary and half for secondary muscles, by ISO week and name', () => {
    const done: readonly ExerciseDone[] = [
      [
        'press',
        [
          [-1, 1, '0.1'],
          [0, 3, '300.00'],
          [6, 2, '100.5'],
          [7, 1, '10'],
        ],
      ],
      ['other', [[0, 5, '7']]],
      [null, [[0, 1, '0']]],
    ];
    expect(told(done)).to.deep.equal([
      ['1969-12-29', 'back', '0.5', '0.05'],
      ['1969-12-29', 'chest', '1', '0.1'],
      ['1970-01-05', 'back', '2.5', '200.25'],
      ['1970-01-05', 'chest', '5', '400.5'],
      ['1970-01-05', null, '6', '7'],
      ['1970-01-12', 'back', '0.5', '5'],
      ['1970-01-12', 'chest', '1', '10'],
    ]);
  });

  it('come in the order of the weeks, also if a later exercise was done earlier', () => {
    const days = told([
      ['press', [[14, 1, '1']]],
      ['other', [[0, 1, '1']]],
      [null, [[7, 1, '1']]],
    ]).map(([day]) => day);
    expect(days).to.deep.equal(['1970-01-05', '1970-01-12', '1970-01-19', '1970-01-19']);
  });

  it('are exact when they have more digits than a number has', () => {
    const [large, small] = ['90071992547409.91', '0.0000000000000001'];
    expect(
      told([
        [
          'press',
          [
            [0, 1, large],
            [1, 1, small],
          ],
        ],
      ]),
    ).to.deep.equal([
      ['1970-01-05', 'back', '1', '45035996273704.95500000000000005'],
      ['1970-01-05', 'chest', '2', '90071992547409.9100000000000001'],
    ]);
  });
});
