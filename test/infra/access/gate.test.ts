import { once } from 'node:events';
import { expect } from 'chai';
import type { Redis } from 'ioredis';
import type { AccountDocument, AccountPresence } from '../../../src/documents/account.ts';
import { DomainError } from '../../../src/errors.ts';
import type { AccountId } from '../../../src/events/ids.ts';
import { createGate, type Gate } from '../../../src/infra/access/gate.ts';
import { createAuthCache } from '../../../src/infra/redis/auth-cache.ts';
import { connectRedis } from '../../../src/infra/redis/client.ts';
import { createPositions } from '../../../src/infra/redis/positions.ts';
import { useRedis } from '../../support/databases.ts';
import { firstCredentialId, noon } from '../../support/specification.ts';

const sub = '01900000-0000-7000-8000-00000000000a' as AccountId;
const layout = { layout: 1, lanes: 4, laneOf: (owner: string) => (owner === 'system' ? 3 : 1) };
const account: AccountDocument = {
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

type Folded = Readonly<{ fold: AccountPresence; revision: number }>;
const foldedAt = (revision: number, part: Partial<AccountDocument> = {}, signedOutAt = 0): Folded => ({
  revision,
  fold: {
    kind: 'present',
    document: { ...account, ...part },
    credentialId: firstCredentialId,
    signedOutAt,
  },
});
const absent: Folded = { revision: -1, fold: { kind: 'absent' } };
const token = { sub, jti: 'token-1', gen: 0 };

describe('the gate on Redis', () => {
  const server = useRedis();
  let redis: Redis;
  let shared: Gate;
  let folds: number;
  let head: bigint;
  let folded: Folded;
  let standing: boolean;
  let looks: number;
  type Parts = Readonly<{
    redis: Redis;
    head: () => Promise<bigint>;
    foldAccount: () => Promise<Folded>;
    isStanding: () => Promise<boolean>;
  }>;
  const gateWith = (parts: Partial<Parts> = {}): Gate => {
    const on = parts.redis ?? redis;
    const facts = createAuthCache(on, parts.head ?? (async () => head));
    const foldAccount = async () => {
      folds += 1;
      return folded;
    };
    const isStanding = async () => {
      looks += 1;
      return standing;
    };
    return createGate({ redis: on, facts, foldAccount, isStanding, ...parts });
  };
  before(async () => {
    redis = await connectRedis(server.url, () => {});
    shared = gateWith();
  });
  after(() => redis.disconnect());
  beforeEach(async () => {
    await server.redis.flushall();
    [folds, head, folded, standing, looks] = [0, 100n, foldedAt(0), true, 0];
  });
  const gate = () => shared;
  const laneNeeds = async (number = 1, lanes = 4) => {
    const admitted = await gate().admit(token);
    return Array.from({ length: lanes }, (_, lane) => admitted?.requiredPosition(lane, number));
  };

  it('admits an active account and folds it only once', async () => {
    expect((await gate().admit(token))?.account).to.deep.equal(account);
    await gate().admit(token);
    expect(folds).to.equal(1);
  });

  it('tells the revision of the account, of what is kept as of what is learnt', async () => {
    folded = foldedAt(3);
    for (const revision of [3, 3]) expect((await gate().admit(token))?.revision).to.equal(revision);
    folded = foldedAt(4, { name: 'Ada' });
    await gate().renew(sub);
    expect(await gate().admit(token)).to.deep.include({ revision: 4, account: { ...account, name: 'Ada' } });
  });

  it('turns away an inactive account, and one that is not there', async () => {
    folded = foldedAt(1, { isActive: false });
    expect(await gate().admit(token)).to.equal(null);
    await server.redis.flushall();
    folded = absent;
    expect(await gate().admit(token)).to.equal(null);
  });

  it('turns away a token that does not stand, and asks only once', async () => {
    standing = false;
    expect(await gate().admit(token)).to.equal(null);
    expect(await gate().admit(token)).to.equal(null);
    expect(looks).to.equal(1);
  });

  it('turns away a token that was revoked, from the moment that is answered', async () => {
    expect(await gate().admit(token)).not.to.equal(null);
    standing = false;
    await gate().revoke([token.jti], 60);
    expect(await gate().admit(token)).to.equal(null);
    expect(await gate().admit({ ...token, jti: 'token-2' })).to.equal(null);
    expect(looks).to.equal(2);
  });

  it('turns away tokens from before everybody was signed out', async () => {
    expect(await gate().admit(token)).not.to.equal(null);
    folded = foldedAt(3, {}, 3);
    await gate().renew(sub);
    expect(await gate().admit(token)).to.equal(null);
    expect((await gate().admit({ ...token, gen: 3 }))?.generation).to.equal(3);
  });

  it('believes nothing that was kept before Redis lost what it knew', async () => {
    await gate().admit(token);
    [standing, folded] = [false, foldedAt(1, { isActive: false })];
    const kept = await Promise.all(
      (await server.redis.keys('*')).map(async (key) => [key, (await server.redis.get(key)) ?? ''] as const),
    );
    await gate().revoke([token.jti], 60);
    await gate().renew(sub);
    const ready = once(redis, 'ready');
    // A copy from before: the good token and the active account are in it, under their epoch.
    await server.redis.flushall();
    for (const [key, value] of kept) await server.redis.set(key, value);
    await server.redis.call('CLIENT', 'KILL', 'TYPE', 'normal', 'SKIPME', 'yes');
    await ready;
    expect(await gate().admit(token)).to.equal(null);
  });

  it('does not keep what a reader has read before Redis was emptied', async () => {
    await gate().requiredPosition(sub);
    const slow = gateWith({
      isStanding: async () => {
        await gate().revoke([token.jti], 60);
        await server.redis.flushall();
        await gate().requiredPosition(sub);
        return true;
      },
    });
    await slow.admit(token);
    standing = false;
    expect(await gate().admit(token)).to.equal(null);
  });

  it('asks for the highest position that was noted, per lane', async () => {
    await gate().admit(token);
    const positions = createPositions(redis, layout);
    await positions.record(sub, sub, 2n ** 60n);
    await positions.record(sub, sub, 500n);
    await positions.record(sub, 'system', 101n);
    expect(await laneNeeds()).to.deep.equal([100n, 2n ** 60n, 100n, 101n]);
  });

  describe('when another layout comes into force', () => {
    const newer = { layout: 2, lanes: 2, laneOf: () => 0 };

    it('asks every lane for all that was noted under the old one', async () => {
      await gate().admit(token);
      await createPositions(redis, layout).record(sub, sub, 500n);
      await createPositions(redis, layout).record(sub, 'system', 400n);
      expect(await laneNeeds(2, 2)).to.deep.equal([500n, 500n]);
      await createPositions(redis, newer).record(sub, sub, 600n);
      expect(await laneNeeds(2, 2)).to.deep.equal([600n, 500n]);
    });

    it('loses nothing of what a process still notes under the old one', async () => {
      await gate().admit(token);
      await createPositions(redis, newer).record(sub, sub, 500n);
      await createPositions(redis, layout).record(sub, sub, 700n);
      expect(await laneNeeds(2, 2)).to.deep.equal([700n, 700n]);
      await createPositions(redis, layout).record(sub, 'system', 600n);
      expect(await laneNeeds(2, 2)).to.deep.equal([700n, 700n]);
    });

    it('asks a reader under the old one for all that was noted under the new one', async () => {
      await gate().admit(token);
      await createPositions(redis, newer).record(sub, sub, 500n);
      expect(await laneNeeds(1, 4)).to.deep.equal([500n, 500n, 500n, 500n]);
    });
  });

  it('counts all that the log holds as written once Redis has lost what it knew', async () => {
    await gate().admit(token);
    await createPositions(redis, layout).record(sub, sub, 700n);
    await server.redis.flushall();
    head = 900n;
    expect(await laneNeeds()).to.deep.equal([900n, 900n, 900n, 900n]);
  });

  it('counts what was written before its marker stands, though Redis is emptied once more on the way', async () => {
    let looks = 0;
    const disturbed = gateWith({
      async head() {
        const seen = head;
        looks += 1;
        if (looks > 1) return seen;
        // Somebody writes behind what was just read, and Redis loses the note of it.
        head = 900n;
        await createPositions(redis, layout).record(sub, sub, head);
        await server.redis.flushall();
        return seen;
      },
    });
    await disturbed.admit(token);
    expect(await laneNeeds()).to.deep.equal([900n, 900n, 900n, 900n]);
  });

  it('counts all that the log holds as written behind a new connection, which may lead to an older copy', async () => {
    await gate().admit(token);
    const copy = await server.redis.get('irontrack:marker');
    await createPositions(redis, layout).record(sub, sub, 700n);
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
    folded = foldedAt(5, { name: 'new' });
    await gate().requiredPosition(sub);
    const slow = gateWith({
      head: async () => head,
      foldAccount: async () => {
        await gate().renew(sub);
        return foldedAt(4, { name: 'old' });
      },
    });
    await slow.admit(token);
    expect((await gate().admit(token))?.account.name).to.equal('new');
  });

  it('is shut while Redis is away', async () => {
    const lost = await connectRedis(server.url, () => {});
    lost.disconnect();
    const shut = gateWith({ redis: lost });
    const refusal = await shut.admit(token).then(
      () => null,
      (error: unknown) => error,
    );
    expect(refusal).to.be.instanceOf(DomainError);
    expect(refusal).to.include({ code: 'unavailable' });
  });
});
