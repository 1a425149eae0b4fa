import { expect } from 'chai';
import { kg, km, lines, read, set, setsOf } from '../support/read.ts';

const classic =
  'Date,Workout Name,Duration,Exercise Name,Set Order,Weight,Reps,Distance,Seconds,Notes,Workout Notes,RPE';
const row = (order: string, rest: string, exercise = 'Squat'): string =>
  `2021-02-10 16:46:13,Legs,1h 16m,${exercise},${order},${rest}`;

describe('the exercises and workouts of Strong exports', () => {
  it('adds the text of a note row to its exercise', async () => {
    const { sessions } = await read(
      'strong',
      lines(classic, row('Note', ',,,,"Belt, from set 2",,'), row('1', '80,5,0,0,"fast",,'), row('Note', ',,,,,,')),
      { unit: 'kg' },
    );
    expect(sessions[0]?.exercises).to.deep.equal([
      {
        name: 'Squat',
        mode: 'reps',
        supersetGroup: null,
        notes: 'Belt, from set 2',
        sets: [set({ weight: kg(80), reps: 5, notes: 'fast' })],
      },
    ]);
  });

  it('adds equal note rows to each repetition of an exercise', async () => {
    const rows = [row('Note', ',,,,Belt,,'), row('1', '80,5,0,0,,,')];
    const { sessions } = await read('strong', lines(classic, ...rows, ...rows), { unit: 'kg' });
    expect(sessions[0]?.exercises.map(({ notes, sets }) => [notes, sets.length])).to.deep.equal([
      ['Belt', 1],
      ['Belt', 1],
    ]);
  });

  it('keeps repetitions of an exercise apart, each with its own warm-ups', async () => {
    const contents = await read(
      'strong',
      lines(
        classic,
        ...[row('W', '20,5,0,0,,,'), row('1', '80,5,0,0,,,'), row('2', '80,5,0,0,,,'), row('W', '40,5,0,0,,,')],
        ...[row('1', '60,5,0,0,,,'), row('1', '0,12,0,0,,,', 'Dips'), row('1', '50,5,0,0,,,')],
      ),
      { unit: 'kg' },
    );
    expect(
      contents.sessions[0]?.exercises.map(({ name, sets }) => [name, sets.map(({ weight }) => weight?.value)]),
    ).to.deep.equal([
      ['Squat', [20, 80, 80]],
      ['Squat', [40, 60]],
      ['Dips', [undefined]],
      ['Squat', [50]],
    ]);
  });

  it('moves seconds and distance of a set with reps into its note', async () => {
    const contents = await read(
      'strong',
      lines(classic, row('1', '80,5,0,90,"slow",,'), row('2', '80,5,0.4,0,,,'), row('3', '80,5,0.4,90.5,,,')),
      { unit: 'kg' },
    );
    expect(setsOf(contents)).to.deep.equal([
      [
        'Squat',
        [
          set({ weight: kg(80), reps: 5, notes: 'slow\n90 s' }),
          set({ weight: kg(80), reps: 5, notes: '0.4 km' }),
          set({ weight: kg(80), reps: 5, notes: '0.4 km, 90.5 s' }),
        ],
      ],
    ]);
  });

  it('splits an exercise whose sets mix modes and keeps their order', async () => {
    const { sessions } = await read(
      'strong',
      lines(
        classic,
        ...[row('1', '0,12,0,0,,,'), row('2', '0,0,0,60,,,'), row('3', '0,0,0.1,30,,,'), row('4', '0,8,0,0,,,')],
      ),
      { unit: 'kg' },
    );
    expect(sessions[0]?.exercises.map(({ name, mode, sets }) => [name, mode, sets])).to.deep.equal([
      ['Squat', 'reps', [set({ reps: 12 })]],
      ['Squat', 'distance', [set({ seconds: 60 }), set({ distance: km(0.1), seconds: 30 })]],
      ['Squat', 'reps', [set({ reps: 8 })]],
    ]);
  });

  it('reads 0 reps as no reps in an exercise with times', async () => {
    const { sessions } = await read('strong', lines(classic, row('1', '0,0,0,60,,,'), row('2', '0,0,0,0,,,')), {
      unit: 'kg',
    });
    expect(sessions[0]?.exercises.map(({ mode, sets }) => [mode, sets])).to.deep.equal([
      ['time', [set({ seconds: 60 }), set()]],
    ]);
  });

  it('keeps workouts apart that differ in their date, their name or their number', async () => {
    const header = 'Workout #,Date,Workout Name,Exercise Name,Set Order,Weight,Reps';
    const rows = ['1,2021-02-10,A', '1,2021-02-11,A', '2,2021-02-11,A', '2,2021-02-11,A1', '12,2021-02-11,A'];
    const { sessions } = await read('strong', lines(header, ...rows.map((row) => `${row},Squat,1,80,5`)), {
      unit: 'kg',
    });
    expect(sessions.map(({ localStart, name }) => [localStart.slice(0, 10), name])).to.deep.equal([
      ['2021-02-10', 'A'],
      ['2021-02-11', 'A'],
      ['2021-02-11', 'A'],
      ['2021-02-11', 'A'],
      ['2021-02-11', 'A1'],
    ]);
  });

  it('ignores a note row without a note', async () => {
    const file = lines(classic, row('Note', ',,,,,,', 'Dips'), row('1', '80,5,0,0,,,'));
    expect(setsOf(await read('strong', file, { unit: 'kg' }))).to.deep.equal([
      ['Squat', [set({ weight: kg(80), reps: 5 })]],
    ]);
  });

  it('makes one workout of the rows with one start and name, whatever the unit and the time zone', async () => {
    const at = (time: string, name: string): string => `2021-02-10 ${time},${name},,Squat,1,80,5,0,0,,,`;
    const file = lines(classic, at('10:00:00', 'A'), at('10:00:00', 'B'), at('11:00:00', 'C'), at('10:00:00', 'A'));
    const workouts = async (unit: 'kg' | 'lb', zone: string) =>
      (await read('strong', file, { unit, zone })).sessions.map(({ localStart, name }) => [localStart.slice(11), name]);
    const expected = [
      ['11:00:00', 'C'],
      ['10:00:00', 'A'],
      ['10:00:00', 'B'],
    ];
    expect(await workouts('kg', 'UTC')).to.deep.equal(expected);
    expect(await workouts('lb', 'Asia/Tokyo')).to.deep.equal(expected);
  });
});
