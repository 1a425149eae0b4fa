import { expect } from 'chai';
import { variantsOf } from '../../../src/imports/workouts/variants.ts';
import { linesOf, row } from '../support/workout-row.ts';

type Given = Parameters<typeof row>[1];
/** The lines of the workouts in rows that are given in the order of their lines, from 1. */
const workouts = (...given: readonly Given[]) =>
  variantsOf(given.map((each, index) => row(index + 1, { order: 1, ...each }))).map(linesOf);

describe('the workouts of one start and name', () => {
  it('are none without rows', () => {
    expect(workouts()).to.deep.equal([]);
  });

  for (const [column, one, other] of [
    ['end', { end: '1' }, { end: '2' }],
    ['number', { number: '1' }, { number: '2' }],
  ] as const) {
    it(`are told apart by their ${column}`, () => {
      expect(workouts(one, other, one)).to.deep.equal([[1, 3], [2]]);
    });

    it(`have the rows without ${column} where only one has it`, () => {
      expect(workouts({}, one, {})).to.deep.equal([[1, 2, 3]]);
      expect(workouts({}, one, {}, other)).to.deep.equal([[1, 3], [2], [4]]);
    });
  }

  it('are paired with those of the next part by their sets, in any order', () => {
    const [first, second] = [{ reps: 1 }, { reps: 2 }];
    expect(
      workouts(
        { ...first, end: '1' },
        { ...second, end: '1' },
        { reps: 3, end: '2' },
        { reps: 3, end: '1', section: 1 },
        { ...second, end: '2', section: 1 },
        { ...first, end: '2', section: 1 },
      ),
    ).to.deep.equal([
      [1, 2, 5, 6],
      [3, 4],
    ]);
  });

  it('are paired with those of the next part by their ends and numbers where their sets differ', () => {
    expect(
      workouts(
        { reps: 1, end: '1' },
        { reps: 2, end: '2' },
        { reps: 3, end: '2', section: 1 },
        { reps: 4, end: '1', section: 1 },
      ),
    ).to.deep.equal([
      [1, 4],
      [2, 3],
    ]);
    expect(
      workouts(
        { reps: 1, number: '1' },
        { reps: 2, number: '2' },
        { reps: 3, number: '2', section: 1 },
        { reps: 4, number: '1', section: 1 },
      ),
    ).to.deep.equal([
      [1, 4],
      [2, 3],
    ]);
  });

  it('are paired with those of the next part by their order where nothing is equal', () => {
    expect(
      workouts(
        { reps: 1, end: '1' },
        { reps: 2, end: '2' },
        { reps: 3, end: '3', section: 1 },
        { reps: 4, end: '4', section: 1 },
        { reps: 5, end: '5', section: 1 },
      ),
    ).to.deep.equal([[1, 3], [2, 4], [5]]);
  });

  it('are paired with their last versions so far', () => {
    expect(
      workouts(
        { reps: 1, end: '1' },
        { reps: 2, end: '2' },
        { reps: 3, end: '1', section: 1 },
        { reps: 4, end: '2', section: 1 },
        { reps: 4, end: '1', section: 2 },
        { reps: 3, end: '2', section: 2 },
      ),
    ).to.deep.equal([
      [1, 3, 6],
      [2, 4, 5],
    ]);
  });
});
