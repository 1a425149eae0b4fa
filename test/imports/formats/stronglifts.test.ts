import { expect } from 'chai';
import { strongLiftsUnit } from '../../../src/imports/formats/stronglifts.ts';
import { kg, lb, lines, readAll, refusalOf, set, setsOf } from '../support/read.ts';

const headerIn = (unit: string) =>
  `\uFEFFDate (yyyy/mm/dd),Workout,Workout Name,Program Name,Body Weight (${unit}),Exercise,Sets×Reps,Sets×Time,Top Set (Reps×${unit}),e1RM (${unit}),Reps,Volume (${unit}),Workout Volume (${unit}),Duration (hours),Start Time (h:mm),End Time (h:mm),Notes,Set 1 (Reps),Set 1 (${unit}),Set 2 (Reps), Set 2 (${unit})`;
const read = (...rows: readonly string[]) => readAll('stronglifts', lines(...rows), { zone: 'UTC' });

describe('the importer of StrongLifts exports', () => {
  it('reads the sets of an exercise from the columns of its row', async () => {
    const contents = await read(
      headerIn('KG'),
      '"2026/08/11","1","Workout A","","87","Squat","5/-","","","","","","","1.5","10:56 PM","12:26 AM","Deep","5","55.5","0","55.5"',
      '"2026/08/11","1","Workout A","","87","Plank","","2×1:30","","","","","","1.5","10:56 PM","12:26 AM","Deep","","","",""',
      '"2026/08/11","1","Workout A","","87","Row","Skipped","","","","","","","1.5","10:56 PM","12:26 AM","Deep","","","",""',
    );
    expect(contents.rejected).to.deep.equal([]);
    expect(
      contents.sessions.map(({ name, notes, startedAt, endedAt }) => [
        name,
        notes,
        startedAt.slice(0, 16),
        endedAt?.slice(0, 16),
      ]),
    ).to.deep.equal([['Workout A', 'Deep', '2026-08-11T22:56', '2026-08-12T00:26']]);
    expect(setsOf(contents)).to.deep.equal([
      ['Squat', [set({ weight: kg(55.5), reps: 5 }), set({ weight: kg(55.5), reps: 0 })]],
      ['Plank', [set({ seconds: 90 }), set({ seconds: 90 })]],
    ]);
  });

  it('says that it does not read the names of programs', async () => {
    const { leftOut, sessions } = await read(
      headerIn('LB'),
      '2026/08/11,1,A,Strong 5×5,190,Squat,,,,,,,,0.5,,,,5,135,,',
    );
    expect(leftOut).to.deep.equal([
      { line: 1, reason: 'The column "Program Name" is not read. Its values are left out.' },
    ]);
    expect(sessions[0]?.exercises[0]?.sets).to.deep.equal([set({ weight: lb(135), reps: 5 })]);
    expect(sessions[0]?.endedAt).to.equal('2026-08-11T00:30:00.000000Z');
  });

  it('keeps two workouts of one day and name apart by their numbers', async () => {
    const row = (number: number, reps: number) => `2026/08/11,${number},A,,,Squat,,,,,,,,,,,,${reps},60,,`;
    const { sessions } = await read(headerIn('KG'), row(1, 5), row(2, 6));
    expect(sessions.map(({ setCount }) => setCount)).to.deep.equal([1, 1]);
  });

  it('refuses a file that names no unit when the request names none either', async () => {
    const header = 'Date,Workout,Workout Name,Exercise,Set 1 (Reps),Set 1 (Weight)';
    const error = await refusalOf(read(header, '2026/08/11,1,A,Squat,5,60'));
    expect(error).to.have.nested.property('validationErrors[0].field', 'unit');
  });

  it('orders sets by the numbers of their columns, and needs no weight', async () => {
    const contents = await read(
      'Date,Workout,Workout Name,Exercise,Set 3 (Reps),Set 3 (kg),Set 1 (Reps),Set 12 (Reps),Set 12 (kg),Set 2 (kg),Set 4 (Reps),Set 4 (kg),Sets (Reps)',
      '2026/08/11,1,A,Squat,3,60,1,12,80,70,4,0,9',
    );
    expect(setsOf(contents)).to.deep.equal([
      [
        'Squat',
        [set({ reps: 1 }), set({ weight: kg(60), reps: 3 }), set({ reps: 4 }), set({ weight: kg(80), reps: 12 })],
      ],
    ]);
  });

  it('has the unit of the first set for sets whose columns name none', async () => {
    const contents = await read(
      'Date,Workout,Workout Name,Exercise,Set 1 (Reps),Set 1 (lb),Set 2 (Reps),Set 2 (Weight)',
      '2026/08/11,1,A,Squat,5,60,5,70',
    );
    expect(setsOf(contents)).to.deep.equal([
      ['Squat', [set({ weight: lb(60), reps: 5 }), set({ weight: lb(70), reps: 5 })]],
    ]);
    expect(strongLiftsUnit(['Set 1 (Reps)', 'Set 1 (lb)'])).to.equal('lb');
    expect(strongLiftsUnit(['Set 1 (lb)', 'Date'])).to.equal(null);
  });

  for (const [text, seconds] of [
    [' 3×0:30 ', [30, 30, 30]],
    ['1X45', [45]],
    ['2 x 1:30', [90, 90]],
    ['10x5', Array.from({ length: 10 }, () => 5)],
    ['2×0', []],
    ['about 2×30', []],
    ['2×30 or more', []],
    ['123×30', []],
    ['2-×30', []],
    ['2×', []],
    ['', []],
  ] as const) {
    it(`reads the sets that were timed in ${JSON.stringify(text)}`, async () => {
      const { sessions, rejected } = await read(
        'Date,Workout,Workout Name,Exercise,Sets×Time,Set 1 (Reps),Set 1 (kg)',
        `2026/08/11,1,A,Plank,${text},,`,
      );
      const sets = sessions.flatMap(({ exercises }) => exercises.flatMap((exercise) => exercise.sets));
      expect([sets, rejected]).to.deep.equal([seconds.map((each) => set({ seconds: each })), []]);
    });
  }

  for (const [start, end, expected] of [
    ['10:56 PM', ' 12:26 AM ', '2026-08-12T00:26'],
    ['10:00 AM', '11:00 AM', '2026-08-11T11:00'],
    ['10:00 AM', '10:00 AM', '2026-08-11T10:00'],
    ['10:00 AM', ' ', '2026-08-11T10:00'],
  ] as const) {
    it(`ends a workout from ${start} to ${JSON.stringify(end)} at ${expected}`, async () => {
      const { sessions, leftOut } = await read(
        'Date,Workout,Workout Name,Exercise,Start Time,End Time,Set 1 (Reps),Set 1 (kg)',
        ` 2026/08/11 ,1,A,Squat, ${start} ,${end},5,60`,
      );
      expect(sessions.map(({ endedAt }) => endedAt?.slice(0, 16))).to.deep.equal([expected]);
      expect(leftOut).to.deep.equal([]);
    });
  }
});
