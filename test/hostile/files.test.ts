import { expect } from 'chai';
import { lines, readAll, refusalOf } from '../imports/support/read.ts';

/** The length of a row, slightly below the maximum number of characters in a row. */
const length = 250_000;
const lineCount = 100_000;
const header = 'Date,Workout Name,Duration,Exercise Name,Set Order,Weight,Reps';
const rowOf = (duration: string): string => `2021-01-01 10:00:00,A,${duration},Squat,1,80,5`;
const manyLines = (line: string): string => Array(lineCount).fill(line).join('\n');
const readStrong = (...rows: string[]) => readAll('strong', lines(...rows), { unit: 'kg' });

// Each file is so large that a reader whose time grows with the square of the size would exceed the time limit of the
// test.
describe('hostile files', () => {
  for (const [what, duration] of [
    ['blanks between hours and minutes', `1h${' '.repeat(length)}x`],
    ['blanks between minutes and seconds', `1m${' '.repeat(length)}x`],
    ['digits', `${'1'.repeat(length)}x`],
  ] as const) {
    it(`leaves out durations with very many ${what} in linear time`, async () => {
      const { sessions, leftOut } = await readStrong(header, ...Array(20).fill(rowOf(duration)), rowOf('1h'));
      expect(leftOut).to.have.lengthOf(1);
      expect(sessions.map(({ setCount }) => setCount)).to.deep.equal([21]);
    });
  }

  for (const [what, column] of [
    ['blanks', `a${' '.repeat(length)}b`],
    ['opening brackets', `a${'('.repeat(length)}b`],
    ['pairs of brackets', `a${'(x)'.repeat(length / 3)}b`],
  ] as const) {
    it(`reads a column name with very many ${what} in linear time`, async () => {
      const { sessions } = await readStrong(`${header},${column}`, `${rowOf('1h')},`);
      expect(sessions).to.have.lengthOf(1);
    });
  }

  it('leaves out cells with very many single quotation marks in linear time', async () => {
    const row = rowOf(`"${'"x'.repeat(length / 2)}"`);
    const { sessions, leftOut } = await readStrong(header, ...Array(20).fill(row), rowOf('1h'));
    expect(leftOut).to.have.lengthOf(1);
    expect(sessions).to.have.lengthOf(1);
  });

  for (const [what, line] of [
    ['open a quoted cell and close it wrongly', '""""x'],
    ['close a quoted cell and open another', 'a","b'],
  ] as const) {
    it(`rejects very many lines that ${what} in linear time`, async () => {
      const { sessions, rejected } = await readStrong(header, manyLines(line), rowOf('1h'));
      expect(rejected).to.have.lengthOf(lineCount);
      expect(sessions).to.have.lengthOf(1);
    });
  }

  for (const [what, first, reason] of [
    ['has very many columns', `${header}${',x'.repeat(30_000)}`, 'The row has more than 100 columns.'],
    ['opens a quoted cell that never ends', 'a","b', 'A quotation mark is not closed.'],
  ] as const) {
    it(`refuses a large file whose header ${what} in linear time`, async () => {
      const error = await refusalOf(readStrong(first, manyLines('a","b')));
      expect(error).to.have.nested.property('validationErrors[0].message', `The header is not readable. ${reason}`);
    });
  }
});
