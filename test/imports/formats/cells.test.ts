import { expect } from 'chai';
import { parseIndex, parseNonNegative, parseNumber, parseWord } from '../../../src/imports/formats/cells.ts';
import { RowError } from '../../../src/imports/formats/row-error.ts';

describe('a cell', () => {
  it('is no number when it is empty', () => {
    for (const parse of [parseNumber, parseNonNegative]) expect(parse(' ', 'It', { decimalMark: null })).to.equal(null);
    expect(parseIndex('', 'It')).to.equal(null);
  });

  it('says why a number is unclear', () => {
    expect(() => parseNumber(' 12.500 ', 'The weight', { decimalMark: null })).to.throw(
      RowError,
      'The weight "12.500" is unclear: the other numbers of the file do not tell whether the mark separates thousands or decimals.',
    );
  });

  it('is a whole number with decimals of zeros or with thousands', () => {
    for (const [text, index] of [
      ['0', 0],
      ['3.0', 3],
      ['1.000', 1],
      ['1,000', 1_000],
    ] as const)
      expect(parseIndex(text, 'It'), text).to.equal(index);
    expect(() => parseIndex('1.5', 'The set')).to.throw(RowError, 'The set "1.5" is not a whole number.');
  });

  it('is a known word in upper or lower case, of up to 100 characters', () => {
    const words = new Map([
      ['drop', 1],
      ['x'.repeat(100), 2],
    ]);
    expect(parseWord(' DROP ', words, 'It')).to.equal(1);
    expect(parseWord('x'.repeat(100), words, 'It')).to.equal(2);
    expect(() => parseWord(`${'x'.repeat(100)} `, words, 'The type')).to.throw(RowError, 'is unknown.');
    expect(() => parseWord('dro', words, 'The type')).to.throw(RowError, 'The type "dro" is unknown.');
  });
});
