import { expect } from 'chai';
import {
  compare,
  decimalOf,
  numberOf,
  parseDecimal,
  plus,
  quotient,
  rounded,
  textOf,
  times,
} from '../../src/documents/decimal.ts';

describe('decimal numbers', () => {
  it('have the digits that were typed, whatever the notation of the number', () => {
    for (const [value, text] of [
      [0, '0'],
      [-0.5, '-0.5'],
      [100, '100'],
      [61.23496995, '61.23496995'],
      [1e21, '1000000000000000000000'],
      [1e-7, '0.0000001'],
      [1.5e-8, '0.000000015'],
    ] as const) {
      expect(textOf(decimalOf(value))).to.equal(text);
      expect(numberOf(decimalOf(value))).to.equal(value);
    }
    expect(textOf(parseDecimal('816.4662660000'))).to.equal('816.466266');
  });

  it('are added, multiplied and compared without a binary fraction', () => {
    expect(textOf(plus(decimalOf(0.1), decimalOf(0.2)))).to.equal('0.3');
    expect(textOf(plus(decimalOf(-0.1), decimalOf(0.1)))).to.equal('0');
    expect(textOf(times(decimalOf(180), decimalOf(0.45359237)))).to.equal('81.6466266');
    expect(compare(decimalOf(1.1), parseDecimal('1.10'))).to.equal(0);
    expect(compare(decimalOf(-2), decimalOf(-1))).to.be.below(0);
    expect(compare(decimalOf(2.5), decimalOf(2.25))).to.be.above(0);
  });

  it('are divided with as many decimals as asked for, and halves are rounded away from zero', () => {
    expect(textOf(quotient(decimalOf(2), decimalOf(3), 3))).to.equal('0.667');
    expect(textOf(quotient(decimalOf(-1), decimalOf(3), 3))).to.equal('-0.333');
    expect(textOf(quotient(decimalOf(816.466266), decimalOf(0.45359237), 8))).to.equal('1800');
    expect(textOf(quotient(decimalOf(0.00001234), decimalOf(1), 2))).to.equal('0');
    expect(textOf(rounded(decimalOf(1.005), 2))).to.equal('1.01');
    expect(textOf(rounded(decimalOf(-1.005), 2))).to.equal('-1.01');
    expect(textOf(rounded(decimalOf(1.5), 2))).to.equal('1.5');
  });

  it('become the nearest number, as their text does', () => {
    for (const text of [
      '9007199254740991',
      '9007199254740993',
      '-0.1',
      '1.1',
      '123456789.123456789',
      '0.30000000000000004',
    ]) {
      for (const scale of [0, 1, 15, 22, 23, 30]) {
        const value = times(parseDecimal(text), { digits: 1n, scale });
        expect(numberOf(value)).to.equal(Number(textOf(value)));
      }
    }
  });
});
