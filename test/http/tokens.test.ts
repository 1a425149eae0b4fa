import { expect } from 'chai';
import { DomainError } from '../../src/errors.ts';
import type { AccountId } from '../../src/events/ids.ts';
import { generateJwk, readSigningKeys } from '../../src/infra/access/signing-keys.ts';
import { createTokens } from '../../src/infra/access/tokens.ts';
import { type Client, clientOf, cookiesOf, password, problem, signIn, validationErrors } from './support/client.ts';
import { expectCleared, only } from './support/signed-in.ts';
import { useApp } from './support/use-app.ts';

const email = 'athlete@example.com';
describe('tokens and auth sessions', () => {
  const the = useApp();
  const using = (cookie: string | null) => clientOf(the.app, cookie);
  const me = (client: Client) => client.get('/access/me');
  const refresh = (cookie: string | null) => using(cookie).post('/access/refresh-jwt');
  const isIn = async (client: Client) => (await me(client)).status === 200;

  describe('access tokens', () => {
    it('accepts only a valid access token in the access cookie', async () => {
      const { id } = await the.person();
      const issued = await the.app.authSessions.open(id as AccountId, 0, null);
      const { access, refresh } = the.app.tokens.sign(issued, email);
      const unknown = '01900000-0000-7000-8000-0000000000ff' as AccountId;
      const stranger = the.app.tokens.sign(await the.app.authSessions.open(unknown, 0, null), email);
      const neverIssued = the.app.tokens.sign({ ...issued, accessId: unknown }, email);
      const [header, claims] = access.split('.');
      const unsigned = `${Buffer.from('{"alg":"none","typ":"JWT"}').toString('base64url')}.${claims}.`;
      const cookies = [
        ...[null, 'access_token=', 'access_token=nonsense', 'access_token=a.b.c', 'access_token=j:{"a":1}'],
        ...[`access_token=${refresh}`, `refresh_token=${access}`, `access_token=${header}.${claims}.AAAA`],
        ...[`access_token=${unsigned}`, `access_token=${stranger.access}`, 'access_token=%E0%A4%A'],
        `access_token=${neverIssued.access}`,
      ];
      expect(await isIn(using(`access_token=${access}`))).to.equal(true);
      // The API has just verified the valid token and remembers it. It must still verify a forged token, and refuse it.
      for (const cookie of cookies) problem(await me(using(cookie)), 401, 'not-signed-in');
      problem(await the.anyone.get('/access/me', { authorization: `Bearer ${access}` }), 401, 'not-signed-in');
    });

    it('rejects expired access tokens and those signed with an unknown key', async () => {
      const { id } = await the.person();
      const issued = await the.app.authSessions.open(id as AccountId, 0, null);
      const foreign = createTokens(readSigningKeys(generateJwk()), 1800, 1800).sign(issued, email);
      const old = the.app.tokens.sign({ ...issued, issuedAt: issued.issuedAt - 1801 }, email);
      for (const { access } of [foreign, old]) problem(await me(using(`access_token=${access}`)), 401, 'not-signed-in');
    });

    it('returns 503 when the state of a token cannot be checked', async () => {
      const person = await the.person();
      const away = () => Promise.reject(new DomainError('unavailable', 'Away.'));
      the.app.change({ gate: { admit: away, admitBearer: away, account: away } });
      for (const answer of [await me(person), await refresh(person.cookie)]) {
        problem(answer, 503, 'unavailable');
        expect(answer.headers.get('retry-after')).to.match(/^\d+$/);
      }
    });
  });

  describe('refreshing', () => {
    it('returns two new tokens for the refresh cookie alone', async () => {
      const person = await the.person();
      const answer = await refresh(only(person, 'refresh'));
      expect([answer.status, answer.text]).to.deep.equal([204, '']);
      const next = using(cookiesOf(answer));
      for (const kind of ['access', 'refresh'] as const) expect(only(next, kind)).not.to.equal(only(person, kind));
      expect(answer.headers.getSetCookie().map((line) => /Max-Age=\d+/.exec(line)?.[0])).to.deep.equal([
        'Max-Age=1800',
        'Max-Age=604800',
      ]);
      expect(await isIn(next)).to.equal(true);
      expect((await refresh(next.cookie)).status).to.equal(204);
    });

    it('ends the auth session of a refresh token that is used twice, and no other', async () => {
      const person = await the.person();
      const elsewhere = await signIn(the.app, email);
      const next = using(cookiesOf(await refresh(person.cookie)));
      problem(await refresh(person.cookie), 401, 'not-signed-in');
      problem(await refresh(next.cookie), 401, 'not-signed-in');
      for (const client of [person, next]) problem(await me(client), 401, 'not-signed-in');
      expect(await isIn(elsewhere)).to.equal(true);
    });

    it('rejects invalid, expired and foreign refresh tokens', async () => {
      const person = await the.person();
      const other = await the.person('other@example.com');
      const access = only(person, 'access').replace('access_token=', '');
      const issued = await the.app.authSessions.open(person.id as AccountId, 0, null);
      const spliced = the.app.tokens.sign({ ...issued, account: other.id as AccountId }, email).refresh;
      const old = the.app.tokens.sign({ ...issued, issuedAt: issued.issuedAt - 604_801 }, email).refresh;
      for (const token of ['', 'nonsense', access, spliced, old]) {
        problem(await refresh(`refresh_token=${token}`), 401, 'not-signed-in');
      }
      problem(await refresh(only(person, 'access')), 401, 'not-signed-in');
      problem(await refresh(null), 401, 'not-signed-in');
      expect((await refresh(person.cookie)).status).to.equal(204);
    });

    it('rejects a refresh with an unreadable body', async () => {
      const { cookie } = await the.person();
      const asked = { method: 'POST', raw: '{', headers: { 'content-type': 'application/json' } };
      expect(validationErrors(await using(cookie).ask('/access/refresh-jwt', asked))).to.deep.equal([
        'json_invalid body',
      ]);
    });
  });

  describe('listing and ending auth sessions', () => {
    const devices = async (client: Client) => (await client.get('/access/sessions')).json;

    it('lists the auth sessions with their user agents and marks the current one', async () => {
      const person = await the.person();
      await the.person('other@example.com');
      const form = new URLSearchParams({ username: email, password });
      const headers = { 'user-agent': 'Phone' };
      await the.anyone.ask('/access/signin', { method: 'POST', raw: form, headers });
      const listed = await devices(person);
      expect(listed).to.have.lengthOf(2);
      for (const device of listed) {
        expect(device).to.have.all.keys('id', 'userAgent', 'createdAt', 'lastUsedAt', 'isCurrent');
      }
      const phone = listed.find(({ userAgent }: { userAgent: string }) => userAgent === 'Phone');
      expect(listed.filter(({ isCurrent }: { isCurrent: boolean }) => isCurrent)).to.have.lengthOf(1);
      expect(phone.isCurrent).to.equal(false);
    });

    it('ends one auth session, and accepts the same request again', async () => {
      const person = await the.person();
      const [{ id: first }] = await devices(person);
      const elsewhere = await signIn(the.app, email);
      const ended = await elsewhere.delete(`/access/sessions/${first.toUpperCase()}`);
      expect([ended.status, ended.headers.getSetCookie()]).to.deep.equal([204, []]);
      problem(await me(person), 401, 'not-signed-in');
      problem(await refresh(person.cookie), 401, 'not-signed-in');
      expect((await elsewhere.delete(`/access/sessions/${first}`)).status).to.equal(204);
      const [own, ...others] = await devices(elsewhere);
      expect([own.isCurrent, others]).to.deep.equal([true, []]);
      expectCleared(await elsewhere.delete(`/access/sessions/${own.id}`));
      problem(await me(elsewhere), 401, 'not-signed-in');
    });

    it('returns 404 for the auth session of another account', async () => {
      const person = await the.person();
      const root = await the.superuser();
      const [{ id }] = await devices(person);
      for (const path of [id, '01900000-0000-7000-8000-0000000000ee']) {
        problem(await root.delete(`/access/sessions/${path}`), 404, 'device-not-found');
      }
      expect(validationErrors(await person.delete('/access/sessions/x'))).to.deep.equal(['uuid_parsing id']);
      expect(await isIn(person)).to.equal(true);
    });
  });

  describe('tokens of an account that changes', () => {
    it('applies a changed flag, name and role to running auth sessions at the next request', async () => {
      const [root, person] = [await the.superuser(), await the.person()];
      problem(await person.get('/users'), 403, 'not-permitted');
      await root.patch(`/users/${person.id}`, { isSuperuser: true, name: 'Ana' });
      expect((await me(person)).json).to.include({ isSuperuser: true, name: 'Ana' });
      expect((await person.get('/users')).status).to.equal(200);
      await root.patch(`/users/${person.id}`, { isSuperuser: false });
      problem(await person.get('/users'), 403, 'not-permitted');
      await root.patch(`/roles/${email}/assign`, { roleSlug: 'fitness-trainer' });
      expect((await me(person)).json.roleSlug).to.equal('fitness-trainer');
    });

    for (const [what, change] of [
      ['is deactivated', (root: Client, id: string) => root.patch(`/users/${id}`, { isActive: false })],
      ['is erased', (root: Client, id: string) => root.delete(`/users/${id}`)],
    ] as const) {
      it(`ends all auth sessions when the account ${what}, and refuses to sign it in`, async () => {
        const [root, person] = [await the.superuser(), await the.person()];
        await change(root, person.id);
        problem(await me(person), 401, 'not-signed-in');
        problem(await refresh(person.cookie), 401, 'not-signed-in');
        const wrong = new URLSearchParams({ username: email, password });
        const answer = await the.anyone.ask('/access/signin', { method: 'POST', raw: wrong });
        const unknown = new URLSearchParams({ username: 'unknown@example.com', password });
        problem(answer, 401, 'invalid-credentials');
        const other = await the.anyone.ask('/access/signin', { method: 'POST', raw: unknown });
        expect(answer.text).to.equal(other.text);
      });
    }

    it('does not restore auth sessions when an account is reactivated', async () => {
      const [root, person] = [await the.superuser(), await the.person()];
      await root.patch(`/users/${person.id}`, { isActive: false });
      await root.patch(`/users/${person.id}`, { isActive: true });
      problem(await me(person), 401, 'not-signed-in');
      problem(await refresh(person.cookie), 401, 'not-signed-in');
      expect(await isIn(await signIn(the.app, email))).to.equal(true);
    });
  });
});
