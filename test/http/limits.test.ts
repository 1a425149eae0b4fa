import { expect } from 'chai';
import type { Redis } from 'ioredis';
import { connectRedis } from '../../src/infra/redis/client.ts';
import { createRateLimits, type Rates } from '../../src/infra/redis/rate-limits.ts';
import { useRedis } from '../support/databases.ts';
import { type Answer, type Client, clientOf, password, problem, signUpAndIn } from './support/client.ts';
import { httpConfig, startTestApp, type TestApp } from './support/test-app.ts';

const email = 'athlete@example.com';
const wrong = 'Wr0ng&Steel';
const rates: Rates = { signInAccount: 3, signInAddress: 5, signUp: 2, refresh: 2, passwordReset: 2 };

describe('limits over HTTP', () => {
  const server = useRedis();
  let redis: Redis;
  let app: TestApp;
  let athlete: Client;
  let anyone: Client;
  before(async () => {
    redis = await connectRedis(server.url, () => {});
  });
  after(() => redis.disconnect());
  beforeEach(async () => {
    await server.redis.flushall();
    app = await startTestApp();
    anyone = clientOf(app);
    athlete = await signUpAndIn(app, email);
    limitTo(rates);
  });
  afterEach(() => app[Symbol.asyncDispose]());

  const limitTo = (those: Rates) =>
    app.change({
      rateLimits: createRateLimits(redis, Buffer.alloc(32, 7), those),
      config: { ...httpConfig, trustedProxies: ['loopback'] },
    });
  const from = (address: string) => ({ 'x-forwarded-for': address });
  const signIn = (username: string, text: string, headers = {}) =>
    anyone.ask('/access/signin', { method: 'POST', raw: new URLSearchParams({ username, password: text }), headers });
  const signUp = (address: string, headers = {}) =>
    anyone.post('/access/signup', { email: address, password, confirmPassword: password }, headers);
  const times = async (number: number, ask: (turn: number) => Promise<Answer>) => {
    const statuses: number[] = [];
    for (let turn = 0; turn < number; turn += 1) statuses.push((await ask(turn)).status);
    return statuses;
  };
  const refused = (answer: Answer) => {
    problem(answer, 429, 'too-many-requests');
    expect(Number(answer.headers.get('retry-after'))).to.be.within(1, 60);
  };

  it('refuse even the right password after too many wrong ones for the account, from wherever', async () => {
    const guesses = (turn: number) => signIn(` ${email.toUpperCase()}`, wrong, from(`203.0.113.${turn}`));
    expect(await times(4, guesses)).to.deep.equal([401, 401, 401, 429]);
    refused(await signIn(email, password, from('203.0.113.9')));
  });

  it('answer alike for an account that there is not', async () => {
    expect(await times(4, () => signIn('nobody@example.com', wrong))).to.deep.equal([401, 401, 401, 429]);
    const unknown = await signIn('nobody@example.com', wrong);
    await times(3, () => signIn(email, wrong, from('203.0.113.9')));
    const known = await signIn(email, wrong, from('203.0.113.9'));
    refused(unknown);
    expect(known.text).to.equal(unknown.text);
  });

  it('refuse an address that has tried too many accounts', async () => {
    expect(await times(6, (turn) => signIn(`${turn}@example.com`, wrong))).to.deep.equal([
      401, 401, 401, 401, 401, 429,
    ]);
    refused(await signIn(email, password));
    expect((await signIn(email, password, from('203.0.113.9'))).status).to.equal(204);
  });

  it('count no sign-in that succeeds, and none that is not one', async () => {
    expect(await times(8, () => signIn(email, password))).to.deep.equal(Array(8).fill(204));
    expect(await times(8, () => signIn(email, ''))).to.deep.equal(Array(8).fill(422));
    expect(await times(4, () => signIn(email, wrong))).to.deep.equal([401, 401, 401, 429]);
  });

  it('let no more passwords be tried at once than one after the other', async () => {
    const answers = await Promise.all(Array.from({ length: 30 }, () => signIn(email, wrong)));
    const statuses = answers.map(({ status }) => status);
    expect(statuses.filter((status) => status === 401)).to.have.lengthOf(3);
    expect(statuses.filter((status) => status === 429)).to.have.lengthOf(27);
  });

  for (const [title, guess] of [
    [
      'changing the password',
      (text: string) => ['PATCH', '/access/password-update', { currentPassword: text, newPassword: wrong }],
    ],
    ['changing the address', (text: string) => ['PATCH', '/access/me', { currentPassword: text, email }]],
    ['erasing the account', (text: string) => ['DELETE', '/access/me', { password: text }]],
  ] as const) {
    it(`count wrong passwords when ${title} as the account's too`, async () => {
      const ask = (text: string) => {
        const [method = '', path = '', body] = guess(text);
        return athlete.ask(String(path), { method: String(method), body });
      };
      await times(1, () => signIn(email, wrong));
      problem(await ask(wrong), 401, 'wrong-password');
      problem(await ask(wrong), 401, 'wrong-password');
      refused(await ask(password));
      refused(await signIn(email, password));
      expect((await athlete.get('/access/me')).status).to.equal(200);
    });
  }

  it('count wrong passwords at sign-ups under a key that has made the account as the account’s too', async () => {
    const key = { 'idempotency-key': 'once' };
    const made = 'made@example.com';
    const signUpWith = (text: string, turn: number) =>
      anyone.post(
        '/access/signup',
        { email: made, password: text, confirmPassword: text },
        { ...key, ...from(`203.0.113.${turn}`) },
      );
    expect(await times(5, (turn) => signUpWith(password, turn))).to.deep.equal(Array(5).fill(201));
    expect(await times(4, (turn) => signUpWith(wrong, turn))).to.deep.equal([422, 422, 422, 429]);
    refused(await signUpWith(password, 9));
    refused(await signIn(made, password));
    expect((await signUp('another@example.com', from('203.0.113.9'))).status).to.equal(201);
  });

  it('refuse sign-ups from one address, whatever came of the others', async () => {
    const invalid = await anyone.post('/access/signup', {});
    expect(invalid.status).to.equal(422);
    expect((await signUp('first@example.com')).status).to.equal(201);
    expect((await signUp(email)).status).to.equal(409);
    refused(await signUp('second@example.com'));
    expect((await signUp('second@example.com', from('203.0.113.9'))).status).to.equal(201);
  });

  it('refuse refreshing and redeeming from one address after too many', async () => {
    const token = { token: 'nothing', newPassword: wrong };
    for (const ask of [
      (headers = {}) => anyone.post('/access/refresh-jwt', undefined, headers),
      (headers = {}) => anyone.post('/access/password-reset', token, headers),
    ]) {
      expect(await times(2, () => ask())).to.deep.equal([401, 401]);
      refused(await ask());
      expect((await ask(from('203.0.113.9'))).status).to.equal(401);
    }
  });

  it('believe nobody but a trusted proxy about who asks', async () => {
    app.change({ rateLimits: createRateLimits(redis, Buffer.alloc(32, 7), rates) });
    const moving = (turn: number) => signUp(`${turn}@example.com`, from(`203.0.113.${turn}`));
    expect(await times(3, moving)).to.deep.equal([201, 201, 429]);
    expect(app.lines.at(-1)?.fields.address).to.equal('127.0.0.1');
    limitTo(rates);
    // The last address is what the proxy has seen; whatever stands before it is the client's own tale.
    const lying = (turn: number) => signUp(`lies-${turn}@example.com`, from(`203.0.113.${turn}, 198.51.100.7`));
    expect(await times(3, lying)).to.deep.equal([201, 201, 429]);
    expect(app.lines.at(-1)?.fields.address).to.equal('198.51.100.7');
  });

  it('can be switched off', async () => {
    limitTo({ signInAccount: 0, signInAddress: 0, signUp: 0, refresh: 0, passwordReset: 0 });
    expect(await times(8, () => signIn(email, wrong))).to.deep.equal(Array(8).fill(401));
    expect(await times(4, (turn) => signUp(`${turn}@example.com`))).to.deep.equal(Array(4).fill(201));
    expect(await server.redis.keys('*')).to.deep.equal([]);
  });

  it('let nobody in, up or on while they can not be counted', async () => {
    const lost = await connectRedis(server.url, () => {});
    lost.disconnect();
    app.change({ rateLimits: createRateLimits(lost, Buffer.alloc(32, 7), rates) });
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

  it('do not count a try that came to nothing', async () => {
    const { DomainError } = await import('../../src/errors.ts');
    app.change({
      rateLimits: createRateLimits(redis, Buffer.alloc(32, 7), rates),
      signIn: () => Promise.reject(new DomainError('unavailable', 'Away.')),
    });
    expect(await times(6, () => signIn(email, wrong))).to.deep.equal(Array(6).fill(503));
  });
});
