import { expect } from 'chai';
import { mendFitNotesRow } from '../../../src/imports/formats/fitnotes.ts';

const mend = (header: string, cells: string) => mendFitNotesRow(cells.split('|'), header.split('|'))?.join('|') ?? null;

describe('a row of FitNotes with too many cells', () => {
  for (const [what, header, cells, expected] of [
    ['a name', 'Exercise|Category', 'a|b|c', 'a,b|c'],
    ['a name, with blanks and capitals in the header', ' EXERCISE | Reps ', 'a|b|5', 'a,b|5'],
    ['a comment', 'Exercise|Reps|Comment', 'a|5|b|c', 'a|5|b,c'],
    ['notes', 'Exercise|Reps|Notes', 'a|5|b|c', 'a|5|b,c'],
    ['a name before a comment', 'Exercise|Reps|Comment|Weight', 'a|b|5|c|60', 'a,b|5|c|60'],
    ['a name and a comment', 'Exercise|Reps|Comment|Weight', 'a|b|5|c|d|e|60', 'a,b|5|c,d,e|60'],
  ] as const) {
    it(`is repaired where commas belong to ${what}`, () => {
      expect(mend(header, cells)).to.equal(expected);
    });
  }

  it('is repaired with up to ten commas', () => {
    const name = 'a|b|c|d|e|f|g|h|i|j|k';
    expect(mend('Exercise|Reps', `${name}|5`)).to.equal(`${name.replaceAll('|', ',')}|5`);
    expect(mend('Exercise|Reps', `${name}|l|5`)).to.equal(null);
  });

  for (const [why, header, cells] of [
    ['it has as many cells as the header', 'Exercise|Reps|Comment', 'a|5|b'],
    ['it has fewer cells than the header', 'Exercise|Reps|Comment', 'a|5'],
    ['the header has no text', 'Date|Reps', 'a|b|5'],
    ['two repairs are possible', 'Exercise|Comment', 'a|b|c'],
    ['no repair is possible', 'Exercise|Reps', 'a|b|c'],
  ] as const) {
    it(`is not repaired if ${why}`, () => {
      expect(mend(header, cells)).to.equal(null);
    });
  }

  for (const [column, right, wrong] of [
    ['Weight', ['', ' ', '60', ' 60.5 ', '-20', '1,5'], ['x', '5x', '1.2.3']],
    ['Weight (kgs)', ['60'], ['x']],
    ['Weight (lbs)', ['60'], ['x']],
    ['Weight (kg)', ['60'], ['x']],
    ['Weight (lb)', ['60'], ['x']],
    ['Distance', ['5.2'], ['km']],
    ['Kind', ['3'], ['x']],
    ['Weight Unit', ['', 'kgs', ' LBS '], ['stone', '5']],
    ['Distance Unit', ['', 'KM', ' miles ', 'kgs'], ['stone', '5']],
    ['Time', ['', ' ', '9', '90', '1:30', '10:00', ' 0:30:15 '], ['x90', '90x', '1:2', '1:00:00:00', ':30']],
  ] as const) {
    it(`is repaired so that its ${column} looks right`, () => {
      for (const good of right) {
        for (const bad of wrong) {
          const header = `Exercise|${column}|Comment`;
          expect(mend(header, `a|${bad}|${good}|b`), `${bad} ${good}`).to.equal(`a,${bad}|${good}|b`);
          expect(mend(header, `a|${good}|${bad}|b`), `${good} ${bad}`).to.equal(`a|${good}|${bad},b`);
        }
      }
    });
  }
});
