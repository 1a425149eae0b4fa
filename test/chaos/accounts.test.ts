import { expect } from 'chai';
import { sql } from 'slonik';
import type { AccountId } from '../../src/events/ids.ts';
import { type Answer, type Client, clientOf, cookiesOf, password, problem, signIn } from '../http/support/client.ts';
import { eventually } from '../projections/support/eventually.ts';
import { type Installation, installations } from './support/installation.ts';
import { registerSuperuser } from './support/member.ts';
import type { Role } from './support/role.ts';

const newPassword = 'An0ther_One';
const graceSeconds = 10;

describe('accounts at two API processes', function () {
  this.timeout(120_000);
  const begin = installations();
  let installation: Installation;
  let here: Role;
  let there: Role;
  before(async () => {
    installation = await begin({ REFRESH_GRACE_SECONDS: String(graceSeconds) });
    [here, there] = [await installation.serve(), await installation.serve()];
    await registerSuperuser(installation, 'root@example.com');
  });
  afterEach(() => expect([here, there].flatMap((api) => api.lost() ?? [])).to.deep.equal([]));

  const originOf = (api: Role) => ({ origin: api.address() });
  /** The same person at another process. */
  const at = (api: Role, { cookie }: Client) => clientOf(originOf(api), cookie);
  const meStatus = async (api: Role, client: Client) => (await at(api, client).get('/access/me')).status;
  let people = 0;
  /** Somebody new who has been seen everywhere. */
  const somebody = async () => {
    people += 1;
    const email = `person${people}@example.com`;
    const body = { email, password, confirmPassword: password };
    const { json, status } = await clientOf(originOf(here)).post('/access/signup', body);
    expect(status).to.equal(201);
    return { email, id: json.id as AccountId, device: await seen(email) };
  };
  const seen = async (email: string): Promise<Client> => {
    const device = await signIn(originOf(here), email);
    for (const api of [here, there]) expect(await meStatus(api, device)).to.equal(200);
    return device;
  };
  const superuser = () => signIn(originOf(here), 'root@example.com');
  const patched = async (client: Client, path: string, body: object) => {
    const answer = await client.patch(path, body);
    expect(answer.status, answer.text).to.be.oneOf([200, 204]);
    return answer;
  };
  const refresh = (api: Role, client: Client) => at(api, client).post('/access/refresh-jwt');

  describe('what one process has answered counts in the very next request to the other', () => {
    it('be it a deactivation, which holds for old tokens also when it is taken back', async () => {
      const [root, { id, email, device }] = [await superuser(), await somebody()];
      await patched(root, `/users/${id}`, { isActive: false });
      expect(await meStatus(there, device)).to.equal(401);
      problem(await refresh(there, device), 401, 'not-signed-in');
      const again = { method: 'POST', raw: new URLSearchParams({ username: email, password }) };
      problem(await clientOf(originOf(there)).ask('/access/signin', again), 401, 'not-signed-in');
      await patched(root, `/users/${id}`, { isActive: true });
      for (const api of [there, here]) expect(await meStatus(api, device)).to.equal(401);
      problem(await refresh(there, device), 401, 'not-signed-in');
      await seen(email);
    });

    it('be it a promotion, a demotion, another role, name or address', async () => {
      const [root, { id, email, device }] = [await superuser(), await somebody()];
      const me = async () => (await at(there, device).get('/access/me')).json;
      // Not permitted before it is looked at, and a 422 afterwards.
      const asSuperuser = async () => (await at(there, device).patch(`/users/${id}`, { wrong: 1 })).status;
      for (let round = 0; round < 3; round += 1) {
        await patched(root, `/users/${id}`, { isSuperuser: true });
        expect(await asSuperuser()).to.equal(422);
        await patched(root, `/users/${id}`, { isSuperuser: false });
        expect(await asSuperuser()).to.equal(403);
        await patched(root, `/roles/${email}/assign`, { roleSlug: 'fitness-trainer' });
        expect((await me()).roleSlug).to.equal('fitness-trainer');
        await patched(root, `/roles/${email}/revoke`, { roleSlug: 'fitness-trainer' });
        expect((await me()).roleSlug).to.equal('application-access');
        await patched(root, `/users/${id}`, { name: `Round ${round}`, email: `${round}.${email}` });
        expect(await me()).to.include({ name: `Round ${round}`, email: `${round}.${email}` });
        await patched(root, `/users/${id}`, { email });
      }
    });

    for (const [who, path, change] of [
      ['oneself', () => '/access/password-update', { currentPassword: password, newPassword }],
      ['a superuser', (id: string) => `/users/${id}`, { password: newPassword }],
    ] as const) {
      it(`be it another password by ${who}, which ends all devices`, async () => {
        const { id, email, device } = await somebody();
        const other = await seen(email);
        await patched(who === 'oneself' ? device : await superuser(), path(id), change);
        for (const each of [device, other]) {
          expect(await meStatus(there, each)).to.equal(401);
          problem(await refresh(there, each), 401, 'not-signed-in');
        }
        const form = { method: 'POST', raw: new URLSearchParams({ username: email, password }) };
        problem(await clientOf(originOf(there)).ask('/access/signin', form), 401, 'not-signed-in');
        expect((await signIn(originOf(there), email, newPassword)).cookie).not.to.equal(null);
      });
    }

    it('be it the end of a device, by itself or by another, and of no other device', async () => {
      const { email, device } = await somebody();
      const [second, third] = [await seen(email), await seen(email)];
      expect((await device.post('/access/logout')).status).to.equal(204);
      expect(await meStatus(there, device)).to.equal(401);
      problem(await refresh(there, device), 401, 'not-signed-in');
      const devices: { id: string; isCurrent: boolean }[] = (await second.get('/access/sessions')).json;
      expect(devices).to.have.length(2);
      const elsewhere = devices.find(({ isCurrent }) => !isCurrent);
      expect((await second.delete(`/access/sessions/${elsewhere?.id}`)).status).to.equal(204);
      expect(await meStatus(there, third)).to.equal(401);
      problem(await refresh(there, third), 401, 'not-signed-in');
      expect(await meStatus(there, second)).to.equal(200);
      expect((await at(there, second).get('/access/sessions')).json).to.have.length(1);
    });

    it('be it the end of all devices, and sign-ins of the same moment', async () => {
      const { email, device } = await somebody();
      const others = [await seen(email), await seen(email)];
      const [ended] = await Promise.all([device.post('/access/logout-all'), signIn(originOf(there), email)]);
      expect(ended.status).to.equal(204);
      for (const each of [device, ...others]) {
        expect(await meStatus(there, each)).to.equal(401);
        problem(await refresh(there, each), 401, 'not-signed-in');
      }
      await seen(email);
    });

    it('be it a pair of tokens got by refreshing, and then the end of it', async () => {
      const { device } = await somebody();
      const answer = await refresh(here, device);
      const renewed = clientOf(originOf(here), cookiesOf(answer));
      expect(await meStatus(there, renewed)).to.equal(200);
      expect((await renewed.post('/access/logout')).status).to.equal(204);
      for (const each of [device, renewed]) expect(await meStatus(there, each)).to.equal(401);
    });
  });

  describe('a refresh token', () => {
    /** As if so much time had passed since the person's tokens were spent. */
    const age = (id: AccountId, seconds: number) =>
      installation.db.query(sql.unsafe`
        UPDATE issued_tokens t SET spent_at = spent_at - make_interval(secs => ${seconds})
        FROM token_families f WHERE f.id = t.family AND f.account_id = ${id}`);

    it('that a hundred spend at once gives all of them one and the same pair, and logs out nobody', async () => {
      const { device } = await somebody();
      const answers = await Promise.all(
        Array.from({ length: 100 }, (_, number) => refresh(number % 2 === 0 ? here : there, device)),
      );
      expect(new Set(answers.map(({ status }) => status))).to.deep.equal(new Set([204]));
      const pairs = new Set(answers.map((answer) => JSON.stringify(claimsOf(answer))));
      expect(pairs.size).to.equal(1);
      for (const [number, answer] of answers.slice(0, 10).entries()) {
        const client = clientOf(originOf(here), cookiesOf(answer));
        expect(await meStatus(number % 2 === 0 ? there : here, client)).to.equal(200);
        expect((await refresh(number % 2 === 0 ? there : here, client)).status).to.equal(204);
      }
      expect((await at(there, device).get('/access/sessions')).json).to.have.length(1);
    });

    it('that comes again after the grace ends its family everywhere, and no other', async () => {
      const { id, email, device } = await somebody();
      const other = await seen(email);
      const renewed = clientOf(originOf(here), cookiesOf(await refresh(here, device)));
      expect(await meStatus(there, renewed)).to.equal(200);
      await age(id, graceSeconds);
      problem(await refresh(there, device), 401, 'not-signed-in');
      for (const each of [device, renewed]) {
        for (const api of [here, there]) expect(await meStatus(api, each)).to.equal(401);
      }
      problem(await refresh(here, renewed), 401, 'not-signed-in');
      for (const api of [here, there]) expect(await meStatus(api, other)).to.equal(200);
      expect((await refresh(here, other)).status).to.equal(204);
    });
  });

  it('are shut while Redis is away, and open by themselves when it is back', async () => {
    const [root, { id, email, device }] = [await superuser(), await somebody()];
    const asked = [
      [device, 'GET', '/access/me'],
      [device, 'PATCH', '/access/me', { name: 'Away' }],
      [device, 'DELETE', '/access/me', { password }],
      [device, 'GET', '/access/sessions'],
      [device, 'DELETE', `/access/sessions/${id}`],
      [device, 'POST', '/access/logout'],
      [device, 'POST', '/access/logout-all'],
      [device, 'POST', '/access/refresh-jwt'],
      [device, 'PATCH', '/access/password-update', { currentPassword: password, newPassword }],
      [root, 'GET', '/users'],
      [root, 'GET', `/users/${id}`],
      [root, 'PATCH', `/users/${id}`, { isActive: false }],
      [root, 'DELETE', `/users/${id}`],
      [root, 'PATCH', `/roles/${email}/assign`, { roleSlug: 'fitness-trainer' }],
    ] as const;
    await installation.redis.kill();
    try {
      for (const api of [here, there]) {
        for (const [who, method, path, body] of asked) {
          const answer = await at(api, who).ask(path, { method, body });
          problem(answer, 503, 'unavailable');
          expect(answer.headers.get('retry-after')).to.match(/^\d+$/);
        }
        expect((await clientOf(originOf(api)).get('//ping')).text).to.equal('OK');
        const health = await clientOf(originOf(api)).get('//health');
        expect([health.status, health.json.cache_status]).to.deep.equal([503, 'offline']);
      }
    } finally {
      await installation.redis.restart();
    }
    await eventually(async () => {
      for (const api of [here, there]) expect(await meStatus(api, device)).to.equal(200);
    });
    expect((await at(here, device).get('/access/me')).json).to.include({ name: null, roleSlug: 'application-access' });
    expect((await refresh(there, device)).status).to.equal(204);
  });
});

/** What both tokens of an answer say. */
const claimsOf = (answer: Answer): readonly unknown[] =>
  cookiesOf(answer)
    .split('; ')
    .map((cookie) => JSON.parse(Buffer.from(cookie.split('.')[1] ?? '', 'base64url').toString()));
