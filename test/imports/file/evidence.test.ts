import { expect } from 'chai';
import { parseDuration } from '../../../src/imports/dates/duration.ts';
import { createEvidence } from '../../../src/imports/file/evidence.ts';
import type { Column } from '../../../src/imports/formats/layout.ts';
import { rowOf } from '../../../src/imports/formats/rows.ts';

/** The style of a file whose rows each have one filled cell. */
function styleOf(...filled: readonly (readonly [Column, string])[]) {
  const evidence = createEvidence();
  for (const [column, text] of filled) {
    const header = { cells: [column], places: new Map([[column, [{ index: 0, unit: null }]]]) };
    evidence.add(rowOf([text], header, (read) => read()));
  }
  return evidence.style();
}

describe('the evidence of how a file writes its values', () => {
  for (const column of ['weight', 'distance', 'seconds', 'rpe', 'reps', 'rir'] as const) {
    it(`has the decimal mark of the numbers in the column ${column}`, async () => {
      expect((await styleOf([column, '7,5'])).numbers).to.deep.equal({ decimalMark: ',' });
      expect((await styleOf([column, '7.5'])).numbers).to.deep.equal({ decimalMark: '.' });
    });
  }

  it('has no decimal mark from texts', async () => {
    expect((await styleOf(['notes', '7,5'], ['order', '1,5'])).numbers).to.deep.equal({ decimalMark: null });
  });

  for (const column of ['start', 'end'] as const) {
    it(`has the order and the words of the dates in the column ${column}`, async () => {
      const wallOf = async (given: string, text: string) => {
        const { parseTime } = await styleOf([column, given]);
        return new Date(parseTime('The date')(text)?.wall ?? 0).toISOString().slice(0, 10);
      };
      expect(await wallOf('13/05/2025', '01/02/2025')).to.equal('2025-02-01');
      expect(await wallOf('05/13/2025', '01/02/2025')).to.equal('2025-01-02');
      expect(await wallOf('5 août 2025', '6 août 2025')).to.equal('2025-08-06');
    });
  }

  it('finds from the starts in which order dates rise, and not from the ends', async () => {
    const dates = ['05/06/2025', '06/06/2025', '02/07/2025'];
    const rising = await styleOf(...dates.map((date) => ['start', date] as const));
    expect(rising.parseTime('It')('01/02/2025')?.wall).to.equal(Date.UTC(2025, 1, 1));
    const ends = await styleOf(...dates.map((date) => ['end', date] as const));
    expect(() => ends.parseTime('It')('01/02/2025')).to.throw('It "01/02" is unclear');
  });

  for (const column of ['duration', 'time'] as const) {
    it(`has the words of the durations in the column ${column}`, async () => {
      const { numbers, vocabulary } = await styleOf([column, '1 Stunde 5 Minuten']);
      expect(parseDuration('2 Stunden', { numbers, vocabulary })).to.equal(7_200);
      const other = await styleOf(['notes', '1 Stunde 5 Minuten']);
      expect(() => parseDuration('2 Stunden', { ...other })).to.throw('is not valid');
    });
  }
});
