import { expect } from 'chai';
import { kg, km, lb, lines, readAll, set, setsOf } from '../support/read.ts';

const android = 'Date,Exercise,Category,Weight,Weight Unit,Reps,Distance,Distance Unit,Time,Comment';
const old = 'Date,Exercise,Category,Weight (kgs),Reps,Distance,Distance Unit,Time,Comment';
const ios = 'Date,Exercise,Category,Weight (kg),Weight (lbs),Reps,Distance,Distance Unit,Time,Notes,Kind';
const read = (...rows: readonly string[]) => readAll('fitnotes', lines(...rows));

describe('the importer of FitNotes exports', () => {
  it('reads a new file of Android with a unit in each row, and makes a workout of each day', async () => {
    const contents = await read(
      android,
      '2024-03-11,Bench Press,Chest,60.0,kgs,10,,,,',
      '2024-03-11,Curl,Biceps,25.0,lbs,12,,,,easy',
      '2024-03-12,Running,Cardio,,,,5.2,km,0:30:15,',
      '2024-03-12,Plank,Abs,,,,,,1:30,"hard, but ok"',
    );
    expect(contents.rejected).to.deep.equal([]);
    expect(
      contents.sessions.map(({ startedAt, endedAt, name }) => [startedAt.slice(0, 16), endedAt?.slice(0, 16), name]),
    ).to.deep.equal([
      ['2024-03-11T00:00', '2024-03-11T00:00', null],
      ['2024-03-12T00:00', '2024-03-12T00:00', null],
    ]);
    expect(setsOf(contents)).to.deep.equal([
      ['Bench Press', [set({ weight: kg(60), reps: 10 })]],
      ['Curl', [set({ weight: lb(25), reps: 12, notes: 'easy' })]],
      ['Running', [set({ distance: km(5.2), seconds: 1_815 })]],
      ['Plank', [set({ seconds: 90, notes: 'hard, but ok' })]],
    ]);
  });

  it('puts the sets of an exercise together where the rows of a circuit alternate, and keeps equal sets', async () => {
    const row = (name: string, reps: number) => `2024-03-11,${name},Legs,60,kgs,${reps},,,,`;
    const circuit = [row('Squat', 5), row('Dip', 8), row('Squat', 5), row('Dip', 7), row('Squat', 5)];
    const { sessions } = await read(android, ...circuit);
    expect(sessions[0]?.exercises.map(({ name, sets }) => [name, sets.map(({ reps }) => reps)])).to.deep.equal([
      ['Squat', [5, 5, 5]],
      ['Dip', [8, 7]],
    ]);
  });

  for (const [dates, expected] of [
    [
      ['23/12/2025', '03/01/2026'],
      ['2025-12-23', '2026-01-03'],
    ],
    [
      ['12/23/2025', '01/03/2026'],
      ['2025-12-23', '2026-01-03'],
    ],
    [
      ['30/11/2025', '01/12/2025', '02/12/2025'],
      ['2025-11-30', '2025-12-01', '2025-12-02'],
    ],
    [
      ['05/06/2025', '06/06/2025', '02/07/2025'],
      ['2025-06-05', '2025-06-06', '2025-07-02'],
    ],
    [
      ['06/05/2025', '06/06/2025', '07/02/2025'],
      ['2025-06-05', '2025-06-06', '2025-07-02'],
    ],
  ] as const) {
    it(`decides from all dates of the file whether the day is first: ${dates.join(' ')}`, async () => {
      const { sessions } = await read(old, ...dates.map((date) => `${date},Squat,Legs,100.0,5,,,,`));
      expect(sessions.map(({ localStart }) => localStart.slice(0, 10))).to.deep.equal(expected);
    });
  }

  it('rejects rows when no date of the file tells whether the day or the month is first', async () => {
    const { rejected, sessions } = await read(
      old,
      '03/04/2025,Squat,Legs,100.0,5,,,,',
      '05/04/2025,Squat,Legs,1.5,5,,,,',
    );
    expect(sessions).to.deep.equal([]);
    expect(rejected.map(({ line, reason }) => [line, reason.slice(0, 29)])).to.deep.equal([
      [2, 'The date "03/04" is unclear: '],
      [3, 'The date "05/04" is unclear: '],
    ]);
  });

  it('reads a file of iOS, in which each row has its weight in two units', async () => {
    const contents = await read(
      ios,
      '2024-05-01,Bench Press,Chest,60,132.28,8,0,km,0:00:00,,3',
      '2024-05-01,Pull Up,Back,0,0,10,0,km,0:00:00,,2',
      '2024-05-01,Plank,Core,0,0,0,0,km,0:01:30,,8',
      '2024-05-01,Running,Cardio,0,0,0,5,km,0:25:00,slow,12',
    );
    expect(contents.rejected).to.deep.equal([]);
    expect(setsOf(contents)).to.deep.equal([
      ['Bench Press', [set({ weight: kg(60), reps: 8 })]],
      ['Pull Up', [set({ reps: 10 })]],
      ['Plank', [set({ seconds: 90 })]],
      ['Running', [set({ distance: km(5), seconds: 1_500, notes: 'slow' })]],
    ]);
  });

  it('joins names and comments whose commas are not quoted', async () => {
    const contents = await read(
      old,
      '2024-03-11,Squat, paused, 3s,Legs,80.0,5,,,,',
      '2024-03-11,Squat,Legs,80.0,5,,,,tired, but fine',
      '2024-03-11,Row, cable,Back,,,2000.0,m,0:08:00,',
    );
    expect(contents.rejected).to.deep.equal([]);
    expect(setsOf(contents)).to.deep.equal([
      ['Squat, paused, 3s', [set({ weight: kg(80), reps: 5 })]],
      ['Squat', [set({ weight: kg(80), reps: 5, notes: 'tired, but fine' })]],
      ['Row, cable', [set({ distance: { value: 2_000, unit: 'm' }, seconds: 480 })]],
    ]);
  });

  it('rejects a row whose cells do not tell which commas belong to a text', async () => {
    const { rejected } = await read(old, '2024-03-11,Squat,Legs,heavy,80.0,five,5,,,,');
    expect(rejected).to.deep.equal([{ line: 2, reason: 'The row has 11 columns, but the header has 9.' }]);
  });

  it('ignores a unit of weight in the column for the unit of the distance', async () => {
    const { rejected, sessions } = await read(
      android,
      '2024-03-11,Squat,Legs,60,kgs,5,,kg,,',
      '2024-03-11,Run,Cardio,,,,5,kgs,,',
    );
    expect(rejected).to.deep.equal([]);
    expect(sessions[0]?.exercises[1]?.sets).to.deep.equal([set({ distance: km(5) })]);
  });
});
