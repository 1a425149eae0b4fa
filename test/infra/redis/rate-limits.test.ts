import { expect } from 'chai';
import type { Redis } from 'ioredis';
import { DomainError } from '../../../src/errors.ts';
import { connectRedis } from '../../../src/infra/redis/client.ts';
import type { Rates } from '../../../src/infra/redis/rate-limiters.ts';
import { createRateLimits } from '../../../src/infra/redis/rate-limits.ts';
import type { RateLimitedUse, RateLimits } from '../../../src/ports/rate-limits.ts';
import { useRedis } from '../../support/databases.ts';

const secret = Buffer.alloc(32, 7);
const rates: Rates = {
  signInAccount: 10,
  ownPassword: 10,
  signInAddress: 12,
  signUp: 3,
  refresh: 0,
  passwordReset: 1,
  personalToken: 1,
  appRequest: 1,
  appRegistration: 1,
  assistantWrites: 2,
  assistantWorkouts: 2,
  appWrites: 2,
  appWorkouts: 2,
};
const signUp = (key: string): RateLimitedUse[] => [{ limit: 'signUp', key }];
const guess = (email: string, address = '203.0.113.7'): RateLimitedUse[] => [
  { limit: 'signInAddress', key: address },
  { limit: 'signInAccount', key: email },
];

describe('rate limits in Redis', () => {
  const server = useRedis();
  const connections: Redis[] = [];
  let limits: RateLimits;
  const connected = async () => {
    const redis = await connectRedis(server.url, () => {});
    connections.push(redis);
    return redis;
  };
  before(async () => {
    limits = createRateLimits(await connected(), secret, rates);
  });
  after(() => {
    for (const redis of connections) redis.disconnect();
  });
  beforeEach(() => server.redis.flushall());

  const takeMany = async (uses: readonly RateLimitedUse[], times: number) => {
    const results: (number | null)[] = [];
    for (let turn = 0; turn < times; turn += 1) results.push(await limits.take(uses));
    return results;
  };
  const counts = async () => {
    const keys = (await server.redis.keys('*')).sort();
    return Promise.all(keys.map(async (key) => Number(await server.redis.get(key))));
  };

  it('refuses uses above the limit, and returns the seconds until the minute ends', async () => {
    expect(await takeMany(signUp('203.0.113.7'), 3)).to.deep.equal([null, null, null]);
    expect(await limits.take(signUp('203.0.113.7'))).to.be.within(1, 60);
    expect(await limits.take(signUp('203.0.113.8'))).to.equal(null);
  });

  it('allows uses again when the minute is over, which refused uses do not prolong', async () => {
    await takeMany(signUp('203.0.113.7'), 3);
    const [key = ''] = await server.redis.keys('*');
    await server.redis.expire(key, 20);
    for (const seconds of await takeMany(signUp('203.0.113.7'), 3)) expect(seconds).to.be.within(1, 20);
    await server.redis.del(key);
    expect(await limits.take(signUp('203.0.113.7'))).to.equal(null);
  });

  it('allows no more uses than the limit when several processes count many at once', async () => {
    const other = createRateLimits(await connected(), secret, rates);
    const answers = await Promise.all(
      Array.from({ length: 60 }, (_, index) => (index % 2 ? limits : other).take(guess('ada@example.com'))),
    );
    expect(answers.filter((seconds) => seconds === null)).to.have.lengthOf(10);
  });

  it('subtracts uses that are given back', async () => {
    for (let turn = 0; turn < 30; turn += 1) {
      expect(await limits.take(guess('ada@example.com'))).to.equal(null);
      await limits.giveBack(guess('ada@example.com'));
    }
    expect(await counts()).to.deep.equal([0, 0]);
  });

  it('counts nothing of refused uses, whichever limit was reached', async () => {
    await takeMany(guess('ada@example.com'), 15);
    expect((await counts()).sort()).to.deep.equal([10, 10]);
    await takeMany(guess('bob@example.com'), 5);
    // The network address has reached its limit, so its further tries are refused and do not count for other accounts
    // either.
    expect((await counts()).sort()).to.deep.equal([10, 12, 2]);
  });

  it('does not count below zero when uses are given back in the next minute', async () => {
    await takeMany(signUp('203.0.113.7'), 3);
    await server.redis.flushall();
    for (let turn = 0; turn < 3; turn += 1) await limits.giveBack(signUp('203.0.113.7'));
    expect(await takeMany(signUp('203.0.113.7'), 3)).to.deep.equal([null, null, null]);
    expect(await limits.take(signUp('203.0.113.7'))).to.be.a('number');
  });

  it('counts the addresses of one IPv6 network together, and each IPv4 address in any notation alone', async () => {
    await limits.take([{ limit: 'passwordReset', key: '2001:db8:1:2:3:4:5:6' }]);
    expect(await limits.take([{ limit: 'passwordReset', key: '2001:db8:1:2::1' }])).to.be.a('number');
    expect(await limits.take([{ limit: 'passwordReset', key: '2001:db8:1:3::1' }])).to.equal(null);
    await limits.take([{ limit: 'passwordReset', key: '::ffff:203.0.113.7' }]);
    expect(await limits.take([{ limit: 'passwordReset', key: '203.0.113.7' }])).to.be.a('number');
    expect(await limits.take([{ limit: 'passwordReset', key: 'no address' }])).to.equal(null);
  });

  it('stores only hashes of email and network addresses in Redis, for a minute', async () => {
    await limits.take(guess('ada@example.com', '203.0.113.7'));
    const keys = await server.redis.keys('*');
    expect(keys).to.have.lengthOf(2);
    for (const key of keys) {
      expect(key).to.match(/^irontrack:limits:signIn(Account|Address):[\w-]{43}$/);
      expect(await server.redis.pttl(key)).to.be.within(1, 60_000);
    }
  });

  it('counts on after Redis has lost its scripts', async () => {
    await takeMany(signUp('203.0.113.7'), 2);
    await server.redis.script('FLUSH');
    expect(await limits.take(signUp('203.0.113.7'))).to.equal(null);
    expect(await limits.take(signUp('203.0.113.7'))).to.be.a('number');
  });

  it('stores nothing for a use without a limit', async () => {
    const unlimited = createRateLimits(await connected(), secret, { ...rates, signUp: 0 });
    for (let turn = 0; turn < 4; turn += 1) expect(await unlimited.take(signUp('203.0.113.7'))).to.equal(null);
    expect(await server.redis.keys('*')).to.deep.equal([]);
  });

  it('throws unavailable while Redis is down, except for uses without a limit', async () => {
    const lost = await connected();
    lost.disconnect();
    const unreachable = createRateLimits(lost, secret, rates);
    const refusal: unknown = await unreachable.take(signUp('203.0.113.7')).catch((error: unknown) => error);
    expect(refusal).to.be.instanceOf(DomainError).and.include({ code: 'unavailable' });
    await unreachable.giveBack(signUp('203.0.113.7'));
    expect(await unreachable.take([{ limit: 'refresh', key: '203.0.113.7' }])).to.equal(null);
  });
});
