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

  it('ignores a rest in every way to write zeros, and nothing that has more than seconds', async () => {
    const contents = await read(
      'strong',
      lines(
        classic,
        row('1', '80,5,0,0,,,'),
        row('Rest', '0.00,0,0.000,60,,,0'),
        row('Rest', '+0,,-0.0,60,,,'),
        row('Rest', '0,3,0,60,,,'),
        row('Rest', '0,0,0,60,"slow",,'),
        row('Rest', '0,0,0,60,,,8'),
      ),
      { unit: 'kg' },
    );
    expect(setsOf(contents)).to.deep.equal([
      ['Squat', [set({ weight: kg(80), reps: 5 }), set({ reps: 3, notes: '60 s' })]],
      ['Squat', [set({ seconds: 60, notes: 'slow' }), set({ seconds: 60, rpe: 8 })]],
    ]);
  });

  it('reads a set that has only seconds, unless it has a word instead of its number', async () => {
    for (const [order, type] of [
      ['1', 'normal'],
      ['', 'normal'],
      ['W', 'warm_up'],
      ['w', 'warm_up'],
    ] as const) {
      const contents = await read('strong', lines(classic, row(order, '0,0,0,60,,,')), { unit: 'kg' });
      expect(setsOf(contents), order).to.deep.equal([['Squat', [set({ type, seconds: 60 })]]]);
    }
  });
});
