import { expect } from 'chai';
import { DomainError } from '../../../src/errors.ts';
import type { AccountId } from '../../../src/events/ids.ts';
import { connectRedis } from '../../../src/infra/redis/client.ts';
import { absentAccount, account, foldedAt, sub, token, useGate } from '../support/use-gate.ts';

describe('the gate', () => {
  const { server, durable, reads, gate, gateWith, restore } = useGate();

  it('admits a valid token of an active account, and folds the account only once', async () => {
    expect((await gate().admit(token))?.account).to.deep.equal(account);
    await gate().admit(token);
    expect(reads.account).to.equal(1);
  });

  it('returns the revision of the account, for a loaded and for a cached account', async () => {
    durable.folded = foldedAt(3);
    for (const revision of [3, 3]) expect((await gate().admit(token))?.revision).to.equal(revision);
    durable.folded = foldedAt(4, { name: 'Ada' });
    await gate().renew(sub);
    expect(await gate().admit(token)).to.deep.include({ revision: 4, account: { ...account, name: 'Ada' } });
  });

  it('refuses the token of an inactive account and of an absent account', async () => {
    durable.folded = foldedAt(1, { isActive: false });
    expect(await gate().admit(token)).to.equal(null);
    await server.redis.flushall();
    durable.folded = absentAccount;
    expect(await gate().admit(token)).to.equal(null);
  });

  it('refuses a token that Postgres does not hold as valid, and asks Postgres only once', async () => {
    durable.isTokenValid = false;
    expect(await gate().admit(token)).to.equal(null);
    expect(await gate().admit(token)).to.equal(null);
    expect(reads.token).to.equal(1);
  });

  it('asks Postgres about a token for each account that claims it, because the token was issued to one of them', async () => {
    expect(await gate().admit(token)).not.to.equal(null);
    durable.isTokenValid = false;
    const other = '01900000-0000-7000-8000-00000000000b' as AccountId;
    expect(await gate().admit({ ...token, sub: other })).to.equal(null);
    expect(await gate().admit(token)).not.to.equal(null);
    expect(reads.token).to.equal(2);
  });

  it('refuses a revoked token as soon as the revocation is answered', async () => {
    expect(await gate().admit(token)).not.to.equal(null);
    durable.isTokenValid = false;
    await gate().revoke(sub, [token.jti], 60);
    expect(await gate().admit(token)).to.equal(null);
    expect(await gate().admit({ ...token, jti: 'token-2' })).to.equal(null);
    expect(reads.token).to.equal(2);
  });

  it('refuses tokens issued before the account was signed out everywhere', async () => {
    expect(await gate().admit(token)).not.to.equal(null);
    durable.folded = foldedAt(3, {}, 3);
    await gate().renew(sub);
    expect(await gate().admit(token)).to.equal(null);
    expect((await gate().admit({ ...token, gen: 3 }))?.generation).to.equal(3);
  });

  it('uses nothing of an older copy of Redis that was restored', async () => {
    await gate().admit(token);
    Object.assign(durable, { isTokenValid: false, folded: foldedAt(1, { isActive: false }) });
    const copy: Record<string, string> = {};
    for (const key of await server.redis.keys('*')) copy[key] = (await server.redis.get(key)) ?? '';
    await gate().revoke(sub, [token.jti], 60);
    await gate().renew(sub);
    // The copy of Redis still holds the token as valid and the account as active, under the epoch of that time.
    await restore(copy);
    expect(await gate().admit(token)).to.equal(null);
  });

  it('does not store what a slow reader read before Redis was emptied', async () => {
    await gate().requiredPosition(sub);
    const slow = gateWith({
      isTokenValid: async () => {
        await gate().revoke(sub, [token.jti], 60);
        await server.redis.flushall();
        await gate().requiredPosition(sub);
        return true;
      },
    });
    await slow.admit(token);
    durable.isTokenValid = false;
    expect(await gate().admit(token)).to.equal(null);
  });

  it('does not store what a reader read that was frozen longer than its nonce lives', async () => {
    const frozen = gateWith({
      readAccount: async () => {
        durable.folded = foldedAt(5, { name: 'new' });
        await gate().renew(sub);
        // Simulates that this reader freezes for long: meanwhile Redis deletes the reader's nonce, the key without
        // which it may not store what it has read, and the snapshot of revision 5.
        for (const key of await server.redis.keys('*nonce:*')) await server.redis.del(key);
        for (const key of await server.redis.keys('*account:*')) await server.redis.del(key);
        return foldedAt(4, { name: 'old' });
      },
    });
    await frozen.admit(token);
    expect((await gate().admit(token))?.account.name).to.equal('new');
  });

  it('keeps the newer of two account snapshots, in whichever order they are stored', async () => {
    durable.folded = foldedAt(5, { name: 'new' });
    await gate().requiredPosition(sub);
    const slow = gateWith({
      readAccount: async () => {
        await gate().renew(sub);
        return foldedAt(4, { name: 'old' });
      },
    });
    await slow.admit(token);
    expect((await gate().admit(token))?.account.name).to.equal('new');
  });

  it('throws unavailable while Redis is down', async () => {
    const lost = await connectRedis(server.url, () => {});
    lost.disconnect();
    const refusal = await gateWith({ redis: lost })
      .admit(token)
      .catch((error: unknown) => error);
    expect(refusal).to.be.instanceOf(DomainError).and.to.include({ code: 'unavailable' });
  });
});
