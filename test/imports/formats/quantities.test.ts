import { expect } from 'chai';
import type { WeightUnit } from '../../../src/events/values.ts';
import { parseHeader } from '../../../src/imports/formats/header.ts';
import { onlyOne, parseDistance, parseWeight } from '../../../src/imports/formats/quantities.ts';
import { RowError } from '../../../src/imports/formats/row-error.ts';
import { rowOf } from '../../../src/imports/formats/rows.ts';
import { strongLayout } from '../../../src/imports/formats/strong-layout.ts';
import { kilogramsOf } from '../../../src/imports/formats/units.ts';
import { kg } from '../support/read.ts';

type Written = readonly [text: string, unit: WeightUnit];
const one = (...all: readonly Written[]) =>
  onlyOne(
    all.map(([text, unit]) => ({ value: Number(text), unit, text })),
    kilogramsOf,
    'weights',
  );

describe('a value in several units', () => {
  it('is nothing when no column has it, and the value of the only column that has it', () => {
    expect(one()).to.equal(null);
    expect(one(['90', 'kg'])).to.deep.equal(kg(90));
  });

  for (const [first, other] of [
    [
      ['90', 'kg'],
      ['198.4', 'lb'],
    ],
    [
      ['198.4', 'lb'],
      ['90', 'kg'],
    ],
    [
      ['90', 'kg'],
      ['199.0', 'lb'],
    ],
  ] as const) {
    it(`is the first if they differ by rounding: ${first.join(' ')} and ${other.join(' ')}`, () => {
      expect(one(first, other)).to.deep.equal({ value: Number(first[0]), unit: first[1] });
      expect(one(first, first, other)).to.deep.equal({ value: Number(first[0]), unit: first[1] });
    });
  }

  for (const [first, other] of [
    [
      ['198', 'lb'],
      ['90.5', 'kg'],
    ],
    [
      ['90.5', 'kg'],
      ['198', 'lb'],
    ],
    [
      ['90.0', 'kg'],
      ['200', 'lb'],
    ],
    [
      ['90.05', 'kg'],
      ['199.50', 'lb'],
    ],
  ] as const) {
    it(`is invalid if they differ by more: ${first.join(' ')} and ${other.join(' ')}`, () => {
      const shown = [first, other].map(([text, unit]) => `${Number(text)} ${unit}`).join(' and ');
      expect(() => one(first, first, other)).to.throw(RowError, `The row has two different weights: ${shown}.`);
    });
  }

  it('is compared as written, without the blanks around it', () => {
    const names = ['Date', 'Exercise Name', 'Set Order', 'Weight (kg)', 'Weight (lb)', 'Reps', 'km', 'mi'];
    const style = { numbers: { decimalMark: '.' }, weightUnit: null } as const;
    const row = (...cells: readonly string[]) =>
      rowOf(['', '', '', ...cells], parseHeader(names, strongLayout), (read) => read());
    expect(() => parseWeight(row(' 90.0 ', ' 199.0 ', '', '', ''), style)).to.throw(RowError, '90 kg and 199 lb');
    expect(() => parseDistance(row('', '', '', ' 5.0 ', ' 3.0 '), null, style)).to.throw(
      RowError,
      'The row has two different distances: 5 km and 3 mi.',
    );
  });
});
