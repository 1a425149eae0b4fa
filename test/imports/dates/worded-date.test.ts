import { expect } from 'chai';
import type { DateOrder } from '../../../src/imports/dates/date-parts.ts';
import { meanings, type Vocabulary } from '../../../src/imports/dates/vocabulary.ts';
import { wordedTimeOf } from '../../../src/imports/dates/worded-date.ts';
import { RowError } from '../../../src/imports/formats/row-error.ts';

/** Words of several languages: Spanish, Czech, Vietnamese, Hebrew and Korean. */
const vocabulary: Vocabulary = {
  months: meanings({ mayo: 5, diciembre: 12, 'thang 5': 5, 'thang 12': 12, מאי: 5, 'mitte mai': 5 }),
  halves: new Map([
    ...meanings<'a' | 'p'>({ am: 'a', pm: 'p', dop: 'a', odp: 'p', ['오후'.normalize('NFKD')]: 'p', de: 'p' }),
    ['m', new Map<'a' | 'p', ReadonlySet<string>>([...(['a', 'p'] as const)].map((half) => [half, new Set(['xx'])]))],
  ]),
  fillers: new Set(['de', 'am', 'ngay', 'nam', 'ב']),
  units: new Map(),
};
const parse = (text: string, order: DateOrder = null): string | null => {
  const time = wordedTimeOf(text, 'The date', { order, vocabulary });
  return time && new Date(time.wall).toISOString().slice(0, 19);
};

describe('a date with words', () => {
  for (const [text, expected] of [
    ['7 de mayo de 2025', '2025-05-07T00:00:00'],
    ['mayo 17 2025', '2025-05-17T00:00:00'],
    ['2025 diciembre 31', '2025-12-31T00:00:00'],
    ['7 mayo 2025 9:05', '2025-05-07T09:05:00'],
    ['7 mayo 2025, 11:37:59', '2025-05-07T11:37:59'],
    ['11:37 7 mayo 2025', '2025-05-07T11:37:00'],
    ['7 mayo 2025 11h37', '2025-05-07T11:37:00'],
    ['7 mayo 2025 11.37', '2025-05-07T11:37:00'],
    ['7 mayo 2025 11.37.05', '2025-05-07T11:37:05'],
    ['7 mayo 2025 1:37 odp', '2025-05-07T13:37:00'],
    ['7 mayo 2025 12:37 dop', '2025-05-07T00:37:00'],
    ['7 mayo 2025 12:37 odp', '2025-05-07T12:37:00'],
    ['7 mayo 2025 1:37 pm', '2025-05-07T13:37:00'],
    ['7 mayo 2025 am 12:37', '2025-05-07T00:37:00'],
    ['7 mayo 2025 dop 1:37 odp', '2025-05-07T01:37:00'],
    ['7 mitte mai 2025', '2025-05-07T00:00:00'],
    ['7 במאי 2025', '2025-05-07T00:00:00'],
    ['ngay 7 thang 5 nam 2025', '2025-05-07T00:00:00'],
    ['thang 5 7 2025', '2025-05-07T00:00:00'],
    ['12 thang 12 2025', '2025-12-12T00:00:00'],
    ['5.12.2025 11.37', '2025-12-05T11:37:00'],
    ['25/12/2025 odp 1:05', '2025-12-25T13:05:00'],
    ['2025年5月3日', '2025-05-03T00:00:00'],
    ['2025년 5월 3일 오후 1:05', '2025-05-03T13:05:00'],
  ] as const) {
    it(`is read from ${JSON.stringify(text)}`, () => expect(parse(text)).to.equal(expected));
  }

  it('has no half of the day where the clock has 24 hours, or where there is no clock', () => {
    expect(parse('7 mayo 2025 13:37 odp')).to.equal('2025-05-07T13:37:00');
    expect(parse('7 mayo 2025 odp')).to.equal('2025-05-07T00:00:00');
  });

  it('has no half of the day by a word that is unclear, or that only joins others', () => {
    expect(parse('7 mayo 2025 m 1:37')).to.equal('2025-05-07T01:37:00');
    expect(parse('7 de mayo 2025 1:37')).to.equal('2025-05-07T01:37:00');
  });

  it('follows the order of the file where day and month are numbers', () => {
    expect(parse('3/4/2025 odp 1:05', 'day-month')).to.equal('2025-04-03T13:05:00');
    expect(parse('3/4/2025 odp 1:05', 'month-day')).to.equal('2025-03-04T13:05:00');
    for (const unclear of ['3/4/2025 odp 1:05', '12/12/2025 odp 1:05']) {
      expect(() => parse(unclear), unclear).to.throw(RowError, 'is unclear');
    }
    expect(parse('13/12/2025 odp 1:05')).to.equal('2025-12-13T13:05:00');
    expect(parse('12/13/2025 odp 1:05')).to.equal('2025-12-13T13:05:00');
  });

  for (const text of [
    'mayo',
    '7 mayo',
    '2025 mayo',
    '7 2025',
    '7 lunes mayo 2025',
    '7 mayo mayo 2025',
    '7 8 mayo 2025',
    '7 mayo 2024 2025',
    '123 mayo 2025',
    '32 mayo 2025',
    '7 xמאי 2025',
  ]) {
    it(`is not read from ${JSON.stringify(text)}`, () => expect(parse(text)).to.equal(null));
  }
});
