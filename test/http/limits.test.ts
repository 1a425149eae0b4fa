import { expect } from 'chai';
import { DomainError } from '../../src/errors.ts';
import { createPasswordTurns } from '../../src/infra/access/password-turns.ts';
import { type Answer, type Client, clientOf, password, problem, signUpAndIn } from './support/client.ts';
import { createInMemoryRateLimits } from './support/in-memory-rate-limits.ts';
import { httpConfig, startTestApp, type TestApp } from './support/test-app.ts';

const email = 'athlete@example.com';
const wrong = 'Wr0ng&Steel';
const rates = {
  signInAccount: 3,
  ownPassword: 3,
  signInAddress: 5,
  signUp: 2,
  refresh: 2,
  passwordReset: 2,
  personalToken: 2,
  appRequest: 2,
  appRegistration: 2,
  assistantWrites: 2,
  assistantWorkouts: 2,
  appWrites: 2,
  appWorkouts: 2,
};

describe('rate limits over HTTP', () => {
  let app: TestApp;
  let athlete: Client;
  let anyone: Client;
  beforeEach(async () => {
    app = await startTestApp();
    anyone = clientOf(app);
    athlete = await signUpAndIn(app, email);
    limitBehindProxy();
  });
  afterEach(() => app[Symbol.asyncDispose]());

  /**
   * Gives the app low rate limits and makes it trust a local proxy: it reads the client's address from
   * `X-Forwarded-For`.
   */
  const limitBehindProxy = () =>
    app.change({
      rateLimits: createInMemoryRateLimits(rates),
      config: { ...httpConfig, trustedProxies: ['loopback'] },
    });
  const from = (address: string) => ({ 'x-forwarded-for': address });
  const signIn = (username: string, text: string, headers = {}) =>
    anyone.ask('/access/signin', { method: 'POST', raw: new URLSearchParams({ username, password: text }), headers });
  const signUp = (address: string, headers = {}) =>
    anyone.post('/access/signup', { email: address, password, confirmPassword: password }, headers);
  const statusesOf = async (count: number, ask: (index: number) => Promise<Answer>) => {
    const statuses: number[] = [];
    for (let index = 0; index < count; index += 1) statuses.push((await ask(index)).status);
    return statuses;
  };
  const expectLimited = (answer: Answer) => {
    problem(answer, 429, 'too-many-requests');
    expect(Number(answer.headers.get('retry-after'))).to.be.within(1, 60);
  };

  it('refuse even the right password after too many wrong ones for the account, from any address', async () => {
    const guess = (index: number) => signIn(` ${email.toUpperCase()}`, wrong, from(`203.0.113.${index}`));
    expect(await statusesOf(4, guess)).to.deep.equal([401, 401, 401, 429]);
    expectLimited(await signIn(email, password, from('203.0.113.9')));
  });

  it('give the same response for an account that does not exist', async () => {
    expect(await statusesOf(4, () => signIn('unknown@example.com', wrong))).to.deep.equal([401, 401, 401, 429]);
    const unknown = await signIn('unknown@example.com', wrong);
    await statusesOf(3, () => signIn(email, wrong, from('203.0.113.9')));
    const known = await signIn(email, wrong, from('203.0.113.9'));
    expectLimited(unknown);
    expect(known.text).to.equal(unknown.text);
  });

  it('refuse an address that has tried too many accounts', async () => {
    const statuses = await statusesOf(6, (index) => signIn(`${index}@example.com`, wrong));
    expect(statuses).to.deep.equal([401, 401, 401, 401, 401, 429]);
    expectLimited(await signIn(email, password));
    expect((await signIn(email, password, from('203.0.113.9'))).status).to.equal(204);
  });

  it('count neither successful nor invalid sign-ins', async () => {
    expect(await statusesOf(8, () => signIn(email, password))).to.deep.equal(Array(8).fill(204));
    expect(await statusesOf(8, () => signIn(email, ''))).to.deep.equal(Array(8).fill(422));
    expect(await statusesOf(4, () => signIn(email, wrong))).to.deep.equal([401, 401, 401, 429]);
  });

  it('admit no more wrong passwords in parallel than one after the other', async () => {
    const answers = await Promise.all(Array.from({ length: 30 }, () => signIn(email, wrong)));
    const statuses = answers.map(({ status }) => status);
    expect(statuses.filter((status) => status === 401)).to.have.lengthOf(3);
    expect(statuses.filter((status) => status === 429)).to.have.lengthOf(27);
  });

  for (const [action, requestWith] of [
    [
      'changing the password',
      (text: string) => ['PATCH', '/access/password-update', { currentPassword: text, newPassword: wrong }],
    ],
    ['changing the email address', (text: string) => ['PATCH', '/access/me', { currentPassword: text, email }]],
    ['erasing the account', (text: string) => ['DELETE', '/access/me', { password: text }]],
  ] as const) {
    it(`count wrong passwords of a signed-in account when ${action} apart from wrong ones at sign-in`, async () => {
      const ask = (text: string) => {
        const [method = '', path = '', body] = requestWith(text);
        return athlete.ask(String(path), { method: String(method), body });
      };
      expect(await statusesOf(4, () => signIn(email, wrong, from('203.0.113.9')))).to.deep.equal([401, 401, 401, 429]);
      for (let time = 0; time < 3; time += 1) problem(await ask(wrong), 401, 'wrong-password');
      expectLimited(await ask(password));
      expect((await athlete.get('/access/me')).status).to.equal(200);
      const other = await signUpAndIn(app, 'other@example.com');
      expect((await other.ask('/access/me', { method: 'DELETE', body: { password } })).status).to.equal(204);
    });
  }

  it('of strangers do not keep the owner of an account from changing the password', async () => {
    expect(await statusesOf(9, () => signIn(email, wrong))).to.include(429);
    const change = { currentPassword: password, newPassword: 'An0ther&One' };
    expect((await athlete.patch('/access/password-update', change)).status).to.equal(204);
  });

  it('count a wrong password in a repeated sign-up as one of the account', async () => {
    const key = { 'idempotency-key': 'once' };
    const made = 'made@example.com';
    const repeat = (text: string, index: number) =>
      anyone.post(
        '/access/signup',
        { email: made, password: text, confirmPassword: text },
        { ...key, ...from(`203.0.113.${index}`) },
      );
    expect(await statusesOf(5, (index) => repeat(password, index))).to.deep.equal(Array(5).fill(201));
    expect(await statusesOf(4, (index) => repeat(wrong, index))).to.deep.equal([422, 422, 422, 429]);
    expectLimited(await repeat(password, 9));
    expectLimited(await signIn(made, password));
    expect((await signUp('another@example.com', from('203.0.113.9'))).status).to.equal(201);
  });

  it('admit a few requests with passwords at once per account and per address', async () => {
    const turns = createPasswordTurns({ perAccount: 2, perAddress: 3 });
    const { promise: released, resolve: release } = Promise.withResolvers<null>();
    const arrivals = [Promise.withResolvers<void>(), Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const arrived = [...arrivals];
    const signInLater = () => {
      arrived.shift()?.resolve();
      return released;
    };
    app.change({
      passwordTurns: turns,
      signIn: signInLater,
      config: { ...httpConfig, trustedProxies: ['loopback'] },
    });
    const pending = [signIn(email, wrong), signIn(email, wrong)];
    await arrivals[1]?.promise;
    expectLimited(await signIn(email, password, from('203.0.113.9')));
    pending.push(signIn('other@example.com', wrong));
    await arrivals[2]?.promise;
    expectLimited(await signIn('third@example.com', wrong));
    expectLimited(await signUp('third@example.com'));
    // The account's own check counts apart, and comes from another address here.
    const update = { currentPassword: wrong, newPassword: 'An0ther&One' };
    problem(await athlete.patch('/access/password-update', update, from('203.0.113.9')), 401, 'wrong-password');
    release(null);
    for (const answer of await Promise.all(pending)) problem(answer, 401, 'invalid-credentials');
    problem(await signIn(email, wrong), 401, 'invalid-credentials');
  });

  it('count every valid sign-up of an address, whatever its result', async () => {
    expect((await anyone.post('/access/signup', {})).status).to.equal(422);
    expect((await signUp('first@example.com')).status).to.equal(201);
    expect((await signUp(email)).status).to.equal(409);
    expectLimited(await signUp('second@example.com'));
    expect((await signUp('second@example.com', from('203.0.113.9'))).status).to.equal(201);
  });

  it('count refreshes and password resets of an address', async () => {
    const token = { token: 'nothing', newPassword: wrong };
    for (const ask of [
      (headers = {}) => anyone.post('/access/refresh-jwt', undefined, headers),
      (headers = {}) => anyone.post('/access/password-reset', token, headers),
    ]) {
      expect(await statusesOf(2, () => ask())).to.deep.equal([401, 401]);
      expectLimited(await ask());
      expect((await ask(from('203.0.113.9'))).status).to.equal(401);
    }
  });

  it('ignore X-Forwarded-For unless a trusted proxy sent it', async () => {
    app.change({ rateLimits: createInMemoryRateLimits(rates) });
    const moving = (index: number) => signUp(`${index}@example.com`, from(`203.0.113.${index}`));
    expect(await statusesOf(3, moving)).to.deep.equal([201, 201, 429]);
    expect(app.lines.at(-1)?.fields.address).to.equal('127.0.0.1');
  });

  it('use the last address in X-Forwarded-For, which the proxy has seen; the client can forge the others', async () => {
    const forging = (index: number) => signUp(`f${index}@example.com`, from(`203.0.113.${index}, 198.51.100.7`));
    expect(await statusesOf(3, forging)).to.deep.equal([201, 201, 429]);
    expect(app.lines.at(-1)?.fields.address).to.equal('198.51.100.7');
  });

  it('refuse every limited request with 503 while uses cannot be counted', async () => {
    const take = () => Promise.reject(new DomainError('unavailable', 'Redis cannot be reached.'));
    app.change({ rateLimits: { take, giveBack: async () => {} } });
    for (const answer of [
      await signIn(email, password),
      await signIn(email, wrong),
      await signUp('first@example.com'),
      await athlete.post('/access/refresh-jwt'),
      await anyone.post('/access/password-reset', { token: 'nothing', newPassword: wrong }),
      await athlete.ask('/access/me', { method: 'DELETE', body: { password } }),
    ]) {
      problem(answer, 503, 'unavailable');
      expect(answer.headers.get('retry-after')).to.match(/^\d+$/);
      expect(answer.headers.getSetCookie()).to.deep.equal([]);
    }
  });

  it('do not count a sign-in that failed because a component is offline', async () => {
    app.change({
      rateLimits: createInMemoryRateLimits(rates),
      signIn: () => Promise.reject(new DomainError('unavailable', 'Postgres cannot be reached.')),
    });
    expect(await statusesOf(6, () => signIn(email, wrong))).to.deep.equal(Array(6).fill(503));
  });
});
