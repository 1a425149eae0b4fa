import { expect } from 'chai';
import { DomainError } from '../../../src/errors.ts';
import type { Instant } from '../../../src/events/ids.ts';
import { newBearer, parseBearer } from '../../../src/infra/access/bearer-text.ts';
import type { StoredPersonalToken } from '../../../src/infra/access/personal-tokens.ts';
import { connectRedis } from '../../../src/infra/redis/client.ts';
import { account, foldedAt, stored, sub, token, useGate } from '../support/use-gate.ts';

describe('the gate for personal access tokens', () => {
  const { server, durable, reads, used, gate, gateWith, restore } = useGate();
  const text = newBearer('personal', sub);
  const parsed = parseBearer(text) ?? { kind: 'personal', account: sub, hash: '' };
  const attempts: string[] = [];
  beforeEach(() => void attempts.splice(0));

  const admit = (sent = text, by = gate()) =>
    by.admitBearer(sent, (check) => {
      attempts.push(sent);
      return check();
    });
  const revoke = async () => {
    durable.stored = null;
    await gate().revokeBearer(parsed);
  };
  /** A gate that reads a token from Postgres, and does something else before it stores what it has read. */
  const slowGate = (meanwhile: () => Promise<void>) =>
    gateWith({
      personalTokens: {
        async find(): Promise<StoredPersonalToken> {
          await meanwhile();
          return stored;
        },
        recordUse: () => {},
      },
    });

  it('admits a valid token with its scopes, and asks Postgres only once', async () => {
    for (let number = 0; number < 3; number += 1) {
      expect(await admit()).to.deep.include({
        account,
        revision: 0,
        token: { kind: 'personal', id: stored.id, scopes: ['read'] },
      });
    }
    expect(reads).to.deep.equal({ account: 1, token: 0, personalToken: 1 });
    expect(attempts).to.have.lengthOf(1);
    expect(used).to.deep.equal([stored.id, stored.id, stored.id]);
  });

  it('needs one round trip to Redis for a known token, like a cookie', async () => {
    const sent: string[] = [];
    await admit();
    await gate().admit(token);
    const monitor = await server.redis.monitor();
    monitor.on('monitor', (_time: string, args: readonly string[]) => void sent.push(String(args[0]).toLowerCase()));
    await admit();
    await gate().admit(token);
    await server.redis.ping('end');
    while (!sent.includes('ping')) await new Promise((resolve) => monitor.once('monitor', resolve));
    monitor.disconnect();
    expect(sent.filter((name) => name !== 'ping' && name !== 'info')).to.deep.equal(['mget', 'mget']);
  });

  it('refuses a text that is no token without asking anyone', async () => {
    for (const wrong of ['', 'x', `${text}x`, text.toUpperCase(), 'x'.repeat(100_000)]) {
      expect(await admit(wrong)).to.equal(null);
    }
    expect([reads.personalToken, attempts.length]).to.deep.equal([0, 0]);
  });

  it('refuses an unknown token, and does not try it again as long as Redis remembers that', async () => {
    durable.stored = null;
    expect([await admit(), await admit()]).to.deep.equal([null, null]);
    expect([reads.personalToken, attempts.length]).to.deep.equal([1, 1]);
    expect(used).to.deep.equal([]);
  });

  it('lets the caller refuse to try a token that Redis does not know', async () => {
    const refusal = new Error('Too many');
    const refused = await gate()
      .admitBearer(text, () => Promise.reject(refusal))
      .catch((error: unknown) => error);
    expect([refused, reads.personalToken]).to.deep.equal([refusal, 0]);
  });

  it('compares the end of a token with the clock at each request', async () => {
    expect(await admit()).not.to.equal(null);
    durable.now = stored.expiresAt;
    expect(await admit()).to.equal(null);
    durable.now = '2026-03-02T11:59:59.999999Z' as Instant;
    expect(await admit()).not.to.equal(null);
    expect(reads.personalToken).to.equal(1);
  });

  it('refuses the token of an inactive account, and one issued before a sign-out everywhere', async () => {
    expect(await admit()).not.to.equal(null);
    durable.folded = foldedAt(1, {}, 1);
    await gate().renew(sub);
    expect(await admit()).to.equal(null);
    durable.stored = { ...stored, generation: 1 };
    const later = newBearer('personal', sub);
    expect(await admit(later)).not.to.equal(null);
    durable.folded = foldedAt(2, { isActive: false }, 1);
    await gate().renew(sub);
    expect(await admit(later)).to.equal(null);
  });

  it('refuses a revoked token as soon as the revocation is answered', async () => {
    expect(await admit()).not.to.equal(null);
    await revoke();
    expect(await admit()).to.equal(null);
    await server.redis.flushall();
    expect(await admit()).to.equal(null);
  });

  it('does not store over a revocation what a slow reader read before it', async () => {
    await gate().requiredPosition(sub);
    await admit(text, slowGate(revoke));
    expect(await admit()).to.equal(null);
  });

  it('overwrites at a revocation what a slow reader stored before it', async () => {
    await gate().requiredPosition(sub);
    await admit(
      text,
      slowGate(async () => {}),
    );
    await revoke();
    expect(await admit()).to.equal(null);
  });

  it('does not store what a slow reader read before Redis was emptied', async () => {
    await gate().requiredPosition(sub);
    const slow = slowGate(async () => {
      await revoke();
      await server.redis.flushall();
      await gate().requiredPosition(sub);
    });
    await admit(text, slow);
    expect(await admit()).to.equal(null);
  });

  it('does not store what a reader read that was frozen longer than its nonce and the revocation live', async () => {
    await gate().requiredPosition(sub);
    const frozen = slowGate(async () => {
      await revoke();
      for (const key of await server.redis.keys('*nonce:*')) await server.redis.del(key);
      for (const key of await server.redis.keys('*bearer:*')) await server.redis.del(key);
    });
    await admit(text, frozen);
    expect(await admit()).to.equal(null);
  });

  it('uses nothing of an older copy of Redis that was restored', async () => {
    await admit();
    const copy: Record<string, string> = {};
    for (const key of await server.redis.keys('*')) copy[key] = (await server.redis.get(key)) ?? '';
    await revoke();
    await restore(copy);
    expect(await admit()).to.equal(null);
  });

  it('keeps neither the text of a token nor its secret in Redis', async () => {
    await admit();
    const kept: string[] = [];
    for (const key of await server.redis.keys('*')) kept.push(key, String(await server.redis.get(key)));
    expect(kept.join('\n')).to.include(parsed.hash).and.not.to.include(text.slice(-30));
  });

  it('throws unavailable while Redis is down, for a request and for a revocation', async () => {
    const lost = await connectRedis(server.url, () => {});
    lost.disconnect();
    const gateWithoutRedis = gateWith({ redis: lost });
    for (const refused of [gateWithoutRedis.revokeBearer(parsed), admit(text, gateWithoutRedis)]) {
      const refusal = await refused.catch((error: unknown) => error);
      expect(refusal).to.be.instanceOf(DomainError).and.to.include({ code: 'unavailable' });
    }
  });
});
