import { expect } from 'chai';
import { english } from '../../../src/imports/dates/english.ts';
import { wordsIn } from '../../../src/imports/dates/folded-words.ts';
import { vocabularyFor } from '../../../src/imports/dates/languages.ts';
import { createParseLocalTime } from '../../../src/imports/dates/local-time.ts';
import { RowError } from '../../../src/imports/formats/row-error.ts';
import { lines, read } from '../support/read.ts';

/** Parses a local time to `YYYY-MM-DDTHH:mm:ss`, followed by the offset in minutes if the text names one. */
function parse(text: string, vocabulary = english): string | null {
  const time = createParseLocalTime('The date', { order: null, vocabulary })(text);
  if (time === null) return null;
  const wall = new Date(time.wall).toISOString().slice(0, 19);
  return time.offset === null ? wall : `${wall} ${time.offset}`;
}

describe('the parser of dates and times', () => {
  for (const [text, expected] of [
    ['2021-02-10 16:46:13', '2021-02-10T16:46:13'],
    ['  2021-02-10   16:46:13 ', '2021-02-10T16:46:13'],
    ['2021-02-10 16:46', '2021-02-10T16:46:00'],
    ['2021/2/1, 6:05', '2021-02-01T06:05:00'],
    ['2021.12.31', '2021-12-31T00:00:00'],
    ['2021-02-10T16:46:13.250', '2021-02-10T16:46:13'],
    ['2021-02-10T16:46:13,25', '2021-02-10T16:46:13'],
    ['2021-02-10', '2021-02-10T00:00:00'],
    ['2024-02-29 23:59:59', '2024-02-29T23:59:59'],
    ['1900-01-01', '1900-01-01T00:00:00'],
    ['2999-12-31', '2999-12-31T00:00:00'],
    ['2023-05-01 6:05:12\u202fPM', '2023-05-01T18:05:12'],
    ['2023-05-01 6:05am', '2023-05-01T06:05:00'],
    ['2023-05-01 12:05:12 AM', '2023-05-01T00:05:12'],
    ['2023-05-01 12:05:12 p.m.', '2023-05-01T12:05:12'],
    ['2023-05-01 1:05 a. m.', '2023-05-01T01:05:00'],
    ['5 Dec 2025, 11:37', '2025-12-05T11:37:00'],
    ['5 Dec 2025', '2025-12-05T00:00:00'],
    ['5  Dec   2025', '2025-12-05T00:00:00'],
    ['15 December 2025 at 11:37', '2025-12-15T11:37:00'],
    ['5 Dec 2025, 1:37\u00a0pm', '2025-12-05T13:37:00'],
    ['15 Sept 2025, 11:37', '2025-09-15T11:37:00'],
    ['May 15, 2026, 7:26 PM', '2026-05-15T19:26:00'],
    ['Jan. 5 2026', '2026-01-05T00:00:00'],
    ['2025-12-05T11:37:00Z', '2025-12-05T11:37:00 0'],
    ['2025-12-05T11:37:00+05:30', '2025-12-05T11:37:00 330'],
    ['2025-12-05 11:37 -0330', '2025-12-05T11:37:00 -210'],
    ['2025-12-05 11:37 +2', '2025-12-05T11:37:00 120'],
    ['2025-12-05 11:37 UTC-11', '2025-12-05T11:37:00 -660'],
    ['2025-12-05 11:37 GMT+1:00', '2025-12-05T11:37:00 60'],
    ['2025-12-05 11:37 UTC', '2025-12-05T11:37:00 0'],
    ['2025-12-05 11:37gmt', '2025-12-05T11:37:00 0'],
    ['Dec 5, 2025, 11:37 PM +01:00', '2025-12-05T23:37:00 60'],
  ] as const) {
    it(`reads ${JSON.stringify(text)}`, () => {
      expect(parse(text)).to.equal(expected);
    });
  }

  it('reads the months in the languages of the apps', async () => {
    const months = {
      1: [
        'Jan',
        'January',
        'Januar',
        'janv.',
        'janvier',
        'ene',
        'enero',
        'gen',
        'gennaio',
        'janeiro',
        'jan.',
        'januari',
      ],
      2: ['Feb', 'Februar', 'févr.', 'févr', 'février', 'feb', 'febrero', 'febbraio', 'fev.', 'fevereiro', 'februari'],
      3: ['Mar', 'March', 'März', 'mars', 'marzo', 'março', 'mrt', 'maart'],
      5: ['May', 'May.', 'MAY', 'Mai', 'mayo', 'mag', 'maggio', 'maio', 'mei'],
      8: ['Aug', 'August', 'août', 'ago', 'agosto', 'augustus'],
      10: ['Oct', 'Okt', 'Oktober', 'octobre', 'ott', 'ottobre', 'outubro', 'out.', 'oktober'],
      12: ['Dec', 'Dez', 'Dezember', 'déc.', 'décembre', 'dic', 'diciembre', 'dicembre', 'dezembro', 'december'],
    };
    for (const [number, names] of Object.entries(months)) {
      for (const name of names) {
        const vocabulary = await vocabularyFor({ dates: new Set(wordsIn(name)), durations: new Set() });
        expect(parse(`5 ${name} 2025`, vocabulary), name).to.equal(`2025-${number.padStart(2, '0')}-05T00:00:00`);
      }
    }
  });

  for (const text of [
    'yesterday',
    'on 2021-02-10',
    '2021-02-10 10:00 sharp',
    '2021-02-30 10:00',
    '2021-04-31',
    '2023-02-29',
    '2021-13-01',
    '2021-00-10',
    '2021-01-00',
    '2021-01-99',
    '5 Foo 2025, 11:37',
    '2021-02-10 24:00',
    '2021-02-10 10:60',
    '2021-02-10 10:00:60',
    '2021-02-10 13:00 PM',
    '2021-02-10 0:30 am',
    '0021-02-10 10:00',
    '1899-12-31',
    '3000-01-01',
    '10:00',
  ]) {
    it(`rejects ${JSON.stringify(text)}`, () => {
      expect(() => parse(text)).to.throw(RowError, `The date ${JSON.stringify(text)} is not a valid date.`);
    });
  }

  it('returns null for an empty cell', () => {
    expect(parse('')).to.equal(null);
    expect(parse(' \t ')).to.equal(null);
  });

  it('shows at most 60 characters of an invalid date', () => {
    expect(() => parse('x'.repeat(61))).to.throw(RowError, `The date "${'x'.repeat(60)}" is not a valid date.`);
  });

  it('gives the right result however its cells repeat', () => {
    const parseTime = createParseLocalTime('The date');
    const [first, second] = ['2021-02-10', '2021-02-11'].map((text) => Date.parse(text));
    expect(parseTime('2021-02-10')?.wall).to.equal(first);
    expect(parseTime('2021-02-10')?.wall).to.equal(first);
    for (let times = 0; times < 2; times += 1) expect(() => parseTime('soon')).to.throw(RowError);
    expect(parseTime('2021-02-10')?.wall).to.equal(first);
    expect(parseTime('2021-02-11')?.wall).to.equal(second);
    expect(parseTime('')).to.equal(null);
    expect(parseTime('2021-02-11')?.wall).to.equal(second);
  });
});

describe('the start and the end of an imported workout', () => {
  const readTimes = async (start: string, end: string, zone: string) => {
    const header = 'start_time\tend_time\texercise_title\tset_index\tweight_kg\treps';
    const { sessions } = await read('hevy', lines(header, `${start}\t${end}\tSquat\t0\t80\t5`), { zone });
    return sessions.map(({ localStart, startedAt, endedAt }) => [
      localStart,
      startedAt.slice(0, 19),
      endedAt?.slice(0, 19),
    ]);
  };

  it('apply an offset in the text instead of the time zone, and the key keeps the local time', async () => {
    expect(await readTimes('2025-12-05T11:37:00+05:30', '2025-12-05 12:37', 'Europe/Berlin')).to.deep.equal([
      ['2025-12-05T11:37:00', '2025-12-05T06:07:00', '2025-12-05T11:37:00'],
    ]);
  });

  it('use the later of two equal local times when the workout would end before its start otherwise', async () => {
    expect(await readTimes('2025-10-26 02:50', '2025-10-26 02:10', 'Europe/Berlin')).to.deep.equal([
      ['2025-10-26T02:50:00', '2025-10-26T00:50:00', '2025-10-26T01:10:00'],
    ]);
  });
});
