import { expect } from 'chai';
import { createRecentHead } from '../../../src/infra/log/recent-head.ts';

describe('the recent end of the log', () => {
  /** An end of the log that grows with each reading, as seen through a cache of 450 ms at the times given. */
  async function positionsAt(...times: readonly number[]): Promise<readonly bigint[]> {
    let [position, time] = [0n, 0];
    const head = createRecentHead(
      async () => (position += 1n),
      450,
      () => time,
    );
    const positions: bigint[] = [];
    for (time of times) positions.push(await head());
    return positions;
  }

  it('is read once for all followers that ask for it within its time', async () => {
    expect(await positionsAt(0, 1, 449)).to.deep.equal([1n, 1n, 1n]);
  });

  it('is read again after its time, which begins when it was asked for', async () => {
    expect(await positionsAt(0, 450, 899, 900)).to.deep.equal([1n, 2n, 2n, 3n]);
  });

  it('is read again after a failure', async () => {
    const outcomes = [Promise.reject(new Error('unavailable')), Promise.resolve(7n)];
    const head = createRecentHead(
      () => outcomes.shift() ?? Promise.resolve(0n),
      450,
      () => 0,
    );
    const [failed, shared] = [head(), head()].map((asked) => asked.catch(() => 'failed'));
    expect([await failed, await shared, await head()]).to.deep.equal(['failed', 'failed', 7n]);
  });
});
