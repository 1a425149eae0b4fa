import { setImmediate } from 'node:timers/promises';
import { expect } from 'chai';
import { mapConcurrently } from '../../src/use-cases/map-concurrently.ts';

const items = [0, 1, 2, 3, 4, 5, 6, 7];

describe('mapConcurrently', () => {
  it('returns the results in the order of the items, with at most so many calls at once', async () => {
    let [running, most] = [0, 0];
    const results = await mapConcurrently(items, 3, async (item) => {
      running += 1;
      most = Math.max(most, running);
      for (let turns = items.length - item; turns > 0; turns -= 1) await setImmediate();
      running -= 1;
      return item * 10;
    });
    expect(results).to.deep.equal(items.map((item) => item * 10));
    expect(most).to.equal(3);
  });

  it('starts no further call after a failure and rejects with it once all running calls have ended', async () => {
    const started: number[] = [];
    const ended: number[] = [];
    const failure = await mapConcurrently(items, 3, async (item) => {
      started.push(item);
      await setImmediate();
      if (item === 1) throw new Error('failed');
      for (let turns = 0; turns < 5; turns += 1) await setImmediate();
      ended.push(item);
    }).catch((error: unknown) => error);
    expect(failure).to.have.property('message', 'failed');
    expect(started).to.deep.equal([0, 1, 2]);
    expect(ended).to.deep.equal([0, 2]);
  });
});
