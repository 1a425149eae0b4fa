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

describe('auth sessions in Postgres', () => {
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
      async revoke(_account, ids, seconds) {
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
  /** Makes the time at which the token was spent earlier by `seconds`. */
  const age = (tokenId: string, seconds: number) =>
    change(
      sql.unsafe`UPDATE issued_tokens SET spent_at = spent_at - make_interval(secs => ${seconds}) WHERE id = ${tokenId}`,
    );
  const expire = (authSession: AuthSessionId) =>
    change(sql.unsafe`UPDATE token_families SET expires_at = now() - interval '1 second' WHERE id = ${authSession}`);
  const rotate = ({ account, authSession, refreshId: tokenId }: IssuedTokens, generation = 0) =>
    authSessions.rotate({ account, authSession, tokenId }, generation);
  const rotated = async (issued: IssuedTokens): Promise<IssuedTokens> => {
    const next = await rotate(issued);
    if (!next) throw new Error('The token was not rotated');
    return next;
  };
  const isValid = ({ account, accessId }: IssuedTokens) => authSessions.isTokenValid(account, accessId);

  it('opens an auth session with a valid pair of tokens', async () => {
    const issued = await authSessions.open(ada, 3, 'Firefox');
    expect(issued).to.include({ account: ada, generation: 3 });
    expect(await isValid(issued)).to.equal(true);
    expect(issued.issuedAt).to.be.closeTo(Date.now() / 1_000, 5);
  });

  it('accepts neither an unknown token nor a refresh token as an access token', async () => {
    const { refreshId } = await authSessions.open(ada, 0, null);
    expect(await authSessions.isTokenValid(ada, refreshId)).to.equal(false);
    expect(await authSessions.isTokenValid(ada, randomUUID())).to.equal(false);
  });

  it('accepts an access token of its own account only', async () => {
    const { accessId } = await authSessions.open(ada, 0, null);
    expect(await authSessions.isTokenValid(ada, accessId)).to.equal(true);
    expect(await authSessions.isTokenValid(eve, accessId)).to.equal(false);
  });

  it('keeps at most 50 auth sessions of an account: a sign-in ends and deletes the one unused for longest', async () => {
    const others = await authSessions.open(eve, 0, null);
    const all: IssuedTokens[] = [];
    for (let number = 0; number < 50; number += 1) {
      all.push(await authSessions.open(ada, 0, null));
      await change(
        sql.unsafe`UPDATE token_families SET issued_at = issued_at - interval '1 minute' WHERE account_id = ${ada}`,
      );
    }
    const [oldest, second] = all as [IssuedTokens, IssuedTokens];
    expect(revoked.size).to.equal(0);
    await rotate(oldest);
    await authSessions.open(ada, 0, null);
    expect([await isValid(oldest), await isValid(second)]).to.deep.equal([true, false]);
    expect(revoked).to.deep.equal(new Set([second.accessId]));
    expect(await rotate(second)).to.equal(null);
    expect(await authSessions.list(ada, 0)).to.have.lengthOf(50);
    expect(await count('token_families')).to.equal(51);
    expect(await isValid(others)).to.equal(true);
  });

  it('deletes ended auth sessions beyond the limit before valid ones', async () => {
    const kept = await authSessions.open(ada, 0, null);
    await change(sql.unsafe`UPDATE token_families SET issued_at = issued_at - interval '1 hour'`);
    for (let number = 0; number < 50; number += 1) {
      await authSessions.end(ada, (await authSessions.open(ada, 0, null)).authSession);
    }
    expect(await isValid(await authSessions.open(ada, 0, null))).to.equal(true);
    expect(await isValid(kept)).to.equal(true);
    expect(await count('token_families')).to.equal(50);
  });

  describe('rotating', () => {
    it('rotates to a new pair of the same auth session, and keeps earlier access tokens valid', async () => {
      const first = await authSessions.open(ada, 2, null);
      const second = await rotate(first, 2);
      expect(second).to.include({ authSession: first.authSession, account: ada, generation: 2 });
      expect([second?.accessId, second?.refreshId]).not.to.include.members([first.accessId, first.refreshId]);
      expect(await isValid(first)).to.equal(true);
    });

    it('returns the same pair to a hundred requests that spend one refresh token at once', async () => {
      const first = await authSessions.open(ada, 0, null);
      const pairs = await Promise.all(Array.from({ length: 100 }, () => rotate(first)));
      const [pair] = pairs;
      if (!pair) throw new Error('No request got a pair');
      for (const each of pairs) expect(each).to.deep.equal(pair);
      expect(await isValid(pair)).to.equal(true);
      expect(await count('issued_tokens')).to.equal(4);
      expect(await rotate(pair), 'the session is still valid').not.to.equal(null);
    });

    it('returns the current pair for a token spent within the grace period, also when it was rotated twice since', async () => {
      const first = await authSessions.open(ada, 0, null);
      const second = await rotated(first);
      const third = await rotated(second);
      await age(first.refreshId, graceSeconds - 2);
      expect(await rotate(first)).to.deep.equal(third);
      expect(await rotate(second)).to.deep.equal(third);
      expect(revoked).to.deep.equal(new Set());
    });

    for (const rotations of [1, 2]) {
      it(`ends the auth session when a token is spent again after the grace period and ${rotations} rotation(s)`, async () => {
        const first = await authSessions.open(ada, 0, null);
        const second = await rotated(first);
        const last = rotations === 1 ? second : await rotated(second);
        await age(first.refreshId, graceSeconds + 1);
        expect(await rotate(first)).to.equal(null);
        expect(await rotate(last)).to.equal(null);
        for (const issued of [first, second, last]) expect(revoked.has(issued.accessId)).to.equal(true);
        expect(await isValid(last)).to.equal(false);
        expect(warnings).to.deep.equal([{ account: ada, authSession: first.authSession }]);
      });
    }

    it('refuses to rotate when the account, the auth session or the token does not belong to the others', async () => {
      const [own, other] = [await authSessions.open(ada, 0, null), await authSessions.open(eve, 0, null)];
      const spend = (part: Partial<Parameters<typeof authSessions.rotate>[0]>) =>
        authSessions.rotate({ account: ada, authSession: own.authSession, tokenId: own.refreshId, ...part }, 0);
      expect(await spend({ account: eve })).to.equal(null);
      expect(await spend({ authSession: other.authSession })).to.equal(null);
      expect(await spend({ tokenId: other.refreshId })).to.equal(null);
      expect(await spend({ tokenId: own.accessId })).to.equal(null);
      expect(await spend({ tokenId: randomUUID() })).to.equal(null);
      expect(await rotate(own)).not.to.equal(null);
      expect(await rotate(other)).not.to.equal(null);
    });

    it('refuses to rotate a token after a sign-out everywhere, and of an expired auth session', async () => {
      const [before, old] = [await authSessions.open(ada, 4, null), await authSessions.open(ada, 4, null)];
      expect(await rotate(before, 5)).to.equal(null);
      await expire(old.authSession);
      expect(await rotate(old, 4)).to.equal(null);
    });

    it('leaves no valid token when an auth session is rotated and ended at the same time', async () => {
      for (let round = 0; round < 25; round += 1) {
        const issued = await authSessions.open(ada, 0, null);
        const [pair, ended] = await Promise.all([rotate(issued), authSessions.end(ada, issued.authSession)]);
        expect(ended).to.equal(true);
        for (const each of [issued, ...(pair ? [pair] : [])]) {
          expect(revoked.has(each.accessId)).to.equal(true);
          expect(await isValid(each)).to.equal(false);
          expect(await rotate(each)).to.equal(null);
        }
      }
    });
  });

  describe('ending', () => {
    it('revokes all access tokens of an ended auth session, and of no other', async () => {
      const [first, other] = [await authSessions.open(ada, 0, null), await authSessions.open(ada, 0, null)];
      const second = await rotated(first);
      expect(await authSessions.end(ada, first.authSession)).to.equal(true);
      expect(revoked).to.deep.equal(new Set([first.accessId, second.accessId]));
      expect(await Promise.all([first, second, other].map(isValid))).to.deep.equal([false, false, true]);
      expect(await rotate(second)).to.equal(null);
    });

    it('refuses to end the auth session of another account, and an unknown one', async () => {
      const issued = await authSessions.open(ada, 0, null);
      expect(await authSessions.end(eve, issued.authSession)).to.equal(false);
      expect(await authSessions.end(ada, randomUUID() as AuthSessionId)).to.equal(false);
      expect(revoked.size).to.equal(0);
      expect(await isValid(issued)).to.equal(true);
    });

    it('ends an auth session again after a failed revocation, which Postgres had already recorded', async () => {
      const issued = await authSessions.open(ada, 0, null);
      const failing = authSessionsWith(() => Promise.reject(new Error('Redis is away')));
      expect(await failing.end(ada, issued.authSession).catch(() => 'failed')).to.equal('failed');
      expect(await isValid(issued), 'it has ended in Postgres').to.equal(false);
      expect(await authSessions.end(ada, issued.authSession)).to.equal(true);
      expect(revoked.has(issued.accessId)).to.equal(true);
    });
  });

  describe('the list', () => {
    it('lists the valid auth sessions of an account, last used first', async () => {
      const [phone, laptop, gone, expired] = [
        await authSessions.open(ada, 1, 'Phone'),
        await authSessions.open(ada, 1, null),
        await authSessions.open(ada, 1, 'Gone'),
        await authSessions.open(ada, 1, 'Expired'),
      ];
      await authSessions.open(ada, 0, 'Signed out everywhere since');
      await authSessions.open(eve, 1, 'Of another account');
      await authSessions.end(ada, gone.authSession);
      await expire(expired.authSession);
      await change(
        sql.unsafe`UPDATE token_families SET issued_at = issued_at - interval '1 hour' WHERE id = ${laptop.authSession}`,
      );
      const listed = await authSessions.list(ada, 1);
      expect(listed.map(({ id, userAgent }) => [id, userAgent])).to.deep.equal([
        [phone.authSession, 'Phone'],
        [laptop.authSession, null],
      ]);
      expect(listed[0]?.lastUsedAt.localeCompare(listed[0].createdAt)).to.be.at.least(0);
      for (const { createdAt, lastUsedAt } of listed) {
        for (const time of [createdAt, lastUsedAt]) expect(time).to.match(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/);
      }
    });

    it('stores the first 200 characters of a long user agent', async () => {
      await authSessions.open(ada, 0, 'x'.repeat(5_000));
      expect((await authSessions.list(ada, 0))[0]?.userAgent).to.equal('x'.repeat(200));
    });
  });

  it('deletes expired auth sessions with their tokens at the next sign-in of any account', async () => {
    const [old, kept] = [await authSessions.open(ada, 0, null), await authSessions.open(eve, 0, null)];
    await expire(old.authSession);
    await authSessions.open(ada, 0, null);
    expect(await count('token_families')).to.equal(2);
    expect(await count('issued_tokens')).to.equal(4);
    expect(await isValid(kept)).to.equal(true);
  });

  it('deletes the expired tokens of an auth session when it is rotated', async () => {
    const issued = await authSessions.open(ada, 0, null);
    await change(
      sql.unsafe`UPDATE issued_tokens SET expires_at = now() - interval '1 second' WHERE id = ${issued.accessId}`,
    );
    await rotate(issued);
    expect(await isValid(issued)).to.equal(false);
    expect(await count('issued_tokens')).to.equal(3);
  });

  it('deletes all auth sessions of an account, and revokes their tokens', async () => {
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
    expect(await isValid(other)).to.equal(true);
  });
});
