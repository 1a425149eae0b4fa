import { expect } from 'chai';
import { type Answer, clientOf, password, problem, signIn, validationErrors } from './support/client.ts';
import type { Person } from './support/people.ts';
import { adminEmail } from './support/test-app.ts';
import { useApp } from './support/use-app.ts';

const unknown = '01900000-0000-7000-8000-0000000000ee';
const email = 'athlete@example.com';
const newPassword = 'N3w&Password';

describe('users, changed by a superuser', () => {
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
  /** What has to be refused for accounts that nobody may touch. */
  const everyWay = (id: string): Promise<Answer>[] => [
    ...[{}, { name: 'x' }, { isActive: false }, { password: 'abc' }].map((body) => root.patch(`/users/${id}`, body)),
    root.patch(`/users/${id}`, { name: 'x' }, { 'if-match': '"9"' }),
    root.delete(`/users/${id}`),
    root.post(`/users/${id}/password-reset`),
  ];

  describe('edited', () => {
    it('become what the body says, and keep what it does not say', async () => {
      const answer = await root.patch(path, { name: 'Ana', isSuperuser: true });
      expect(answer.status).to.equal(200);
      expect(answer.json).to.include({ name: 'Ana', email, isActive: true, isSuperuser: true });
      expect(answer.headers.get('etag')).to.equal('"2"');
      expect(answer.headers.get('x-consistency-token')).to.match(/^1-2-\d+$/);
      expect((await root.get(path)).text).to.equal(answer.text);
      expect((await root.patch(path, { name: null })).json).to.include({ name: null, isSuperuser: true });
    });

    it('stay as they are where nothing is said, or nothing new', async () => {
      const same = { name: null, email: ' ATHLETE@example.com', isActive: true, isSuperuser: false };
      for (const body of [{}, { password: null }, same]) {
        const answer = await root.patch(path, body);
        expect([answer.status, answer.headers.get('etag')]).to.deep.equal([200, '"0"']);
      }
      expect((await person.get('/access/me')).status).to.equal(200);
    });

    it('take another address, in lower case, and let go of the old one', async () => {
      const answer = await root.patch(path, { email: ' New.Name@EXAMPLE.com' });
      expect(answer.json.email).to.equal('new.name@example.com');
      expect(await canSignIn(password)).to.equal(false);
      expect(await canSignIn(password, 'New.Name@example.com')).to.equal(true);
      expect((await root.post('/users', { email, password: 'abc' })).status).to.equal(201);
      for (const taken of [email, 'ROOT@example.com', adminEmail]) {
        problem(await root.patch(path, { email: taken }), 409, 'email-taken');
      }
    });

    it('take another password, which ends every sign-in', async () => {
      expect((await root.patch(path, { password: 'abc' })).status).to.equal(200);
      problem(await person.get('/access/me'), 401, 'not-signed-in');
      problem(await person.post('/access/refresh-jwt'), 401, 'not-signed-in');
      expect([await canSignIn(password), await canSignIn('abc')]).to.deep.equal([false, true]);
    });

    it('list every fault', async () => {
      const body = { name: 1, email: null, password: 'ab', isActive: null, isSuperuser: null, id: unknown };
      expect(validationErrors(await root.patch(path, body))).to.deep.equal([
        ...['bool_type isActive', 'bool_type isSuperuser', 'extra_forbidden id', 'string_too_short password'],
        ...['string_type email', 'string_type name'],
      ]);
      expect(validationErrors(await root.patch(path, { password: 'x'.repeat(21) }))).to.deep.equal([
        'string_too_long password',
      ]);
      expect(validationErrors(await root.patch(path))).to.deep.equal(['missing body']);
      expect(validationErrors(await root.patch('/users/x', { x: 1 }, { 'if-match': 'x' }))).to.deep.equal([
        ...['extra_forbidden x', 'uuid_parsing id', 'value_error If-Match'],
      ]);
    });

    it('are refused as stale, or answered again under the same key', async () => {
      const once = { 'idempotency-key': 'k', 'if-match': '"0"' };
      const first = await root.patch(path, { name: 'Ana', password: 'abc' }, once);
      problem(await root.patch(path, { name: 'Bea' }, { 'if-match': '"0"' }), 412, 'revision-mismatch');
      await root.patch(path, { name: 'Bea' });
      const again = await root.patch(path, { name: 'Ana', password: 'abc' }, once);
      expect([again.text, again.headers.get('etag')]).to.deep.equal([first.text, '"2"']);
      expect((await root.get(path)).json.name).to.equal('Bea');
    });

    it('keep their password where a key comes again with something else', async () => {
      const key = { 'idempotency-key': 'k' };
      await root.patch(path, { password: 'abc' }, key);
      problem(await root.patch(path, { password: 'other', name: 'x' }, key), 422, 'idempotency-key-reused');
      problem(await root.patch(path, { password: 'other' }, key), 422, 'idempotency-key-reused');
      expect([await canSignIn('abc'), await canSignIn('other')]).to.deep.equal([true, false]);
      await root.patch(path, { password: 'later' });
      expect((await root.patch(path, { password: 'abc' }, key)).status).to.equal(200);
      expect([await canSignIn('abc'), await canSignIn('later')]).to.deep.equal([false, true]);
    });

    it('keep their password where the change is refused', async () => {
      const body = { password: 'abc', email: 'root@example.com' };
      problem(await root.patch(path, body), 409, 'email-taken');
      problem(await root.patch(path, { password: 'abc' }, { 'if-match': '"7"' }), 412, 'revision-mismatch');
      expect([await canSignIn('abc'), await canSignIn(password)]).to.deep.equal([false, true]);
      expect((await person.get('/access/me')).status).to.equal(200);
    });

    it('may be superusers too', async () => {
      const other = await the.superuser('other.root@example.com');
      expect((await root.patch(`/users/${other.id}`, { isSuperuser: false })).json.isSuperuser).to.equal(false);
      problem(await other.get('/users'), 403, 'not-permitted');
    });
  });

  describe('erased', () => {
    it('are gone, once, and their address is free again', async () => {
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

    it('are refused as stale, and answered again under the same key', async () => {
      problem(await root.delete(path, { 'if-match': '"7"' }), 412, 'revision-mismatch');
      const key = { 'idempotency-key': 'k', 'if-match': '"0"' };
      expect((await root.delete(path, key)).status).to.equal(204);
      expect((await root.delete(path, key)).status).to.equal(204);
      problem(await root.delete(path, { 'if-match': '"0"' }), 404, 'account-not-found');
    });

    it('are not made anew by the key that made them', async () => {
      const key = { 'idempotency-key': 'k' };
      const made = await root.post('/users', { email: 'x@example.com', password: 'abc' }, key);
      await root.delete(`/users/${made.json.id}`);
      const again = await root.post('/users', { email: 'x@example.com', password: 'abc' }, key);
      problem(again, 404, 'account-not-found');
      expect(await canSignIn('abc', 'x@example.com')).to.equal(false);
    });

    it('are not shown again by the key of an earlier change', async () => {
      const key = { 'idempotency-key': 'k' };
      for (const change of [{ name: 'Ana' }, { password: 'abc' }]) {
        const somebody = await the.person('somebody@example.com');
        await root.patch(`/users/${somebody.id}`, change, key);
        await root.delete(`/users/${somebody.id}`);
        problem(await root.patch(`/users/${somebody.id}`, change, key), 404, 'account-not-found');
      }
    });
  });

  describe('who forgot their password', () => {
    const redeem = (token: unknown, text = newPassword) =>
      the.anyone.post('/access/password-reset', { token, newPassword: text });

    it('get a token that sets another one, once, and ends every sign-in', async () => {
      const offered = await root.post(`${path}/password-reset`);
      expect([offered.status, Object.keys(offered.json)]).to.deep.equal([201, ['token']]);
      expect(offered.headers.get('cache-control')).to.equal('no-store');
      expect((await person.get('/access/me')).status).to.equal(200);
      const { token } = offered.json;
      expect(validationErrors(await redeem(token, 'short'))).to.have.lengthOf(2);
      const answer = await redeem(token);
      expect(answer.status).to.equal(204);
      expect(answer.headers.getSetCookie().every((line) => line.includes('Max-Age=0'))).to.equal(true);
      problem(await person.get('/access/me'), 401, 'not-signed-in');
      expect([await canSignIn(password), await canSignIn(newPassword)]).to.deep.equal([false, true]);
      problem(await redeem(token, 'Th1rd&Password'), 401, 'reset-token-invalid');
    });

    it('can use the newest token only, and none after being erased', async () => {
      const first = (await root.post(`${path}/password-reset`)).json.token;
      const second = (await root.post(`${path}/password-reset`, undefined, { 'idempotency-key': 'k' })).json.token;
      const third = (await root.post(`${path}/password-reset`, undefined, { 'idempotency-key': 'k' })).json.token;
      for (const token of [first, second, 'nonsense', '']) problem(await redeem(token), 401, 'reset-token-invalid');
      await root.delete(path);
      problem(await redeem(third), 401, 'reset-token-invalid');
    });

    it('get none once they are erased, not by a key that was used before either', async () => {
      const key = { 'idempotency-key': 'k' };
      await root.post(`${path}/password-reset`, undefined, key);
      await root.delete(path);
      problem(await root.post(`${path}/password-reset`, undefined, key), 404, 'account-not-found');
    });

    it('say what is wrong with a request', async () => {
      expect(validationErrors(await redeem(1, 'N0Symbols1'))).to.deep.equal([
        'string_type token',
        'value_error newPassword',
      ]);
      const stale = { 'if-match': '"7"' };
      problem(await root.post(`${path}/password-reset`, undefined, stale), 412, 'revision-mismatch');
      problem(await root.post(`/users/${unknown}/password-reset`), 404, 'account-not-found');
      expect(validationErrors(await root.post('/users/x/password-reset'))).to.deep.equal(['uuid_parsing id']);
    });

    it('do not come in by it while they are inactive', async () => {
      await root.patch(path, { isActive: false });
      const { token } = (await root.post(`${path}/password-reset`)).json;
      expect((await redeem(token)).status).to.equal(204);
      expect(await canSignIn(newPassword)).to.equal(false);
      await root.patch(path, { isActive: true });
      expect(await canSignIn(newPassword)).to.equal(true);
    });
  });

  it('are not oneself', async () => {
    for (const answer of await Promise.all(everyWay(root.id))) problem(answer, 403, 'own-account');
    expect((await root.get('/access/me')).json).to.include({ name: null, isActive: true, isSuperuser: true });
  });

  it('are not the system administrator, in whatever case it is written', async () => {
    const id = await the.app.register({ email: adminEmail, isSuperuser: true, role: 'superuser' });
    for (const answer of await Promise.all(everyWay(id))) problem(answer, 403, 'account-protected');
    const admin = await signIn(the.app, adminEmail.toUpperCase());
    problem(await admin.patch(`/users/${id}`, {}), 403, 'own-account');
  });

  it('refuse in the contract’s order', async () => {
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
