import { expect } from 'chai';
import type { AccountId } from '../../src/events/ids.ts';
import { generateJwk, readSigningKeys } from '../../src/infra/access/signing-keys.ts';
import { createTokens } from '../../src/infra/access/tokens.ts';
import {
  type Answer,
  type Client,
  clientOf,
  cookiesOf,
  password,
  problem,
  signIn,
  signUpAndIn,
} from './support/client.ts';
import { httpConfig, startTestApp, type TestApp } from './support/test-app.ts';

const email = 'athlete@example.com';
const hardened = { ...httpConfig, hostCookies: true, cookieSecure: true };

describe('cookies', () => {
  let app: TestApp;
  let athlete: Client;
  beforeEach(async () => {
    app = await startTestApp();
    athlete = await signUpAndIn(app);
  });
  afterEach(() => app[Symbol.asyncDispose]());

  const signInAnswer = (): Promise<Answer> =>
    clientOf(app).ask('/access/signin', { method: 'POST', raw: new URLSearchParams({ username: email, password }) });

  describe('in production', () => {
    beforeEach(() => app.change({ config: hardened }));

    it('have names and attributes by which browsers keep them to this host, when set and when cleared', async () => {
      const set = await signInAnswer();
      const cleared = await clientOf(app, cookiesOf(set)).post('/access/logout');
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

    it('sign somebody in and keep them so', async () => {
      const again = await signIn(app, email);
      expect((await again.get('/access/me')).status).to.equal(200);
      const renewed = await again.post('/access/refresh-jwt');
      expect(renewed.status).to.equal(204);
      expect((await clientOf(app, cookiesOf(renewed)).get('/access/me')).status).to.equal(200);
    });

    it('count for nothing under a name that another host could have set', async () => {
      problem(await athlete.get('/access/me'), 401, 'not-signed-in');
      problem(await athlete.post('/access/refresh-jwt'), 401, 'not-signed-in');
    });
  });

  it('have the names of the contract elsewhere', async () => {
    const answer = await signInAnswer();
    const names = answer.headers.getSetCookie().map((line) => line.split('=', 1)[0]);
    expect(names).to.deep.equal(['access_token', 'refresh_token']);
  });

  describe('while the signing key is replaced', () => {
    const [old, fresh] = [generateJwk(), generateJwk()];
    const keys = (...jwks: string[]) => JSON.stringify({ keys: jwks.map((jwk) => JSON.parse(jwk)) });
    const use = (text: string) => app.change({ tokens: createTokens(readSigningKeys(text), 1800, 604_800) });
    const kidOf = ({ cookie }: Client) =>
      JSON.parse(Buffer.from(cookie?.match(/access_token=([^.]+)/)?.[1] ?? '', 'base64url').toString()).kid;
    const isIn = async (client: Client) => (await client.get('/access/me')).status === 200;
    const refreshed = async (client: Client) => clientOf(app, cookiesOf(await client.post('/access/refresh-jwt')));

    it('keep everybody in through all steps, and out once their key is gone', async () => {
      use(old);
      const early = await signIn(app, email);
      const idle = await signIn(app, email);

      // All processes learn to verify by the new key first.
      use(keys(old, fresh));
      const between = await signIn(app, email);
      expect(kidOf(between)).to.equal(kidOf(early));
      expect(await isIn(early)).to.equal(true);

      // A process further on signs by the new one already, and this one has to believe that.
      use(keys(fresh, old));
      const late = await signIn(app, email);
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

    it('are of no use when another key signed under the name of one of ours', async () => {
      use(old);
      const client = await signIn(app, email);
      const { id } = (await client.get('/access/me')).json;
      const issued = await app.authSessions.open(id as AccountId, 0, null);
      const [key] = readSigningKeys(old);
      const [other] = readSigningKeys(fresh);
      const forged = createTokens([{ ...other, kid: key.kid }], 1800, 604_800).sign(issued, email).access;
      problem(await clientOf(app, `access_token=${forged}`).get('/access/me'), 401, 'not-signed-in');
    });
  });
});
