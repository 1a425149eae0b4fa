import { expect } from 'chai';
import { parseDuration } from '../../../src/imports/dates/duration.ts';
import { RowError } from '../../../src/imports/formats/row-error.ts';

const tenYears = 316_224_000;
const parse = (text: string) => parseDuration(text, { numbers: { decimalMark: '.' } });

describe('the parser of durations', () => {
  for (const [text, seconds] of [
    ['1h 16m', 4_560],
    ['45m', 2_700],
    ['2h', 7_200],
    ['58s', 58],
    ['1h 2m 3s', 3_723],
    ['1h2m3s', 3_723],
    ['2H 3S', 7_203],
    ['12 hours 10 minutes 30 seconds', 43_830],
    ['1 hour 1 minute 1 second', 3_661],
    ['2 hrs 2 mins 2 secs', 7_322],
    ['1 hr 1 min 1 sec', 3_661],
    ['145h 27m', 523_620],
    [' 7 min ', 420],
    ['01:10:00', 4_200],
    ['1:02:03', 3_723],
    ['1:59', 7_140],
    ['0:59:59', 3_599],
    ['1:02:03.5', 3_723.5],
    ['1:02:03,25', 3_723.25],
    ['1267', 1_267],
    ['12,5', 12.5],
    ['0', 0],
    ['1000001', 1_000_001],
    [String(tenYears), tenYears],
  ] as const) {
    it(`reads ${JSON.stringify(text)} as ${seconds} seconds`, () => {
      expect(parse(text)).to.equal(seconds);
    });
  }

  for (const text of [
    'soon',
    '-5',
    '999999999h',
    String(tenYears + 1),
    '1:2:3',
    '1:60',
    '1:02:60',
    '1h 2',
    'x1h',
    '01:10:00x',
    'x01:10:00',
    '3s 2h',
  ]) {
    it(`rejects ${JSON.stringify(text)}`, () => {
      expect(() => parse(text)).to.throw(RowError, `The duration ${JSON.stringify(text)} is not valid.`);
    });
  }

  it('returns null for an empty cell', () => {
    expect(parse(' ')).to.equal(null);
  });

  it('counts the first part of a clock as its column does', () => {
    const style = { numbers: { decimalMark: '.' } } as const;
    expect(parseDuration('1:05', { ...style, clock: 'minutes' })).to.equal(65);
    expect(parseDuration('1:05', { ...style, clock: 'hours' })).to.equal(3_900);
  });

  it('counts a plain number in the unit of its column', () => {
    expect(parseDuration('2.5', { numbers: { decimalMark: '.' }, unit: 60 })).to.equal(150);
  });
});
