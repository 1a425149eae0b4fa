import { expect } from 'chai';
import { lines, readAll, refusalOf } from '../support/read.ts';

const header = 'Date,Exercise Name,Set Order,Weight (kg),Reps';
const row = (day: number, exercise: string) => `2024-03-0${day},${exercise},1,80,5`;
const messageOf = async (reading: Promise<unknown>) => {
  const error = await refusalOf(reading);
  return (error as { validationErrors: { field: string; message: string }[] }).validationErrors[0];
};

describe('the first reading of a file', () => {
  it('finds whether all workouts have their exercises in the order of the alphabet', async () => {
    const orderOf = async (...rows: readonly string[]) =>
      (await readAll('strong', lines(header, ...rows))).sessions.map(({ isOrdered }) => isOrdered);
    expect(await orderOf(row(1, 'A'), row(1, 'B'), row(2, 'A'), row(2, 'C'))).to.deep.equal([false, false]);
    expect(await orderOf(row(1, 'A'), row(1, 'B'), row(2, 'C'), row(2, 'A'))).to.deep.equal([true, true]);
  });

  it('tells workouts of one start apart by their ends, as dates or as times of day', async () => {
    const columns = 'Date,Workout,Workout Name,Exercise,Start Time,End Time,Set 1 (Reps),Set 1 (kg)';
    const at = (end: string, exercise = 'Squat') => `2026/08/11,,A,${exercise},10:00 AM,${end},5,60`;
    const { sessions } = await readAll(
      'stronglifts',
      lines(columns, at('10:30 AM'), at('11:00 AM'), at('11:00', 'Dip')),
    );
    expect(sessions.map(({ setCount }) => setCount)).to.deep.equal([1, 2]);
    const hevy = 'title,start_time,end_time,exercise_title,set_index,weight_kg,reps';
    const until = (end: string, set = 0) => `A,2026-08-11 10:00,2026-08-11 ${end},Squat,${set},60,5`;
    const contents = await readAll('hevy', lines(hevy, until('10:30'), until('11:00'), until('11:00:00', 1)));
    expect(contents.sessions.map(({ setCount }) => setCount)).to.deep.equal([1, 2]);
  });

  it('refuses more than 50 different headers', async () => {
    const headers = Array.from({ length: 51 }, (_, index) => `${header},X${index}`);
    expect((await readAll('strong', lines(...headers.slice(1)))).sessions).to.deep.equal([]);
    expect(await messageOf(readAll('strong', lines(...headers)))).to.deep.include({
      ...{ field: 'file', message: 'The file has more than 50 different headers.' },
    });
  });

  it('needs a weight unit only where weights have none', async () => {
    const without = 'date,exercise,reps';
    expect((await readAll('csv', lines(without, '2024-03-01,Dip,5'))).sessions).to.have.lengthOf(1);
    const inRows = 'date,exercise,weight,weight unit';
    expect((await readAll('csv', lines(inRows, '2024-03-01,Dip,5,kg'))).sessions).to.have.lengthOf(1);
    const plain = lines('date,exercise,weight', '2024-03-01,Dip,5');
    expect(await messageOf(readAll('csv', plain))).to.deep.include({ field: 'unit' });
    expect((await readAll('csv', plain, { unit: 'lb' })).sessions[0]?.exercises[0]?.sets[0]?.weight).to.deep.equal({
      ...{ value: 5, unit: 'lb' },
    });
  });

  it('refuses an unknown character set and an unknown time zone', async () => {
    const file = lines(header, row(1, 'A'));
    expect(await messageOf(readAll('strong', file, { charset: 'klingon' }))).to.deep.include({
      ...{ field: 'charset', message: 'Unknown character set.' },
    });
    expect((await readAll('strong', file, { charset: 'windows-1252' })).sessions).to.have.lengthOf(1);
    for (const zone of ['Mars', 'x'.repeat(65), '']) {
      expect(await messageOf(readAll('strong', file, { zone })), zone).to.deep.include({
        ...{ field: 'timezone', message: 'Unknown time zone.' },
      });
    }
  });

  it('finds no start in a row with a cell that is too long', async () => {
    const hevy = 'title,start_time,end_time,exercise_title,set_index,weight_kg,reps';
    const { rejected, sessions } = await readAll(
      'hevy',
      lines(hevy, `A,2026-08-11 10:00,${'x'.repeat(201)},Squat,0,60,5`, 'A,2026-08-11 10:00,,Squat,1,60,5'),
    );
    expect(rejected).to.deep.equal([{ line: 2, reason: 'The row has no readable start.' }]);
    expect(sessions.map(({ setCount }) => setCount)).to.deep.equal([1]);
  });

  it('rejects the sets of one start after 10,000', async () => {
    const columns = 'Date,Workout,Workout Name,Exercise,Sets×Time,Set 1 (Reps),Set 1 (kg)';
    const sets = (count: number) => `2026/08/11,1,A,Plank,${count}×0:30,,`;
    const rows = [...Array.from({ length: 101 }, () => sets(99)), sets(2), sets(1), sets(1)];
    const { rejected, sessions } = await readAll('stronglifts', lines(columns, ...rows));
    const reason = 'The workout has more than 10,000 sets.';
    expect(rejected).to.deep.equal([103, 105].map((line) => ({ line, reason })));
    expect(sessions.map(({ setCount }) => setCount)).to.deep.equal([10_000]);
  });
});
