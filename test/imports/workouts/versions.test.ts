import { expect } from 'chai';
import {
  commonDivisor,
  countsOf,
  lastOf,
  latest,
  partsOf,
  withoutCopies,
} from '../../../src/imports/workouts/versions.ts';
import { contentOf, placeOfRow } from '../../../src/imports/workouts/workout-row.ts';
import { linesOf, row } from '../support/workout-row.ts';

/** Rows on consecutive lines whose sets have these reps, which are equal if their reps are. */
const rowsOf = (...reps: readonly number[]) => reps.map((each, index) => row(index, { order: 1, reps: each }));

describe('rows of a workout that a file has several times', () => {
  it('are kept once where the file has each equally often', () => {
    expect(linesOf(withoutCopies(rowsOf(1, 1, 2, 2, 1, 1)) ?? [])).to.deep.equal([0, 1, 2]);
    expect(linesOf(withoutCopies(rowsOf(1, 2, 1, 2, 1, 2)) ?? [])).to.deep.equal([0, 1]);
  });

  it('are no copies where the file has them once or unequally often', () => {
    for (const reps of [[], [1, 2], [1, 1, 2], [1, 1, 1, 2, 2]]) expect(withoutCopies(rowsOf(...reps))).to.equal(null);
  });

  it('are the last ones for each place where several versions are mixed', () => {
    const rows = [row(1, { order: 1 }), row(2, { order: 2 }), row(3, { order: 1 }), row(4, { order: 2 })];
    expect(linesOf(lastOf(rows, countsOf(rows, placeOfRow), 2))).to.deep.equal([3, 4]);
    const twice = [1, 2, 3, 4].map((line) => row(line, { order: 1 }));
    expect(linesOf(lastOf(twice, countsOf(twice, placeOfRow), 2))).to.deep.equal([3, 4]);
    expect(linesOf(lastOf(twice, countsOf(twice, placeOfRow), 4))).to.deep.equal([4]);
  });

  it('are counted by a key', () => {
    expect([...countsOf(rowsOf(1, 2, 1), ({ line }) => `${line % 2}`)]).to.deep.equal([
      ['0', 2],
      ['1', 1],
    ]);
  });

  it('are divided into parts in the order of their first rows', () => {
    const parts = partsOf(
      [row(1, { segment: 2 }), row(2, { segment: 1 }), row(3, { segment: 2 })],
      (each) => each.segment,
    );
    expect(parts.map(linesOf)).to.deep.equal([[1, 3], [2]]);
  });

  for (const [counts, divisor] of [
    [[], 0],
    [[3], 3],
    [[4, 6], 2],
    [[6, 4, 3], 1],
    [[2, 4, 8], 2],
  ] as const) {
    it(`have ${divisor} as the common divisor of ${counts.join(', ') || 'no counts'}`, () => {
      expect(commonDivisor(new Map(counts.map((count, index) => [`${index}`, count])))).to.equal(divisor);
    });
  }
});

describe('the parts of a workout', () => {
  /** The names of the rows that count. Each part is a text whose letters are the keys of its rows. */
  const latestOf = (share: number, ...parts: readonly string[]) =>
    latest(
      parts.map((part) => [...part].map((exercise) => row(1, { exercise }))),
      ({ part }) => part.exercise.name,
      share,
    )
      .map(({ part }) => part.exercise.name)
      .join('');

  for (const [parts, expected] of [
    [[], ''],
    [['ab'], 'ab'],
    [['ab', 'cd'], 'abcd'],
    [['ab', 'bc'], 'bc'],
    [['a', 'b', 'bc'], 'bc'],
    [['ab', 'bc', 'd'], 'bcd'],
    [['ab', 'bc', 'cd', 'e', 'f'], 'cdef'],
  ] as const) {
    it(`are ${expected || 'empty'} where any common key makes a version: ${parts.join(' ')}`, () => {
      expect(latestOf(0, ...parts)).to.equal(expected);
    });
  }

  for (const [parts, expected] of [
    [[], ''],
    [['ab'], 'ab'],
    [['ab', 'ac'], 'ac'],
    [['abc', 'ade'], 'abcade'],
    [['abcd', 'a'], 'a'],
    [['a', 'abcd'], 'abcd'],
    [['ab', 'ac', 'xy'], 'abacxy'],
    [['ab', 'ac', 'cd'], 'cd'],
    [['ab', 'cd'], 'abcd'],
  ] as const) {
    it(`are ${expected || 'empty'} where half of the keys make a version: ${parts.join(' ')}`, () => {
      expect(latestOf(0.5, ...parts)).to.equal(expected);
    });
  }
});

describe('the place of a set', () => {
  it('is its exercise and its number, its type, or that it is a note', () => {
    expect(placeOfRow(row(1, { order: 0, type: 'drop' }))).to.equal('["Squat",0]');
    expect(placeOfRow(row(1, { order: null, type: 'drop' }))).to.equal('["Squat","drop"]');
    expect(placeOfRow(row(1, { order: null, reps: null }))).to.equal('["Squat","note"]');
  });

  it('does not depend on what the set is, as its content does', () => {
    const [one, other] = [row(1, { order: 1, reps: 5 }), row(2, { order: 1, reps: 6 })];
    expect(placeOfRow(one)).to.equal(placeOfRow(other));
    expect(contentOf(one)).to.not.equal(contentOf(other));
    expect(contentOf(one)).to.equal(contentOf(row(3, { order: 1, reps: 5, end: 'x', workout: { notes: 'x' } })));
  });
});
