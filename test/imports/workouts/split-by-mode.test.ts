import { expect } from 'chai';
import type { Performance } from '../../../src/events/performance.ts';
import { splitByMode } from '../../../src/imports/workouts/split-by-mode.ts';
import { km, set } from '../support/read.ts';

/** Splits an exercise with these sets into one exercise per mode. Returns the mode and the sets of each. */
const split = (...sets: Performance[]) =>
  splitByMode({ name: 'Squat', supersetGroup: 3, notes: [], sets }, () => {}).map(({ mode, sets }) => [mode, sets]);

describe('splitByMode', () => {
  it('keeps the name and the superset, and adds the notes to the first part only', () => {
    const sets = [set({ reps: 5 }), set({ seconds: 60 })];
    const parts = splitByMode({ name: 'Squat', supersetGroup: 3, notes: ['Belt', 'Slow', 'Belt'], sets }, () => {});
    expect(parts.map(({ name, supersetGroup, notes }) => [name, supersetGroup, notes])).to.deep.equal([
      ['Squat', 3, 'Belt\nSlow'],
      ['Squat', 3, null],
    ]);
    expect(splitByMode({ name: 'Squat', supersetGroup: 3, notes: [], sets }, () => {})[0]?.notes).to.equal(null);
  });

  it('chooses the mode by the most specific value of the sets', () => {
    expect(split(set({ reps: 5 }), set())).to.deep.equal([['reps', [set({ reps: 5 }), set()]]]);
    expect(split(set(), set({ seconds: 9 }), set({ distance: km(1) }))).to.deep.equal([
      ['distance', [set(), set({ seconds: 9 }), set({ distance: km(1) })]],
    ]);
    expect(split(set(), set({ seconds: 9 }))).to.deep.equal([['time', [set(), set({ seconds: 9 })]]]);
    expect(split(set(), set())).to.deep.equal([['sets_only', [set(), set()]]]);
  });

  it('splits where counted and measured sets meet, and keeps empty sets with the sets before them', () => {
    const sets = [set({ reps: 5 }), set(), set({ distance: km(1) }), set({ seconds: 9 }), set(), set({ reps: 6 })];
    expect(split(...sets)).to.deep.equal([
      ['reps', sets.slice(0, 2)],
      ['distance', sets.slice(2, 5)],
      ['reps', sets.slice(5)],
    ]);
  });

  it('removes 0 reps beside times or distances', () => {
    expect(split(set({ reps: 0 }), set({ seconds: 9 }))).to.deep.equal([['time', [set(), set({ seconds: 9 })]]]);
    expect(split(set({ distance: km(1) }), set({ reps: 0 }))).to.deep.equal([
      ['distance', [set({ distance: km(1) }), set()]],
    ]);
  });

  it('keeps 0 reps without times and distances, and beside positive reps', () => {
    expect(split(set({ reps: 0 }), set())).to.deep.equal([['reps', [set({ reps: 0 }), set()]]]);
    expect(split(set({ reps: 0 }), set({ reps: 5 }), set({ seconds: 9 }))).to.deep.equal([
      ['reps', [set({ reps: 0 }), set({ reps: 5 })]],
      ['time', [set({ seconds: 9 })]],
    ]);
  });

  it('keeps the notes that fit into a note, and says so where others do not', () => {
    const reasons: string[] = [];
    const join = (...notes: readonly string[]) => {
      const mixed = { name: 'Squat', supersetGroup: null, notes, sets: [set({ reps: 5 })] };
      return splitByMode(mixed, (reason) => reasons.push(reason))[0]?.notes;
    };
    const [long, fitting] = ['a'.repeat(9_990), 'b'.repeat(9)];
    expect(join(long, fitting)).to.equal(`${long}\n${fitting}`);
    expect(reasons).to.deep.equal([]);
    expect(join(long, `${fitting}b`, 'c')).to.equal(`${long}\nc`);
    expect(reasons).to.deep.equal(['The notes on "Squat" are longer than 10,000 characters. Some are left out.']);
  });
});
