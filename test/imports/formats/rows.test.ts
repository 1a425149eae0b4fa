import { expect } from 'chai';
import { csvLayout } from '../../../src/imports/formats/csv.ts';
import { isHeader, parseHeader } from '../../../src/imports/formats/header.ts';
import { createNumberEvidence } from '../../../src/imports/formats/numbers.ts';
import { RowError } from '../../../src/imports/formats/row-error.ts';
import { type LeaveOut, rowOf, startOf } from '../../../src/imports/formats/rows.ts';
import { strongLayout } from '../../../src/imports/formats/strong-layout.ts';

const header = parseHeader(
  ['Date', 'Set Order', 'Exercise Name', 'Weight', 'Weight (kg)', 'Reps', 'Notes', 'Notizen'],
  strongLayout,
);
const row = (...cells: readonly string[]) => rowOf(cells, header, (read) => read());

describe('a row of a file', () => {
  it('has the text of a column, and an empty one where the file or the row has none', () => {
    const { text } = row('2025-12-05', '1', ' Squat ');
    expect(text('exercise')).to.equal(' Squat ');
    expect(text('reps')).to.equal('');
    expect(text('distance')).to.equal('');
    expect(text('notes')).to.equal('');
  });

  it('has the text of several columns of one meaning when they agree, and refuses it otherwise', () => {
    expect(row('', '', '', '', '', '', 'hard', 'hard').text('notes')).to.equal('hard');
    expect(row('', '', '', '', '', '', ' ', 'hard').text('notes')).to.equal('hard');
    expect(() => row('', '', '', '', '', '', 'hard', 'easy').text('notes')).to.throw(
      RowError,
      'The row has different values in columns of the same meaning: "hard" and "easy".',
    );
  });

  it('has the filled columns of one meaning with their units', () => {
    expect(row('', '', '', '80', '80.0').filled('weight')).to.deep.equal([
      { text: '80', unit: null },
      { text: '80.0', unit: 'kg' },
    ]);
    expect(row('', '', '', '', ' ').filled('weight')).to.deep.equal([]);
    expect(row('', '').filled('distance')).to.deep.equal([]);
  });

  it('refuses a long text where no one writes one', () => {
    const long = 'x'.repeat(200);
    expect(row(long).text('start')).to.equal(long);
    expect(() => row(`${long}x`).text('start')).to.throw(RowError, 'The column "Date" has more than 200 characters.');
    expect(row('', '', `${long}x`).text('exercise')).to.equal(`${long}x`);
  });
});

describe('the start of a row', () => {
  const columns = parseHeader(['date', 'time of day', 'exercise'], csvLayout(new Map()));
  /** The texts that are parsed to find the start, of which only those in `known` are valid, and what is left out. */
  function search(date: string, clock: string, ...known: readonly string[]) {
    const [tried, leftOut] = [[] as string[], [] as (string | undefined)[]];
    const leaveOut: LeaveOut = (read, of) => {
      try {
        return read();
      } catch {
        leftOut.push(of);
        return null;
      }
    };
    const start = startOf(rowOf([date, clock, ''], columns, leaveOut), (text) => {
      tried.push(text);
      if (text === '') return null;
      if (!known.includes(text)) throw new RowError('invalid');
      return { wall: tried.length, offset: null };
    });
    return [tried, start?.wall ?? null, leftOut];
  }

  it('is the date with the time of day, where the row has both', () => {
    expect(search(' 5.12. ', ' 18:30 ', '5.12. 18:30')).to.deep.equal([['5.12. 18:30'], 1, []]);
  });

  it('is the date alone where the time of day is missing or invalid', () => {
    expect(search('5.12.', ' ', '5.12.')).to.deep.equal([['5.12.'], 1, []]);
    expect(search('5.12.', 'soon', '5.12.')).to.deep.equal([['5.12. soon', '5.12.'], 2, ['workout']]);
  });

  it('is missing without a date', () => {
    expect(search(' ', '18:30', '18:30')).to.deep.equal([[''], null, []]);
  });
});

describe('the header of a file', () => {
  const cells = ['Date', 'Set Order', 'Exercise Name', 'Weight', 'Reps'];
  it('is a row with the names of all required columns', () => {
    expect(isHeader(cells, strongLayout)).to.equal(true);
    expect(isHeader(['x', ...cells], strongLayout)).to.equal(true);
    expect(isHeader(cells.slice(0, -1), strongLayout)).to.equal(false);
    expect(isHeader(['2025-12-05', '1', 'Squat', '80', '5'], strongLayout)).to.equal(false);
    expect(isHeader([], strongLayout)).to.equal(false);
  });

  it('is refused when it has a name twice', () => {
    expect(() => parseHeader([...cells, ' date '], strongLayout)).to.throw('The column "date" appears twice.');
  });
});

describe('the decimal mark of a file', () => {
  const markOf = (...texts: readonly string[]) => {
    const evidence = createNumberEvidence();
    for (const text of texts) evidence.add(text);
    return evidence.style().decimalMark;
  };
  it('is the mark that its numbers prove', () => {
    expect(markOf('80', '82.5')).to.equal('.');
    expect(markOf('1.000', ' 82,5 ')).to.equal(',');
    expect(markOf('1.234.567')).to.equal(',');
    expect(markOf('1,234,567')).to.equal('.');
    expect(markOf('1.234,5')).to.equal(',');
    expect(markOf(',5')).to.equal(',');
  });

  it('is unknown when they prove none, or both', () => {
    expect(markOf()).to.equal(null);
    expect(markOf('80', '1,000', 'a.b', '1 000')).to.equal(null);
    expect(markOf('82.5', '82,5')).to.equal(null);
    expect(markOf(`${'1'.repeat(40)}.5`)).to.equal(null);
  });
});
