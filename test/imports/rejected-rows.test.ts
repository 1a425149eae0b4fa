import { expect } from 'chai';
import { type Contents, lines, read, readAll } from './support/read.ts';

const header =
  'Date,Workout Name,Exercise Name,Set Order,Weight,Reps,Distance,Seconds,RPE,Notes,Workout Notes,Duration';
const valid = {
  date: '2021-01-01 10:00:00',
  name: 'A',
  exercise: 'Squat',
  order: '1',
  weight: '80',
  reps: '5',
  distance: '0',
  seconds: '0',
  rpe: '',
  notes: '',
  workoutNotes: '',
  duration: '',
};
const rowOf = (cells: Partial<typeof valid>): string => Object.values({ ...valid, ...cells }).join(',');
const validRow = (reps: number): string => rowOf({ reps: String(reps) });

const readStrong = (...rows: string[]): Promise<Contents> => read('strong', lines(header, ...rows), { unit: 'kg' });
/** Reads a file of Hevy with one row that has these cells. */
function readHevy(cells: object) {
  const columns =
    'title,start_time,end_time,description,exercise_title,superset_id,exercise_notes,set_index,set_type,weight_kg,reps';
  const row = { title: 'A', start: '2021-01-01 10:00', end: '', description: '', exercise: 'Squat', superset: '' };
  const set = { notes: '', index: '0', type: 'normal', weight: '80', reps: '5' };
  return readAll('hevy', lines(columns, Object.values({ ...row, ...set, ...cells }).join(',')));
}
const repsOf = ({ sessions }: Contents) =>
  sessions.flatMap(({ exercises }) => exercises.flatMap(({ sets }) => sets.map(({ reps }) => reps)));

describe('rejected rows of an export', () => {
  for (const [cells, reason] of [
    [{ date: '' }, 'The date is missing.'],
    [{ date: '10:00' }, 'The date "10:00" is not a valid date.'],
    [{ exercise: ' ' }, 'The exercise name is missing.'],
    [{ exercise: 'x'.repeat(101) }, 'The exercise name is longer than 100 characters.'],
    [{ weight: 'heavy' }, 'The weight "heavy" is not a number.'],
    [{ weight: '1e3' }, 'The weight "1e3" is not a number.'],
    [{ weight: 'x'.repeat(40) }, `The weight "${'x'.repeat(40)}" is not a number.`],
    [{ weight: 'x'.repeat(41) }, `The weight "${'x'.repeat(40)}…" is not a number.`],
    [{ weight: '-1000000' }, 'The weight "-1000000" is out of range: the limit is 1,000,000.'],
    [{ reps: '8.5' }, 'The number of reps "8.5" is not a whole number up to 10,000.'],
    [{ reps: '10001' }, 'The number of reps "10001" is not a whole number up to 10,000.'],
    [{ reps: '-1' }, 'The number of reps "-1" is negative.'],
    [{ distance: '-1' }, 'The distance "-1" is negative.'],
    [{ seconds: '-1' }, 'The number of seconds "-1" is negative.'],
    [{ seconds: '1.2345' }, 'The number of seconds "1.2345" has more than 3 decimals.'],
    [{ name: '\0' }, 'The row has characters that are not text (NUL, an escape character or invalid UTF-8).'],
    [{ workoutNotes: 'a,b' }, 'The row has 13 columns, but the header has 12.'],
  ] as const) {
    const shown = reason.replaceAll(/x{10,}/g, 'xxx');
    it(`rejects a row of Strong with the reason: ${shown}`, async () => {
      const contents = await readStrong(validRow(1), rowOf(cells), validRow(2));
      expect(contents.rejected).to.deep.equal([{ line: 3, reason }]);
      expect(repsOf(contents)).to.deep.equal([1, 2]);
    });
  }

  for (const [cells, reason] of [
    [{ start: '' }, 'The start time is missing.'],
    [{ start: 'soon' }, 'The start time "soon" is not a valid date.'],
    [{ exercise: '' }, 'The exercise name is missing.'],
    [{ exercise: 'x'.repeat(101) }, 'The exercise name is longer than 100 characters.'],
  ] as const) {
    const shown = reason.replaceAll(/x{10,}/g, 'xxx');
    it(`rejects a row of Hevy with the reason: ${shown}`, async () => {
      const { rejected } = await readHevy(cells);
      expect(rejected).to.deep.equal([{ line: 2, reason }]);
    });
  }

  for (const [cells, reason] of [
    [{ name: 'x'.repeat(101) }, 'The workout name is longer than 100 characters.'],
    [{ notes: 'x'.repeat(10_001) }, 'The note is longer than 10,000 characters.'],
    [{ workoutNotes: 'x'.repeat(10_001) }, 'The workout note is longer than 10,000 characters.'],
    [{ order: 'X' }, 'The set order "X" is unknown.'],
    [{ order: 'X1' }, 'The set order "X1" is unknown.'],
    [{ order: '' }, 'The set order "" is unknown.'],
    [{ order: '1.5' }, 'The set order "1.5" is not a whole number.'],
    [{ rpe: 'hard' }, 'The RPE "hard" is not a number.'],
    [{ rpe: '10.5' }, 'The RPE "10.5" is not between 1 and 10 in steps of 0.5.'],
    [{ rpe: '7.2' }, 'The RPE "7.2" is not between 1 and 10 in steps of 0.5.'],
    [
      { notes: 'x'.repeat(9_997), seconds: '90' },
      'The note with distance and seconds is longer than 10,000 characters.',
    ],
    [{ duration: 'soon' }, 'The duration "soon" is not valid.'],
  ] as const) {
    const shown = reason.replaceAll(/x{10,}/g, 'xxx');
    it(`leaves a value out of a row of Strong and imports the set with the reason: ${shown}`, async () => {
      const contents = await readAll('strong', lines(header, validRow(1), rowOf(cells)), { unit: 'kg' });
      const [{ leftOut, rejected }, sets] = [contents, contents.sessions.flatMap(({ setCount }) => setCount)];
      expect([leftOut, rejected]).to.deep.equal([[{ line: 3, reason: `${reason} It is left out.` }], []]);
      expect(sets.reduce((sum, count) => sum + count, 0)).to.equal(2);
    });
  }

  for (const [cells, reason] of [
    [{ end: 'later' }, 'The end time "later" is not a valid date.'],
    [{ title: 'x'.repeat(101) }, 'The title is longer than 100 characters.'],
    [{ description: 'x'.repeat(10_001) }, 'The description is longer than 10,000 characters.'],
    [{ notes: 'x'.repeat(10_001) }, 'The exercise note is longer than 10,000 characters.'],
    [{ superset: 'a' }, 'The superset "a" is not a number.'],
    [{ index: '-1' }, 'The set index "-1" is negative.'],
    [{ type: 'giant' }, 'The set type "giant" is unknown.'],
  ] as const) {
    const shown = reason.replaceAll(/x{10,}/g, 'xxx');
    it(`leaves a value out of a row of Hevy and imports the set with the reason: ${shown}`, async () => {
      const { sessions, leftOut, rejected } = await readHevy(cells);
      expect([leftOut, rejected]).to.deep.equal([[{ line: 2, reason: `${reason} It is left out.` }], []]);
      expect(sessions.map(({ setCount }) => setCount)).to.deep.equal([1]);
    });
  }

  it('rejects a weight without a unit, and an unknown unit, in a file whose rows name units', async () => {
    const file = lines(
      'Date,Exercise Name,Set Order,Weight,Weight Unit,Reps,Distance,Distance Unit',
      '2021-01-01,Squat,1,80,,5,,',
      '2021-01-01,Squat,1,80,stone,5,,',
      '2021-01-01,Squat,1,0,,5,,',
      '2021-01-01,Run,1,,,,5,leagues',
    );
    expect((await read('strong', file)).rejected).to.deep.equal([
      { line: 2, reason: 'The weight has no unit (kg or lb).' },
      { line: 3, reason: 'The weight unit "stone" is unknown.' },
      { line: 5, reason: 'The distance unit "leagues" is unknown.' },
    ]);
  });

  it('reports the line on which a row begins, after notes of several lines, blank lines and CRLF', async () => {
    const rows = [
      header,
      '2021-01-01 10:00:00,A,Squat,1,80,1,0,0,,"a\r\nb\r\n",,',
      '',
      'x',
      ' ',
      rowOf({ weight: '"\r\n?"' }),
      validRow(2),
    ];
    const contents = await read('strong', `\uFEFF\r\n${rows.join('\r\n')}`, { unit: 'kg' });
    expect(contents.rejected.map(({ line }) => line)).to.deep.equal([7, 9]);
    expect(repsOf(contents)).to.deep.equal([1, 2]);
  });

  it('rejects a row with too few columns', async () => {
    expect((await readStrong('2021-01-01 10:00:00,A', 'x', validRow(1))).rejected).to.deep.equal([
      { line: 2, reason: 'The row has 2 columns, but the header has 12.' },
      { line: 3, reason: 'The row has 1 column, but the header has 12.' },
    ]);
  });

  it('rejects a row with invalid UTF-8 and keeps a replacement character that the file contains', async () => {
    const file = lines(header, rowOf({ name: 'caf\xE9' }), rowOf({ name: 'caf\uFFFD' }));
    const [before = '', after = ''] = file.split('\xE9');
    const bytes = Buffer.concat([Buffer.from(before), Buffer.from([0xe9]), Buffer.from(after)]);
    const contents = await read('strong', bytes, { unit: 'kg' });
    expect(contents.rejected.map(({ line }) => line)).to.deep.equal([2]);
    expect(contents.sessions.map(({ name }) => name)).to.deep.equal(['caf\uFFFD']);
  });

  for (const row of [
    '2021-01-01 10:00:00,"A,Squat,1,80,3,0,0,,,,',
    '2021-01-01 10:00:00,A,Squat,1,80,3,0,0,,,,"unclosed',
  ]) {
    it(`rejects only the row ${JSON.stringify(row)}, whose quotation mark is not closed`, async () => {
      const quotedRow = rowOf({ name: '"A"', exercise: '"Squat"', reps: '2' });
      const contents = await readStrong(validRow(1), row, quotedRow, validRow(4));
      expect(contents.rejected).to.deep.equal([{ line: 3, reason: 'A quotation mark is not closed.' }]);
      expect(repsOf(contents)).to.deep.equal([1, 2, 4]);
      expect((await readStrong(validRow(1), validRow(2), row)).rejected.map(({ line }) => line)).to.deep.equal([4]);
    });
  }

  it('rejects only the lines that are too long', async () => {
    const contents = await readStrong(validRow(1), `"${'x'.repeat(700_000)}`, validRow(2), 'x'.repeat(300_000), 'x');
    expect(contents.rejected).to.deep.equal([
      { line: 3, reason: 'The line is too long.' },
      { line: 5, reason: 'The line is too long.' },
      { line: 6, reason: 'The row has 1 column, but the header has 12.' },
    ]);
    expect(repsOf(contents)).to.deep.equal([1, 2]);
  });

  it('accepts single quotation marks inside a cell', async () => {
    const { sessions, rejected } = await readStrong(rowOf({ exercise: '"5" band" ' }), rowOf({ exercise: '5" band' }));
    expect(rejected).to.deep.equal([]);
    expect(sessions[0]?.exercises.map(({ name }) => name)).to.deep.equal(['5" band', '5" band']);
  });

  it('ignores a row that repeats the header and a row of delimiters only', async () => {
    const contents = await readStrong(validRow(1), header, ',,,,,,,,,,,', rowOf({ order: '2', reps: '2' }));
    expect(contents.rejected).to.deep.equal([]);
    expect(repsOf(contents)).to.deep.equal([1, 2]);
  });

  it('accepts a row whose first cell equals the name of its column', async () => {
    const file = lines('title,start_time,exercise_title,set_index,weight_kg,reps', 'title,2021-01-01,Squat,0,80,5');
    expect((await read('hevy', file)).sessions.map(({ name }) => name)).to.deep.equal(['title']);
  });
});
