import { meanings, type Vocabulary } from './vocabulary.ts';

const englishMonths = [
  ...['january', 'february', 'march', 'april', 'may', 'june', 'july', 'august', 'september', 'october', 'november'],
  'december',
];

/** The words in dates and durations of English files, which are most of all files. */
export const english: Vocabulary = {
  months: meanings({
    ...Object.fromEntries(englishMonths.map((name, index) => [name, index + 1])),
    ...Object.fromEntries(englishMonths.map((name, index) => [name.slice(0, 3), index + 1])),
    sept: 9,
  }),
  halves: meanings<'a' | 'p'>({ am: 'a', pm: 'p' }),
  fillers: new Set(['at', 't', 'z', 'utc', 'gmt', 'm']),
  units: meanings({
    ...{ d: 86_400, day: 86_400, days: 86_400 },
    ...{ h: 3_600, hr: 3_600, hrs: 3_600, hour: 3_600, hours: 3_600 },
    ...{ m: 60, min: 60, mins: 60, minute: 60, minutes: 60 },
    ...{ s: 1, sec: 1, secs: 1, second: 1, seconds: 1 },
  }),
};
