import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { type QuerySqlToken, sql } from 'slonik';
import { z } from 'zod';
import type { AccountId, AppGrantId } from '../../../src/events/ids.ts';
import { maxAppGrants, type Scope } from '../../../src/events/token-values.ts';
import { createAppGrants, type StoredAppGrants } from '../../../src/infra/access/app-grants.ts';
import { hashOf, newBearer, parseBearer } from '../../../src/infra/access/bearer-text.ts';
import { createClientAdapter } from '../../../src/infra/oauth/clients.ts';
import { createTokenAdapter, type TokenKind } from '../../../src/infra/oauth/tokens.ts';
import { useDatabase } from '../../support/databases.ts';

const [ada, eve] = ['01900000-0000-7000-8000-00000000000a', '01900000-0000-7000-8000-00000000000b'] as [
  AccountId,
  AccountId,
];
const app = { clientId: 'client', appName: 'Bar Path', resource: 'https://irontrack.example/api/v1' } as const;

describe('the storage of grants and tokens of apps', () => {
  const database = useDatabase();
  let revoked: Set<string>;
  let grants: StoredAppGrants;
  const change = (statement: QuerySqlToken) => database.db.query(statement);
  beforeEach(async () => {
    revoked = new Set();
    grants = createAppGrants({
      db: database.db,
      revoke: async ({ account, hash }) => void revoked.add(`${account} ${hash}`),
    });
    await change(sql.unsafe`TRUNCATE app_grants, oauth_tokens, oauth_clients`);
  });
  const granted = async (account = ada, generation = 0) => {
    const id = await grants.create(
      { account, generation },
      { ...app, request: randomUUID(), scopes: ['read', 'write'] },
    );
    if (id === null) throw new Error('The account has too many grants');
    return id;
  };
  const tokensOf = (kind: TokenKind) =>
    createTokenAdapter(kind, { db: database.db, endGrant: (id) => grants.endAny(id) });
  const stored = async (kind: TokenKind, grantId: string, text = newBearer('app', ada), seconds = 60) => {
    const contents = { jti: text, kind, grantId, accountId: ada, scope: 'read', aud: app.resource };
    await tokensOf(kind).upsert(text, contents, seconds);
    return text;
  };
  const find = (text: string) => grants.find(parseBearer(text) ?? { account: eve, hash: '' });
  const texts = z.object({ text: z.string() });

  it('contains hashes of the tokens only', async () => {
    const id = await granted();
    const kinds = ['AuthorizationCode', 'AccessToken', 'RefreshToken'] as const;
    const given = await Promise.all(kinds.map((kind) => stored(kind, id)));
    const rows = await database.db.anyFirst(
      sql.type(texts)`SELECT row_to_json(t)::text AS text FROM oauth_tokens AS t`,
    );
    for (const text of given) {
      expect(rows.join()).to.not.include(text);
      expect(rows.join()).to.include(hashOf(text));
    }
    expect(await tokensOf('RefreshToken').find(given[2] ?? '')).to.deep.include({ jti: given[2], grantId: id });
    expect(await tokensOf('RefreshToken').find(given[0] ?? '')).to.equal(undefined);
  });

  it('gives the gate the scopes of the token and the generation of the grant', async () => {
    const id = await granted(ada, 7);
    const text = await stored('AccessToken', id);
    expect(await find(text)).to.deep.include({ id, scopes: ['read'], generation: 7, resource: app.resource });
    expect(await grants.find({ account: eve, hash: hashOf(text) })).to.equal(null);
  });

  it('revokes the access tokens of a grant that ends, and hides its other tokens', async () => {
    const id = await granted();
    const [access, refresh] = [await stored('AccessToken', id), await stored('RefreshToken', id)];
    expect(await grants.end(eve, id)).to.equal(false);
    expect(await grants.end(ada, id)).to.equal(true);
    expect([...revoked]).to.deep.equal([`${ada} ${hashOf(access)}`]);
    expect(await find(access)).to.equal(null);
    expect(await tokensOf('RefreshToken').find(refresh)).to.equal(undefined);
    expect(await find(await stored('AccessToken', id))).to.equal(null);
    expect(await grants.end(ada, id)).to.equal(true);
    expect(await grants.findGrant(id)).to.equal(null);
    const signIn = randomUUID();
    for (const ids of [[signIn], [id, signIn], [signIn], [id]]) {
      const names = ids.includes(id) ? [[id, 'Bar Path']] : [];
      expect([...(await grants.appNames(ids))]).to.deep.equal(names);
    }
  });

  it('consumes a token once: the second use fails and ends the grant', async () => {
    const id = await granted();
    const text = await stored('RefreshToken', id);
    const uses = await Promise.allSettled([1, 2, 3].map(() => tokensOf('RefreshToken').consume(text)));
    expect(uses.filter(({ status }) => status === 'fulfilled')).to.have.lengthOf(1);
    expect(await grants.list(ada, 0)).to.deep.equal([]);
  });

  it('keeps a consumed token until it expires, so that a second use is seen', async () => {
    const text = await stored('AuthorizationCode', await granted());
    await tokensOf('AuthorizationCode').consume(text);
    expect(await tokensOf('AuthorizationCode').find(text))
      .to.have.property('consumed')
      .that.is.a('number');
    await change(sql.unsafe`UPDATE oauth_tokens SET expires_at = now() - interval '1 second'`);
    expect(await tokensOf('AuthorizationCode').find(text)).to.equal(undefined);
    await stored('AuthorizationCode', await granted());
    const left = sql.type(texts)`SELECT hash AS text FROM oauth_tokens`;
    expect(await database.db.anyFirst(left)).to.have.lengthOf(1);
  });

  it('lists the grants of a generation, the newest one first, and no ended ones', async () => {
    const first = await granted(ada, 1);
    const second = await granted(ada, 2);
    await granted(eve, 2);
    expect((await grants.list(ada, 1)).map(({ id }) => id)).to.deep.equal([second, first]);
    expect((await grants.list(ada, 2)).map(({ id }) => id)).to.deep.equal([second]);
  });

  it('tells whether an account has given a grant, also one that has ended', async () => {
    const [id, kept] = [await granted(), await granted(eve)];
    expect(await grants.has(ada, id)).to.equal(true);
    expect(await grants.has(eve, id)).to.equal(false);
    expect(await grants.has(ada, '01900000-0000-7000-8000-0000000000ff' as AppGrantId)).to.equal(false);
    await grants.end(ada, id);
    expect(await grants.has(ada, id)).to.equal(true);
    await grants.forget(ada);
    expect([await grants.has(ada, id), await grants.has(eve, kept)]).to.deep.equal([false, true]);
  });

  it('has at most 50 valid grants of an account, also when they are created at the same time', async () => {
    const many = Array.from({ length: maxAppGrants + 5 }, () =>
      grants.create({ account: ada, generation: 0 }, { ...app, request: randomUUID(), scopes: ['read'] }),
    );
    expect((await Promise.all(many)).filter((id) => id === null)).to.have.lengthOf(5);
    expect(await granted(eve)).to.be.a('string');
  });

  it('has one grant for all answers of an account to a request, with the scopes of the last one', async () => {
    const answer = (account: AccountId, scopes: readonly Scope[], request = 'request') =>
      grants.create({ account, generation: 0 }, { ...app, request, scopes });
    const ids = await Promise.all([answer(ada, ['read', 'write']), answer(ada, ['read', 'write'])]);
    expect(await answer(ada, ['read'])).to.equal(ids[0]);
    expect((await grants.list(ada, 0)).map(({ id, scopes }) => [id, scopes])).to.deep.equal([[ids[1], ['read']]]);
    for (let number = 1; number < maxAppGrants; number += 1) await answer(ada, ['read'], String(number));
    expect([await answer(ada, ['read']), await answer(ada, ['read'], 'another')]).to.deep.equal([ids[0], null]);
    expect(await answer(eve, ['read'])).to.not.equal(ids[0]);
  });

  it('has nothing of an account that is forgotten', async () => {
    const id = await granted();
    const access = await stored('AccessToken', id);
    const other = await granted(eve);
    await grants.forget(ada);
    expect([...revoked]).to.deep.equal([`${ada} ${hashOf(access)}`]);
    const rows = sql.type(texts)`SELECT id::text AS text FROM app_grants UNION ALL SELECT hash FROM oauth_tokens`;
    expect(await database.db.anyFirst(rows)).to.deep.equal([other]);
  });

  it('has a bounded number of registered apps that no account uses, and keeps those that one uses', async () => {
    const clients = createClientAdapter(database.db);
    await clients.upsert('client', { client_id: 'client' });
    await granted();
    await change(sql.unsafe`
      INSERT INTO oauth_clients (id, metadata, created_at, expires_at)
      SELECT 'flood-' || n, '{}', now() - n * interval '1 second', now() + interval '1 hour'
      FROM generate_series(1, 10050) AS n`);
    await clients.upsert('newest', { client_id: 'newest' });
    const total = sql.type(z.object({ count: z.number() }))`SELECT count(*)::int4 AS count FROM oauth_clients`;
    expect(await database.db.oneFirst(total)).to.equal(10_001);
    expect(await clients.find('newest')).to.deep.equal({ client_id: 'newest' });
    expect(await clients.find('client')).to.deep.equal({ client_id: 'client' });
    expect(await clients.find('flood-10050')).to.equal(undefined);
    await change(sql.unsafe`UPDATE oauth_clients SET expires_at = now() - interval '1 second'`);
    expect(await clients.find('client')).to.equal(undefined);
  });
});
