import { expect } from 'chai';
import type { AccountId } from '../../src/events/ids.ts';
import { generateJwk, readSigningKeys } from '../../src/infra/access/signing-keys.ts';
import { createTokens } from '../../src/infra/access/tokens.ts';
import { type Answer, type Client, clientOf, cookiesOf, password, problem, signIn } from './support/client.ts';
import { httpConfig } from './support/test-app.ts';
import { useApp } from './support/use-app.ts';

const email = 'athlete@example.com';
const hardened = { ...httpConfig, hostCookies: true, cookieSecure: true };

describe('token cookies', () => {
  const the = useApp();
  let athlete: Client;
  beforeEach(async () => {
    athlete = await the.person();
  });

  const signInAnswer = (): Promise<Answer> =>
    clientOf(the.app).ask('/access/signin', {
      method: 'POST',
      raw: new URLSearchParams({ username: email, password }),
    });

  describe('with __Host- names', () => {
    beforeEach(() => the.app.change({ config: hardened }));

    it('have the prefix __Host- and Secure, HttpOnly, SameSite and Path in production, when set and when cleared', async () => {
      const set = await signInAnswer();
      const cleared = await clientOf(the.app, cookiesOf(set)).post('/access/logout');
      expect(cleared.status).to.equal(204);
      for (const answer of [set, cleared]) {
        const [access = '', refresh = ''] = answer.headers.getSetCookie();
        expect(access)
          .to.match(/^__Host-access_token=/)
          .and.match(/; SameSite=Lax$/);
        expect(refresh)
          .to.match(/^__Host-refresh_token=/)
          .and.match(/; SameSite=Strict$/);
        for (const line of [access, refresh]) {
          expect(line)
            .to.match(/; Path=\/;/)
            .and.match(/; HttpOnly;/)
            .and.match(/; Secure;/);
          expect(line).not.to.match(/Domain/i);
        }
      }
      for (const line of cleared.headers.getSetCookie()) expect(line).to.match(/^[^=]+=; Max-Age=0;/);
    });

    it('sign an account in and refresh its tokens in production', async () => {
      const again = await signIn(the.app, email);
      expect((await again.get('/access/me')).status).to.equal(200);
      const renewed = await again.post('/access/refresh-jwt');
      expect(renewed.status).to.equal(204);
      expect((await clientOf(the.app, cookiesOf(renewed)).get('/access/me')).status).to.equal(200);
    });

    it('are ignored in production without the prefix __Host-', async () => {
      problem(await athlete.get('/access/me'), 401, 'not-signed-in');
      problem(await athlete.post('/access/refresh-jwt'), 401, 'not-signed-in');
    });
  });

  it('have no prefix outside production', async () => {
    const answer = await signInAnswer();
    const names = answer.headers.getSetCookie().map((line) => line.split('=', 1)[0]);
    expect(names).to.deep.equal(['access_token', 'refresh_token']);
  });

  describe('during a rotation of the signing key', () => {
    const [old, fresh] = [generateJwk(), generateJwk()];
    const keys = (...jwks: string[]) => JSON.stringify({ keys: jwks.map((jwk) => JSON.parse(jwk)) });
    const use = (text: string) => the.app.change({ tokens: createTokens(readSigningKeys(text), 1800, 604_800) });
    const kidOf = ({ cookie }: Client) =>
      JSON.parse(Buffer.from(cookie?.match(/access_token=([^.]+)/)?.[1] ?? '', 'base64url').toString()).kid;
    const isIn = async (client: Client) => (await client.get('/access/me')).status === 200;
    const refreshed = async (client: Client) => clientOf(the.app, cookiesOf(await client.post('/access/refresh-jwt')));

    it('stay valid through every step of a key rotation, and become invalid when their key is removed', async () => {
      use(old);
      const early = await signIn(the.app, email);
      const idle = await signIn(the.app, email);

      // First step of a key change: all processes accept tokens of the new key, but still sign with the old key.
      use(keys(old, fresh));
      const between = await signIn(the.app, email);
      expect(kidOf(between)).to.equal(kidOf(early));
      expect(await isIn(early)).to.equal(true);

      // Second step of a key change: some processes sign with the new key, and the other processes must accept their
      // tokens.
      use(keys(fresh, old));
      const late = await signIn(the.app, email);
      expect(kidOf(late)).not.to.equal(kidOf(early));
      const renewed = await refreshed(early);
      expect(kidOf(renewed)).to.equal(kidOf(late));
      use(keys(old, fresh));
      for (const client of [between, late, renewed]) expect(await isIn(client)).to.equal(true);
      use(keys(fresh, old));
      for (const client of [between, late, renewed]) expect(await isIn(client)).to.equal(true);

      use(fresh);
      for (const client of [late, renewed]) expect(await isIn(client)).to.equal(true);
      problem(await idle.get('/access/me'), 401, 'not-signed-in');
      problem(await idle.post('/access/refresh-jwt'), 401, 'not-signed-in');
    });

    it('are invalid when an unknown key signed them under the id of a known key', async () => {
      use(old);
      const client = await signIn(the.app, email);
      const { id } = (await client.get('/access/me')).json;
      const issued = await the.app.authSessions.open(id as AccountId, 0, null);
      const [key] = readSigningKeys(old);
      const [other] = readSigningKeys(fresh);
      const forged = createTokens([{ ...other, kid: key.kid }], 1800, 604_800).sign(issued, email).access;
      problem(await clientOf(the.app, `access_token=${forged}`).get('/access/me'), 401, 'not-signed-in');
    });
  });
});
