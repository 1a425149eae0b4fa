import { expect } from 'chai';
import { sql } from 'slonik';
import { type Answer, type Client, clientOf, cookiesOf, password, problem, signIn } from '../http/support/client.ts';
import { eventually } from '../projections/support/eventually.ts';
import { anonymousAt, clientAt, signInSuperuser, signUp } from './support/member.ts';
import type { Role } from './support/role.ts';
import { useSharedInstallation } from './support/use-installation.ts';

const newPassword = 'An0ther_One';
/** Longer than the grace period in which the shared installation still accepts a used refresh token. */
const afterGraceSeconds = 90;

describe('accounts at two API processes', function () {
  this.timeout(120_000);
  const suite = useSharedInstallation();
  let here: Role;
  let there: Role;
  let superuser: Client;
  before(async () => {
    [here, there] = suite.apis as [Role, Role];
    superuser = await signInSuperuser(suite.installation, here);
  });

  const at = (api: Role, { cookie }: Client) => clientAt(api, { cookie: cookie ?? '' });
  const statusAt = async (api: Role, client: Client) => (await at(api, client).get('/access/me')).status;
  const refreshAt = (api: Role, client: Client) => at(api, client).post('/access/refresh-jwt');

  /**
   * Uses the client's tokens at both API processes. Both must accept the tokens, and have then cached what they need to
   * know about them.
   */
  const useEverywhere = async (client: Client): Promise<Client> => {
    for (const api of [here, there]) expect(await statusAt(api, client)).to.equal(200);
    return client;
  };
  const signInKnown = async (email: string) => useEverywhere(await signIn({ origin: here.address() }, email));
  const createAccount = async () => {
    const member = await signUp(here);
    return { id: member.account, email: member.email, client: await useEverywhere(clientAt(here, member)) };
  };
  const trySignIn = (api: Role, email: string) =>
    anonymousAt(api).ask('/access/signin', {
      method: 'POST',
      raw: new URLSearchParams({ username: email, password }),
    });
  const patch = async (client: Client, path: string, body: object) => {
    const answer = await client.patch(path, body);
    expect(answer.status, answer.text).to.be.oneOf([200, 204]);
  };
  const expectRejected = async (api: Role, ...clients: readonly Client[]) => {
    for (const client of clients) {
      expect(await statusAt(api, client)).to.equal(401);
      problem(await refreshAt(api, client), 401, 'not-signed-in');
    }
  };

  it('applies a deactivation at the other process at once; a reactivation does not revive old tokens', async () => {
    const { id, email, client } = await createAccount();
    await patch(superuser, `/users/${id}`, { isActive: false });
    await expectRejected(there, client);
    problem(await trySignIn(there, email), 401, 'invalid-credentials');
    await patch(superuser, `/users/${id}`, { isActive: true });
    for (const api of [there, here]) expect(await statusAt(api, client)).to.equal(401);
    problem(await refreshAt(there, client), 401, 'not-signed-in');
    await signInKnown(email);
  });

  it('applies a change of rights, role, name or email address at the other process at once', async () => {
    const { id, email, client } = await createAccount();
    const readThere = async () => (await at(there, client).get('/access/me')).json;
    // The status shows the client's rights: an invalid change gets 422 from a superuser, and 403 without the right to
    // change accounts.
    const statusOfChange = async () => (await at(there, client).patch(`/users/${id}`, { wrong: 1 })).status;
    for (let round = 0; round < 2; round += 1) {
      await patch(superuser, `/users/${id}`, { isSuperuser: true });
      expect(await statusOfChange()).to.equal(422);
      await patch(superuser, `/users/${id}`, { isSuperuser: false });
      expect(await statusOfChange()).to.equal(403);
      await patch(superuser, `/roles/${email}/assign`, { roleSlug: 'fitness-trainer' });
      expect((await readThere()).roleSlug).to.equal('fitness-trainer');
      await patch(superuser, `/roles/${email}/revoke`, { roleSlug: 'fitness-trainer' });
      expect((await readThere()).roleSlug).to.equal('application-access');
      await patch(superuser, `/users/${id}`, { name: `Round ${round}`, email: `${round}.${email}` });
      expect(await readThere()).to.include({ name: `Round ${round}`, email: `${round}.${email}` });
      await patch(superuser, `/users/${id}`, { email });
    }
  });

  for (const [who, path, body] of [
    ['the account', () => '/access/password-update', { currentPassword: password, newPassword }],
    ['a superuser', (id: string) => `/users/${id}`, { password: newPassword }],
  ] as const) {
    it(`ends all sign-ins at the other process when ${who} changes the password`, async () => {
      const { id, email, client } = await createAccount();
      const other = await signInKnown(email);
      await patch(who === 'a superuser' ? superuser : client, path(id), body);
      await expectRejected(there, client, other);
      problem(await trySignIn(there, email), 401, 'invalid-credentials');
      expect((await signIn({ origin: there.address() }, email, newPassword)).cookie).not.to.equal(null);
    });
  }

  it('ends a sign-in at the other process on logout or by its id, and no other sign-in', async () => {
    const { email, client: first } = await createAccount();
    const [second, third] = [await signInKnown(email), await signInKnown(email)];
    expect((await first.post('/access/logout')).status).to.equal(204);
    await expectRejected(there, first);
    const signIns: { id: string; isCurrent: boolean }[] = (await second.get('/access/sessions')).json;
    expect(signIns).to.have.length(2);
    const other = signIns.find(({ isCurrent }) => !isCurrent);
    expect((await second.delete(`/access/sessions/${other?.id}`)).status).to.equal(204);
    await expectRejected(there, third);
    expect(await statusAt(there, second)).to.equal(200);
    expect((await at(there, second).get('/access/sessions')).json).to.have.length(1);
  });

  it('ends all earlier sign-ins at the other process on a logout everywhere, also during a sign-in', async () => {
    const { email, client } = await createAccount();
    const others = [await signInKnown(email), await signInKnown(email)];
    const logout = client.post('/access/logout-all');
    const [ended] = await Promise.all([logout, signIn({ origin: there.address() }, email)]);
    expect(ended.status).to.equal(204);
    await expectRejected(there, client, ...others);
    await signInKnown(email);
  });

  it('accepts refreshed tokens at the other process, until a logout with them', async () => {
    const { client } = await createAccount();
    const renewed = clientOf({ origin: here.address() }, cookiesOf(await refreshAt(here, client)));
    expect(await statusAt(there, renewed)).to.equal(200);
    expect((await renewed.post('/access/logout')).status).to.equal(204);
    for (const each of [client, renewed]) expect(await statusAt(there, each)).to.equal(401);
  });

  it('answers a hundred concurrent uses of a refresh token at two processes with the same tokens', async () => {
    const { client } = await createAccount();
    const apiOf = (number: number) => (number % 2 === 0 ? here : there);
    const answers = await Promise.all(Array.from({ length: 100 }, (_, number) => refreshAt(apiOf(number), client)));
    expect(new Set(answers.map(({ status }) => status))).to.deep.equal(new Set([204]));
    expect(new Set(answers.map((answer) => JSON.stringify(claimsOf(answer)))).size).to.equal(1);
    for (const [number, answer] of answers.slice(0, 10).entries()) {
      const renewed = clientOf({ origin: here.address() }, cookiesOf(answer));
      expect(await statusAt(apiOf(number + 1), renewed)).to.equal(200);
      expect((await refreshAt(apiOf(number + 1), renewed)).status).to.equal(204);
    }
    expect((await at(there, client).get('/access/sessions')).json).to.have.length(1);
  });

  it('ends a sign-in everywhere when its refresh token is used again after the grace period', async () => {
    const { id, email, client } = await createAccount();
    const other = await signInKnown(email);
    const renewed = clientOf({ origin: here.address() }, cookiesOf(await refreshAt(here, client)));
    expect(await statusAt(there, renewed)).to.equal(200);
    await suite.installation.db.query(sql.unsafe`
      UPDATE issued_tokens t SET spent_at = spent_at - make_interval(secs => ${afterGraceSeconds})
      FROM token_families f WHERE f.id = t.family AND f.account_id = ${id}`);
    problem(await refreshAt(there, client), 401, 'not-signed-in');
    for (const each of [client, renewed]) {
      for (const api of [here, there]) expect(await statusAt(api, each)).to.equal(401);
    }
    problem(await refreshAt(here, renewed), 401, 'not-signed-in');
    for (const api of [here, there]) expect(await statusAt(api, other)).to.equal(200);
    expect((await refreshAt(here, other)).status).to.equal(204);
  });

  it('returns 503 on every signed-in route while Redis is down, and recovers by itself', async () => {
    const { id, email, client } = await createAccount();
    // Ends its auth session in Postgres, although the answer is 503.
    const leaving = (await createAccount()).client;
    const requests = [
      [client, 'GET', '/access/me'],
      [client, 'PATCH', '/access/me', { name: 'Away' }],
      [client, 'DELETE', '/access/me', { password }],
      [client, 'GET', '/access/sessions'],
      [client, 'DELETE', `/access/sessions/${id}`],
      [leaving, 'POST', '/access/logout'],
      [client, 'POST', '/access/logout-all'],
      [client, 'POST', '/access/refresh-jwt'],
      [client, 'PATCH', '/access/password-update', { currentPassword: password, newPassword }],
      [superuser, 'GET', '/users'],
      [superuser, 'GET', `/users/${id}`],
      [superuser, 'PATCH', `/users/${id}`, { isActive: false }],
      [superuser, 'DELETE', `/users/${id}`],
      [superuser, 'PATCH', `/roles/${email}/assign`, { roleSlug: 'fitness-trainer' }],
    ] as const;
    await suite.installation.redis.kill();
    try {
      for (const api of [here, there]) {
        for (const [who, method, path, body] of requests) {
          const answer = await at(api, who).ask(path, { method, body });
          problem(answer, 503, 'unavailable');
          expect(answer.headers.get('retry-after')).to.match(/^\d+$/);
        }
        expect((await anonymousAt(api).get('//ping')).text).to.equal('OK');
        // Health reports are shared for a second.
        await eventually(async () => {
          const health = await anonymousAt(api).get('//health');
          expect([health.status, health.json.cache_status]).to.deep.equal([503, 'offline']);
        });
      }
    } finally {
      await suite.installation.redis.restart();
    }
    await eventually(async () => {
      for (const api of [here, there]) expect(await statusAt(api, client)).to.equal(200);
    });
    expect((await at(here, client).get('/access/me')).json).to.include({ name: null, roleSlug: 'application-access' });
    expect((await refreshAt(there, client)).status).to.equal(204);
  });
});

/** The claims in both tokens that an answer sets as cookies. */
const claimsOf = (answer: Answer): readonly unknown[] =>
  cookiesOf(answer)
    .split('; ')
    .map((cookie) => JSON.parse(Buffer.from(cookie.split('.')[1] ?? '', 'base64url').toString()));
