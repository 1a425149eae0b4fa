import { expect } from 'chai';
import { shareFor } from '../../src/service/processes/share.ts';

describe('a shared answer', () => {
  it('is read once for all who ask at the same time or within its time, and anew after it', async () => {
    let [reads, at] = [0, 0];
    const ask = shareFor(
      1_000,
      async () => {
        reads += 1;
        return reads;
      },
      () => at,
    );
    expect(await Promise.all(Array.from({ length: 50 }, ask))).to.deep.equal(Array(50).fill(1));
    at = 999;
    expect(await ask()).to.equal(1);
    at = 1_000;
    expect(await Promise.all([ask(), ask()])).to.deep.equal([2, 2]);
    expect(reads).to.equal(2);
  });

  it('is read anew after a failure', async () => {
    let reads = 0;
    const ask = shareFor(1_000, async () => {
      reads += 1;
      if (reads === 1) throw new Error('Away');
      return reads;
    });
    expect(await Promise.allSettled([ask(), ask()]).then((all) => all.map(({ status }) => status))).to.deep.equal([
      ...['rejected', 'rejected'],
    ]);
    expect(await ask()).to.equal(2);
  });
});
