import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { type QuerySqlToken, sql } from 'slonik';
import { z } from 'zod';
import type { AccountId, AuthSessionId } from '../../../src/events/ids.ts';
import { createAuthSessions } from '../../../src/infra/access/auth-sessions.ts';
import type { IssuedTokens } from '../../../src/ports/auth-sessions.ts';
import { useDatabase } from '../../support/databases.ts';

const [ada, eve] = ['01900000-0000-7000-8000-00000000000a', '01900000-0000-7000-8000-00000000000b'] as AccountId[] as [
  AccountId,
  AccountId,
];
const [accessSeconds, refreshSeconds, graceSeconds] = [1_800, 604_800, 10];

describe('token authSessions on Postgres', () => {
  const database = useDatabase();
  let revoked: Set<string>;
  let warnings: object[];
  let authSessions: ReturnType<typeof createAuthSessions>;
  beforeEach(async () => {
    [revoked, warnings] = [new Set(), []];
    authSessions = authSessionsWith();
    await change(sql.unsafe`DELETE FROM token_families`);
  });
  const authSessionsWith = (revoke = async (_ids: readonly string[]) => {}) =>
    createAuthSessions({
      ...{ db: database.db, accessSeconds, refreshSeconds, graceSeconds },
      async revoke(ids, seconds) {
        await revoke(ids);
        expect(seconds).to.equal(accessSeconds);
        for (const id of ids) revoked.add(id);
      },
      logger: { warn: (_message, fields = {}) => void warnings.push(fields) },
    });

  const change = (statement: QuerySqlToken) => database.db.query(statement);
  const count = async (table: 'token_families' | 'issued_tokens') =>
    Number(
      await database.db.oneFirst(
        sql.type(z.object({ count: z.bigint() }))`SELECT count(*) FROM ${sql.identifier([table])}`,
      ),
    );
  /** As if so much time had passed since the token was spent. */
  const age = (tokenId: string, seconds: number) =>
    change(
      sql.unsafe`UPDATE issued_tokens SET spent_at = spent_at - make_interval(secs => ${seconds}) WHERE id = ${tokenId}`,
    );
  const expire = (family: AuthSessionId) =>
    change(sql.unsafe`UPDATE token_families SET expires_at = now() - interval '1 second' WHERE id = ${family}`);
  const rotate = ({ account, authSession, refreshId: tokenId }: IssuedTokens, generation = 0) =>
    authSessions.rotate({ account, authSession, tokenId }, generation);
  const rotated = async (issued: IssuedTokens): Promise<IssuedTokens> => {
    const next = await rotate(issued);
    if (!next) throw new Error('The token was not rotated');
    return next;
  };
  const stands = ({ accessId }: IssuedTokens) => authSessions.isStanding(accessId);

  it('begin with a pair of tokens that stands', async () => {
    const issued = await authSessions.open(ada, 3, 'Firefox');
    expect(issued).to.include({ account: ada, generation: 3 });
    expect(await stands(issued)).to.equal(true);
    expect(issued.issuedAt).to.be.closeTo(Date.now() / 1_000, 5);
  });

  it('know no other tokens, and no refresh token for an access token', async () => {
    const { refreshId } = await authSessions.open(ada, 0, null);
    expect(await authSessions.isStanding(refreshId)).to.equal(false);
    expect(await authSessions.isStanding(randomUUID())).to.equal(false);
  });

  describe('rotation', () => {
    it('makes a new pair, and keeps the family and the access tokens that are about', async () => {
      const first = await authSessions.open(ada, 2, null);
      const second = await rotate(first, 2);
      expect(second).to.include({ authSession: first.authSession, account: ada, generation: 2 });
      expect([second?.accessId, second?.refreshId]).not.to.include.members([first.accessId, first.refreshId]);
      expect(await stands(first)).to.equal(true);
    });

    it('gives a hundred who spend one token at once one and the same pair', async () => {
      const first = await authSessions.open(ada, 0, null);
      const pairs = await Promise.all(Array.from({ length: 100 }, () => rotate(first)));
      const [pair] = pairs;
      if (!pair) throw new Error('Nobody got a pair');
      for (const each of pairs) expect(each).to.deep.equal(pair);
      expect(await stands(pair)).to.equal(true);
      expect(await count('issued_tokens')).to.equal(4);
      expect(await rotate(pair), 'nobody is logged out').not.to.equal(null);
    });

    it('answers a token that was spent a moment ago with what stands now, also where that is two generations on', async () => {
      const first = await authSessions.open(ada, 0, null);
      const second = await rotated(first);
      const third = await rotated(second);
      await age(first.refreshId, graceSeconds - 2);
      expect(await rotate(first)).to.deep.equal(third);
      expect(await rotate(second)).to.deep.equal(third);
      expect(revoked).to.deep.equal(new Set());
    });

    for (const generations of [1, 2]) {
      it(`ends the family when a token of ${generations} before is spent again too late`, async () => {
        const first = await authSessions.open(ada, 0, null);
        const second = await rotated(first);
        const last = generations === 1 ? second : await rotated(second);
        await age(first.refreshId, graceSeconds + 1);
        expect(await rotate(first)).to.equal(null);
        expect(await rotate(last)).to.equal(null);
        for (const issued of [first, second, last]) expect(revoked.has(issued.accessId)).to.equal(true);
        expect(await stands(last)).to.equal(false);
        expect(warnings).to.deep.equal([{ account: ada, authSession: first.authSession }]);
      });
    }

    it('refuses who has seen no token of the family, whatever else is right', async () => {
      const [mine, other] = [await authSessions.open(ada, 0, null), await authSessions.open(eve, 0, null)];
      const spend = (part: Partial<Parameters<typeof authSessions.rotate>[0]>) =>
        authSessions.rotate({ account: ada, authSession: mine.authSession, tokenId: mine.refreshId, ...part }, 0);
      expect(await spend({ account: eve })).to.equal(null);
      expect(await spend({ authSession: other.authSession })).to.equal(null);
      expect(await spend({ tokenId: other.refreshId })).to.equal(null);
      expect(await spend({ tokenId: mine.accessId })).to.equal(null);
      expect(await spend({ tokenId: randomUUID() })).to.equal(null);
      expect(await rotate(mine)).not.to.equal(null);
      expect(await rotate(other)).not.to.equal(null);
    });

    it('refuses once everybody was signed out, or the family has expired', async () => {
      const [before, old] = [await authSessions.open(ada, 4, null), await authSessions.open(ada, 4, null)];
      expect(await rotate(before, 5)).to.equal(null);
      await expire(old.authSession);
      expect(await rotate(old, 4)).to.equal(null);
    });

    it('lets no token live on that it made while the family was ended', async () => {
      for (let round = 0; round < 25; round += 1) {
        const issued = await authSessions.open(ada, 0, null);
        const [pair, ended] = await Promise.all([rotate(issued), authSessions.end(ada, issued.authSession)]);
        expect(ended).to.equal(true);
        for (const each of [issued, ...(pair ? [pair] : [])]) {
          expect(revoked.has(each.accessId)).to.equal(true);
          expect(await stands(each)).to.equal(false);
          expect(await rotate(each)).to.equal(null);
        }
      }
    });
  });

  describe('the end', () => {
    it('is of all access tokens that the family ever got, and of no other family', async () => {
      const [first, other] = [await authSessions.open(ada, 0, null), await authSessions.open(ada, 0, null)];
      const second = await rotated(first);
      expect(await authSessions.end(ada, first.authSession)).to.equal(true);
      expect(revoked).to.deep.equal(new Set([first.accessId, second.accessId]));
      expect(await Promise.all([first, second, other].map(stands))).to.deep.equal([false, false, true]);
      expect(await rotate(second)).to.equal(null);
    });

    it('is for the account alone to bring about', async () => {
      const issued = await authSessions.open(ada, 0, null);
      expect(await authSessions.end(eve, issued.authSession)).to.equal(false);
      expect(await authSessions.end(ada, randomUUID() as AuthSessionId)).to.equal(false);
      expect(revoked.size).to.equal(0);
      expect(await stands(issued)).to.equal(true);
    });

    it('can be brought about again by who did not hear of it, for others may not have either', async () => {
      const issued = await authSessions.open(ada, 0, null);
      const deaf = authSessionsWith(() => Promise.reject(new Error('Redis is away')));
      expect(await deaf.end(ada, issued.authSession).catch(() => 'unheard')).to.equal('unheard');
      expect(await stands(issued), 'durable by then').to.equal(false);
      expect(await authSessions.end(ada, issued.authSession)).to.equal(true);
      expect(revoked.has(issued.accessId)).to.equal(true);
    });
  });

  describe('the list of devices', () => {
    it('tells those that stand, last used first', async () => {
      const [phone, laptop, gone, expired] = [
        await authSessions.open(ada, 1, 'Phone'),
        await authSessions.open(ada, 1, null),
        await authSessions.open(ada, 1, 'Gone'),
        await authSessions.open(ada, 1, 'Expired'),
      ];
      await authSessions.open(ada, 0, 'Signed out everywhere since');
      await authSessions.open(eve, 1, "Somebody else's");
      await authSessions.end(ada, gone.authSession);
      await expire(expired.authSession);
      await change(
        sql.unsafe`UPDATE token_families SET issued_at = issued_at - interval '1 hour' WHERE id = ${laptop.authSession}`,
      );
      const devices = await authSessions.list(ada, 1);
      expect(devices.map(({ id, userAgent }) => [id, userAgent])).to.deep.equal([
        [phone.authSession, 'Phone'],
        [laptop.authSession, null],
      ]);
      expect(devices[0]?.lastUsedAt.localeCompare(devices[0].createdAt)).to.be.at.least(0);
      for (const { createdAt, lastUsedAt } of devices) {
        for (const time of [createdAt, lastUsedAt]) expect(time).to.match(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/);
      }
    });

    it('keeps the beginning of a name that is too long', async () => {
      await authSessions.open(ada, 0, 'x'.repeat(5_000));
      expect((await authSessions.list(ada, 0))[0]?.userAgent).to.equal('x'.repeat(200));
    });
  });

  it('are swept once they have expired, with their tokens, when somebody signs in', async () => {
    const [old, kept] = [await authSessions.open(ada, 0, null), await authSessions.open(eve, 0, null)];
    await expire(old.authSession);
    await authSessions.open(ada, 0, null);
    expect(await count('token_families')).to.equal(2);
    expect(await count('issued_tokens')).to.equal(4);
    expect(await stands(kept)).to.equal(true);
  });

  it('lose the tokens that have expired at their next rotation', async () => {
    const issued = await authSessions.open(ada, 0, null);
    await change(
      sql.unsafe`UPDATE issued_tokens SET expires_at = now() - interval '1 second' WHERE id = ${issued.accessId}`,
    );
    await rotate(issued);
    expect(await stands(issued)).to.equal(false);
    expect(await count('issued_tokens')).to.equal(3);
  });

  it('leave nothing of an account that is forgotten', async () => {
    const [first, second, other] = [
      await authSessions.open(ada, 0, null),
      await authSessions.open(ada, 0, null),
      await authSessions.open(eve, 0, null),
    ];
    await expire(second.authSession);
    await authSessions.forget(ada);
    expect(await authSessions.list(ada, 0)).to.deep.equal([]);
    expect(await count('token_families')).to.equal(1);
    expect(await count('issued_tokens')).to.equal(2);
    expect(revoked.has(first.accessId)).to.equal(true);
    expect(await stands(other)).to.equal(true);
  });
});
