import { expect } from 'chai';
import { lines, read } from '../support/read.ts';

/** The seconds from start to end of a workout with the duration, or why its row is rejected. */
const durationOf = async (duration: string) => {
  const { sessions, rejected } = await read(
    'strong',
    lines('Date,Duration,Exercise Name,Set Order,Weight,Reps', `2021-01-01 00:00:00,${duration},Squat,1,80,5`),
    { unit: 'kg' },
  );
  const session = sessions[0];
  return session ? (Date.parse(session.endedAt) - Date.parse(session.startedAt)) / 1000 : rejected[0]?.reason;
};

describe('the durations of an export', () => {
  for (const [text, seconds] of [
    ['1h 16m', 4560],
    ['45m', 2700],
    ['2h', 7200],
    ['58s', 58],
    ['1h 2m 3s', 3723],
    ['145h 27m', 523_620],
    ['7 min', 420],
    ['01:10:00', 4200],
    ['1267', 1267],
    ['1000001', 1_000_001],
    ['', 0],
  ] as const) {
    it(`reads the duration ${JSON.stringify(text)}`, async () => {
      expect(await durationOf(text)).to.equal(seconds);
    });
  }

  it('rejects an invalid duration', async () => {
    for (const text of ['soon', '-5', '999999999h', '1:2:3', '1h 2']) {
      expect(await durationOf(text)).to.equal(`The duration "${text}" is not valid.`);
    }
  });
});
