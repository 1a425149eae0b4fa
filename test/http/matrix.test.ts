import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import type { AccountId, Instant } from '../../src/events/ids.ts';
import { scopes } from '../../src/events/token-values.ts';
import type { Guard } from '../../src/http/guards.ts';
import type { Route } from '../../src/http/route.ts';
import { routes } from '../../src/http/routes.ts';
import { type Client, clientOf, cookiesOf, programOf } from './support/client.ts';
import { createProgram, type Person, registerAndSignIn } from './support/people.ts';
import { nameOf, pathOf } from './support/route-names.ts';
import { now, startTestApp, type TestApp } from './support/test-app.ts';

const callers = [
  ...(['no one', 'user', 'trainer', 'holder of the role superuser', 'superuser', 'inactive user'] as const),
  'holder of a refresh token only',
  ...(['program that reads', 'program that writes', 'program of a coach', 'program of a trainer'] as const),
  'program of an administrator',
  ...(['program of a user with the scope admin', 'revoked program', 'expired program'] as const),
  'program of a user who is inactive',
  'program with cookies too',
] as const;
type Caller = (typeof callers)[number];
/** What a guard does with a request: answers with a problem, or admits it, whatever the final status is. */
type Admission = 'not-signed-in' | 'not-permitted' | 'insufficient-scope' | 'contradictory-credentials' | 'admitted';

const invalidPrograms = {
  'revoked program': 'not-signed-in',
  'expired program': 'not-signed-in',
  'program of a user who is inactive': 'not-signed-in',
  'program with cookies too': 'contradictory-credentials',
} as const;

/** What routes do that need cookies: they admit no program. */
const withCookies: Readonly<Record<Caller, Admission>> = {
  'no one': 'not-signed-in',
  user: 'admitted',
  trainer: 'admitted',
  'holder of the role superuser': 'admitted',
  superuser: 'admitted',
  'inactive user': 'not-signed-in',
  'holder of a refresh token only': 'not-signed-in',
  'program that reads': 'not-permitted',
  'program that writes': 'not-permitted',
  'program of a coach': 'not-permitted',
  'program of a trainer': 'not-permitted',
  'program of an administrator': 'not-permitted',
  'program of a user with the scope admin': 'not-permitted',
  ...invalidPrograms,
};

const everyone = Object.fromEntries(callers.map((caller) => [caller, 'admitted'])) as Record<Caller, 'admitted'>;

const signedIn = (programs: Partial<Record<Caller, Admission>>): Readonly<Record<Caller, Admission>> => ({
  ...withCookies,
  'program that reads': 'insufficient-scope',
  'program that writes': 'insufficient-scope',
  'program of a coach': 'insufficient-scope',
  'program of a trainer': 'insufficient-scope',
  'program of an administrator': 'insufficient-scope',
  'program of a user with the scope admin': 'insufficient-scope',
  ...programs,
});

/** For each guard and each kind of caller: whether the guard must admit the request, or how it refuses it. */
const admissions: Readonly<Record<Guard, (route: Route) => Readonly<Record<Caller, Admission>>>> = {
  anyone: () => everyone,
  user: ({ method }) => signedIn({ [`program that ${method === 'get' ? 'reads' : 'writes'}`]: 'admitted' }),
  trainer: () => ({
    ...signedIn({ 'program of a coach': 'not-permitted', 'program of a trainer': 'admitted' }),
    user: 'not-permitted',
    'holder of the role superuser': 'not-permitted',
    superuser: 'not-permitted',
  }),
  superuser: () => ({
    ...signedIn({ 'program of an administrator': 'admitted' }),
    user: 'not-permitted',
    trainer: 'not-permitted',
    'holder of the role superuser': 'not-permitted',
    'program of a user with the scope admin': 'not-permitted',
  }),
  'cookie user': () => withCookies,
  token: () => ({
    ...(Object.fromEntries(callers.map((caller) => [caller, 'not-signed-in'])) as Record<Caller, Admission>),
    'program that reads': 'admitted',
    'program that writes': 'admitted',
    'program of a coach': 'admitted',
    'program of a trainer': 'admitted',
    'program of an administrator': 'admitted',
    'program of a user with the scope admin': 'admitted',
    ...invalidPrograms,
  }),
  // In these tests the "holder of a refresh token only" sends it in the cookie for access tokens, so that this guard
  // refuses it as well.
  'refresh cookie': () => ({
    ...signedIn({}),
    'program that reads': 'not-signed-in',
    'program that writes': 'not-signed-in',
    'program of a coach': 'not-signed-in',
    'program of a trainer': 'not-signed-in',
    'program of an administrator': 'not-signed-in',
    'program of a user with the scope admin': 'not-signed-in',
  }),
  // Logging out works with whatever cookies are left.
  'any cookies': () => everyone,
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
        expect(await admissionOf(route, clients[caller]), caller).to.equal(admissions[route.guard](route)[caller]);
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
  const { status, text, json, headers } = await client.ask(
    pathOf(route, () => 'x'),
    sent,
  );
  expect(status, text).to.be.below(500);
  if (status === 401) expect(headers.get('www-authenticate')).to.match(/^Bearer( error="invalid_token")?$/);
  return refusals.has(json?.code) ? json.code : 'admitted';
}

const refusals: ReadonlySet<unknown> = new Set<Admission>([
  ...(['not-signed-in', 'not-permitted', 'insufficient-scope', 'contradictory-credentials'] as const),
]);

async function createClients(app: TestApp): Promise<Record<Caller, Client>> {
  const register = (name: string, account: object = {}) =>
    registerAndSignIn(app, { email: `${name}@example.com`, ...account });
  const superuser = await register('superuser', { isSuperuser: true });
  const inactive = await register('inactive');
  expect((await superuser.patch(`/users/${inactive.id}`, { isActive: false })).status).to.equal(200);
  const user = await register('user');
  const trainer = await register('trainer', { role: 'fitness-trainer' });
  const refreshToken = (await register('refresh')).cookie?.split('refresh_token=')[1] ?? '';
  return {
    'no one': clientOf(app),
    user,
    trainer,
    'holder of the role superuser': await register('titular', { role: 'superuser' }),
    superuser,
    'inactive user': inactive,
    'holder of a refresh token only': clientOf(app, `access_token=${refreshToken}`),
    ...(await createPrograms(app, { user, trainer, superuser, inactive })),
  };
}

async function createPrograms(
  app: TestApp,
  { user, trainer, superuser, inactive }: Readonly<Record<'user' | 'trainer' | 'superuser' | 'inactive', Person>>,
) {
  const revoked = await createProgram(app, user, scopes);
  expect((await user.delete(`/access/tokens/${revoked.id}`)).status).to.equal(204);
  const stored = (account: Person, expiresAt: string) =>
    app.personalTokens.create(account.id as AccountId, 1, { name: 'x', scopes, expiresAt: expiresAt as Instant });
  const expired = await stored(user, now);
  const ofInactive = await stored(inactive, '2026-04-01T12:00:00.000000Z');
  const reading = await createProgram(app, user, ['read']);
  return {
    'program that reads': reading,
    'program that writes': await createProgram(app, user, ['write']),
    'program of a coach': await createProgram(app, user, ['coach']),
    'program of a trainer': await createProgram(app, trainer, ['coach']),
    'program of an administrator': await createProgram(app, superuser, ['admin']),
    'program of a user with the scope admin': await createProgram(app, user, ['admin']),
    'revoked program': revoked,
    'expired program': programOf(app, expired?.text ?? ''),
    'program of a user who is inactive': programOf(app, ofInactive?.text ?? ''),
    'program with cookies too': clientOf(app, user.cookie, reading.token),
  };
}
