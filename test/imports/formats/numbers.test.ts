import { expect } from 'chai';
import { createNumberEvidence, decimalOf } from '../../../src/imports/formats/numbers.ts';
import { lines, readAll } from '../support/read.ts';

const decimalMarkOf = (...numbers: readonly string[]) => {
  const evidence = createNumberEvidence();
  for (const number of numbers) evidence.add(number);
  return evidence.style().decimalMark;
};

describe('the numbers of a file', () => {
  for (const [text, value] of [
    ['1,102.5', 1_102.5],
    ['1.234,5', 1_234.5],
    ['1,234,567', 1_234_567],
    ['1.234.567,25', 1_234_567.25],
    ['1 000', 1_000],
    ['12\u202f500,5', 12_500.5],
    ["1'250.75", 1_250.75],
    ['\u2212', Number.NaN],
    ['\u22125', -5],
    ['0,125', 0.125],
    ['1234.567', 1_234.567],
    ['1,23,456', Number.NaN],
    ['1,1024', 1.1024],
    ['12 34', Number.NaN],
    ['1.2.3', Number.NaN],
  ] as const) {
    it(`reads ${JSON.stringify(text)} as ${value}, whatever the other numbers are`, () => {
      for (const decimalMark of ['.', ',', null] as const)
        expect(decimalOf(text, { decimalMark })).to.deep.equal(value);
    });
  }

  it('reads a mark before exactly three digits as the file writes its decimals', () => {
    expect(decimalOf('1,000', { decimalMark: '.' })).to.equal(1_000);
    expect(decimalOf('1,000', { decimalMark: ',' })).to.equal(1);
    expect(decimalOf('-12.500', { decimalMark: ',' })).to.equal(-12_500);
    expect(decimalOf('12.500', { decimalMark: null })).to.equal(null);
  });

  it('takes the decimal mark from numbers that tell it, and none from numbers that contradict each other', () => {
    expect(decimalMarkOf('100', '82.5', '1,000')).to.equal('.');
    expect(decimalMarkOf('100', '82,5', '1.000')).to.equal(',');
    expect(decimalMarkOf('1,234,567')).to.equal('.');
    expect(decimalMarkOf('1.234,5')).to.equal(',');
    expect(decimalMarkOf('1,000', '100', 'x.5', '')).to.equal(null);
    expect(decimalMarkOf('82.5', '82,5')).to.equal(null);
  });

  it('are read up to 40 characters', () => {
    const ones = (count: number) => '1'.repeat(count);
    expect(decimalOf(ones(40), { decimalMark: null })).to.equal(Number(ones(40)));
    expect(decimalOf(ones(41), { decimalMark: null })).to.deep.equal(Number.NaN);
    expect(decimalMarkOf(`${ones(39)}.`)).to.equal('.');
    expect(decimalMarkOf(`${ones(40)}.`)).to.equal(null);
    expect(decimalMarkOf(`12${' '.repeat(40)}.`)).to.equal(null);
  });

  it('decides thousands by the numbers of the file, and rejects rows when these do not tell', async () => {
    const file = (...weights: readonly string[]) =>
      lines(
        'Date;Exercise Name;Set Order;Weight;Weight Unit;Reps',
        ...weights.map((weight, index) => `2025-05-14;Leg Press;${index + 1};${weight};lbs;8`),
      );
    const weights = async (...written: readonly string[]) => {
      const { sessions, rejected } = await readAll('strong', file(...written));
      const values = sessions.flatMap(({ exercises }) =>
        exercises.flatMap(({ sets }) => sets.map(({ weight }) => weight?.value)),
      );
      return [values, rejected.map(({ line }) => line)];
    };
    expect(await weights('1,000', '97.5')).to.deep.equal([[1_000, 97.5], []]);
    expect(await weights('1,000', '97,5')).to.deep.equal([[1, 97.5], []]);
    expect(await weights('1,000', '100')).to.deep.equal([[100], [2]]);
    expect(await weights('1,000', '97,5', '97.5')).to.deep.equal([[97.5, 97.5], [2]]);
  });
});
