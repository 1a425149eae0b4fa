import { expect } from 'chai';
import { chooseRows } from '../../../src/imports/workouts/choose-rows.ts';
import { linesOf, row } from '../support/workout-row.ts';

type Given = Parameters<typeof row>[1];
const order = { isJoined: false, isShuffled: false };

/**
 * Chooses among rows that are the lines 1, 2 and so on of a file. Returns the numbers of the chosen lines, the note for the
 * report, and why the rows are refused.
 */
function choose(given: readonly Given[], file: Partial<typeof order> = {}) {
  const { rows, note, refusal } = chooseRows(
    given.map((each, index) => row(index + 1, each)),
    { ...order, ...file },
  );
  return [rows && linesOf(rows), note, refusal];
}
const numbered = (number: number, reps: number, rest: Given = {}): Given => ({ order: number, reps, ...rest });
const unnumbered = (reps: number, rest: Given = {}): Given => ({ order: null, reps, ...rest });
const version = 'The file has a later version of this workout, which counts. This version is left out.';
const mixed =
  'The file has several versions of this workout, whose rows are mixed. Import the files that were joined one by one.';
const joined = { isJoined: true };
const later = { segment: 1 };

describe('the rows that count', () => {
  it('are all rows that follow each other in a file that was not joined', () => {
    expect(choose([numbered(1, 5), numbered(1, 5)])).to.deep.equal([[1, 2], null, null]);
  });

  it('are copied rows once, which is noted where they follow each other', () => {
    const rows = [numbered(1, 5), numbered(1, 5), numbered(2, 6), numbered(2, 6)];
    expect(choose(rows, joined)).to.deep.equal([
      [1, 3],
      'The file has each row of this workout 2 times in a row. They count once.',
      null,
    ]);
    const apart = [numbered(1, 5), numbered(2, 6), numbered(1, 5, later), numbered(2, 6, later)];
    expect(choose(apart)).to.deep.equal([[1, 2], null, null]);
  });

  it('are all equal rows that have no numbers and follow each other', () => {
    expect(choose([unnumbered(5), unnumbered(5)], joined)).to.deep.equal([[1, 2], null, null]);
  });

  it('are those of the last part with a header that has another version', () => {
    const part = { section: 1, segment: 1 };
    expect(choose([numbered(1, 5), numbered(2, 5), numbered(1, 5, part), numbered(2, 4, part)])).to.deep.equal([
      [3, 4],
      version,
      null,
    ]);
    expect(choose([numbered(1, 5), numbered(2, 5), numbered(2, 4, part)])).to.deep.equal([[3], version, null]);
    expect(choose([numbered(1, 5), numbered(2, 5), numbered(3, 4, part)])).to.deep.equal([[1, 2, 3], null, null]);
  });

  it('are those of the last place with at least half of the sets', () => {
    const first = [numbered(1, 5), numbered(2, 5), numbered(3, 5)];
    expect(choose([...first, numbered(2, 4, later), numbered(3, 5, later)])).to.deep.equal([[4, 5], version, null]);
    const few = [numbered(3, 5, later), numbered(4, 5, later), numbered(5, 5, later)];
    expect(choose([...first, ...few])).to.deep.equal([[1, 2, 3, 4, 5, 6], null, null]);
  });

  it('are noted as a later version only if something is lost', () => {
    const first = [unnumbered(5), unnumbered(6)];
    const longer = [unnumbered(5, later), unnumbered(6, later), unnumbered(7, later)];
    expect(choose([...first, ...longer])).to.deep.equal([[3, 4, 5], null, null]);
    expect(choose([...first, unnumbered(9), ...longer])).to.deep.equal([[4, 5, 6], version, null]);
  });

  it('are all rows without numbers in a file in random order', () => {
    const rows = [unnumbered(5), unnumbered(5, later)];
    expect(choose(rows, { isShuffled: true })).to.deep.equal([[1, 2], null, null]);
    expect(choose(rows)).to.deep.equal([[2], null, null]);
    const sets = [numbered(1, 5), numbered(2, 5), numbered(1, 4, later), numbered(2, 4, later)];
    expect(choose(sets, { isShuffled: true })).to.deep.equal([[3, 4], version, null]);
  });

  it('are the last ones where versions are mixed and complete', () => {
    const rows = [numbered(1, 5), numbered(1, 4), numbered(2, 5), numbered(2, 3)];
    expect(choose(rows, joined)).to.deep.equal([[2, 4], version, null]);
  });

  it('are none where more than half of the sets are in mixed versions that are not complete', () => {
    const twice = (number: number) => [numbered(number, 5), numbered(number, 4)];
    expect(choose([...twice(1), ...twice(2), numbered(3, 5)], joined)).to.deep.equal([null, null, mixed]);
    expect(choose([...twice(1), numbered(2, 5)], joined)).to.deep.equal([[1, 2, 3], null, null]);
    expect(choose([...twice(1), ...twice(2), ...twice(3), numbered(4, 5)])).to.deep.equal([
      [1, 2, 3, 4, 5, 6, 7],
      null,
      null,
    ]);
  });
});
