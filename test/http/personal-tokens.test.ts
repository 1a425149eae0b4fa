import { expect } from 'chai';
import type { AccountId } from '../../src/events/ids.ts';
import { maxPersonalTokens } from '../../src/events/token-values.ts';
import { type Client, clientOf, password, problem, programOf, signIn, validationErrors } from './support/client.ts';
import { createInMemoryRateLimits } from './support/in-memory-rate-limits.ts';
import { createProgram, type Person } from './support/people.ts';
import { httpConfig, now } from './support/test-app.ts';
import { useApp } from './support/use-app.ts';

const email = 'athlete@example.com';

describe('personal access tokens', () => {
  const the = useApp();
  let athlete: Person;
  beforeEach(async () => {
    athlete = await the.person(email);
  });

  const create = (body: object) => athlete.post('/access/tokens', body);
  const list = async (client: Client) => (await client.get('/access/tokens')).json;
  const me = (client: Client, headers = {}) => client.get('/access/me', headers);
  const isIn = async (client: Client) => (await me(client)).status === 200;
  const challengeOf = ({ headers }: Readonly<{ headers: Headers }>) => headers.get('www-authenticate');

  it('are shown once, with a prefix, and listed without the secret', async () => {
    const created = await create({ name: 'Watch', scopes: ['write', 'read', 'read'] });
    expect(created.status).to.equal(201);
    expect(created.headers.get('cache-control')).to.equal('no-store');
    const { token, ...shown } = created.json;
    expect(token).to.match(/^itpat_[\w-]{64}$/);
    expect(shown).to.deep.include({ name: 'Watch', scopes: ['write', 'read'], createdAt: now, lastUsedAt: null });
    expect(shown.expiresAt).to.equal('2026-05-30T12:00:00.000000Z');
    expect(await list(athlete)).to.deep.equal([shown]);
    expect(await list(await the.person('other@example.com'))).to.deep.equal([]);
  });

  it('are all different', async () => {
    const tokens = new Set<string>();
    for (let number = 0; number < 10; number += 1) {
      tokens.add((await create({ name: 'Same', scopes: ['read'] })).json.token);
    }
    expect(tokens.size).to.equal(10);
  });

  it('end at a time in the future, at most 366 days away', async () => {
    const ending = async (expiresAt: unknown) => create({ name: 'Watch', scopes: ['read'], expiresAt });
    expect((await ending('2027-03-02T13:00:00+01:00')).json.expiresAt).to.equal('2027-03-02T12:00:00.000000Z');
    for (const wrong of [now, '2026-02-01T00:00:00Z', '2027-03-02T12:00:00.000001Z', '2027-03-02', null, 90]) {
      expect(validationErrors(await ending(wrong)), String(wrong)).to.have.lengthOf(1);
    }
  });

  it('need a name and at least one known scope', async () => {
    expect(validationErrors(await create({}))).to.deep.equal(['missing name', 'missing scopes']);
    const wrong = { name: ' ', scopes: ['root'], id: 'x' };
    expect(validationErrors(await create(wrong))).to.have.members([
      'string_too_short name',
      'enum scopes.0',
      'extra_forbidden id',
    ]);
    expect(validationErrors(await create({ name: 'x'.repeat(101), scopes: [] }))).to.deep.equal([
      'string_too_long name',
      'too_short scopes',
    ]);
    expect(await list(athlete)).to.deep.equal([]);
  });

  it('are limited in number', async () => {
    for (let number = 0; number < maxPersonalTokens; number += 1) await create({ name: 'Many', scopes: ['read'] });
    const more = await create({ name: 'More', scopes: ['read'] });
    expect(problem(more, 422, 'quota-exceeded')).to.deep.equal(['quota_exceeded personalTokens']);
    const [first] = await list(athlete);
    await athlete.delete(`/access/tokens/${first.id}`);
    expect((await create({ name: 'More', scopes: ['read'] })).status).to.equal(201);
    expect((await athlete.get('/access/me/usage')).json.personalTokens).to.deep.equal({ used: 50, limit: 50 });
  });

  it('are refused at the next request after they were revoked, and can be revoked again', async () => {
    const [program, other] = [
      await createProgram(the.app, athlete, ['read']),
      await createProgram(the.app, athlete, ['read']),
    ];
    expect(await isIn(program)).to.equal(true);
    for (const id of [program.id, program.id.toUpperCase()]) {
      expect((await athlete.delete(`/access/tokens/${id}`)).status).to.equal(204);
    }
    const refused = await me(program);
    problem(refused, 401, 'not-signed-in');
    expect(challengeOf(refused)).to.equal('Bearer error="invalid_token"');
    expect(await isIn(other)).to.equal(true);
  });

  it('of another account cannot be revoked', async () => {
    const program = await createProgram(the.app, athlete, ['read']);
    const root = await the.superuser();
    for (const id of [program.id, '01900000-0000-7000-8000-0000000000ee']) {
      problem(await root.delete(`/access/tokens/${id}`), 404, 'token-not-found');
    }
    expect(validationErrors(await athlete.delete('/access/tokens/x'))).to.deep.equal(['uuid_parsing id']);
    expect(await isIn(program)).to.equal(true);
  });

  for (const [what, end] of [
    ['signs out everywhere', () => athlete.post('/access/logout-all')],
    [
      'changes the password',
      () => athlete.patch('/access/password-update', { currentPassword: password, newPassword: 'N3w&Password' }),
    ],
    ['erases itself', () => athlete.ask('/access/me', { method: 'DELETE', body: { password } })],
    ['is deactivated', async () => (await the.superuser()).patch(`/users/${athlete.id}`, { isActive: false })],
    [
      'gets another password',
      async () => (await the.superuser()).patch(`/users/${athlete.id}`, { password: 'Another1&' }),
    ],
    ['is erased by a superuser', async () => (await the.superuser()).delete(`/users/${athlete.id}`)],
    [
      'resets the password',
      async () => {
        const { token } = (await (await the.superuser()).post(`/users/${athlete.id}/password-reset`)).json;
        return the.anyone.post('/access/password-reset', { token, newPassword: 'N3w&Password' });
      },
    ],
  ] as const) {
    it(`end when the account ${what}`, async () => {
      const program = await createProgram(the.app, athlete, ['read']);
      expect(await isIn(program)).to.equal(true);
      expect((await end()).status).to.be.below(300);
      problem(await me(program), 401, 'not-signed-in');
    });
  }

  it('stay valid when one auth session ends, and can be created again after a sign-out everywhere', async () => {
    const program = await createProgram(the.app, athlete, ['read']);
    await athlete.post('/access/logout');
    expect(await isIn(program)).to.equal(true);
    await (await signIn(the.app, email)).post('/access/logout-all');
    const again = await signIn(the.app, email);
    expect(await list(again)).to.deep.equal([]);
    expect(await isIn(await createProgram(the.app, again, ['read']))).to.equal(true);
  });

  it('with the scope admin open the routes of superusers only while the account is one', async () => {
    const [root, boss] = [await the.superuser(), await the.superuser('boss@example.com')];
    const program = await createProgram(the.app, root, ['admin']);
    expect((await program.get('/users')).status).to.equal(200);
    await boss.patch(`/users/${root.id}`, { isSuperuser: false });
    problem(await program.get('/users'), 403, 'not-permitted');
  });

  it('say which scope a route needs', async () => {
    const program = await createProgram(the.app, athlete, ['coach']);
    for (const [method, path, scope] of [
      ['GET', '/training-sessions', 'read'],
      ['HEAD', '/training-sessions', 'read'],
      ['POST', '/training-sessions', 'write'],
      ['GET', '/users', 'admin'],
    ] as const) {
      const answer = await program.ask(path, { method });
      expect([answer.status, challengeOf(answer)]).to.deep.equal([
        403,
        `Bearer error="insufficient_scope", scope="${scope}"`,
      ]);
      if (method !== 'HEAD') problem(answer, 403, 'insufficient-scope');
    }
  });

  it('are the session of the actor in events', async () => {
    const program = await createProgram(the.app, athlete, ['write']);
    const { id } = (await program.post('/training-sessions', { timezone: 'UTC' })).json;
    const [event] = await the.app.store.read(`session-${id}`);
    expect(event?.metadata.actor).to.deep.equal({
      ...{ id: athlete.id, role: 'application-access', via: 'http', session: program.id },
    });
  });

  it('share idempotency keys with the cookies of their account', async () => {
    const program = await createProgram(the.app, athlete, ['write']);
    const start = (client: Client) =>
      client.post('/training-sessions', { timezone: 'UTC' }, { 'idempotency-key': 'same' });
    const [first, second] = [await start(athlete), await start(program)];
    expect(second.json).to.deep.equal(first.json);
    expect(second.headers.get('idempotent-replayed')).to.equal('true');
  });

  describe('the header Authorization', () => {
    it('accepts the scheme in any case', async () => {
      const { token } = await createProgram(the.app, athlete, ['read']);
      for (const scheme of ['Bearer', 'bearer', 'BEARER', 'Bearer ']) {
        expect((await me(the.anyone, { authorization: `${scheme} ${token}` })).status).to.equal(200);
      }
    });

    it('refuses other schemes, malformed tokens, and tokens that are too long', async () => {
      const { token } = await createProgram(the.app, athlete, ['read']);
      const changed = token.slice(0, -1) + (token.endsWith('A') ? 'B' : 'A');
      for (const authorization of [
        ...['', 'Bearer', `Basic ${btoa(`${email}:${password}`)}`, token, `Token ${token}`, `Bearer ${token} x`],
        ...[`Bearer ${token}x`, `Bearer ${token.slice(0, -1)}`, `Bearer ${changed}`, `Bearer ${token.toUpperCase()}`],
        ...[`Bearer ${token.replace('itpat_', 'itpat-')}`, `Bearer ${token}, Bearer ${token}`],
        ...[`Bearer ${'x'.repeat(8_000)}`, 'Bearer \u00e9'],
      ]) {
        const refused = await me(the.anyone, { authorization });
        problem(refused, 401, 'not-signed-in');
        expect(challengeOf(refused)).to.equal('Bearer error="invalid_token"');
      }
      expect(challengeOf(await me(the.anyone))).to.equal('Bearer');
    });

    it('is refused together with a cookie of the service, whatever both contain', async () => {
      const { token } = await createProgram(the.app, athlete, ['read']);
      for (const cookie of [athlete.cookie, 'access_token=x', 'refresh_token=x', 'access_token=']) {
        for (const authorization of [`Bearer ${token}`, 'Basic x']) {
          const refused = await me(clientOf(the.app, cookie), { authorization });
          problem(refused, 400, 'contradictory-credentials');
          expect(challengeOf(refused)).to.equal('Bearer error="invalid_request"');
        }
      }
      const refresh = await athlete.post('/access/refresh-jwt', undefined, { authorization: `Bearer ${token}` });
      problem(refresh, 400, 'contradictory-credentials');
      expect((await clientOf(the.app, 'theme=dark', token).get('/access/me')).status).to.equal(200);
    });

    it('signs in pages of listed origins without cookies, and needs no origin', async () => {
      the.app.change({ config: { ...httpConfig, corsOrigins: ['https://app.example.com'] } });
      const program = await createProgram(the.app, athlete, ['write']);
      for (const origin of ['https://app.example.com', 'https://other.example.com']) {
        const headers = { origin, 'sec-fetch-site': 'cross-site' };
        const sent = await program.post('/training-sessions?replace=abort', { timezone: 'UTC' }, headers);
        expect(sent.status).to.equal(201);
        const allowed = sent.headers.get('access-control-allow-origin');
        expect(allowed).to.equal(origin.includes('app') ? origin : null);
      }
    });
  });

  it('that do not exist are limited per address', async () => {
    const rates = { signInAccount: 9, ownPassword: 9, signInAddress: 9, signUp: 9, refresh: 9, passwordReset: 9 };
    const ofApps = {
      appRequest: 9,
      appRegistration: 9,
      assistantWrites: 9,
      assistantWorkouts: 9,
      ...{ appWrites: 9, appWorkouts: 9 },
    };
    const config = { ...httpConfig, trustedProxies: ['loopback'] };
    the.app.change({ rateLimits: createInMemoryRateLimits({ ...rates, ...ofApps, personalToken: 2 }), config });
    const from = (address: string) => ({ 'x-forwarded-for': address });
    const program = await createProgram(the.app, athlete, ['read']);
    const guess = () => me(programOf(the.app, `itpat_${'A'.repeat(64)}`), from('203.0.113.1'));
    for (let number = 0; number < 5; number += 1) {
      expect((await me(program, from('203.0.113.1'))).status).to.equal(200);
    }
    expect([(await guess()).status, (await guess()).status]).to.deep.equal([401, 401]);
    problem(await guess(), 429, 'too-many-requests');
    expect((await me(program, from('203.0.113.2'))).status).to.equal(200);
  });

  it('are deleted with their account', async () => {
    await createProgram(the.app, athlete, ['read']);
    await athlete.ask('/access/me', { method: 'DELETE', body: { password } });
    expect(await the.app.personalTokens.list(athlete.id as AccountId, 0)).to.deep.equal([]);
  });
});
