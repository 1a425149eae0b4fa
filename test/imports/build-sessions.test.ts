import { expect } from 'chai';
import type { TimeZone } from '../../src/events/ids.ts';
import { createSessionBuilder } from '../../src/imports/build-sessions.ts';
import { RowError } from '../../src/imports/formats/row-error.ts';
import type { WorkoutPart } from '../../src/imports/formats/rows.ts';
import { set } from './support/read.ts';

const wall = Date.UTC(2025, 1, 1, 10);
const workoutOf = (id: string, given: Partial<WorkoutPart> = {}): WorkoutPart => ({
  id,
  start: { wall, offset: null },
  end: null,
  durationSeconds: null,
  name: null,
  notes: null,
  ...given,
});
const exercise = { name: 'Squat', supersetGroup: null, notes: null, order: null };
const rowOf = (workout: WorkoutPart) => ({ workout, exercise, set: set({ reps: 5 }) });
const builder = () => createSessionBuilder('UTC' as TimeZone);

describe('createSessionBuilder', () => {
  it('returns a workout when the next one begins, and the last one at the end', () => {
    const { add, finish } = builder();
    expect(finish()).to.equal(null);
    expect(add(rowOf(workoutOf('a')), 2)).to.equal(null);
    expect(add(rowOf(workoutOf('a')), 3)).to.equal(null);
    expect(add(rowOf(workoutOf('b')), 4)).to.deep.include({ setCount: 2, lines: [2, 3] });
    expect(finish()).to.deep.include({ setCount: 1, lines: [4] });
    expect(finish()).to.equal(null);
  });

  it('numbers the keys of workouts with the same start', () => {
    const { add, finish } = builder();
    const keys = ['a', 'b', 'a', 'c'].map((id) => add(rowOf(workoutOf(id)), 2)?.key);
    expect([...keys, finish()?.key]).to.deep.equal([
      undefined,
      '2025-02-01T10:00:00',
      '2025-02-01T10:00:00#2',
      '2025-02-01T10:00:00#3',
      '2025-02-01T10:00:00#4',
    ]);
  });

  it('takes notes and duration from the first row that has them', () => {
    const { add, finish } = builder();
    add(rowOf(workoutOf('a')), 2);
    add(rowOf(workoutOf('a', { notes: 'First', durationSeconds: 1.5 })), 3);
    add(rowOf(workoutOf('a', { notes: 'Second', durationSeconds: 60 })), 4);
    expect(finish()).to.include({ notes: 'First', endedAt: '2025-02-01T10:00:01.500000Z' });
  });

  it('prefers the end to the duration and never ends a workout before its start', () => {
    const endOf = (minutes: number) => ({ wall: wall + minutes * 60_000, offset: null });
    const { add, finish } = builder();
    add(rowOf(workoutOf('a', { end: endOf(30), durationSeconds: 60 })), 2);
    expect(finish()).to.include({ endedAt: '2025-02-01T10:30:00.000000Z' });
    add(rowOf(workoutOf('b', { end: endOf(-30), durationSeconds: 60 })), 3);
    expect(finish()).to.include({ endedAt: '2025-02-01T10:00:00.000000Z' });
  });

  it('rejects the sets of a workout after the first 10,000, but not its note rows', () => {
    const { add, finish } = builder();
    const workout = workoutOf('a');
    for (let line = 1; line <= 10_000; line += 1) add(rowOf(workout), line);
    expect(() => add(rowOf(workout), 10_001)).to.throw(RowError, 'The workout has more than 10,000 sets.');
    expect(add({ ...rowOf(workout), set: null }, 10_002)).to.equal(null);
    expect(finish()).to.include({ setCount: 10_000 });
  });

  it('does not count rows without a set', () => {
    const { add, finish } = builder();
    add({ ...rowOf(workoutOf('a')), set: null }, 2);
    add(rowOf(workoutOf('a')), 3);
    expect(finish()).to.deep.include({ setCount: 1, lines: [3] });
  });
});
