import { expect } from 'chai';
import { type DatabasePool, type QuerySqlToken, sql } from 'slonik';
import { z } from 'zod';
import type { AccountId, Instant, PersonalTokenId } from '../../../src/events/ids.ts';
import { maxPersonalTokens } from '../../../src/events/token-values.ts';
import { newBearer, parseBearer } from '../../../src/infra/access/bearer-text.ts';
import { createPersonalTokens, type StoredPersonalTokens } from '../../../src/infra/access/personal-tokens.ts';
import { useDatabase } from '../../support/databases.ts';

const [ada, eve] = ['01900000-0000-7000-8000-00000000000a', '01900000-0000-7000-8000-00000000000b'] as [
  AccountId,
  AccountId,
];
const expiresAt = '2099-01-01T00:00:00.000000Z' as Instant;
const unknown = '01900000-0000-7000-8000-0000000000ee' as PersonalTokenId;

describe('personal access tokens in Postgres', () => {
  const database = useDatabase();
  /** The statements without rows that the tokens have sent. */
  const statements: Promise<unknown>[] = [];
  let revoked: Set<string>;
  let tokens: StoredPersonalTokens;
  beforeEach(async () => {
    revoked = new Set();
    tokens = tokensWith();
    await change(sql.unsafe`DELETE FROM personal_tokens`);
  });
  const recorded: DatabasePool['query'] = (statement) => {
    const running = database.db.query(statement);
    statements.push(running);
    return running;
  };
  const tokensWith = (revoke = async () => {}) =>
    createPersonalTokens({
      db: { ...database.db, query: recorded },
      async revoke({ account, hash }) {
        await revoke();
        revoked.add(`${account} ${hash}`);
      },
    });
  const change = (statement: QuerySqlToken) => database.db.query(statement);
  const count = () =>
    database.db.oneFirst(
      sql.type(z.object({ count: z.number() }))`SELECT count(*)::int4 AS count FROM personal_tokens`,
    );
  const created = async (account = ada, generation = 0, name = 'Watch') => {
    const token = await tokens.create(account, generation, { name, scopes: ['write', 'read'], expiresAt });
    if (!token) throw new Error('The account has too many tokens');
    return { ...token.stored, text: token.text };
  };
  const parsed = (text: string) => {
    const token = parseBearer(text);
    if (!token) throw new Error('Not the text of a token');
    return token;
  };
  const find = (text: string) => tokens.find(parsed(text));
  const keyOf = (text: string) => `${parsed(text).account} ${parsed(text).hash}`;
  const expire = (id: PersonalTokenId) =>
    change(sql.unsafe`UPDATE personal_tokens SET expires_at = now() - interval '1 second' WHERE id = ${id}`);

  it('finds a token by its text, which is not stored', async () => {
    const { id, text } = await created(ada, 3);
    expect(await find(text)).to.deep.equal({ id, scopes: ['write', 'read'], generation: 3, expiresAt });
    const rows = await database.db.anyFirst(sql.type(z.object({ row: z.string() }))`
      SELECT t::text AS row FROM personal_tokens t`);
    expect(rows).to.have.lengthOf(1);
    expect(rows[0]).not.to.include(text.slice(-40));
  });

  it('finds neither an unknown token, nor one under another account', async () => {
    const { text } = await created();
    expect(await find(newBearer('personal', ada))).to.equal(null);
    expect(await tokens.find({ ...parsed(text), account: eve })).to.equal(null);
  });

  it('finds no revoked token, and finds an expired one, whose end the gate checks', async () => {
    const [gone, old] = [await created(), await created()];
    expect(await tokens.revoke(ada, gone.id)).to.equal(true);
    await expire(old.id);
    expect(await find(gone.text)).to.equal(null);
    expect((await find(old.text))?.id).to.equal(old.id);
    expect(revoked).to.deep.equal(new Set([keyOf(gone.text)]));
  });

  it('revokes no token of another account, and no unknown or expired one', async () => {
    const [token, old] = [await created(), await created()];
    await expire(old.id);
    expect(await tokens.revoke(eve, token.id)).to.equal(false);
    expect(await tokens.revoke(ada, unknown)).to.equal(false);
    expect(await tokens.revoke(ada, old.id)).to.equal(false);
    expect(revoked.size).to.equal(0);
    expect(await find(token.text)).not.to.equal(null);
  });

  it('revokes a token again after a revocation that only Postgres has recorded', async () => {
    const { id, text } = await created();
    const failing = tokensWith(() => Promise.reject(new Error('Redis is away')));
    expect(await failing.revoke(ada, id).catch(() => 'failed')).to.equal('failed');
    expect(await find(text), 'it is revoked in Postgres').to.equal(null);
    expect(await tokens.revoke(ada, id)).to.equal(true);
    expect(revoked).to.deep.equal(new Set([keyOf(text)]));
  });

  it('lists the valid tokens of an account, newest first', async () => {
    const [first, gone, old, last] = [
      await created(ada, 1),
      await created(ada, 1),
      await created(ada, 1),
      await created(ada, 2),
    ];
    await created(ada, 0, 'Signed out everywhere since');
    await created(eve, 1, 'Of another account');
    await tokens.revoke(ada, gone.id);
    await expire(old.id);
    const { text: _, ...shown } = last;
    const listed = await tokens.list(ada, 1);
    expect(listed.map(({ id }) => id)).to.deep.equal([last.id, first.id]);
    expect(listed[0]).to.deep.equal(shown);
    expect(shown).to.deep.include({ name: 'Watch', scopes: ['write', 'read'], expiresAt, lastUsedAt: null });
    expect(shown.createdAt).to.match(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/);
  });

  it('allows an account no more valid tokens than the limit, also when they are created at once', async () => {
    await Promise.all(Array.from({ length: maxPersonalTokens - 2 }, () => created()));
    const create = () => tokens.create(ada, 0, { name: 'More', scopes: ['read'], expiresAt });
    const more = await Promise.all([create(), create(), create(), create()]);
    expect(more.filter((token) => token !== null)).to.have.lengthOf(2);
    expect(await tokens.list(ada, 0)).to.have.lengthOf(maxPersonalTokens);
    expect(await tokens.create(eve, 0, { name: 'Other', scopes: ['read'], expiresAt })).not.to.equal(null);
    const [first] = await tokens.list(ada, 0);
    await tokens.revoke(ada, first?.id ?? unknown);
    expect(await create()).not.to.equal(null);
  });

  it('keeps only the latest revoked tokens of an account, so that creating and revoking fills no table', async () => {
    for (let number = 0; number < maxPersonalTokens + 5; number += 1) await tokens.revoke(ada, (await created()).id);
    await created();
    expect(await count()).to.equal(maxPersonalTokens + 1);
  });

  it('deletes expired tokens of all accounts at a creation', async () => {
    const [old, kept] = [await created(eve), await created(eve)];
    await expire(old.id);
    await created();
    expect(await count()).to.equal(2);
    expect(await find(kept.text)).not.to.equal(null);
  });

  it('stores the time of a use at most once a minute, in all processes together', async () => {
    const { id } = await created();
    const lastUse = async () => (await tokens.list(ada, 0))[0]?.lastUsedAt ?? null;
    const useIn = async (process: StoredPersonalTokens) => {
      process.recordUse(id);
      await Promise.all(statements.splice(0));
      return lastUse();
    };
    const first = await useIn(tokens);
    expect(first).not.to.equal(null);
    expect(await useIn(tokensWith()), 'another process, a moment later').to.equal(first);
    await change(sql.unsafe`UPDATE personal_tokens SET last_used_at = now() - interval '2 minutes'`);
    const old = await lastUse();
    expect(await useIn(tokens), 'the process that has just stored it').to.equal(old);
    expect(await useIn(tokensWith()), 'another process, after two minutes').not.to.equal(old);
  });

  it('ignores that the time of a use cannot be stored', () => {
    expect(() => tokens.recordUse('not an id' as PersonalTokenId)).not.to.throw();
  });

  it('deletes all tokens of an account, and revokes them', async () => {
    const [first, second, other] = [await created(), await created(), await created(eve)];
    await tokens.revoke(ada, second.id);
    await tokens.forget(ada);
    expect(await count()).to.equal(1);
    expect(revoked).to.deep.equal(new Set([keyOf(first.text), keyOf(second.text)]));
    expect(await find(other.text)).not.to.equal(null);
  });
});

describe('the text of a personal access token', () => {
  it('contains the account and 256 random bits', () => {
    const [first, second] = [newBearer('personal', ada), newBearer('personal', ada)];
    expect(parsed(first).account).to.equal(ada);
    expect(parsed(first).hash)
      .to.match(/^[0-9a-f]{64}$/)
      .and.not.to.equal(parsed(second).hash);
    expect(Buffer.from(first.slice('itpat_'.length), 'base64url')).to.have.lengthOf(16 + 32);
  });

  it('has one form only', () => {
    const text = newBearer('personal', ada);
    for (const wrong of [
      '',
      `${text}A`,
      text.slice(1),
      text.toUpperCase(),
      ` ${text}`,
      text.replace('_', '-'),
      `${text.slice(0, -1)}=`,
    ]) {
      expect(parseBearer(wrong), wrong).to.equal(null);
    }
  });

  const parsed = (text: string) => parseBearer(text) ?? { account: null, hash: '' };
});
