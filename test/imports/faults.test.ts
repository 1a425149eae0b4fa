import { expect } from 'chai';
import { DomainError } from '../../src/errors.ts';
import { type Contents, lines, read, refusalOf } from './support/reading.ts';

const header = 'Date,Workout Name,Exercise Name,Set Order,Weight,Reps,Distance,Seconds,RPE,Notes,Workout Notes';
const good = (reps: number): string => `2021-01-01 10:00:00,A,Squat,1,80,${reps},0,0,,,`;
const bad = (given: Record<string, string>): string => {
  const cells: Record<string, string> = {
    date: '2021-01-01 10:00:00',
    name: 'A',
    exercise: 'Squat',
    order: '1',
    weight: '80',
  };
  const rest = { reps: '5', distance: '0', seconds: '0', rpe: '', notes: '', workoutNotes: '' };
  return Object.values({ ...cells, ...rest, ...given }).join(',');
};
const strong = (...rows: string[]): Promise<Contents> => read('strong', lines(header, ...rows), { unit: 'kg' });
const repsOf = ({ sessions }: Contents) =>
  sessions.flatMap(({ exercises }) => exercises.flatMap(({ sets }) => sets.map(({ reps }) => reps)));

describe('a row that can not be used', () => {
  for (const [given, reason] of [
    [{ date: '' }, 'It has no date.'],
    [{ date: '10:00' }, 'The date "10:00" is not a date that exists.'],
    [{ exercise: ' ' }, 'It names no exercise.'],
    [{ exercise: 'x'.repeat(101) }, 'The name of the exercise is longer than 100 characters.'],
    [{ name: 'x'.repeat(101) }, 'The name of the workout is longer than 100 characters.'],
    [{ notes: 'x'.repeat(10_001) }, 'The note is longer than 10000 characters.'],
    [{ workoutNotes: 'x'.repeat(10_001) }, 'The note on the workout is longer than 10000 characters.'],
    [{ order: 'X' }, 'The set order "X" is unknown.'],
    [{ order: '' }, 'The set order "" is unknown.'],
    [{ order: '1.5' }, 'The set order "1.5" is not a whole number.'],
    [{ weight: 'heavy' }, 'The weight "heavy" is not a number.'],
    [{ weight: '1e3' }, 'The weight "1e3" is not a number.'],
    [{ weight: '-1000000' }, 'The weight "-1000000" is not below 1,000,000.'],
    [{ reps: '8.5' }, 'The number of reps "8.5" is not a whole number up to 10,000.'],
    [{ reps: '10001' }, 'The number of reps "10001" is not a whole number up to 10,000.'],
    [{ reps: '-1' }, 'The number of reps "-1" is negative.'],
    [{ distance: '-1' }, 'The distance "-1" is negative.'],
    [{ seconds: '1.2345' }, 'The number of seconds "1.2345" has more than three decimals.'],
    [{ rpe: '10.5' }, 'The RPE "10.5" is not between 1 and 10 in steps of 0.5.'],
    [{ rpe: '7.2' }, 'The RPE "7.2" is not between 1 and 10 in steps of 0.5.'],
    [{ name: '\0' }, 'It holds something that is not text: NUL, or bytes that are not UTF-8.'],
    [{ workoutNotes: 'a,b' }, 'It has 12 columns, the header 11.'],
  ] as const) {
    it(`is reported: ${reason}`, async () => {
      const contents = await strong(good(1), bad(given), good(2));
      expect(contents.rejected).to.deep.equal([{ line: 3, reason }]);
      expect(repsOf(contents)).to.deep.equal([1, 2]);
    });
  }

  it('is told by the line on which it begins, also after texts of several lines, blank lines and CRLF', async () => {
    const rows = [
      header,
      '2021-01-01 10:00:00,A,Squat,1,80,1,0,0,,"a\r\nb\r\n",',
      '',
      'x',
      ' ',
      bad({ order: '"\r\n?"' }),
      good(2),
    ];
    const contents = await read('strong', `\uFEFF\r\n${rows.join('\r\n')}`, { unit: 'kg' });
    expect(contents.rejected.map(({ line }) => line)).to.deep.equal([7, 9]);
    expect(repsOf(contents)).to.deep.equal([1, 2]);
  });

  it('with too few columns is reported as such', async () => {
    expect((await strong('2021-01-01 10:00:00,A', good(1))).rejected).to.deep.equal([
      { line: 2, reason: 'It has 2 columns, the header 11.' },
    ]);
  });

  it('may be one with bytes that are not UTF-8, beside one with a replacement character of its own', async () => {
    const file = lines(header, good(1).replace('A', 'caf?'), good(2).replace('A', 'caf\uFFFD')).replace('?', '\xE9');
    const [before, after] = file.split('\xE9');
    const contents = await read(
      'strong',
      Buffer.concat([Buffer.from(before ?? ''), Buffer.from([0xe9]), Buffer.from(after ?? '')]),
      { unit: 'kg' },
    );
    expect(contents.rejected.map(({ line }) => line)).to.deep.equal([2]);
    expect(contents.sessions.map(({ name }) => name)).to.deep.equal(['caf\uFFFD']);
  });

  it('costs no other rows when its quotation mark is never closed', async () => {
    for (const lost of [
      '2021-01-01 10:00:00,"A,Squat,1,80,3,0,0,,,',
      '2021-01-01 10:00:00,A,Squat,1,80,3,0,0,,,"lost',
    ]) {
      const quoted = good(2).replace('A', '"A"').replace('Squat', '"Squat"');
      const contents = await strong(good(1), lost, quoted, good(4));
      expect(contents.rejected).to.deep.equal([{ line: 3, reason: 'A quotation mark is not closed.' }]);
      expect(repsOf(contents)).to.deep.equal([1, 2, 4]);
      expect((await strong(good(1), good(2), lost)).rejected.map(({ line }) => line)).to.deep.equal([4]);
    }
  });

  it('costs no other rows when it is endless', async () => {
    const contents = await strong(good(1), `"${'x'.repeat(700_000)}`, good(2), 'x'.repeat(300_000), 'x');
    expect(contents.rejected).to.deep.equal([
      { line: 3, reason: 'The line is too long.' },
      { line: 5, reason: 'The line is too long.' },
      { line: 6, reason: 'It has 1 column, the header 11.' },
    ]);
    expect(repsOf(contents)).to.deep.equal([1, 2]);
  });

  it('is not one that has quotation marks nobody doubled', async () => {
    const { sessions, rejected } = await strong(
      good(1).replace('Squat', '"5" band" '),
      good(1).replace('Squat', '5" band'),
    );
    expect(rejected).to.deep.equal([]);
    expect(sessions[0]?.exercises.map(({ name }) => name)).to.deep.equal(['5" band', '5" band']);
  });

  it('is not one that repeats the header, or one of delimiters alone', async () => {
    const contents = await strong(good(1), header, ',,,,,,,,,,', good(2));
    expect(contents.rejected).to.deep.equal([]);
    expect(repsOf(contents)).to.deep.equal([1, 2]);
  });

  it('is one of Hevy with an unknown set type, or no set index', async () => {
    const row = 'A,2021-01-01 10:00,Squat,';
    const file = lines(
      'title,start_time,exercise_title,set_index,set_type,weight_kg,reps',
      `${row}0,giant,80,5`,
      `${row},normal,80,5`,
    );
    expect((await read('hevy', file)).rejected).to.deep.equal([
      { line: 2, reason: 'The set type "giant" is unknown.' },
      { line: 3, reason: 'It has no set index.' },
    ]);
  });

  it('is one whose weight has no unit, where other rows have', async () => {
    const file = lines(
      'Date,Exercise Name,Set Order,Weight,Weight Unit,Reps',
      '2021-01-01,Squat,1,80,,5',
      '2021-01-01,Squat,1,80,stone,5',
      '2021-01-01,Squat,1,0,,5',
    );
    expect((await read('strong', file)).rejected.map(({ reason }) => reason)).to.deep.equal([
      'It has a weight, but does not say whether kg or lb.',
      'The unit of weight "stone" is unknown.',
    ]);
  });
});

describe('a file that can not be read', () => {
  const refused = async (format: 'strong' | 'hevy', file: string | Uint8Array, unit: 'kg' | null = 'kg') => {
    const error = await refusalOf(read(format, file, { unit }));
    return error instanceof DomainError ? error.validationErrors.map(({ field, message }) => [field, message]) : error;
  };

  it('is refused for its unit when nobody tells it', async () => {
    expect(await refused('strong', lines(header, good(1)), null)).to.deep.equal([
      ['unit', 'This file does not say whether its weights are kg or lb.'],
    ]);
  });

  it('is refused when it is empty, but not when it only has a header', async () => {
    expect(await refused('strong', '')).to.deep.equal([['file', 'This file is empty.']]);
    expect(await refused('hevy', '\uFEFF\r\n\n')).to.deep.equal([['file', 'This file is empty.']]);
    expect(await read('strong', header, { unit: 'kg' })).to.deep.equal({ sessions: [], rejected: [] });
  });

  it('is refused when columns are missing or stand twice', async () => {
    expect(await refused('strong', 'Date,Exercise Name,Weight,Workout Name')).to.deep.equal([
      ['file', 'This is not an export of Strong: it has no column "set order", "reps".'],
    ]);
    expect(await refused('hevy', lines(header, good(1)))).to.deep.equal([
      ['file', 'This is not an export of Hevy: it has no column "start_time", "exercise_title", "set_index".'],
    ]);
    expect(await refused('strong', `${header},Reps`)).to.deep.equal([
      ['file', 'The column "Reps" stands twice in this file.'],
    ]);
  });

  it('is refused when it is no text', async () => {
    const utf16 = Buffer.from(`\uFEFF${lines(header, good(1))}`, 'utf16le');
    expect(await refused('strong', utf16)).to.deep.equal([
      ['file', "The header can't be read. It holds something that is not text: NUL, or bytes that are not UTF-8."],
    ]);
  });

  it('is one with columns in any order and others beside them no more than with blanks around their names', async () => {
    const file = lines(
      'Reps;Mood; WEIGHT (LBS) ;Set Order;"exercise name";Date;Mood',
      '5;good;100;1;Squat;2021-01-01;x',
    );
    const { sessions } = await read('strong', file);
    expect(sessions[0]?.exercises[0]?.sets[0]).to.deep.include({ reps: 5, weight: { value: 100, unit: 'lb' } });
  });
});
