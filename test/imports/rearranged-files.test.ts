import { expect } from 'chai';
import fc from 'fast-check';
import type { ImportedSession } from '../../src/imports/imported.ts';
import { samples } from '../support/samples.ts';
import { lines, readAll } from './support/read.ts';

type Workout = Readonly<{ start: number; name: string; exercises: readonly (readonly number[])[] }>;

/** Histories in which no two workouts have the same start and name. The sets of an exercise are its numbers of reps. */
const histories: fc.Arbitrary<Workout[]> = fc.uniqueArray(
  fc.record({
    start: fc.integer({ min: 0, max: 5 }),
    name: fc.constantFrom('Push', 'Pull', 'Legs'),
    exercises: fc.array(fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 1, maxLength: 4 }), {
      minLength: 1,
      maxLength: 4,
    }),
  }),
  { selector: ({ start, name }) => `${start} ${name}`, maxLength: 6 },
);

const header = 'title,start_time,end_time,exercise_title,set_index,set_type,weight_kg,reps';
const rowsOf = (history: readonly Workout[]): string[] =>
  history.flatMap(({ start, name, exercises }) =>
    exercises.flatMap((sets, exercise) =>
      sets.map(
        (reps, set) =>
          `${name},2025-02-0${start + 1} 12:00,2025-02-0${start + 1} 13:00,Exercise ${exercise},${set},,60,${reps}`,
      ),
    ),
  );

/** What the sessions contain, without the order of workouts and exercises, which a file may lose. */
const contentsOf = (sessions: readonly ImportedSession[]) =>
  sessions
    .map(({ localStart, name, endedAt, exercises }) => {
      const sets = exercises.map((exercise) => `${exercise.name}: ${exercise.sets.map(({ reps }) => reps).join()}`);
      return [localStart, name, endedAt, ...sets.toSorted()].join('; ');
    })
    .toSorted();

const read = (rows: readonly string[]) => readAll('hevy', lines(header, ...rows));
const shuffled = (rows: readonly string[]) =>
  fc.shuffledSubarray([...rows], { minLength: rows.length, maxLength: rows.length });

/** Checks that every history is read as written from every file that `rearrange` makes of its rows. */
const check = (rearrange: (rows: readonly string[]) => fc.Arbitrary<readonly string[]>, minWorkouts = 0) =>
  fc.assert(
    fc.asyncProperty(
      histories
        .filter(({ length }) => length >= minWorkouts)
        .chain((history) => fc.tuple(fc.constant(history), rearrange(rowsOf(history)))),
      async ([history, rows]) => {
        const [expected, found] = [await read(rowsOf(history)), await read(rows)];
        expect(contentsOf(found.sessions)).to.deep.equal(contentsOf(expected.sessions));
        expect([found.rejected, found.refused]).to.deep.equal([[], []]);
      },
    ),
    samples(60),
  );

describe('files whose rows were rearranged', () => {
  it('have the same workouts in any order of their rows', () => check(shuffled));

  // Rows of a single workout that follow each other twice may be an exercise that was done again.
  it('have the same workouts when they were joined with themselves', () =>
    check((rows) => {
      return fc.constantFrom([...rows, ...rows], [...rows, header, ...rows], [...rows, ...rows, header, ...rows]);
    }, 2));

  it('have the same workouts when they were joined with themselves in another order', () =>
    check((rows) => shuffled(rows).map((others) => [...rows, header, ...others])));

  it('have those workouts unchanged whose rows were kept when others were filtered out', () =>
    fc.assert(
      fc.asyncProperty(histories, fc.constantFrom('Push', 'Pull', 'Legs'), async (history, kept) => {
        const all = rowsOf(history);
        const { sessions } = await read(all);
        const filtered = await read(all.filter((row) => row.startsWith(`${kept},`)));
        expect(contentsOf(filtered.sessions)).to.deep.equal(contentsOf(sessions.filter(({ name }) => name === kept)));
      }),
      samples(60),
    ));

  it('are read in several readings when the rows of very many workouts are mixed', async () => {
    const workouts = 1_500;
    const note = 'x'.repeat(9_000);
    const row = (workout: number, set: number) =>
      `W,${new Date(workout * 3_600_000).toISOString().slice(0, 16)},,Squat,${set},,60,${set + 1},${note}`;
    const numbers = Array.from({ length: workouts }, (_, index) => index);
    const rows = [...numbers.map((index) => row(index, 1)), ...numbers.map((index) => row(index, 0))];
    const { sessions, rejected } = await readAll('hevy', lines(`${header},exercise_notes`, ...rows));
    expect([sessions.length, rejected]).to.deep.equal([workouts, []]);
    const sets = sessions.map(({ exercises }) => exercises[0]?.sets.map(({ reps }) => reps));
    expect(new Set(sets.map(String))).to.deep.equal(new Set(['1,2']));
  });
});
