import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Guard } from '../../src/http/guards.ts';
import type { Route } from '../../src/http/route.ts';
import { routes } from '../../src/http/routes.ts';
import { type Client, clientOf, cookiesOf } from './support/client.ts';
import { registerAndSignIn } from './support/people.ts';
import { nameOf, pathOf } from './support/route-names.ts';
import { startTestApp, type TestApp } from './support/test-app.ts';

const callers = [
  ...(['no one', 'user', 'trainer', 'holder of the role superuser', 'superuser', 'inactive user'] as const),
  'holder of a refresh token only',
] as const;
type Caller = (typeof callers)[number];
/** What the guard of a route does with a request: answers 401 or 403, or admits it, whatever the final status is. */
type Admission = 401 | 403 | 'admitted';

const signedIn: Readonly<Record<Caller, Admission>> = {
  'no one': 401,
  user: 'admitted',
  trainer: 'admitted',
  'holder of the role superuser': 'admitted',
  superuser: 'admitted',
  'inactive user': 401,
  'holder of a refresh token only': 401,
};

/** For each guard and each kind of caller: whether the guard must admit the request, or the status of its refusal. */
const admissions: Readonly<Record<Guard, Readonly<Record<Caller, Admission>>>> = {
  anyone: {
    ...signedIn,
    'no one': 'admitted',
    'inactive user': 'admitted',
    'holder of a refresh token only': 'admitted',
  },
  user: signedIn,
  superuser: { ...signedIn, user: 403, trainer: 403, 'holder of the role superuser': 403 },
  // In these tests the "holder of a refresh token only" sends it in the cookie for access tokens, so these guards
  // answer 401.
  'refresh cookie': signedIn,
  // Logging out works with whatever cookies are left.
  'any cookies': {
    ...signedIn,
    'no one': 'admitted',
    'inactive user': 'admitted',
    'holder of a refresh token only': 'admitted',
  },
};

/** The routes and guards in the route tables of docs/http.md (column "who"), which specify who may call which route. */
const documented = [
  ...readFileSync(join(import.meta.dirname, '../../docs/http.md'), 'utf8').matchAll(
    /^\| `((?:GET|POST|PUT|PATCH|DELETE) [^`]+)` \| ([a-z ]+) \|/gm,
  ),
].map(([, name, who]) => `${name}: ${who}`);

describe('the guard of each route', () => {
  it('is the one that the documents name', () => {
    const defined = routes.map((route) => `${nameOf(route)}: ${route.guard}`);
    expect(defined.toSorted()).to.deep.equal(documented.toSorted());
  });

  let app: TestApp;
  let clients: Readonly<Record<Caller, Client>>;
  before(async () => {
    app = await startTestApp();
    clients = await createClients(app);
  });
  after(() => app[Symbol.asyncDispose]());

  for (const route of routes) {
    it(`admits the right callers to ${nameOf(route)}`, async () => {
      for (const caller of callers) {
        expect(await admissionOf(route, clients[caller]), caller).to.equal(admissions[route.guard][caller]);
      }
    });
  }

  it('still applies with refreshed tokens', async () => {
    const trainer = await registerAndSignIn(app, { email: 'second.trainer@example.com', role: 'fitness-trainer' });
    const next = clientOf(app, cookiesOf(await trainer.post('/access/refresh-jwt')));
    expect((await next.get('/users')).status).to.equal(403);
    expect((await next.get('/access/me')).json.roleSlug).to.equal('fitness-trainer');
  });
});

/**
 * Sends a request with a body that every route refuses as invalid, so that even an admitted request changes nothing.
 */
async function admissionOf(route: Route, client: Client): Promise<Admission> {
  const method = route.method.toUpperCase();
  const sent = method === 'GET' ? { method } : { method, body: { wrong: true } };
  const { status, text } = await client.ask(
    pathOf(route, () => 'x'),
    sent,
  );
  expect(status, text).to.be.below(500);
  return status === 401 || status === 403 ? status : 'admitted';
}

async function createClients(app: TestApp): Promise<Record<Caller, Client>> {
  const register = (name: string, account: object = {}) =>
    registerAndSignIn(app, { email: `${name}@example.com`, ...account });
  const superuser = await register('superuser', { isSuperuser: true });
  const inactive = await register('inactive');
  expect((await superuser.patch(`/users/${inactive.id}`, { isActive: false })).status).to.equal(200);
  const refreshToken = (await register('refresh')).cookie?.split('refresh_token=')[1] ?? '';
  return {
    'no one': clientOf(app),
    user: await register('user'),
    trainer: await register('trainer', { role: 'fitness-trainer' }),
    'holder of the role superuser': await register('titular', { role: 'superuser' }),
    superuser,
    'inactive user': inactive,
    'holder of a refresh token only': clientOf(app, `access_token=${refreshToken}`),
  };
}
