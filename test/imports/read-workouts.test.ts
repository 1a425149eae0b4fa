import { expect } from 'chai';
import { lines, readAll } from './support/read.ts';

describe('workouts whose rows are mixed', () => {
  it('are read one after the other where they are too large together, and each row is reported once', async () => {
    const row = (day: number, set: number, mood = '') => `2024-03-0${day},Squat,${set},60,5,${mood}`;
    const long = 'x'.repeat(200_000);
    const sets = Array.from({ length: 42 }, (_, index) => index + 1);
    const file = lines(
      'Date,Exercise Name,Set Order,Weight (kg),Reps,Mood',
      row(3, 1),
      ...sets.flatMap((set) => [row(1, set, long), row(2, set, long)]),
      'soon,Squat,1,60,5,',
      'x',
      row(3, 2),
    );
    const { sessions, rejected, refused } = await readAll('strong', file);
    expect(sessions.map(({ localStart, setCount }) => [localStart.slice(0, 10), setCount])).to.deep.equal([
      ['2024-03-01', 42],
      ['2024-03-03', 2],
      ['2024-03-02', 42],
    ]);
    expect(rejected.map(({ line }) => line)).to.deep.equal([87, 88]);
    expect(refused).to.deep.equal([]);
  });
});
