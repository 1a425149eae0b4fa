import { expect } from 'chai';
import { type PlannedEntry, plannedExercisesOf } from '../../../src/documents/statistics/planned-exercises.ts';
import type { Day, ExerciseId } from '../../../src/events/ids.ts';

const [first, last] = ['2026-01-05' as Day, '2026-01-07' as Day];

/** An entry of an exercise, with its planned and its done sets, on a day of January. */
const entry = (exercise: string | null, planned: number, done: number, part: Partial<PlannedEntry> = {}) => ({
  ...{ day: first, exerciseId: exercise as ExerciseId | null, name: exercise ?? 'none', isExchanged: false },
  ...{ plannedSets: planned, workingSets: done, ...part },
});

/** Told as name, entries, fulfilled and skipped ones, planned and done sets, rate, and exchanged ones. */
const told = (...entries: readonly PlannedEntry[]) =>
  plannedExercisesOf(entries, first, last).map((each) => [
    ...[each.exerciseId, each.name, each.entries, each.fulfilled, each.skipped, each.plannedSets, each.doneSets],
    ...[each.rate, each.exchanged],
  ]);

describe('the compliance of a planned exercise', () => {
  const table: readonly (readonly [string, readonly PlannedEntry[], readonly (readonly unknown[])[]])[] = [
    ['is absent without entries', [], []],
    ['counts an entry with all its sets as fulfilled', [entry('a', 3, 3)], [['a', 'a', 1, 1, 0, 3, 3, 1, 0]]],
    ['counts more sets than planned as those planned', [entry('a', 3, 5)], [['a', 'a', 1, 1, 0, 3, 3, 1, 0]]],
    ['counts an entry with fewer sets as neither', [entry('a', 3, 2)], [['a', 'a', 1, 0, 0, 3, 2, 0, 0]]],
    ['counts an entry without a set as skipped', [entry('a', 3, 0)], [['a', 'a', 1, 0, 1, 3, 0, 0, 0]]],
    [
      'adds the entries of all sessions',
      [entry('a', 3, 3), entry('a', 2, 0), entry('a', 4, 1)],
      [['a', 'a', 3, 1, 1, 9, 4, 0.333, 0]],
    ],
    [
      'counts an exchanged entry if it was done',
      [
        entry('a', 3, 3, { isExchanged: true }),
        entry('a', 3, 0, { isExchanged: true }),
        entry('a', 3, 0, { isExchanged: true }),
      ],
      [['a', 'a', 3, 1, 2, 9, 3, 0.333, 1]],
    ],
    [
      'counts the first and the last day, and none before or after them',
      ['2026-01-04', '2026-01-05', '2026-01-07', '2026-01-08'].map((day) =>
        entry('a', 1, 1, { day: day as Day, name: day, isExchanged: true }),
      ),
      [['a', '2026-01-07', 2, 2, 0, 2, 2, 1, 2]],
    ],
    [
      'has the last name of the exercise',
      [entry('a', 1, 1, { name: 'old' }), entry('a', 1, 1, { name: 'new' })],
      [['a', 'new', 2, 2, 0, 2, 2, 1, 0]],
    ],
    [
      'is by name without a link',
      [entry(null, 1, 1, { name: 'x' }), entry(null, 2, 2, { name: 'y' }), entry(null, 1, 0, { name: 'x' })],
      [
        [null, 'x', 2, 1, 1, 2, 1, 0.5, 0],
        [null, 'y', 1, 1, 0, 2, 2, 1, 0],
      ],
    ],
    [
      'comes in the order of names, and for equal ones of the sessions',
      [entry('b', 1, 1), entry('2', 1, 1, { name: 'c' }), entry('1', 1, 1, { name: 'c' }), entry('a', 1, 1)],
      [
        ['a', 'a', 1, 1, 0, 1, 1, 1, 0],
        ['b', 'b', 1, 1, 0, 1, 1, 1, 0],
        ['2', 'c', 1, 1, 0, 1, 1, 1, 0],
        ['1', 'c', 1, 1, 0, 1, 1, 1, 0],
      ],
    ],
  ];
  for (const [title, entries, expected] of table) it(title, () => expect(told(...entries)).to.deep.equal(expected));
});
