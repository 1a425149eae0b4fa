import { expect } from 'chai';
import { createRequestLimits } from '../../../src/infra/local/request-limits.ts';

describe('limits of requests', () => {
  it('allow as many requests per window as the quota, and count each account apart', async () => {
    const limits = createRequestLimits({ account: 2, address: 0 });
    const counts = [await limits.count('account', 'a'), await limits.count('account', 'a')];
    expect(counts.map((count) => [count?.remaining, count?.isExceeded])).to.deep.equal([
      [1, false],
      [0, false],
    ]);
    const third = await limits.count('account', 'a');
    expect(third).to.include({ quota: 2, windowSeconds: 60, remaining: 0, isExceeded: true });
    expect(third?.secondsLeft).to.be.within(1, 60);
    expect(await limits.count('account', 'b')).to.include({ remaining: 1, isExceeded: false });
  });

  it('count the addresses of one IPv6 network as one, and nothing where the quota is 0', async () => {
    const limits = createRequestLimits({ account: 0, address: 5 });
    await limits.count('address', '2001:db8::1');
    expect(await limits.count('address', '2001:db8::2')).to.include({ remaining: 3 });
    expect(await limits.count('address', '2001:db8:0:1::1')).to.include({ remaining: 4 });
    expect(await limits.count('account', 'a')).to.equal(null);
  });
});
