import { expect } from 'chai';
import type { AccountId } from '../../src/events/ids.ts';
import { type Client, clientOf, faults, password, problem, signedIn } from './support/client.ts';
import { httpConfig, startTestApp, type TestApp } from './support/test-app.ts';

const email = 'athlete@example.com';
const signUpBody = { email, password, confirmPassword: password };

describe('access', () => {
  let app: TestApp;
  let anyone: Client;

  beforeEach(async () => {
    app = await startTestApp();
    anyone = clientOf(app);
  });
  afterEach(() => app[Symbol.asyncDispose]());

  const signIn = (fields: Record<string, string>, headers: Record<string, string> = {}) =>
    anyone.ask('/access/signin', { method: 'POST', raw: new URLSearchParams(fields), headers });

  describe('sign-up', () => {
    it('answers the account, without cookies', async () => {
      const answer = await anyone.post('/access/signup', {
        ...signUpBody,
        email: '  Athlete@Example.COM ',
        name: 'Ana',
      });
      expect(answer.status).to.equal(201);
      expect(answer.headers.getSetCookie()).to.deep.equal([]);
      const { id, ...account } = answer.json;
      expect(id).to.match(/^[0-9a-f-]{36}$/);
      expect(account).to.deep.equal({
        name: 'Ana',
        email,
        isActive: true,
        isSuperuser: false,
        roleName: 'Application Access',
        roleSlug: 'application-access',
        createdAt: '2026-03-01T12:00:00.000000Z',
        updatedAt: '2026-03-01T12:00:00.000000Z',
      });
    });

    it('refuses an address that is taken, in any case', async () => {
      await anyone.post('/access/signup', signUpBody);
      problem(await anyone.post('/access/signup', { ...signUpBody, email: 'ATHLETE@example.com' }), 409, 'email-taken');
    });

    it('answers a repeated key with the first account, and another request under it with 422', async () => {
      const key = { 'idempotency-key': 'once' };
      const first = await anyone.post('/access/signup', signUpBody, key);
      const again = await anyone.post('/access/signup', signUpBody, key);
      expect(again.status).to.equal(201);
      expect(again.json).to.deep.equal(first.json);
      const other = await anyone.post('/access/signup', { ...signUpBody, name: 'Else' }, key);
      problem(other, 422, 'idempotency-key-reused');
    });

    it('lists every fault in one answer', async () => {
      const body = { email: 'nobody', password: 'short', confirmPassword: 'other', name: 1, isSuperuser: true };
      expect(faults(await anyone.post('/access/signup', body))).to.deep.equal([
        'extra_forbidden isSuperuser',
        'string_too_short password',
        'string_type name',
        'value_error body',
        'value_error email',
        'value_error password',
      ]);
      expect(faults(await anyone.post('/access/signup', {}))).to.deep.equal([
        'missing confirmPassword',
        'missing email',
        'missing password',
      ]);
    });

    for (const wrong of [
      'alllower1!',
      'ALLUPPER1!',
      'NoDigits!!',
      'N0Symbols1',
      'Spa ce1!Aa',
      'Ümlaut1!aA',
      'Hash#1aaA!',
    ]) {
      it(`refuses the password ${wrong}`, async () => {
        const answer = await anyone.post('/access/signup', { ...signUpBody, password: wrong, confirmPassword: wrong });
        expect(faults(answer)).to.deep.equal(['value_error password']);
      });
    }

    const noAddresses = [
      ...['', 'a', 'a@b', '@example.com', 'a@', 'a b@example.com', 'a..b@example.com', '.a@example.com', 'a@-x.com'],
      ...['a@example.test', 'a@x.localhost', 'a@x.invalid', 'a@b.local', 'a@1.2.3.4', 'a@[1.2.3.4]', 'a@example.c0m.'],
      ...['Ana <a@example.com>', `${'a'.repeat(65)}@example.com`, `a@${'b'.repeat(64)}.com`, 'a\0@example.com'],
      ...['a@exa%6dple.com', 'a@example.123', 'a@x.com\nb@y.com', 'a@@example.com', 'a@\ud800.com', '\ud800a@x.com'],
    ];
    for (const wrong of noAddresses) {
      it(`refuses the address ${JSON.stringify(wrong)}`, async () => {
        const answer = await anyone.post('/access/signup', { ...signUpBody, email: wrong });
        expect(faults(answer)).to.deep.equal(['value_error email']);
      });
    }

    for (const [sent, kept] of [
      ['first.last+tag@sub.example.org', 'first.last+tag@sub.example.org'],
      ['jörg@bücher.example.com', 'jörg@bücher.example.com'],
      ['a@XN--BCHER-KVA.example.com', 'a@bücher.example.com'],
    ] as const) {
      it(`takes the address ${sent}`, async () => {
        const answer = await anyone.post('/access/signup', { ...signUpBody, email: sent });
        expect(answer.status).to.equal(201);
        expect(answer.json.email).to.equal(kept);
        expect((await signIn({ username: sent, password })).status).to.equal(204);
      });
    }

    it('refuses what is not a JSON object', async () => {
      expect(faults(await anyone.post('/access/signup', [1]))).to.deep.equal(['value_error body']);
      expect(faults(await anyone.post('/access/signup', null))).to.deep.equal(['value_error body']);
      expect(faults(await anyone.post('/access/signup'))).to.deep.equal(['missing body']);
    });
  });

  describe('sign-in', () => {
    beforeEach(() => anyone.post('/access/signup', signUpBody));

    it('sets both cookies', async () => {
      const answer = await signIn({ username: ' Athlete@EXAMPLE.com ', password, grant_type: 'password' });
      expect(answer.status).to.equal(204);
      expect(answer.text).to.equal('');
      const [access, refresh] = answer.headers.getSetCookie();
      expect(access).to.match(
        /^access_token=[\w-]+\.[\w-]+\.[\w-]+; Max-Age=1800; Path=\/; Expires=[^;]+; HttpOnly; SameSite=Lax$/,
      );
      expect(refresh).to.match(
        /^refresh_token=[\w-]+\.[\w-]+\.[\w-]+; Max-Age=604800; Path=\/; Expires=[^;]+; HttpOnly; SameSite=Strict$/,
      );
    });

    it('gives one and the same answer for every wrong credential', async () => {
      const wrong = await signIn({ username: email, password: 'Wr0ng&Wrong' });
      const unknown = await signIn({ username: 'nobody@example.com', password });
      const noAddress = await signIn({ username: 'not an address', password });
      problem(wrong, 401, 'not-signed-in');
      expect(unknown.text).to.equal(wrong.text);
      expect(noAddress.text).to.equal(wrong.text);
      expect(wrong.headers.getSetCookie()).to.deep.equal([]);
    });

    it('refuses missing fields, other grants and unknown fields', async () => {
      expect(faults(await signIn({}))).to.deep.equal(['missing password', 'missing username']);
      expect(faults(await signIn({ username: email, password: '' }))).to.deep.equal(['missing password']);
      const answer = await signIn({ username: email, password, grant_type: 'refresh', scope: 'all' });
      expect(faults(answer)).to.deep.equal(['extra_forbidden scope', 'literal_error grant_type']);
    });

    it('refuses a repeated field', async () => {
      const answer = await anyone.ask('/access/signin', {
        method: 'POST',
        raw: new URLSearchParams(`username=${email}&username=x@example.com&password=secret`),
      });
      expect(faults(answer)).to.deep.equal(['string_type username']);
    });

    it('refuses what is not a form, whatever it is', async () => {
      const missing = ['missing password', 'missing username'];
      expect(faults(await anyone.post('/access/signin', { username: email, password }))).to.deep.equal(missing);
      const broken = { method: 'POST', raw: '{', headers: { 'content-type': 'application/json' } };
      expect(faults(await anyone.ask('/access/signin', broken))).to.deep.equal(missing);
      expect(faults(await anyone.ask('/access/signin', { method: 'POST' }))).to.deep.equal(missing);
    });

    it('marks the cookies Secure where that is configured', async () => {
      app.change({ config: { ...httpConfig, cookieSecure: true } });
      const answer = await signIn({ username: email, password });
      for (const line of answer.headers.getSetCookie()) expect(line).to.match(/; Secure/);
    });
  });

  describe('the own account', () => {
    it('is shown to its owner', async () => {
      const me = await (await signedIn(app)).get('/access/me');
      expect(me.status).to.equal(200);
      expect(Object.keys(me.json)).to.deep.equal(['id', 'name', 'email', 'isActive', 'isSuperuser', 'roleSlug']);
      expect(me.json).to.include({ email, name: null, isActive: true, isSuperuser: false });
    });

    it('is not shown without a good access token', async () => {
      const signed = await signedIn(app);
      const issued = await app.families.open((await signed.get('/access/me')).json.id, 0, null);
      const { access, refresh } = app.tokens.sign(issued, email);
      const nobody = '01900000-0000-7000-8000-0000000000ff' as AccountId;
      const stranger = app.tokens.sign(await app.families.open(nobody, 0, null), email);
      const neverIssued = app.tokens.sign({ ...issued, accessId: nobody }, email);
      const [header, claims] = access.split('.');
      const unsigned = `${Buffer.from('{"alg":"none","typ":"JWT"}').toString('base64url')}.${claims}.`;
      const cookies = [
        ...[null, 'access_token=', 'access_token=nonsense', 'access_token=a.b.c', 'access_token=j:{"a":1}'],
        ...[`access_token=${refresh}`, `refresh_token=${access}`, `access_token=${header}.${claims}.AAAA`],
        ...[`access_token=${unsigned}`, `access_token=${stranger.access}`, 'access_token=%E0%A4%A'],
        `access_token=${neverIssued.access}`,
      ];
      for (const cookie of cookies) {
        problem(await clientOf(app, cookie).get('/access/me'), 401, 'not-signed-in');
      }
      const bearer = { authorization: `Bearer ${access}` };
      problem(await anyone.get('/access/me', bearer), 401, 'not-signed-in');
      expect((await clientOf(app, `access_token=${access}`).get('/access/me')).status).to.equal(200);
    });

    it('is not shown with an expired token, or one of another key', async () => {
      const { tokensWith, readSigningKeys, generateJwk } = await import('../../src/infra/tokens.ts');
      const signed = await signedIn(app);
      const issued = await app.families.open((await signed.get('/access/me')).json.id, 0, null);
      const foreign = tokensWith(readSigningKeys(generateJwk()), 1800, 1800).sign(issued, email);
      problem(await clientOf(app, `access_token=${foreign.access}`).get('/access/me'), 401, 'not-signed-in');
      const old = app.tokens.sign({ ...issued, issuedAt: issued.issuedAt - 1801 }, email);
      problem(await clientOf(app, `access_token=${old.access}`).get('/access/me'), 401, 'not-signed-in');
    });

    it('is 503 while nobody can tell whether the token still holds', async () => {
      const signed = await signedIn(app);
      const { DomainError } = await import('../../src/errors.ts');
      const away = () => Promise.reject(new DomainError('unavailable', 'Away.'));
      app.change({ gate: { admit: away, account: away } });
      const answer = await signed.get('/access/me');
      problem(answer, 503, 'unavailable');
      expect(answer.headers.get('retry-after')).to.match(/^\d+$/);
    });
  });
});
