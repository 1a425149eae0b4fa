import { expect } from 'chai';
import type { AccountId } from '../../src/events/ids.ts';
import { generateJwk, readSigningKeys } from '../../src/infra/access/signing-keys.ts';
import { createTokens } from '../../src/infra/access/tokens.ts';
import { type Client, clientOf, problem, signIn, validationErrors } from './support/client.ts';
import { expectCleared, only } from './support/signed-in.ts';
import { useApp } from './support/use-app.ts';

const email = 'athlete@example.com';

describe('logging out', () => {
  const the = useApp();
  const using = (cookie: string | null) => clientOf(the.app, cookie);
  const me = (client: Client) => client.get('/access/me');
  const refresh = (cookie: string | null) => using(cookie).post('/access/refresh-jwt');
  const isIn = async (client: Client) => (await me(client)).status === 200;

  it('ends the auth session at logout, clears both cookies and keeps other auth sessions', async () => {
    const person = await the.person();
    const elsewhere = await signIn(the.app, email);
    expectCleared(await person.post('/access/logout'));
    problem(await me(person), 401, 'not-signed-in');
    problem(await refresh(person.cookie), 401, 'not-signed-in');
    expect(await isIn(elsewhere)).to.equal(true);
    expect((await refresh(elsewhere.cookie)).status).to.equal(204);
  });

  it('clears both cookies at logout, whatever cookies are left', async () => {
    for (const cookie of [null, 'access_token=x', 'refresh_token=x', 'access_token=; refresh_token=']) {
      expectCleared(await using(cookie).post('/access/logout'));
    }
  });

  it('ends the auth session at logout with either token alone', async () => {
    for (const kind of ['access', 'refresh'] as const) {
      const person = await the.person(`${kind}@example.com`);
      expectCleared(await using(only(person, kind)).post('/access/logout'));
      problem(await me(person), 401, 'not-signed-in');
      problem(await refresh(person.cookie), 401, 'not-signed-in');
    }
  });

  it('ends the auth session at logout with expired tokens', async () => {
    const { id } = await the.person();
    for (const age of [1_801, 604_801]) {
      const issued = await the.app.authSessions.open(id as AccountId, 0, null);
      const { access, refresh: refreshToken } = the.app.tokens.sign(
        { ...issued, issuedAt: issued.issuedAt - age },
        email,
      );
      const current = using(`access_token=${the.app.tokens.sign(issued, email).access}`);
      expect(await isIn(current)).to.equal(true);
      expectCleared(await using(`access_token=${access}; refresh_token=${refreshToken}`).post('/access/logout'));
      problem(await me(current), 401, 'not-signed-in');
    }
  });

  it('ends no auth session at logout with tokens that the service has not signed, or of the other kind', async () => {
    const person = await the.person();
    const [access, refreshed] = [only(person, 'access').slice(13), only(person, 'refresh').slice(14)];
    const foreign = createTokens(readSigningKeys(generateJwk()), 1800, 1800);
    const issued = await the.app.authSessions.open(person.id as AccountId, 0, null);
    const forged = foreign.sign(issued, email);
    for (const cookie of [
      `access_token=${refreshed}; refresh_token=${access}`,
      `access_token=${forged.access}; refresh_token=${forged.refresh}`,
      `access_token=${access.slice(0, -8)}AAAAAAAA`,
    ]) {
      expectCleared(await using(cookie).post('/access/logout'));
    }
    expect(await isIn(person)).to.equal(true);
    expect(await isIn(using(`access_token=${the.app.tokens.sign(issued, email).access}`))).to.equal(true);
  });

  it('refuses a logout that a page of another origin sends', async () => {
    const person = await the.person();
    const sent = await person.post('/access/logout', undefined, { origin: 'https://evil.example' });
    problem(sent, 403, 'foreign-origin');
    expect(await isIn(person)).to.equal(true);
  });

  it('ends both auth sessions at logout when the two tokens belong to different ones', async () => {
    const person = await the.person();
    const elsewhere = await signIn(the.app, email);
    const mixed = `${only(person, 'access')}; ${only(elsewhere, 'refresh')}`;
    expectCleared(await using(mixed).post('/access/logout'));
    for (const client of [person, elsewhere]) problem(await me(client), 401, 'not-signed-in');
  });

  it('ends all auth sessions of the account at logout everywhere', async () => {
    const person = await the.person();
    const elsewhere = await signIn(the.app, email);
    expectCleared(await person.post('/access/logout-all'));
    for (const client of [person, elsewhere]) {
      problem(await me(client), 401, 'not-signed-in');
      problem(await refresh(client.cookie), 401, 'not-signed-in');
    }
    expect(await isIn(await signIn(the.app, email))).to.equal(true);
  });

  it('checks If-Match at logout everywhere', async () => {
    const person = await the.person();
    problem(await person.post('/access/logout-all', undefined, { 'if-match': '"7"' }), 412, 'revision-mismatch');
    const wrong = { 'if-match': '7', 'idempotency-key': 'a b' };
    expect(validationErrors(await person.post('/access/logout-all', undefined, wrong))).to.deep.equal([
      'value_error Idempotency-Key',
      'value_error If-Match',
    ]);
    expectCleared(await person.post('/access/logout-all', undefined, { 'if-match': '"0"' }));
  });
});
