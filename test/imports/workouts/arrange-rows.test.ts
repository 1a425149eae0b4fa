import { expect } from 'chai';
import { arrangeRows } from '../../../src/imports/workouts/arrange-rows.ts';
import type { WorkoutRow } from '../../../src/imports/workouts/workout-row.ts';
import { row } from '../support/workout-row.ts';

/**
 * A row for a text such as `A1`: an exercise and the number of a set. Instead of the number, `w` is a warm-up, `d` a drop
 * set and `n` a note.
 */
function rowOf(text: string, index: number): WorkoutRow {
  const [exercise = '', number = ''] = text;
  if (/\d/.test(number)) return row(index, { exercise, order: Number(number) });
  if (number === 'n') return row(index, { exercise, order: null, reps: null });
  return row(index, { exercise, order: null, type: number === 'w' ? 'warm_up' : 'drop' });
}
const textOf = ({ part: { exercise, set } }: WorkoutRow): string =>
  `${exercise.name}${exercise.order ?? set?.type[0] ?? 'n'}`;

function arrange(rows: string, hasOneExerciseOfAName = false) {
  const { rows: arranged, isOrdered } = arrangeRows(rows.split(' ').map(rowOf), hasOneExerciseOfAName);
  return [arranged.map(textOf).join(' '), isOrdered];
}

describe('the rows of a workout', () => {
  for (const rows of [
    'A1',
    'A1 A2 B1 B2',
    'A0 A1 A0 A1',
    'A1 A1 A1',
    'A2 A3 B5',
    'A1 A3 A9',
    'A1 B1 A1',
    'Aw A1 An A2 Ad B1',
    'Aw Bw An',
  ]) {
    it(`stay as an app writes them: ${rows}`, () => {
      expect(arrange(rows)).to.deep.equal([rows, true]);
    });
  }

  for (const [rows, expected] of [
    ['A2 A1', 'A1 A2'],
    ['A1 A3 A2', 'A1 A2 A3'],
    ['A1 B1 A2 B2', 'A1 A2 B1 B2'],
    ['B1 A1 A2 B2', 'B1 B2 A1 A2'],
    ['A2 B2 B1 A1', 'A1 A2 B1 B2'],
    ['A1 B1 A2 A1', 'A1 A2 B1 A1'],
    ['A1 A1 B1 A2 A2', 'A1 A2 A1 A2 B1'],
    ['A1 B1 Bd A2 Ad', 'A1 A2 Ad B1 Bd'],
    ['A2 B1 Ad A1', 'A1 A2 Ad B1'],
    ['Aw B1 A2 A1', 'Aw A1 A2 B1'],
    ['Aw B1 A1 B2', 'Aw A1 B1 B2'],
    ['A2 Aw A1 Ad An', 'Aw An A1 A2 Ad'],
    ['A1 Aw A2 B2 B1', 'A1 Aw A2 B1 B2'],
    ['A1 A1 Ad B2 B1', 'A1 A1 Ad B1 B2'],
  ] as const) {
    it(`are put in order where the file has lost it: ${rows}`, () => {
      expect(arrange(rows)).to.deep.equal([expected, false]);
    });
  }

  it('are in no certain order where they do not follow each other in the file', () => {
    const rows = [row(1), row(2), row(3, { segment: 1 })];
    expect(arrangeRows(rows, false)).to.deep.equal({ rows, isOrdered: false });
    expect(arrangeRows(rows, true)).to.deep.equal({ rows, isOrdered: true });
  });

  it('are put together by exercise where the app has one exercise of a name', () => {
    expect(arrange('A1 B1 A2 C1 B2', true)).to.deep.equal(['A1 A2 B1 B2 C1', true]);
  });

  it('are of different exercises in different supersets', () => {
    const rows = [row(1, { superset: 1 }), row(1, { superset: 2 }), row(2, { superset: 1 }), row(2, { superset: 2 })];
    const { rows: arranged } = arrangeRows(rows, false);
    expect(arranged.map(({ part }) => part.exercise.supersetGroup)).to.deep.equal([1, 1, 2, 2]);
  });
});
