import { expect } from 'chai';
import { lines, measurementsIn } from '../support/read.ts';

const header = 'Date,Time,Measurement,Value,Unit,Comment';
const read = (...rows: readonly string[]) => measurementsIn('fitnotes', lines(...rows));
const contentsOf = async (...rows: readonly string[]) => (await read(header, ...rows)).measurements;

describe('the importer of FitNotes’ body file', () => {
  it('reads measurements of all kinds with their units, times and comments', async () => {
    const { measurements, rejected, leftOut, sessions } = await read(
      header,
      '2024-03-11,07:30:00,Bodyweight,180.0,lbs,"fasted, at home"',
      '2024-03-11,21:15:20,Body Weight,82.5,kgs,',
      '2024-03-11,,Body Fat,18.5,%,',
      '2024-03-11,,Left Bicep,36.5,cm,',
      '2024-03-11,,Calf (R),15,in,',
    );
    expect([rejected, leftOut, sessions]).to.deep.equal([[], [], []]);
    const day = '2024-03-11';
    expect(measurements).to.deep.equal([
      { kind: 'body_weight', value: 180, unit: 'lb', day, time: '07:30', notes: 'fasted, at home' },
      { kind: 'body_weight', value: 82.5, unit: 'kg', day, time: '21:15:20', notes: null },
      { kind: 'body_fat', value: 18.5, unit: '%', day, time: null, notes: null },
      { kind: 'left_upper_arm', value: 36.5, unit: 'cm', day, time: null, notes: null },
      { kind: 'right_calf', value: 15, unit: 'in', day, time: null, notes: null },
    ]);
  });

  it('decides by the whole file whether the day or the month is first', async () => {
    const days = await contentsOf('03/04/2024,,Waist,80,cm,', '23/12/2023,,Waist,81,cm,');
    expect(days.map(({ day }) => day)).to.deep.equal(['2024-04-03', '2023-12-23']);
  });

  it('rejects what it does not understand, with the reason', async () => {
    const { measurements, rejected } = await read(
      header,
      '2024-03-11,,Resting Heart Rate,55,bpm,',
      '2024-03-11,,Biceps,36,cm,',
      '2024-03-11,,Body Weight,12,st,',
      '2024-03-11,,Body Weight,,kg,',
      '2024-03-11,,Waist,80,,',
      '2024-02-31,,Waist,80,cm,',
      '2024-03-11,,Waist,abc,cm,',
    );
    expect(measurements).to.deep.equal([]);
    expect(rejected.map(({ line }) => line)).to.deep.equal([2, 3, 4, 5, 6, 7, 8]);
    expect(rejected.slice(0, 5).map(({ reason }) => reason)).to.deep.equal([
      'The measurement "Resting Heart Rate" is unknown.',
      'The measurement "Biceps" is unknown.',
      'The unit "st" is unknown.',
      'The value is missing.',
      'The measurement has no unit.',
    ]);
  });

  it('reads a repetition once, and numbers different measurements of one moment', async () => {
    const row = (value: number) => `2024-03-11,07:30,Body Weight,${value},kg,`;
    const { identities } = await read(header, row(80), row(81), row(80), header, row(81));
    expect(identities).to.deep.equal([
      '["body_weight","2024-03-11","07:30"] 0',
      '["body_weight","2024-03-11","07:30"] 1',
    ]);
  });

  it('repairs commas of comments, and leaves out a comment that is too long', async () => {
    const { measurements, leftOut } = await read(
      header,
      '2024-03-11,,Neck,38,cm,cold, but well',
      `2024-03-12,,Neck,38,cm,${'x'.repeat(10_001)}`,
    );
    expect(measurements.map(({ notes }) => notes)).to.deep.equal(['cold, but well', null]);
    expect(leftOut.map(({ line }) => line)).to.deep.equal([3]);
  });

  it('is still refused for a file that is neither of FitNotes’ two kinds', async () => {
    const error = await read('Date,Time,Value', '2024-03-11,,80').then(
      () => null,
      (refused: unknown) => refused,
    );
    expect(error).to.have.nested.property('validationErrors[0].field', 'file');
  });
});

describe('the body weight in StrongLifts exports', () => {
  const columns = (unit: string) => `Date,Workout,Workout Name,Body Weight (${unit}),Exercise,Set 1 (Reps),Set 1 (KG)`;
  const readFile = (...rows: readonly string[]) => measurementsIn('stronglifts', lines(...rows));

  it('is one measurement of each day, however many rows repeat it', async () => {
    const { measurements, sessions, leftOut } = await readFile(
      columns('LB'),
      '2026/08/11,1,A,180.5,Squat,5,60',
      '2026/08/11,1,A,180.5,Row,5,40',
      '2026/08/13,2,B,,Squat,5,60',
      '2026/08/15,3,A,0,Squat,5,60',
      '2026/08/17,4,A,181,Squat,5,60',
    );
    expect(leftOut).to.deep.equal([]);
    expect(sessions).to.have.lengthOf(4);
    const rest = { kind: 'body_weight', unit: 'lb', time: null, notes: null };
    expect(measurements).to.deep.equal([
      { ...rest, value: 180.5, day: '2026-08-11' },
      { ...rest, value: 181, day: '2026-08-17' },
    ]);
  });

  it('is left out with a report when it is no weight, and the sets are read', async () => {
    const { measurements, sessions, leftOut } = await readFile(columns('KG'), '2026/08/11,1,A,heavy,Squat,5,60');
    expect([measurements, sessions.length]).to.deep.equal([[], 1]);
    expect(leftOut).to.deep.equal([{ line: 2, reason: 'The body weight "heavy" is not a number.' }]);
  });

  it('is left out when its column has an unknown unit', async () => {
    const { leftOut } = await readFile(columns('ST'), '2026/08/11,1,A,12,Squat,5,60');
    expect(leftOut.map(({ reason }) => reason)).to.deep.equal(['The body weight has no unit (kg or lb).']);
  });
});
