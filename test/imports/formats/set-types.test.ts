import { expect } from 'chai';
import { lines, readAll } from '../support/read.ts';

const typesIn = async (format: 'strong' | 'hevy', file: string) => {
  const { sessions, leftOut } = await readAll(format, file, { unit: 'kg' });
  const types = sessions.flatMap(({ exercises }) => exercises.flatMap(({ sets }) => sets.map(({ type }) => type)));
  return [types, leftOut.map(({ reason }) => reason)];
};

describe('the types of sets in an export', () => {
  it('are read from every word that Hevy writes', async () => {
    const words = ['', 'normal', 'warmup', 'warm_up', 'Warm-Up', 'dropset', 'drop_set', 'drop', ' FAILURE ', 'giant'];
    const rows = words.map((word, index) => `2021-01-01,Squat,${index},${word},80,5`);
    expect(
      await typesIn('hevy', lines('start_time,exercise_title,set_index,set_type,weight_kg,reps', ...rows)),
    ).to.deep.equal([
      ['normal', 'normal', 'warm_up', 'warm_up', 'warm_up', 'drop', 'drop', 'drop', 'failure', 'normal'],
      ['The set type "giant" is unknown. It is left out.'],
    ]);
  });

  it('are read from numbers and letters that Strong writes', async () => {
    const rows = ['W', 'w', '1', ' 2 ', 'D', 'd', 'F', 'f', '12'].map((order) => `2021-01-01,Squat,${order},80,5`);
    expect(await typesIn('strong', lines('Date,Exercise Name,Set Order,Weight,Reps', ...rows))).to.deep.equal([
      ['warm_up', 'warm_up', 'normal', 'normal', 'drop', 'drop', 'failure', 'failure', 'normal'],
      [],
    ]);
  });
});
