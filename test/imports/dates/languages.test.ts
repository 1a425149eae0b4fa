import { expect } from 'chai';
import { parseDuration } from '../../../src/imports/dates/duration.ts';
import { wordsIn } from '../../../src/imports/dates/folded-words.ts';
import { vocabularyFor } from '../../../src/imports/dates/languages.ts';
import { createParseLocalTime } from '../../../src/imports/dates/local-time.ts';
import { lines, readAll } from '../support/read.ts';

/** Languages of several scripts and calendars, and all in which months have been misread. */
const languages = [
  ...[
    'bg',
    'ca',
    'cs',
    'da',
    'de',
    'de-AT',
    'el',
    'en',
    'en-AU',
    'es',
    'es-MX',
    'et',
    'fi',
    'fr',
    'gl',
    'he',
    'hi',
    'hr',
  ],
  ...['hu', 'id', 'it', 'ja', 'ko', 'lt', 'lv', 'nb', 'nl', 'pl', 'pt', 'ro', 'ru', 'sk', 'sl', 'sr', 'sv', 'th', 'tr'],
  ...['uk', 'vi', 'zh', 'ar', 'fa'],
];

/** Reads the dates of a file that has all of them, to `YYYY-MM-DDTHH:mm`. */
async function readDates(texts: readonly string[]): Promise<readonly string[]> {
  const vocabulary = await vocabularyFor({ dates: new Set(texts.flatMap(wordsIn)), durations: new Set() });
  const parse = createParseLocalTime('The date', { order: null, vocabulary });
  return texts.map((text) => new Date(parse(text)?.wall ?? 0).toISOString().slice(0, 16));
}
const readDuration = async (text: string): Promise<number | null> => {
  const vocabulary = await vocabularyFor({ dates: new Set(), durations: new Set(wordsIn(text)) });
  return parseDuration(text, { numbers: { decimalMark: null }, vocabulary });
};

describe('the words of languages', () => {
  for (const month of ['short', 'long'] as const) {
    it(`are known in dates with ${month} names of months, as ${languages.length} languages write them`, async () => {
      for (const language of languages) {
        const options = { day: 'numeric', month, year: 'numeric', timeZone: 'UTC' } as const;
        for (const [format, time] of [
          [new Intl.DateTimeFormat(`${language}-u-ca-gregory`, options), '00:00'],
          [
            new Intl.DateTimeFormat(`${language}-u-ca-gregory`, { ...options, hour: 'numeric', minute: 'numeric' }),
            '13:37',
          ],
        ] as const) {
          const days = Array.from({ length: 12 }, (_, index) => Date.UTC(2024, index, 15, 13, 37));
          const expected = days.map((day) => `${new Date(day).toISOString().slice(0, 10)}T${time}`);
          expect(await readDates(days.map((day) => format.format(day))), language).to.deep.equal(expected);
        }
      }
    });
  }

  it('are known with other spellings than those of their language', async () => {
    const months = [
      '5 Mrz 2025',
      '5 Jän. 2025',
      '5 aout 2025',
      '5 maj 2025',
      '5. des. 2025',
      '5 SETT 2025',
      '2025년 5월 3일',
    ];
    expect(await Promise.all(months.map(async (text) => (await readDates([text]))[0]?.slice(0, 10)))).to.deep.equal([
      ...['2025-03-05', '2025-01-05', '2025-08-05', '2025-05-05', '2025-12-05', '2025-09-05', '2025-05-03'],
    ]);
  });

  it('mean what they mean in the language of the other months of the file', async () => {
    expect(await readDates(['5 lis 2025', '5 sij 2025'])).to.deep.equal(['2025-10-05T00:00', '2025-01-05T00:00']);
    expect(await readDates(['5 lis 2025', '5 sty 2025'])).to.deep.equal(['2025-11-05T00:00', '2025-01-05T00:00']);
    const error = await readDates(['5 lis 2025']).catch(({ message }) => message);
    expect(error).to.equal('The date is unclear: "lis" is another month in another language.');
  });

  for (const [text, seconds] of [
    ['1:05', 3_900],
    ['1 Std. 5 Min.', 3_900],
    ['1 heure et 5 minutes', 3_900],
    ['1 ч 5 мин', 3_900],
    ['1 godz. 5 min', 3_900],
    ['1 sa. 5 dk.', 3_900],
    ['1 t 5 min', 3_900],
    ['1時間5分', 3_900],
    ['1시간 5분', 3_900],
    ['2 horas, 30 segundos', 7_230],
    ['1,5 h', 5_400],
    ['1 day 2 hours', 93_600],
  ] as const) {
    it(`are known in the duration ${text}`, async () => {
      expect(await readDuration(text)).to.equal(seconds);
    });
  }

  it('do not hide sets when they are unknown', async () => {
    const file = lines(
      'title,start_time,end_time,exercise_title,set_index,weight_kg,reps',
      'Legs,"5 ocak 2025, 10:00","6 zzz 2025, 11:00",Squat,0,80,5',
    );
    const { sessions, leftOut } = await readAll('hevy', file);
    expect(sessions.map(({ startedAt, setCount }) => [startedAt, setCount])).to.deep.equal([
      ['2025-01-05T10:00:00.000000Z', 1],
    ]);
    expect(leftOut.map(({ line }) => line)).to.deep.equal([2]);
  });
});
