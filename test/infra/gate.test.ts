import { once } from 'node:events';
import { expect } from 'chai';
import type { Redis } from 'ioredis';
import { DomainError } from '../../src/errors.ts';
import type { AccountId } from '../../src/events/ids.ts';
import { type Gate, gateOn, type Snapshot } from '../../src/infra/gate.ts';
import { positionsIn } from '../../src/infra/positions.ts';
import { connectRedis } from '../../src/infra/redis.ts';
import { useRedis } from '../projections/support/services.ts';
import { noon } from '../support/specification.ts';

const sub = '01900000-0000-7000-8000-00000000000a' as AccountId;
const layout = { layout: 1, lanes: 4, laneOf: (owner: string) => (owner === 'system' ? 3 : 1) };
const account: Snapshot['account'] = {
  id: sub,
  name: null,
  email: 'ada@example.com',
  isActive: true,
  isSuperuser: false,
  roleName: 'Application Access',
  roleSlug: 'application-access',
  createdAt: noon,
  updatedAt: noon,
};

describe('the gate on Redis', () => {
  const server = useRedis();
  let redis: Redis;
  let shared: Gate;
  let folds: number;
  let head: bigint;
  let folded: Snapshot | null;
  before(async () => {
    redis = await connectRedis(server.url, () => {});
    shared = gateOn({
      redis,
      head: async () => head,
      foldAccount: async () => {
        folds += 1;
        return folded;
      },
    });
  });
  after(() => redis.disconnect());
  beforeEach(async () => {
    await server.redis.flushall();
    [folds, head, folded] = [0, 100n, { revision: 0, account }];
  });
  const gate = () => shared;
  const laneNeeds = async (number = 1, lanes = 4) => {
    const admitted = await gate().admit({ sub });
    return Array.from({ length: lanes }, (_, lane) => admitted?.needed(lane, number));
  };

  it('admits an active account and folds it only once', async () => {
    expect((await gate().admit({ sub }))?.account).to.deep.equal(account);
    await gate().admit({ sub });
    expect(folds).to.equal(1);
  });

  it('turns away an inactive account, and one that is not there', async () => {
    folded = { revision: 1, account: { ...account, isActive: false } };
    expect(await gate().admit({ sub })).to.equal(null);
    await server.redis.flushall();
    folded = null;
    expect(await gate().admit({ sub })).to.equal(null);
  });

  it('asks for the highest position that was noted, per lane', async () => {
    await gate().admit({ sub });
    const positions = positionsIn(redis, layout);
    await positions.record(sub, sub, 2n ** 60n);
    await positions.record(sub, sub, 500n);
    await positions.record(sub, 'system', 101n);
    expect(await laneNeeds()).to.deep.equal([100n, 2n ** 60n, 100n, 101n]);
  });

  describe('when another layout comes into force', () => {
    const newer = { layout: 2, lanes: 2, laneOf: () => 0 };

    it('asks every lane for all that was noted under the old one', async () => {
      await gate().admit({ sub });
      await positionsIn(redis, layout).record(sub, sub, 500n);
      await positionsIn(redis, layout).record(sub, 'system', 400n);
      expect(await laneNeeds(2, 2)).to.deep.equal([500n, 500n]);
      await positionsIn(redis, newer).record(sub, sub, 600n);
      expect(await laneNeeds(2, 2)).to.deep.equal([600n, 500n]);
    });

    it('loses nothing of what a process still notes under the old one', async () => {
      await gate().admit({ sub });
      await positionsIn(redis, newer).record(sub, sub, 500n);
      await positionsIn(redis, layout).record(sub, sub, 700n);
      expect(await laneNeeds(2, 2)).to.deep.equal([700n, 700n]);
      await positionsIn(redis, layout).record(sub, 'system', 600n);
      expect(await laneNeeds(2, 2)).to.deep.equal([700n, 700n]);
    });

    it('asks a reader under the old one for all that was noted under the new one', async () => {
      await gate().admit({ sub });
      await positionsIn(redis, newer).record(sub, sub, 500n);
      expect(await laneNeeds(1, 4)).to.deep.equal([500n, 500n, 500n, 500n]);
    });
  });

  it('counts all that the log holds as written once Redis has lost what it knew', async () => {
    await gate().admit({ sub });
    await positionsIn(redis, layout).record(sub, sub, 700n);
    await server.redis.flushall();
    head = 900n;
    expect(await laneNeeds()).to.deep.equal([900n, 900n, 900n, 900n]);
  });

  it('counts what was written before its marker stands, though Redis is emptied once more on the way', async () => {
    let looks = 0;
    const disturbed = gateOn({
      redis,
      foldAccount: async () => folded,
      async head() {
        const seen = head;
        looks += 1;
        if (looks > 1) return seen;
        // Somebody writes behind what was just read, and Redis loses the note of it.
        head = 900n;
        await positionsIn(redis, layout).record(sub, sub, head);
        await server.redis.flushall();
        return seen;
      },
    });
    await disturbed.admit({ sub });
    expect(await laneNeeds()).to.deep.equal([900n, 900n, 900n, 900n]);
  });

  it('counts all that the log holds as written behind a new connection, which may lead to an older copy', async () => {
    await gate().admit({ sub });
    const copy = await server.redis.get('irontrack:marker');
    await positionsIn(redis, layout).record(sub, sub, 700n);
    const ready = once(redis, 'ready');
    await server.redis.flushall();
    await server.redis.set('irontrack:marker', copy ?? '');
    await server.redis.call('CLIENT', 'KILL', 'TYPE', 'normal', 'SKIPME', 'yes');
    await ready;
    head = 900n;
    expect(await laneNeeds()).to.deep.equal([900n, 900n, 900n, 900n]);
    head = 1_000n;
    expect(await laneNeeds()).to.deep.equal([900n, 900n, 900n, 900n]);
  });

  it('keeps the newer of two snapshots, whichever comes last', async () => {
    folded = { revision: 5, account: { ...account, name: 'new' } };
    const slow = gateOn({
      redis,
      head: async () => head,
      foldAccount: async () => {
        await gate().admit({ sub });
        return { revision: 4, account: { ...account, name: 'old' } };
      },
    });
    await slow.admit({ sub });
    expect((await gate().admit({ sub }))?.account.name).to.equal('new');
  });

  it('is shut while Redis is away', async () => {
    const lost = await connectRedis(server.url, () => {});
    lost.disconnect();
    const shut = gateOn({ redis: lost, head: async () => head, foldAccount: async () => folded });
    const refusal = await shut.admit({ sub }).then(
      () => null,
      (error: unknown) => error,
    );
    expect(refusal).to.be.instanceOf(DomainError);
    expect(refusal).to.include({ code: 'unavailable' });
  });
});
