import { expect } from 'chai';
import { kg, km, lb, lines, mi, read, set, setsOf } from '../support/read.ts';

const classic =
  'Date,Workout Name,Duration,Exercise Name,Set Order,Weight,Reps,Distance,Seconds,Notes,Workout Notes,RPE';
const row = (order: string, rest: string, exercise = 'Squat'): string =>
  `2021-02-10 16:46:13,Legs,1h 16m,${exercise},${order},${rest}`;

describe('the importer of Strong exports', () => {
  it('reads the comma variant with durations and RPE', async () => {
    const { sessions, rejected } = await read(
      'strong',
      lines(
        classic,
        '2021-02-10 16:46:13,"Wednesday ☀️",2h 18m,"Bench Press (Barbell)",1,75.0,8,0,0,"Deep","Super villain",8.5',
        '2021-02-10 16:46:13,"Wednesday ☀️",2h 18m,"Bench Press (Barbell)",2,61.23496995,0,0,0,"",,',
        '2021-02-10 16:46:13,"Wednesday ☀️",2h 18m,"Plank",1,0,0,0,90,,,',
        '2021-02-12 08:00:00,,45m,"Running",1,0,0,5.2,1800,,,',
      ),
      { unit: 'kg', zone: 'Europe/Berlin' },
    );
    expect(rejected).to.deep.equal([]);
    expect(sessions).to.deep.equal([
      {
        localStart: '2021-02-10T16:46:13',
        name: 'Wednesday ☀️',
        startedAt: '2021-02-10T15:46:13.000000Z',
        endedAt: '2021-02-10T18:04:13.000000Z',
        timezone: 'Europe/Berlin',
        notes: 'Super villain',
        exercises: [
          {
            name: 'Bench Press (Barbell)',
            mode: 'reps',
            supersetGroup: null,
            notes: null,
            sets: [
              set({ weight: kg(75), reps: 8, rpe: 8.5, notes: 'Deep' }),
              set({ weight: kg(61.23496995), reps: 0 }),
            ],
          },
          { name: 'Plank', mode: 'time', supersetGroup: null, notes: null, sets: [set({ seconds: 90 })] },
        ],
        isOrdered: true,
        setCount: 3,
        lines: [2, 3, 4],
      },
      {
        localStart: '2021-02-12T08:00:00',
        name: null,
        startedAt: '2021-02-12T07:00:00.000000Z',
        endedAt: '2021-02-12T07:45:00.000000Z',
        timezone: 'Europe/Berlin',
        notes: null,
        exercises: [
          {
            name: 'Running',
            mode: 'distance',
            supersetGroup: null,
            notes: null,
            sets: [set({ distance: km(5.2), seconds: 1800 })],
          },
        ],
        isOrdered: true,
        setCount: 1,
        lines: [5],
      },
    ]);
  });

  it('ends a workout without a duration at its start', async () => {
    const { sessions } = await read(
      'strong',
      lines(
        'Date,Workout Name,Exercise Name,Set Order,Weight,Reps,Distance,Seconds,Notes,Workout Notes',
        '2018-05-01 09:30:00,Push,Dips,1,-20,8,0,0,,',
      ),
      { unit: 'lb' },
    );
    expect(sessions.map(({ startedAt, endedAt }) => [startedAt, endedAt])).to.deep.equal([
      ['2018-05-01T09:30:00.000000Z', '2018-05-01T09:30:00.000000Z'],
    ]);
    expect(sessions[0]?.exercises[0]?.sets).to.deep.equal([set({ weight: lb(-20), reps: 8 })]);
  });

  it('reads the variant of 2016, whose columns are named by units and whose sets are numbered from 0', async () => {
    const contents = await read(
      'strong',
      lines(
        'Date,Workout Name,Exercise Name,Set Order,kg,Reps,km,Seconds,Notes',
        '2016-03-01 18:00:00,"A","Squat",0,60,5,0,0,""',
        '2016-03-01 18:00:00,"A","Squat",1,62.5,5,0,0,"deep"',
        '2016-03-01 18:00:00,"A","Rowing",0,0,0,2,480,""',
      ),
      // The option says pounds, but a unit in the header takes precedence.
      { unit: 'lb' },
    );
    expect(setsOf(contents)).to.deep.equal([
      ['Squat', [set({ weight: kg(60), reps: 5 }), set({ weight: kg(62.5), reps: 5, notes: 'deep' })]],
      ['Rowing', [set({ distance: km(2), seconds: 480 })]],
    ]);
  });

  it('reads the semicolon variant with units in the header and decimal commas', async () => {
    const contents = await read(
      'strong',
      lines(
        '"Workout #";"Date";"Workout Name";"Duration (sec)";"Exercise Name";"Set Order";"Weight (kg)";"Reps";"RPE";"Distance (meters)";"Seconds";"Notes";"Workout Notes"',
        '"39";"2019-03-28 15:24:28";"Shoulder";"1267";"Press";"2";"40,5";"8";"7,5";"";"";"";""',
        '"39";"2019-03-28 15:24:28";"Shoulder";"1267";"Sled";"1";"40.0";"";"";"400";"62,5";"";""',
      ),
    );
    expect(contents.sessions[0]?.endedAt).to.equal('2019-03-28T15:45:35.000000Z');
    expect(setsOf(contents)).to.deep.equal([
      ['Press', [set({ weight: kg(40.5), reps: 8, rpe: 7.5 })]],
      ['Sled', [set({ weight: kg(40), distance: { value: 400, unit: 'm' }, seconds: 62.5 })]],
    ]);
  });

  it('reads the semicolon variant with a unit in every row', async () => {
    const contents = await read(
      'strong',
      lines(
        'Date;Workout Name;Exercise Name;Set Order;Weight;Weight Unit;Reps;RPE;Distance;Distance Unit;Seconds;Notes;Workout Notes;Workout Duration',
        '2024-05-01 18:00:00;Upper;Bench;1;225;lbs;5;8;;;0;;;1h 5m',
        '2024-05-01 18:00:00;Upper;Bench;2;102,5;kg;5;;;;0;;;1h 5m',
        '2024-05-01 18:00:00;Upper;Run;1;;;;;3,1;miles;1500;;;1h 5m',
        '2024-05-01 18:00:00;Upper;Walk;1;;;;;1500;m;;;;1h 5m',
      ),
    );
    expect(contents.rejected).to.deep.equal([]);
    expect(contents.sessions[0]?.endedAt).to.equal('2024-05-01T19:05:00.000000Z');
    expect(setsOf(contents)).to.deep.equal([
      ['Bench', [set({ weight: lb(225), reps: 5, rpe: 8 }), set({ weight: kg(102.5), reps: 5 })]],
      ['Run', [set({ distance: mi(3.1), seconds: 1500 })]],
      ['Walk', [set({ distance: { value: 1500, unit: 'm' } })]],
    ]);
  });

  it('reads German column names', async () => {
    const contents = await read(
      'strong',
      lines(
        'Datum;Workout-Name;Name der Übung;Reihenfolge festlegen;Gewicht;Wiederh.;RPE;Entfernung;Sekunden;Notizen;Workout-Notizen;Workout-Dauer',
        '2023-01-01 10:00:00;A;Kniebeuge;1;80;5;;0;0;tief;gut;50m',
      ),
      { unit: 'kg' },
    );
    expect(setsOf(contents)).to.deep.equal([['Kniebeuge', [set({ weight: kg(80), reps: 5, notes: 'tief' })]]]);
    expect(contents.sessions[0]).to.include({ notes: 'gut', endedAt: '2023-01-01T10:50:00.000000Z' });
  });

  it('reads a distance without a unit as km together with kg and as miles together with lb', async () => {
    const file = lines(classic, row('1', '0,0,5,0,,,', 'Run'));
    expect(setsOf(await read('strong', file, { unit: 'kg' }))).to.deep.equal([['Run', [set({ distance: km(5) })]]]);
    expect(setsOf(await read('strong', file, { unit: 'lb' }))).to.deep.equal([['Run', [set({ distance: mi(5) })]]]);
  });

  it('marks warm-ups, drop sets and sets to failure, and ignores rest timers', async () => {
    const contents = await read(
      'strong',
      lines(
        classic,
        row('W', '40,10,0,0,,,'),
        row('Rest Timer', '0,0,0,120,,,'),
        row('1', '80,5,0,0,,,'),
        row('D', '60,8,0,0,,,'),
        row('F', '60,3,0,0,,,'),
      ),
      { unit: 'kg' },
    );
    expect(contents.rejected).to.deep.equal([]);
    expect(setsOf(contents)).to.deep.equal([
      [
        'Squat',
        [
          set({ type: 'warm_up', weight: kg(40), reps: 10 }),
          set({ weight: kg(80), reps: 5 }),
          set({ type: 'drop', weight: kg(60), reps: 8 }),
          set({ type: 'failure', weight: kg(60), reps: 3 }),
        ],
      ],
    ]);
    expect(contents.sessions[0]?.setCount).to.equal(4);
  });

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
