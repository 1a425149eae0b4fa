import { expect } from 'chai';
import { password, problem, validationErrors } from './support/client.ts';
import { adminEmail } from './support/test-app.ts';
import { useApp } from './support/use-app.ts';

const email = 'athlete@example.com';
const signUpBody = { email, password, confirmPassword: password };

describe('signing up', () => {
  const the = useApp();
  const signIn = (fields: Record<string, string>) =>
    the.anyone.ask('/access/signin', { method: 'POST', raw: new URLSearchParams(fields) });

  it('returns the new account without cookies at sign-up', async () => {
    const answer = await the.anyone.post('/access/signup', {
      ...signUpBody,
      email: '  Athlete@Example.COM ',
      name: 'Ana',
    });
    expect(answer.status).to.equal(201);
    expect(answer.headers.getSetCookie()).to.deep.equal([]);
    const { id, ...account } = answer.json;
    expect(answer.headers.get('location')).to.equal(`/api/v1/users/${id}`);
    expect(answer.headers.get('etag')).to.equal('"0"');
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

  it('refuses to sign up with an email address that has an account, in any case', async () => {
    await the.anyone.post('/access/signup', signUpBody);
    problem(
      await the.anyone.post('/access/signup', { ...signUpBody, email: 'ATHLETE@example.com' }),
      409,
      'email-taken',
    );
  });

  it('refuses to sign up with the system administrator’s email address, even before that account exists', async () => {
    for (const reserved of [adminEmail, adminEmail.toUpperCase(), ` ${adminEmail} `]) {
      problem(await the.anyone.post('/access/signup', { ...signUpBody, email: reserved }), 409, 'email-taken');
    }
  });

  it('refuses a sign-up with If-Match, unless it is *', async () => {
    const stale = { 'if-match': '"0"' };
    problem(await the.anyone.post('/access/signup', signUpBody, stale), 412, 'revision-mismatch');
    const wrong = { 'if-match': '0', 'idempotency-key': '' };
    expect(validationErrors(await the.anyone.post('/access/signup', signUpBody, wrong))).to.deep.equal([
      'value_error Idempotency-Key',
      'value_error If-Match',
    ]);
    expect((await the.anyone.post('/access/signup', signUpBody)).status).to.equal(201);
  });

  it('accepts a password of 128 characters, and a name of up to 255 characters or null, at sign-up', async () => {
    const long = `${'ü🏋 1'.repeat(31)}Zz7&`;
    expect([...long]).to.have.lengthOf(128);
    const body = { email, password: long, confirmPassword: long, name: 'ü'.repeat(255) };
    expect((await the.anyone.post('/access/signup', body)).json.name).to.equal(body.name);
    const none = { ...signUpBody, email: 'b@example.com', name: null };
    expect((await the.anyone.post('/access/signup', none)).json.name).to.equal(null);
    for (const [name, expected] of [
      ['x'.repeat(256), 'string_too_long name'] as const,
      ['\0', 'value_error name'] as const,
    ]) {
      expect(validationErrors(await the.anyone.post('/access/signup', { ...signUpBody, name }))).to.deep.equal([
        expected,
      ]);
    }
    expect((await signIn({ username: email, password: long })).status).to.equal(204);
  });

  it('returns the first account for a repeated idempotency key at sign-up, and 422 for another request', async () => {
    const key = { 'idempotency-key': 'once' };
    const first = await the.anyone.post('/access/signup', signUpBody, key);
    const again = await the.anyone.post('/access/signup', signUpBody, key);
    expect(again.status).to.equal(201);
    expect(again.json).to.deep.equal(first.json);
    for (const name of ['etag', 'location']) expect(again.headers.get(name)).to.equal(first.headers.get(name));
    const other = await the.anyone.post('/access/signup', { ...signUpBody, name: 'Else' }, key);
    problem(other, 422, 'idempotency-key-reused');
  });

  describe('repeating a sign-up with another password', () => {
    const key = { 'idempotency-key': 'once' };
    const otherPassword = 'An0ther&One';
    const withPassword = (text: string) =>
      the.anyone.post('/access/signup', { email, password: text, confirmPassword: text }, key);

    it('refuses a repeated sign-up with another password than the account’s current one', async () => {
      const first = await withPassword(password);
      problem(await withPassword(otherPassword), 422, 'idempotency-key-reused');
      expect((await signIn({ username: email, password })).status).to.equal(204);
      expect((await signIn({ username: email, password: otherPassword })).status).to.equal(401);
      const person = await the.person('root@example.com', { isSuperuser: true });
      await person.patch(`/users/${first.json.id}`, { password: 'Th1rd&Password' });
      for (const text of [password, otherPassword]) problem(await withPassword(text), 422, 'idempotency-key-reused');
      expect((await withPassword('Th1rd&Password')).text).to.equal(first.text);
    });
  });

  it('lists every validation error of a sign-up in one response', async () => {
    const body = { email: 'no address', password: 'short', confirmPassword: 'other', name: 1, isSuperuser: true };
    expect(validationErrors(await the.anyone.post('/access/signup', body))).to.deep.equal([
      'extra_forbidden isSuperuser',
      'string_too_short password',
      'string_type name',
      'value_error body',
      'value_error email',
    ]);
    expect(validationErrors(await the.anyone.post('/access/signup', {}))).to.deep.equal([
      'missing confirmPassword',
      'missing email',
      'missing password',
    ]);
  });

  const choosing = (text: string) =>
    the.anyone.post('/access/signup', { ...signUpBody, password: text, confirmPassword: text });
  const choices: Readonly<Record<string, string>> = {
    'a passphrase': 'correct horse battery staple',
    'what a password manager makes': 'xK7-pQ2~vR9 (w"z\\',
    'letters of one case': 'uplanderwidget',
    'other scripts': 'пароль на завтра',
    'eight code points': '🏋️‍♀️🥇é1!?',
  };
  for (const [what, text] of Object.entries(choices)) {
    it(`accepts ${what} as a password at sign-up`, async () => {
      expect((await choosing(text)).status).to.equal(201);
      expect((await signIn({ username: email, password: text })).status).to.equal(204);
    });
  }

  const common = ['password', 'PassWord1', '12345678', 'qwertyuiop', 'P@ssw0rd', '11111111', 'abababab', 'abcdefgh'];
  for (const text of [...common, '87654321', 'IronTrack', 'Athlete@Example.com']) {
    it(`rejects the password ${text} at sign-up, which anybody would guess`, async () => {
      expect(validationErrors(await choosing(text))).to.deep.equal(['value_error password']);
    });
  }

  it('rejects passwords of under 8 or over 128 characters, and those that cannot be stored', async () => {
    expect(validationErrors(await choosing('f4&Kz9w'))).to.deep.equal(['string_too_short password']);
    expect(validationErrors(await choosing('f4&Kz9w?'.repeat(16).concat('x')))).to.deep.equal([
      'string_too_long password',
    ]);
    expect(validationErrors(await choosing('f4&Kz9w?\ud800'))).to.deep.equal(['value_error password']);
  });

  const refusedByOption = [
    'alllower1!',
    'ALLUPPER1!',
    'NoDigits!!',
    'N0Symbols1',
    'Spa ce1!Aa',
    'Ümlaut1!aA',
    'Hash#1aaA!',
  ];
  it('demands four kinds of characters, and no other ones, only when that is configured', async () => {
    const needing = { needsCharacters: true, bindsOperators: false, isCommon: () => false };
    for (const text of refusedByOption) {
      the.app.change({ passwordRules: needing });
      expect(validationErrors(await choosing(text))).to.deep.equal(['value_error password']);
    }
    expect((await choosing(password)).status).to.equal(201);
    the.app.change({});
    for (const [index, text] of refusedByOption.entries()) {
      const body = { email: `a${index}@example.com`, password: text, confirmPassword: text };
      expect((await the.anyone.post('/access/signup', body)).status, text).to.equal(201);
    }
  });

  const noAddresses = [
    ...['', 'a', 'a@b', '@example.com', 'a@', 'a b@example.com', 'a..b@example.com', '.a@example.com', 'a@-x.com'],
    ...['a@example.test', 'a@x.localhost', 'a@x.invalid', 'a@b.local', 'a@1.2.3.4', 'a@[1.2.3.4]', 'a@example.c0m.'],
    ...['Ana <a@example.com>', `${'a'.repeat(65)}@example.com`, `a@${'b'.repeat(64)}.com`, 'a\0@example.com'],
    ...['a@exa%6dple.com', 'a@example.123', 'a@x.com\nb@y.com', 'a@@example.com', 'a@\ud800.com', '\ud800a@x.com'],
  ];
  for (const wrong of noAddresses) {
    it(`rejects the email address ${JSON.stringify(wrong)} at sign-up`, async () => {
      const answer = await the.anyone.post('/access/signup', { ...signUpBody, email: wrong });
      expect(validationErrors(answer)).to.deep.equal(['value_error email']);
    });
  }

  for (const [sent, kept] of [
    ['first.last+tag@sub.example.org', 'first.last+tag@sub.example.org'],
    ['jörg@bücher.example.com', 'jörg@bücher.example.com'],
    ['a@XN--BCHER-KVA.example.com', 'a@bücher.example.com'],
  ] as const) {
    it(`accepts the email address ${sent} at sign-up`, async () => {
      const answer = await the.anyone.post('/access/signup', { ...signUpBody, email: sent });
      expect(answer.status).to.equal(201);
      expect(answer.json.email).to.equal(kept);
      expect((await signIn({ username: sent, password })).status).to.equal(204);
    });
  }

  it('rejects a sign-up whose body is not a JSON object', async () => {
    expect(validationErrors(await the.anyone.post('/access/signup', [1]))).to.deep.equal(['value_error body']);
    expect(validationErrors(await the.anyone.post('/access/signup', null))).to.deep.equal(['value_error body']);
    expect(validationErrors(await the.anyone.post('/access/signup'))).to.deep.equal(['missing body']);
  });
});
