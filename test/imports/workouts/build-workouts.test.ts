import { expect } from 'chai';
import type { TimeZone } from '../../../src/events/ids.ts';
import { buildWorkouts } from '../../../src/imports/workouts/build-workouts.ts';
import type { WorkoutRow } from '../../../src/imports/workouts/workout-row.ts';
import { row, wall } from '../support/workout-row.ts';

const options = {
  timezone: 'UTC' as TimeZone,
  isJoined: false,
  isShuffled: false,
  isSorted: false,
  hasOneExerciseOfAName: false,
};
const build = (...rows: readonly WorkoutRow[]) => buildWorkouts(rows, options);

describe('buildWorkouts', () => {
  it('takes the notes and the duration of a workout from the first row that has them', () => {
    const { workouts } = build(
      row(2),
      row(3, { workout: { notes: 'First', durationSeconds: 1.5 } }),
      row(4, { workout: { notes: 'Second', durationSeconds: 60 } }),
    );
    expect(workouts[0]).to.include({ notes: 'First', endedAt: '2025-02-01T10:00:01.500000Z' });
  });

  it('prefers the end of a workout to its duration, and never ends it before its start', () => {
    const endsAt = (minutes: number) => {
      const end = { wall: wall + minutes * 60_000, offset: null };
      return build(row(2, { workout: { end, durationSeconds: 60 } })).workouts[0]?.endedAt;
    };
    expect(endsAt(30)).to.equal('2025-02-01T10:30:00.000000Z');
    expect(endsAt(-30)).to.equal('2025-02-01T10:00:00.000000Z');
  });

  it('does not count rows without a set', () => {
    const { workouts } = build(row(2, { reps: null }), row(3));
    expect(workouts[0]).to.deep.include({ setCount: 1, lines: [3] });
  });

  it('reports a value of the workout that many rows repeat once, and values of rows each time', () => {
    const problems = [{ reason: 'The duration is not valid.', of: 'workout' as const }];
    const rpe = [{ reason: 'The RPE is not valid.', of: 'row' as const }];
    const { leftOut } = build(
      row(2, { problems }),
      row(3, { problems: rpe }),
      row(4, { problems: [...problems, ...rpe] }),
    );
    expect(leftOut).to.deep.equal([
      { line: 2, reason: 'The duration is not valid.' },
      { line: 3, reason: 'The RPE is not valid.' },
      { line: 4, reason: 'The RPE is not valid.' },
    ]);
  });

  it('refuses workouts of one start after the first 100', () => {
    const rows = Array.from({ length: 101 }, (_, index) =>
      row(index + 2, { name: `Workout ${index}`, segment: index }),
    );
    const { workouts, refused } = build(...rows);
    expect(workouts).to.have.lengthOf(100);
    expect(refused.map(({ lines, reason }) => [lines, reason])).to.deep.equal([
      [[102], 'The file has more than 100 workouts with this start.'],
    ]);
  });

  it('has the start and the name of the first rows that have them, in the time zone', () => {
    const start = { wall: wall + 250, offset: null };
    const { workouts } = buildWorkouts(
      [row(3, { workout: { start, name: null } }), row(2, { workout: { name: 'Push' } })],
      { ...options, timezone: 'Europe/Berlin' as TimeZone },
    );
    expect(workouts).to.have.lengthOf(1);
    expect(workouts[0]).to.deep.include({
      ...{ localStart: '2025-02-01T10:00:00', name: 'Push', timezone: 'Europe/Berlin', notes: null },
      ...{ startedAt: '2025-02-01T09:00:00.250000Z', endedAt: '2025-02-01T09:00:00.250000Z' },
      ...{ setCount: 2, lines: [2, 3], isOrdered: false },
    });
  });

  it('makes a workout of the rows of each name', () => {
    const { workouts } = build(row(2), row(3, { name: 'Push', segment: 1 }), row(4, { segment: 2 }));
    expect(workouts.map(({ lines }) => lines)).to.deep.equal([[2, 4], [3]]);
  });

  it('has a line once where it has several sets', () => {
    const { workouts } = build(row(2, { order: 1 }), row(2, { order: 2 }));
    expect(workouts[0]).to.deep.include({ setCount: 2, lines: [2], isOrdered: true });
  });

  it('has no certain order of exercises in a file that was sorted', () => {
    const { workouts } = buildWorkouts([row(2)], { ...options, isSorted: true });
    expect(workouts[0]?.isOrdered).to.equal(false);
  });

  it('says which version is left out and which notes are too long, in the order of the lines', () => {
    const note = (letter: string) => letter.repeat(6_000);
    const noted = (line: number, letter: string) => {
      const given = row(line, { order: line % 2, segment: line > 3 ? 1 : 0, reps: line });
      return { ...given, part: { ...given.part, exercise: { ...given.part.exercise, notes: note(letter) } } };
    };
    const { workouts, leftOut } = build(noted(2, 'a'), noted(3, 'b'), noted(4, 'a'), noted(5, 'b'));
    expect(workouts[0]?.lines).to.deep.equal([4, 5]);
    expect(leftOut).to.deep.equal([
      { line: 2, reason: 'The file has a later version of this workout, which counts. This version is left out.' },
      { line: 4, reason: 'The notes on "Squat" are longer than 10,000 characters. Some are left out.' },
    ]);
  });

  it('names a refused workout by its first line, its start and its name', () => {
    const rows = [
      row(9, { order: 1 }),
      row(8, { order: 1, reps: 4 }),
      row(7, { order: 2 }),
      row(6, { order: 2, reps: 4 }),
    ];
    const { refused, workouts } = buildWorkouts([...rows, row(5, { order: 3 })], { ...options, isJoined: true });
    expect(refused.map(({ workout, lines }) => [workout, lines])).to.deep.equal([
      [{ line: 5, start: '2025-02-01T10:00:00', name: 'Legs' }, [5, 6, 7, 8, 9]],
    ]);
    expect(workouts).to.deep.equal([]);
  });

  it('names the lines of a refused workout without sets', () => {
    const rows = Array.from({ length: 101 }, (_, index) =>
      row(index + 2, { name: `Workout ${index}`, segment: index, reps: null, workout: { name: null } }),
    );
    expect(build(...rows).refused.map(({ workout, lines }) => [workout.name, lines])).to.deep.equal([[null, [102]]]);
  });
});
