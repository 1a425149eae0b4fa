import { expect } from 'chai';
import { kg, km, lb, lines, mi, read, set, setsOf } from '../support/read.ts';

const header = (weight = 'weight_kg', distance = 'distance_km'): string =>
  `"title","start_time","end_time","description","exercise_title","superset_id","exercise_notes","set_index","set_type","${weight}","reps","${distance}","duration_seconds","rpe"`;
const row = (rest: string, exercise = '"Squat",,""'): string =>
  `"Legs","5 Dec 2025, 11:37","5 Dec 2025, 12:55","",${exercise},${rest}`;

describe('the importer of Hevy exports', () => {
  it('reads titles, notes, supersets and set types', async () => {
    const { sessions, rejected } = await read(
      'hevy',
      lines(
        header(),
        '"Morning workout ☀️","5 Dec 2025, 11:37","5 Dec 2025, 12:55","Slept well\\nAte, too","Squat (Barbell)",0,"Belt\\n""wide""",0,"warmup",40,10,,,',
        '"Morning workout ☀️","5 Dec 2025, 11:37","5 Dec 2025, 12:55","Slept well\\nAte, too","Squat (Barbell)",0,"Belt\\n""wide""",1,"normal",82.5,5,,,9.5',
        '"Morning workout ☀️","5 Dec 2025, 11:37","5 Dec 2025, 12:55","Slept well\\nAte, too","Pull Up",0,"two\nlines",0,"failure",,12,,,',
        '"Morning workout ☀️","5 Dec 2025, 11:37","5 Dec 2025, 12:55","Slept well\\nAte, too","Pull Up",0,"two\nlines",1,"dropset",0,0,,,',
        '"Morning workout ☀️","5 Dec 2025, 11:37","5 Dec 2025, 12:55","Slept well\\nAte, too","Running",,"",0,"normal",,,5,1680,',
        '"Morning workout ☀️","5 Dec 2025, 11:37","5 Dec 2025, 12:55","Slept well\\nAte, too","Plank",,"",0,"normal",,,,90,',
        '"Morning workout ☀️","5 Dec 2025, 11:37","5 Dec 2025, 12:55","Slept well\\nAte, too","Stretching",,"",0,"normal",,,,,',
      ),
      { zone: 'America/New_York' },
    );
    expect(rejected).to.deep.equal([]);
    const entry = { supersetGroup: null, notes: null };
    expect(sessions).to.deep.equal([
      {
        localStart: '2025-12-05T11:37:00',
        name: 'Morning workout ☀️',
        startedAt: '2025-12-05T16:37:00.000000Z',
        endedAt: '2025-12-05T17:55:00.000000Z',
        timezone: 'America/New_York',
        notes: 'Slept well\nAte, too',
        exercises: [
          {
            name: 'Squat (Barbell)',
            mode: 'reps',
            supersetGroup: 0,
            notes: 'Belt\n"wide"',
            sets: [set({ type: 'warm_up', weight: kg(40), reps: 10 }), set({ weight: kg(82.5), reps: 5, rpe: 9.5 })],
          },
          {
            name: 'Pull Up',
            mode: 'reps',
            supersetGroup: 0,
            notes: 'two\nlines',
            sets: [set({ type: 'failure', reps: 12 }), set({ type: 'drop', reps: 0 })],
          },
          { ...entry, name: 'Running', mode: 'distance', sets: [set({ distance: km(5), seconds: 1680 })] },
          { ...entry, name: 'Plank', mode: 'time', sets: [set({ seconds: 90 })] },
          { ...entry, name: 'Stretching', mode: 'sets_only', sets: [set()] },
        ],
        isOrdered: true,
        setCount: 7,
        lines: [2, 3, 4, 6, 8, 9, 10],
      },
    ]);
  });

  it('reads pounds and miles', async () => {
    const contents = await read(
      'hevy',
      lines(
        header('weight_lbs', 'distance_miles'),
        row('0,"normal",225,5,,,'),
        row('0,"normal",,,3.1,1500,', '"Run",,""'),
      ),
      { unit: 'kg' },
    );
    expect(setsOf(contents)).to.deep.equal([
      ['Squat', [set({ weight: lb(225), reps: 5 })]],
      ['Run', [set({ distance: mi(3.1), seconds: 1500 })]],
    ]);
  });

  it('keeps repetitions of an exercise apart', async () => {
    const { sessions } = await read(
      'hevy',
      lines(
        header(),
        ...[row('0,"warmup",40,5,,,'), row('1,"normal",80,5,,,'), row('0,"warmup",30,5,,,'), row('1,"normal",60,5,,,')],
        row('2,"normal",60,5,,,', '"Squat",1,""'),
      ),
    );
    expect(sessions[0]?.exercises.map(({ sets }) => sets.map(({ weight }) => weight?.value))).to.deep.equal([
      [40, 80],
      [30, 60],
      [60],
    ]);
  });

  it('keeps workouts apart that start in the same minute', async () => {
    const at = (title: string, end: string): string =>
      `"${title}","5 Dec 2025, 11:37","5 Dec 2025, ${end}","","Squat",,"",0,"normal",80,5,,,`;
    const { sessions } = await read('hevy', lines(header(), at('A', '12:00'), at('B', '12:00'), at('B', '12:30')));
    expect(sessions.map(({ name, endedAt }) => [name, endedAt?.slice(11, 16)])).to.deep.equal([
      ['A', '12:00'],
      ['B', '12:00'],
      ['B', '12:30'],
    ]);
  });

  it('keeps workouts apart that have the same title and different starts', async () => {
    const at = (start: string): string => `"A","5 Dec 2025, ${start}","","","Squat",,"",0,"normal",80,5,,,`;
    const { sessions } = await read('hevy', lines(header(), at('11:37'), at('11:38')));
    expect(sessions.map(({ localStart }) => localStart)).to.deep.equal(['2025-12-05T11:37:00', '2025-12-05T11:38:00']);
  });

  it('ends a workout without an end, or with an end before its start, at its start', async () => {
    const at = (day: number, end: string): string =>
      `"A","${day} Dec 2025, 11:37","${end}","","Squat",,"",0,"normal",80,5,,,`;
    const { sessions } = await read('hevy', lines(header(), at(1, ''), at(2, '2 Dec 2025, 11:00')));
    expect(sessions.map(({ endedAt }) => endedAt)).to.deep.equal([
      '2025-12-01T11:37:00.000000Z',
      '2025-12-02T11:37:00.000000Z',
    ]);
  });
});
