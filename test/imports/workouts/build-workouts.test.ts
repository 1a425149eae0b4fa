import { expect } from 'chai';
import type { TimeZone } from '../../../src/events/ids.ts';
import type { WorkoutPart } from '../../../src/imports/formats/rows.ts';
import { buildWorkouts } from '../../../src/imports/workouts/build-workouts.ts';
import type { WorkoutRow } from '../../../src/imports/workouts/workout-row.ts';
import { set } from '../support/read.ts';

const wall = Date.UTC(2025, 1, 1, 10);
const options = {
  timezone: 'UTC' as TimeZone,
  isJoined: false,
  isShuffled: false,
  isSorted: false,
  hasOneExerciseOfAName: false,
};
type Given = Partial<Omit<WorkoutRow, 'part'>> & {
  workout?: Partial<WorkoutPart>;
  order?: number;
  reps?: number | null;
};

/** A row of a workout with a set of Squat; `reps` null: a row that only has a note. */
function row(line: number, { workout, order, reps = 5, ...given }: Given = {}): WorkoutRow {
  const start = { wall, offset: null };
  const part = {
    workout: { start, end: null, durationSeconds: null, name: 'Legs', notes: null, ...workout },
    exercise: { name: 'Squat', supersetGroup: null, notes: null, order: order ?? line },
    set: reps === null ? null : set({ reps }),
  };
  return { line, section: 0, segment: 0, name: 'Legs', end: null, number: null, problems: [], part, ...given };
}
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
});
