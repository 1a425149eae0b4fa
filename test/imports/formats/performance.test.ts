import { expect } from 'chai';
import type { WeightUnit } from '../../../src/events/values.ts';
import { fitNotesLayout } from '../../../src/imports/formats/fitnotes.ts';
import { parseHeader } from '../../../src/imports/formats/header.ts';
import type { Column } from '../../../src/imports/formats/layout.ts';
import { parsePerformance } from '../../../src/imports/formats/performance.ts';
import { RowError } from '../../../src/imports/formats/row-error.ts';
import { rowOf } from '../../../src/imports/formats/rows.ts';
import { kg, km, lb, mi, set } from '../support/read.ts';

type Cells = Partial<Record<Column, string>>;
/** The units that the header or the request names. */
type Units = Readonly<{ weightUnit: WeightUnit | null; distanceUnit: string | null }>;
const noUnits: Units = { weightUnit: null, distanceUnit: null };

/**
 * Parses the set of a row with these cells. Throws for every invalid value, also where an import would leave it out.
 */
function parse(cells: Cells, units: Units = { ...noUnits, weightUnit: 'kg' }, note: string | null = null) {
  const columns = Object.keys(cells) as Column[];
  const places = columns.map((column, index) => {
    return [column, [{ index, unit: column === 'distance' ? units.distanceUnit : null }]] as const;
  });
  const header = { cells: columns, places: new Map(places) };
  const row = rowOf(Object.values(cells), header, (read) => read());
  return parsePerformance(row, { type: 'drop', note, style: { numbers: { decimalMark: '.' }, ...units } });
}
const parsed = (given: Parameters<typeof set>[0]) => set({ type: 'drop', ...given });

describe('the parser of a set', () => {
  it('reads numbers with a point or a comma, a sign and blanks', () => {
    for (const [text, value] of [
      ['80', 80],
      [' 80.5 ', 80.5],
      ['80,25', 80.25],
      ['+5', 5],
      ['-20', -20],
      ['.55', 0.55],
      [',5', 0.5],
      ['5.', 5],
      ['999999.999', 999_999.999],
      ['-999999.999', -999_999.999],
    ] as const) {
      expect(parse({ weight: text }), text).to.deep.equal(parsed({ weight: kg(value) }));
    }
  });

  for (const text of ['1e3', '0x10', '1.2.3', '1 2', '.', '-', 'x1', '1x', 'Infinity', 'NaN']) {
    it(`rejects the weight ${JSON.stringify(text)}`, () => {
      expect(() => parse({ weight: text })).to.throw(RowError, 'is not a number');
    });
  }

  it('rejects numbers of a million and more', () => {
    for (const weight of ['1000000', '-1000000']) expect(() => parse({ weight })).to.throw(RowError, 'is out of range');
    expect(() => parse({ distance: '1000000' })).to.throw(RowError, 'is out of range');
  });

  it('reads 0 as nothing, except for reps', () => {
    const zeros = { weight: '0', distance: '0.0', seconds: '0', rpe: '0' };
    expect(parse({ ...zeros, reps: '0' })).to.deep.equal(parsed({ reps: 0 }));
    expect(parse(zeros)).to.deep.equal(parsed({}));
  });

  it('reads reps from 0 to 10,000 and an RPE from 1 to 10 in halves', () => {
    expect(parse({ reps: '10000', rpe: '10' })).to.deep.equal(parsed({ reps: 10_000, rpe: 10 }));
    expect(parse({ reps: '5', rpe: '1' })).to.deep.equal(parsed({ reps: 5, rpe: 1 }));
    for (const rpe of ['0.5', '10.5', '7.25', '-1'])
      expect(() => parse({ rpe })).to.throw(RowError, `The RPE "${rpe}"`);
    for (const reps of ['10001', '1.5', '-1']) expect(() => parse({ reps })).to.throw(RowError, `reps "${reps}"`);
  });

  it('reads seconds with up to three decimals', () => {
    expect(parse({ seconds: '0.125' })).to.deep.equal(parsed({ seconds: 0.125 }));
    expect(() => parse({ seconds: '0.1255' })).to.throw(RowError, 'more than 3 decimals');
    expect(() => parse({ seconds: '-1' })).to.throw(RowError, 'is negative');
  });

  it('prefers the weight unit of the row to the one of the header', () => {
    expect(parse({ weight: '80', weightUnit: ' LBS ' })).to.deep.equal(parsed({ weight: lb(80) }));
    expect(parse({ weight: '80', weightUnit: ' ' })).to.deep.equal(parsed({ weight: kg(80) }));
    expect(() => parse({ weight: '80' }, noUnits)).to.throw(RowError, 'The weight has no unit (kg or lb).');
    expect(parse({ weight: '' }, noUnits)).to.deep.equal(parsed({}));
  });

  it('reads a distance in the unit of the row, of the header, or the one that belongs to the weight unit', () => {
    const pounds: Units = { weightUnit: 'lb', distanceUnit: null };
    expect(parse({ distance: '5', distanceUnit: 'miles' })).to.deep.equal(parsed({ distance: mi(5) }));
    expect(parse({ distance: '5' }, { ...pounds, distanceUnit: 'km' })).to.deep.equal(parsed({ distance: km(5) }));
    expect(parse({ distance: '5', distanceUnit: ' ' }, pounds)).to.deep.equal(parsed({ distance: mi(5) }));
    expect(parse({ distance: '5' })).to.deep.equal(parsed({ distance: km(5) }));
    expect(parse({ distance: '5', weight: '9', weightUnit: 'lb' })).to.deep.equal(
      parsed({ distance: mi(5), weight: lb(9) }),
    );
    expect(parse({ distance: '5', weight: '9', weightUnit: 'kg' }, pounds)).to.deep.equal(
      parsed({ distance: km(5), weight: kg(9) }),
    );
    expect(parse({ distance: '5' }, noUnits)).to.deep.equal(parsed({ distance: km(5) }));
    expect(() => parse({ distance: '5', distanceUnit: 'leagues' })).to.throw(RowError, 'The distance unit "leagues"');
  });

  it('reads 0 reps beside seconds or a distance as no reps', () => {
    expect(parse({ reps: '0', seconds: '60' })).to.deep.equal(parsed({ seconds: 60 }));
    expect(parse({ reps: '0', distance: '5' })).to.deep.equal(parsed({ distance: km(5) }));
  });

  it('reads an RIR from 0 to 10 in a set without an RPE', () => {
    expect(parse({ reps: '5', rir: '10' })).to.deep.equal(parsed({ reps: 5, rir: 10 }));
    expect(parse({ reps: '5', rpe: '0', rir: '0' })).to.deep.equal(parsed({ reps: 5, rir: 0 }));
    expect(parse({ reps: '5', rpe: '8', rir: '2' })).to.deep.equal(parsed({ reps: 5, rpe: 8 }));
    for (const rir of ['11', '1.5', '-1'])
      expect(() => parse({ rir })).to.throw(RowError, `The RIR "${rir}" is not a whole number up to 10.`);
    expect(() => parse({ rir: 'x' })).to.throw(RowError, 'The RIR "x" is not a number.');
  });

  it('reads the time of a set from a number of seconds or from a clock', () => {
    for (const cells of [
      { time: '1:30' },
      { time: '90' },
      { seconds: '90', time: '0' },
      { seconds: '0', time: '1:30' },
      { seconds: '90', time: '1:30' },
    ])
      expect(parse(cells)).to.deep.equal(parsed({ seconds: 90 }));
    expect(() => parse({ seconds: '60', time: '1:30' })).to.throw(
      RowError,
      'The row has two different times: 60 s and 90 s.',
    );
    expect(() => parse({ seconds: 'x' })).to.throw(RowError, 'The number of seconds "x" is not a number.');
    expect(() => parse({ time: 'soon' })).to.throw(RowError, 'The duration "soon" is not valid.');
  });

  it('reads a time in the unit of its column', () => {
    const header = parseHeader(['Date', 'Exercise', 'Weight', 'Reps', 'Time (min)'], fitNotesLayout);
    const row = rowOf(['', '', '', '', '1.5'], header, (read) => read());
    const style = { numbers: { decimalMark: null }, weightUnit: null };
    expect(parsePerformance(row, { type: 'drop', note: null, style })).to.deep.equal(parsed({ seconds: 90 }));
  });

  it('moves seconds and distance beside reps into the note', () => {
    const units: Units = { weightUnit: 'kg', distanceUnit: null };
    expect(parse({ reps: '5', seconds: '60' })).to.deep.equal(parsed({ reps: 5, notes: '60 s' }));
    expect(parse({ reps: '5', distance: '0.4', seconds: '60' }, units, 'Slow')).to.deep.equal(
      parsed({ reps: 5, notes: 'Slow\n0.4 km, 60 s' }),
    );
    expect(parse({ reps: '5' }, units, 'Slow')).to.deep.equal(parsed({ reps: 5, notes: 'Slow' }));
    expect(parse({ seconds: '60' }, units, 'Slow')).to.deep.equal(parsed({ seconds: 60, notes: 'Slow' }));
    expect(() => parse({ reps: '5', seconds: '60' }, units, 'x'.repeat(9_999))).to.throw(
      RowError,
      'The note with distance and seconds is longer than 10,000 characters.',
    );
  });
});
