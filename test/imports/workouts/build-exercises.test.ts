import { expect } from 'chai';
import type { Performance } from '../../../src/events/performance.ts';
import { createExerciseBuilder } from '../../../src/imports/workouts/build-exercises.ts';
import { set } from '../support/read.ts';

type Row = Readonly<{
  name?: string;
  superset?: number | null;
  notes?: string | null;
  order?: number | null;
  set?: Performance | null;
}>;

/** The name, notes and reps of the exercises that are built from the rows of a file. */
function build(...rows: readonly Row[]) {
  const builder = createExerciseBuilder();
  for (const { name = 'Squat', superset = null, notes = null, order = null, set: performance = null } of rows) {
    builder.add({ name, supersetGroup: superset, notes, order }, performance);
  }
  return builder.finish().list.map(({ name, notes, sets }) => [name, notes, sets.map(({ reps }) => reps)]);
}

const warmUp = (reps: number): Row => ({ set: set({ type: 'warm_up', reps }) });
const numbered = (order: number, reps: number): Row => ({ order, set: set({ reps }) });

describe('createExerciseBuilder', () => {
  it('returns nothing without rows', () => {
    expect(build()).to.deep.equal([]);
  });

  it('begins an exercise when the name or the superset changes', () => {
    expect(
      build(
        numbered(1, 5),
        { ...numbered(2, 6), name: 'Row' },
        { ...numbered(3, 7), name: 'Row', superset: 1 },
        { ...numbered(4, 8), name: 'Row', superset: 1 },
      ),
    ).to.deep.equal([
      ['Squat', null, [5]],
      ['Row', null, [6]],
      ['Row', null, [7, 8]],
    ]);
  });

  it('begins a repetition of the exercise when the numbers start again', () => {
    expect(build(numbered(1, 5), numbered(2, 6), numbered(2, 7), numbered(3, 8))).to.deep.equal([
      ['Squat', null, [5, 6]],
      ['Squat', null, [7, 8]],
    ]);
    expect(build(numbered(0, 5), numbered(0, 6))).to.deep.equal([
      ['Squat', null, [5]],
      ['Squat', null, [6]],
    ]);
  });

  it('adds warm-ups and note rows to the exercise of the next numbered set', () => {
    expect(build({ notes: 'Belt' }, warmUp(1), numbered(1, 5), warmUp(2), numbered(2, 6))).to.deep.equal([
      ['Squat', 'Belt', [1, 5, 2, 6]],
    ]);
    expect(build(numbered(1, 5), warmUp(1), { notes: 'Slow' }, numbered(1, 6))).to.deep.equal([
      ['Squat', null, [5]],
      ['Squat', 'Slow', [1, 6]],
    ]);
  });

  it('adds warm-ups and note rows to the last exercise when no numbered set follows', () => {
    expect(build(numbered(1, 5), warmUp(1), { notes: 'Slow' })).to.deep.equal([['Squat', 'Slow', [5, 1]]]);
    expect(build(warmUp(1), { name: 'Row', notes: 'Slow' })).to.deep.equal([
      ['Squat', null, [1]],
      ['Row', 'Slow', []],
    ]);
  });

  it('compares the number of a set with the last number, also after sets without one', () => {
    const drop: Row = { set: set({ type: 'drop', reps: 3 }) };
    expect(build(numbered(2, 5), drop, numbered(3, 6), drop, numbered(3, 7))).to.deep.equal([
      ['Squat', null, [5, 3, 6, 3]],
      ['Squat', null, [7]],
    ]);
  });

  it('does not compare the first number of an exercise with anything', () => {
    const drop: Row = { set: set({ type: 'drop', reps: 3 }) };
    expect(build(drop, numbered(0, 5))).to.deep.equal([['Squat', null, [3, 5]]]);
  });

  it('keeps the note of a warm-up with the exercise of its row', () => {
    expect(build(numbered(1, 5), { ...warmUp(1), notes: 'Light' }, numbered(1, 6))).to.deep.equal([
      ['Squat', 'Light', [5]],
      ['Squat', null, [1, 6]],
    ]);
  });

  it('does not hold back warm-ups with a number', () => {
    const numberedWarmUp: Row = { order: 1, set: set({ type: 'warm_up', reps: 1 }) };
    expect(build(numberedWarmUp, numbered(1, 5))).to.deep.equal([
      ['Squat', null, [1]],
      ['Squat', null, [5]],
    ]);
  });

  it('keeps notes of rows with a set in this exercise', () => {
    expect(build({ ...numbered(1, 5), notes: 'Deep' }, { ...numbered(1, 6), notes: 'Light' })).to.deep.equal([
      ['Squat', 'Deep', [5]],
      ['Squat', 'Light', [6]],
    ]);
  });
});
