import { expect } from 'chai';
import { createOrderFinder } from '../../../src/imports/file/order-finder.ts';

const texts = { section: 0, date: '', clock: '', name: '', end: '', number: '' };

/** Finds the order of workouts, each written as exercises such as `A A B`: equal letters are equal rows. */
function find(...workouts: readonly string[]) {
  const finder = createOrderFinder();
  for (const [index, workout] of workouts.entries()) {
    for (const exercise of workout.split(' ')) finder.add({ ...texts, date: `${index}` }, exercise, [exercise]);
  }
  return finder;
}

describe('the order of a file', () => {
  for (const [workouts, isCopied] of [
    [['A A B B', 'A A B B'], true],
    [['A A A B B B', 'B B A A'], true],
    [['A B A B', 'A B A B'], true],
    [['A A B B', 'A A B B', 'A B'], true],
    [['A A B B', 'A A B B', 'A B', 'A B'], false],
    [['A A B B', 'A B'], false],
    [['A A B B'], false],
    [['A A B', 'A A B B', 'A A B B B'], false],
    [['A B', 'A B'], false],
    [['A A', 'A A', 'A A B B'], false],
    [['A'], false],
  ] as const) {
    it(`has ${isCopied ? '' : 'no '}copied rows: ${workouts.join(', ')}`, () => {
      expect(find(...workouts).isCopied()).to.equal(isCopied);
    });
  }

  for (const [workouts, isSorted] of [
    [['A B', 'A C'], true],
    [['A A B C', 'A C C'], true],
    [['A B', 'B A'], false],
    [['A B', 'A C B'], false],
    [['A B A', 'A B'], false],
    [['A B'], false],
    [['A', 'B', 'C D'], false],
    [['B', 'A', 'A B', 'A B'], true],
    [['A B', 'A B', 'B'], true],
  ] as const) {
    it(`is ${isSorted ? '' : 'not '}that of the alphabet: ${workouts.join(', ')}`, () => {
      expect(find(...workouts).isSorted()).to.equal(isSorted);
    });
  }

  for (const [what, one, other] of [
    ['date', { date: '1' }, { date: '2' }],
    ['time of day', { clock: '1' }, { clock: '2' }],
    ['name', { name: '1' }, { name: '2' }],
  ] as const) {
    it(`is found for workouts that differ in their ${what}`, () => {
      const finder = createOrderFinder();
      for (const given of [one, other]) {
        for (const exercise of ['A', 'B']) finder.add({ ...texts, ...given }, exercise, [exercise]);
      }
      expect(finder.isSorted()).to.equal(true);
    });
  }

  it('is found from the first 100 characters of texts and the first 5,000 different rows', () => {
    const long = 'x'.repeat(100);
    const finder = createOrderFinder();
    for (const name of [`${long}1`, `${long}2`]) {
      finder.add({ ...texts, name }, `${long}b`, [`${long}c`]);
      finder.add({ ...texts, name }, `${long}a`, [`${long}d`]);
      finder.add({ ...texts, name }, 'y', ['e', 'f']);
      finder.add({ ...texts, name }, 'y', ['e', 'f']);
    }
    // One workout with two exercises, whose rows come four times.
    expect([finder.isCopied(), finder.isSorted()]).to.deep.equal([false, false]);
    const many = createOrderFinder();
    for (const date of ['1', '2']) {
      for (let row = 0; row < 5_000; row += 1)
        for (const _ of [1, 2]) many.add({ ...texts, date }, `${row % 2}`, [`${row}`]);
      many.add({ ...texts, date }, '1', ['more']);
    }
    expect(many.isCopied()).to.equal(true);
  });
});
