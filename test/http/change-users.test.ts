import { expect } from 'chai';
import { type Answer, clientOf, password, problem, signIn, validationErrors } from './support/client.ts';
import type { Person } from './support/people.ts';
import { adminEmail } from './support/test-app.ts';
import { useApp } from './support/use-app.ts';

const unknown = '01900000-0000-7000-8000-0000000000ee';
const email = 'athlete@example.com';
const newPassword = 'N3w&Password';

describe('changing accounts as a superuser', () => {
  const the = useApp();
  let root: Person;
  let person: Person;
  let path: string;
  beforeEach(async () => {
    root = await the.superuser();
    person = await the.person();
    path = `/users/${person.id}`;
  });
  const canSignIn = async (text: string, address = email) => {
    const raw = new URLSearchParams({ username: address, password: text });
    return (await the.anyone.ask('/access/signin', { method: 'POST', raw })).status === 204;
  };
  /** Sends every request that changes the account `id`. */
  const everyWay = (id: string): Promise<Answer>[] => [
    ...[{}, { name: 'x' }, { isActive: false }, { password: 'abc' }].map((body) => root.patch(`/users/${id}`, body)),
    root.patch(`/users/${id}`, { name: 'x' }, { 'if-match': '"9"' }),
    root.delete(`/users/${id}`),
    root.post(`/users/${id}/password-reset`),
  ];

  describe('editing an account', () => {
    it('changes the fields in the body of PATCH /users/{id} and keeps the others', async () => {
      const answer = await root.patch(path, { name: 'Ana', isSuperuser: true });
      expect(answer.status).to.equal(200);
      expect(answer.json).to.include({ name: 'Ana', email, isActive: true, isSuperuser: true });
      expect(answer.headers.get('etag')).to.equal('"2"');
      expect(answer.headers.get('x-consistency-token')).to.match(/^1-2-\d+$/);
      expect((await root.get(path)).text).to.equal(answer.text);
      expect((await root.patch(path, { name: null })).json).to.include({ name: null, isSuperuser: true });
    });

    it('writes no event when PATCH /users/{id} changes nothing', async () => {
      const same = { name: null, email: ' ATHLETE@example.com', isActive: true, isSuperuser: false };
      for (const body of [{}, { password: null }, same]) {
        const answer = await root.patch(path, body);
        expect([answer.status, answer.headers.get('etag')]).to.deep.equal([200, '"0"']);
      }
      expect((await person.get('/access/me')).status).to.equal(200);
    });

    it('stores a new email address in lower case and frees the old one', async () => {
      const answer = await root.patch(path, { email: ' New.Name@EXAMPLE.com' });
      expect(answer.json.email).to.equal('new.name@example.com');
      expect(await canSignIn(password)).to.equal(false);
      expect(await canSignIn(password, 'New.Name@example.com')).to.equal(true);
      expect((await root.post('/users', { email, password: 'abc' })).status).to.equal(201);
      for (const taken of [email, 'ROOT@example.com', adminEmail]) {
        problem(await root.patch(path, { email: taken }), 409, 'email-taken');
      }
    });

    it('replaces the password of an account and ends its auth sessions', async () => {
      expect((await root.patch(path, { password: 'abc' })).status).to.equal(200);
      problem(await person.get('/access/me'), 401, 'not-signed-in');
      problem(await person.post('/access/refresh-jwt'), 401, 'not-signed-in');
      expect([await canSignIn(password), await canSignIn('abc')]).to.deep.equal([false, true]);
    });

    it('accepts any password of 3 to 128 characters for another account, but in production only a strong one', async () => {
      const long = 'x'.repeat(128);
      expect((await root.patch(path, { password: long })).status).to.equal(200);
      expect(await canSignIn(long)).to.equal(true);
      const inProduction = {
        needsCharacters: false,
        bindsOperators: true,
        isCommon: (text: string) => text === 'sunshine',
      };
      the.app.change({ passwordRules: inProduction });
      const { email } = (await root.get(path)).json;
      for (const weak of ['abc', 'sunshine', 'SUNSHINE', long]) {
        expect(validationErrors(await root.patch(path, { password: weak }))).to.deep.equal(['value_error password']);
        const made = await root.post('/users', { email: 'made@example.com', password: weak });
        expect(validationErrors(made)).to.deep.equal(['value_error password']);
      }
      expect(validationErrors(await root.patch(path, { password: email }))).to.deep.equal(['value_error password']);
      expect((await root.patch(path, { password: newPassword })).status).to.equal(200);
    });

    it('lists every validation error of PATCH /users/{id} in one response', async () => {
      const body = { name: 1, email: null, password: 'ab', isActive: null, isSuperuser: null, id: unknown };
      expect(validationErrors(await root.patch(path, body))).to.deep.equal([
        ...['bool_type isActive', 'bool_type isSuperuser', 'extra_forbidden id', 'string_too_short password'],
        ...['string_type email', 'string_type name'],
      ]);
      expect(validationErrors(await root.patch(path, { password: 'x'.repeat(129) }))).to.deep.equal([
        'string_too_long password',
      ]);
      expect(validationErrors(await root.patch(path))).to.deep.equal(['missing body']);
      expect(validationErrors(await root.patch('/users/x', { x: 1 }, { 'if-match': 'x' }))).to.deep.equal([
        ...['extra_forbidden x', 'uuid_parsing id', 'value_error If-Match'],
      ]);
    });

    it('checks If-Match of an account edit, and repeats its response for the same idempotency key', async () => {
      const once = { 'idempotency-key': 'k', 'if-match': '"0"' };
      const first = await root.patch(path, { name: 'Ana', password: 'abc' }, once);
      problem(await root.patch(path, { name: 'Bea' }, { 'if-match': '"0"' }), 412, 'revision-mismatch');
      await root.patch(path, { name: 'Bea' });
      const again = await root.patch(path, { name: 'Ana', password: 'abc' }, once);
      expect([again.text, again.headers.get('etag')]).to.deep.equal([first.text, '"2"']);
      expect((await root.get(path)).json.name).to.equal('Bea');
    });

    it('keeps the password when an idempotency key is reused for another edit', async () => {
      const key = { 'idempotency-key': 'k' };
      await root.patch(path, { password: 'abc' }, key);
      problem(await root.patch(path, { password: 'other', name: 'x' }, key), 422, 'idempotency-key-reused');
      problem(await root.patch(path, { password: 'other' }, key), 422, 'idempotency-key-reused');
      expect([await canSignIn('abc'), await canSignIn('other')]).to.deep.equal([true, false]);
      await root.patch(path, { password: 'later' });
      expect((await root.patch(path, { password: 'abc' }, key)).status).to.equal(200);
      expect([await canSignIn('abc'), await canSignIn('later')]).to.deep.equal([false, true]);
    });

    it('keeps the password when the edit is refused', async () => {
      const body = { password: 'abc', email: 'root@example.com' };
      problem(await root.patch(path, body), 409, 'email-taken');
      problem(await root.patch(path, { password: 'abc' }, { 'if-match': '"7"' }), 412, 'revision-mismatch');
      expect([await canSignIn('abc'), await canSignIn(password)]).to.deep.equal([false, true]);
      expect((await person.get('/access/me')).status).to.equal(200);
    });

    it('lets superusers edit and erase each other', async () => {
      const other = await the.superuser('other.root@example.com');
      expect((await root.patch(`/users/${other.id}`, { isSuperuser: false })).json.isSuperuser).to.equal(false);
      problem(await other.get('/users'), 403, 'not-permitted');
    });
  });

  describe('erasing an account', () => {
    it('erases an account, ends its auth sessions and frees its email address', async () => {
      const answer = await root.delete(path);
      expect([answer.status, answer.text]).to.deep.equal([204, '']);
      expect(answer.headers.get('x-consistency-token')).to.match(/^1-2-\d+$/);
      for (const gone of [
        ...[await root.delete(path), await root.get(path), await root.patch(path, {})],
        ...[await root.post(`${path}/password-reset`), await root.patch(path, { password: 'abc' })],
      ]) {
        problem(gone, 404, 'account-not-found');
      }
      expect((await root.get('/users')).json.total).to.equal(1);
      expect((await root.post('/users', { email, password: 'abc' })).status).to.equal(201);
    });

    it('checks If-Match of an erasure, and repeats its response for the same idempotency key', async () => {
      problem(await root.delete(path, { 'if-match': '"7"' }), 412, 'revision-mismatch');
      const key = { 'idempotency-key': 'k', 'if-match': '"0"' };
      expect((await root.delete(path, key)).status).to.equal(204);
      expect((await root.delete(path, key)).status).to.equal(204);
      problem(await root.delete(path, { 'if-match': '"0"' }), 404, 'account-not-found');
    });

    it('does not create an erased account again for the idempotency key that created it', async () => {
      const key = { 'idempotency-key': 'k' };
      const made = await root.post('/users', { email: 'x@example.com', password: 'abc' }, key);
      await root.delete(`/users/${made.json.id}`);
      const again = await root.post('/users', { email: 'x@example.com', password: 'abc' }, key);
      problem(again, 404, 'account-not-found');
      expect(await canSignIn('abc', 'x@example.com')).to.equal(false);
    });

    it('does not return an erased account for the idempotency key of an earlier edit', async () => {
      const key = { 'idempotency-key': 'k' };
      for (const change of [{ name: 'Ana' }, { password: 'abc' }]) {
        const other = await the.person('other@example.com');
        await root.patch(`/users/${other.id}`, change, key);
        await root.delete(`/users/${other.id}`);
        problem(await root.patch(`/users/${other.id}`, change, key), 404, 'account-not-found');
      }
    });
  });

  describe('resetting a forgotten password', () => {
    const redeem = (token: unknown, text = newPassword) =>
      the.anyone.post('/access/password-reset', { token, newPassword: text });

    it('returns a reset token that sets a new password once and ends all auth sessions', async () => {
      const offered = await root.post(`${path}/password-reset`);
      expect([offered.status, Object.keys(offered.json)]).to.deep.equal([201, ['token']]);
      expect(offered.headers.get('cache-control')).to.equal('no-store');
      expect((await person.get('/access/me')).status).to.equal(200);
      const { token } = offered.json;
      expect(validationErrors(await redeem(token, 'short'))).to.deep.equal(['string_too_short newPassword']);
      const { email } = (await root.get(path)).json;
      for (const weak of ['password1', email]) {
        expect(validationErrors(await redeem(token, weak)), weak).to.deep.equal(['value_error newPassword']);
      }
      const answer = await redeem(token);
      expect(answer.status).to.equal(204);
      expect(answer.headers.getSetCookie().every((line) => line.includes('Max-Age=0'))).to.equal(true);
      problem(await person.get('/access/me'), 401, 'not-signed-in');
      expect([await canSignIn(password), await canSignIn(newPassword)]).to.deep.equal([false, true]);
      problem(await redeem(token, 'Th1rd&Password'), 401, 'reset-token-invalid');
    });

    it('accepts only the newest reset token, and none after erasure', async () => {
      const first = (await root.post(`${path}/password-reset`)).json.token;
      const second = (await root.post(`${path}/password-reset`, undefined, { 'idempotency-key': 'k' })).json.token;
      const third = (await root.post(`${path}/password-reset`, undefined, { 'idempotency-key': 'k' })).json.token;
      for (const token of [first, second, 'nonsense', '']) problem(await redeem(token), 401, 'reset-token-invalid');
      await root.delete(path);
      problem(await redeem(third), 401, 'reset-token-invalid');
    });

    it('returns no reset token for an erased account, even for a repeated idempotency key', async () => {
      const key = { 'idempotency-key': 'k' };
      await root.post(`${path}/password-reset`, undefined, key);
      await root.delete(path);
      problem(await root.post(`${path}/password-reset`, undefined, key), 404, 'account-not-found');
    });

    it('lists every validation error of a password reset in one response', async () => {
      expect(validationErrors(await redeem(1, 'short'))).to.deep.equal([
        'string_too_short newPassword',
        'string_type token',
      ]);
      const stale = { 'if-match': '"7"' };
      problem(await root.post(`${path}/password-reset`, undefined, stale), 412, 'revision-mismatch');
      problem(await root.post(`/users/${unknown}/password-reset`), 404, 'account-not-found');
      expect(validationErrors(await root.post('/users/x/password-reset'))).to.deep.equal(['uuid_parsing id']);
    });

    const ending: Readonly<Record<string, () => Promise<Answer>>> = {
      'the owner changes the password': () =>
        person.patch('/access/password-update', { currentPassword: password, newPassword: 'Th1rd&Password' }),
      'a superuser sets a password': () => root.patch(path, { password: 'Th1rd&Password' }),
      'the account is deactivated': () => root.patch(path, { isActive: false }),
      'the owner signs out everywhere': () => person.post('/access/logout-all'),
      'the owner changes the email address': () =>
        person.patch('/access/me', { email: 'new@example.com', currentPassword: password }),
      'a superuser changes the email address': () => root.patch(path, { email: 'new@example.com' }),
    };
    for (const [what, change] of Object.entries(ending)) {
      it(`ends a reset token when ${what}, and a later token is valid`, async () => {
        const { token } = (await root.post(`${path}/password-reset`)).json;
        expect((await change()).status).to.be.within(200, 204);
        problem(await redeem(token), 401, 'reset-token-invalid');
        const later = (await root.post(`${path}/password-reset`)).json.token;
        expect((await redeem(later)).status).to.equal(204);
      });
    }

    it('keeps a reset token when something else changes', async () => {
      const { token } = (await root.post(`${path}/password-reset`)).json;
      await root.patch(path, { name: 'Ana', isSuperuser: true });
      await signIn(the.app, email);
      expect((await redeem(token)).status).to.equal(204);
    });

    it('sets a new password for an inactive account, which still cannot sign in', async () => {
      await root.patch(path, { isActive: false });
      const { token } = (await root.post(`${path}/password-reset`)).json;
      expect((await redeem(token)).status).to.equal(204);
      expect(await canSignIn(newPassword)).to.equal(false);
      await root.patch(path, { isActive: true });
      expect(await canSignIn(newPassword)).to.equal(true);
    });
  });

  it('refuses to change the own account with own-account', async () => {
    for (const answer of await Promise.all(everyWay(root.id))) problem(answer, 403, 'own-account');
    expect((await root.get('/access/me')).json).to.include({ name: null, isActive: true, isSuperuser: true });
  });

  it('refuses to change the system administrator with account-protected', async () => {
    const id = await the.app.register({ email: adminEmail, isSuperuser: true, role: 'superuser' });
    for (const answer of await Promise.all(everyWay(id))) problem(answer, 403, 'account-protected');
    const admin = await signIn(the.app, adminEmail.toUpperCase());
    problem(await admin.patch(`/users/${id}`, {}), 403, 'own-account');
  });

  it('checks the request, the account, the permission, the condition and the address in that order', async () => {
    const bad = { method: 'PATCH', raw: '{', headers: { 'content-type': 'application/json' } };
    expect(validationErrors(await the.anyone.ask('/users/x', bad))).to.deep.equal(['json_invalid body']);
    problem(await the.anyone.patch('/users/x', { x: 1 }), 401, 'not-signed-in');
    problem(await person.patch('/users/x', { x: 1 }), 403, 'not-permitted');
    expect(validationErrors(await root.patch('/users/x', { x: 1 }))).to.have.lengthOf(2);
    problem(await root.patch(`/users/${unknown}`, { email: 'root@example.com' }), 404, 'account-not-found');
    problem(await root.patch(`/users/${root.id}`, { email }), 403, 'own-account');
    problem(await root.patch(path, { email: 'root@example.com' }, { 'if-match': '"7"' }), 412, 'revision-mismatch');
    problem(await root.patch(path, { email: 'root@example.com' }), 409, 'email-taken');
    expect((await clientOf(the.app, root.cookie).get(path)).json.email).to.equal(email);
  });
});
