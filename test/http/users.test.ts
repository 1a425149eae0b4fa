import { expect } from 'chai';
import { password, problem, signIn, validationErrors } from './support/client.ts';
import type { Person } from './support/people.ts';
import { adminEmail, now } from './support/test-app.ts';
import { useApp } from './support/use-app.ts';

const unknown = '01900000-0000-7000-8000-0000000000ee';
const email = 'athlete@example.com';

describe('creating and reading accounts as a superuser', () => {
  const the = useApp();
  let root: Person;
  beforeEach(async () => {
    root = await the.superuser();
  });

  describe('creating an account', () => {
    it('returns a new account with the default role, which can sign in', async () => {
      const answer = await root.post('/users', { email: ' Ana@Example.COM ', password: 'abc' });
      expect(answer.status).to.equal(201);
      const { id, ...account } = answer.json;
      expect(account).to.deep.equal({
        ...{ name: null, email: 'ana@example.com', isActive: true, isSuperuser: false },
        ...{ roleName: 'Application Access', roleSlug: 'application-access', createdAt: now, updatedAt: now },
      });
      expect(answer.headers.get('location')).to.equal(`/api/v1/users/${id}`);
      expect(answer.headers.get('etag')).to.equal('"0"');
      expect(answer.headers.get('x-consistency-token')).to.match(/^1-2-\d+$/);
      expect(answer.headers.getSetCookie()).to.deep.equal([]);
      expect((await (await signIn(the.app, 'ana@example.com', 'abc')).get('/access/me')).json.id).to.equal(id);
    });

    it('creates an account with every field, and keeps the role independent of the flag', async () => {
      const body = { email, password: 'x'.repeat(20), name: 'Ana', isActive: false, isSuperuser: true };
      expect((await root.post('/users', body)).json).to.include({
        ...{ name: 'Ana', isActive: false, isSuperuser: true, roleSlug: 'application-access' },
      });
    });

    it('refuses to create an account whose email address is taken or reserved', async () => {
      await root.post('/users', { email, password: 'abc' });
      for (const taken of [email, 'ATHLETE@EXAMPLE.com', 'root@example.com', adminEmail, 'System.Admin@Example.com']) {
        problem(await root.post('/users', { email: taken, password: 'abc' }), 409, 'email-taken');
      }
    });

    it('lists every validation error of a new account in one response', async () => {
      const body = { email: null, password: 'ab', name: 1, isActive: null, isSuperuser: 'yes', roleSlug: 'superuser' };
      expect(validationErrors(await root.post('/users', body))).to.deep.equal([
        ...['bool_type isActive', 'bool_type isSuperuser', 'extra_forbidden roleSlug', 'string_too_short password'],
        ...['string_type email', 'string_type name'],
      ]);
      expect(validationErrors(await root.post('/users', {}))).to.deep.equal(['missing email', 'missing password']);
      const long = { email: 'a@b', password: 'x'.repeat(129), name: 'x'.repeat(256) };
      expect(validationErrors(await root.post('/users', long))).to.deep.equal([
        ...['string_too_long name', 'string_too_long password', 'value_error email'],
      ]);
      expect(validationErrors(await root.post('/users', { email, password: 'a\0bc' }))).to.deep.equal([
        'value_error password',
      ]);
    });

    it('creates an account once for a repeated idempotency key, and refuses another request under it', async () => {
      const key = { 'idempotency-key': 'k' };
      const first = await root.post('/users', { email, password: 'abc' }, key);
      await root.patch(`/users/${first.json.id}`, { name: 'Ana' });
      const again = await root.post('/users', { email, password: 'abc' }, key);
      expect([again.status, again.text]).to.deep.equal([201, first.text]);
      for (const other of [
        { email: 'x@example.com', password: 'abc' },
        { email, password: 'abc', name: 'B' },
      ]) {
        problem(await root.post('/users', other, key), 422, 'idempotency-key-reused');
      }
      expect((await signIn(the.app, email, 'abc')).cookie).to.be.a('string');
      // An idempotency key is valid for one account: the same key sent by another superuser is a new request.
      const another = await the.superuser('other.root@example.com');
      problem(await another.post('/users', { email, password: 'abc' }, key), 409, 'email-taken');
    });

    it('repeats ETag and Location of a new account for the same idempotency key', async () => {
      const key = { 'idempotency-key': 'k' };
      const first = await root.post('/users', { email, password: 'abc' }, key);
      await root.patch(`/users/${first.json.id}`, { name: 'Ana' });
      const again = await root.post('/users', { email, password: 'abc' }, key);
      for (const name of ['etag', 'location']) expect(again.headers.get(name)).to.equal(first.headers.get(name));
      expect(again.headers.get('x-consistency-token')).to.match(/^1-2-\d+$/);
    });

    it('keeps the first password of a new account, and refuses another one under the same key while it is current', async () => {
      const key = { 'idempotency-key': 'k' };
      const canSignIn = async (text: string) => {
        const raw = new URLSearchParams({ username: email, password: text });
        return (await the.anyone.ask('/access/signin', { method: 'POST', raw })).status === 204;
      };
      const first = await root.post('/users', { email, password: 'abc' }, key);
      problem(await root.post('/users', { email, password: 'other' }, key), 422, 'idempotency-key-reused');
      expect([await canSignIn('abc'), await canSignIn('other')]).to.deep.equal([true, false]);
      expect((await root.post('/users', { email, password: 'abc' }, key)).text).to.equal(first.text);
      await root.patch(`/users/${first.json.id}`, { password: 'later' });
      for (const text of ['abc', 'other']) {
        expect((await root.post('/users', { email, password: text }, key)).text).to.equal(first.text);
      }
      expect([await canSignIn('abc'), await canSignIn('later')]).to.deep.equal([false, true]);
    });

    it('refuses to create an account with If-Match, unless it is *', async () => {
      const stale = { 'if-match': '"0"' };
      problem(await root.post('/users', { email, password: 'abc' }, stale), 412, 'revision-mismatch');
      expect((await root.post('/users', { email, password: 'abc' }, { 'if-match': '*' })).status).to.equal(201);
      expect(validationErrors(await root.post('/users', {}, { 'if-match': 'x' }))).to.include('value_error If-Match');
    });
  });

  describe('reading an account', () => {
    it('returns an account with its ETag, and 304 while it is unchanged', async () => {
      const person = await the.person();
      const answer = await root.get(`/users/${person.id.toUpperCase()}`);
      expect([answer.status, answer.headers.get('etag')]).to.deep.equal([200, '"0"']);
      expect(answer.json).to.have.all.keys(
        ...['id', 'name', 'email', 'isActive', 'isSuperuser', 'roleName', 'roleSlug', 'createdAt', 'updatedAt'],
      );
      expect((await root.get(`/users/${person.id}`, { 'if-none-match': '"0"' })).status).to.equal(304);
      expect((await root.get(`/users/${root.id}`)).json.email).to.equal('root@example.com');
    });

    it('returns 404 for an unknown or erased account, and 422 for an invalid id', async () => {
      const person = await the.person();
      await root.delete(`/users/${person.id}`);
      for (const id of [unknown, person.id]) problem(await root.get(`/users/${id}`), 404, 'account-not-found');
      for (const id of ['x', '%00', '__proto__', '1']) {
        expect(validationErrors(await root.get(`/users/${id}`))).to.deep.equal(['uuid_parsing id']);
      }
    });
  });

  describe('listing accounts', () => {
    it('returns a page of accounts', async () => {
      await the.person();
      const answer = await root.get('/users?pageSize=1&currentPage=2');
      expect(answer.json).to.include({ total: 2, limit: 1, offset: 1 });
      expect(answer.json.items[0]).to.have.property('roleName');
      expect((await root.get('/users?currentPage=1000')).json).to.include({ total: 2 });
    });

    it('passes every parameter of the account list to the query', async () => {
      const time = encodeURIComponent('2026-03-01T11:30:00+01:00');
      await root.get(
        `/users?searchString=%20A%25_%20&orderBy=createdAt&sortOrder=desc&isActive=false&createdBefore=${time}&createdAfter=2026-01-01T00:00:00.5Z&currentPage=3&pageSize=100`,
      );
      const { requiredPosition, ...question } = the.app.questions.at(-1) ?? {};
      expect(requiredPosition).to.be.a('function');
      expect(question).to.deep.equal({
        ...{ search: 'A%_', orderBy: 'createdAt', sortOrder: 'desc', isActive: false, limit: 100, offset: 200 },
        ...{ createdBefore: '2026-03-01T10:30:00.000000Z', createdAfter: '2026-01-01T00:00:00.500000Z' },
      });
      await root.get('/users?searchString=%20');
      expect(the.app.questions.at(-1)).to.deep.include({
        ...{ search: undefined, orderBy: 'name', sortOrder: 'asc', limit: 20, offset: 0 },
      });
    });

    for (const [query, expected] of [
      ['currentPage=0', 'greater_than_equal currentPage'],
      ['currentPage=99999999999999', 'less_than_equal currentPage'],
      ['pageSize=101', 'less_than_equal pageSize'],
      ['pageSize=x', 'int_parsing pageSize'],
      ['orderBy=roleSlug', 'enum orderBy'],
      ['orderBy=', 'enum orderBy'],
      ['sortOrder=up', 'enum sortOrder'],
      ['isActive=maybe', 'bool_parsing isActive'],
      ['createdBefore=2026-01-01T00:00:00', 'timezone_aware createdBefore'],
      ['createdAfter=yesterday', 'value_error createdAfter'],
      ['searchString=a%00', 'value_error searchString'],
      ['email=a@b.com', 'extra_forbidden email'],
    ] as const) {
      it(`rejects the account list parameters ?${query}`, async () => {
        expect(validationErrors(await root.get(`/users?${query}`))).to.deep.equal([expected]);
      });
    }
  });

  it('refuses the routes of superusers to accounts without the flag, whatever their role', async () => {
    const trainer = await the.person('trainer@example.com', { role: 'fitness-trainer' });
    const titular = await the.person('titular@example.com', { role: 'superuser' });
    for (const [method, path] of [
      ...[['GET', '/users'] as const, ['POST', '/users'] as const, ['GET', '/users/x'] as const],
      ...[['PATCH', '/users/x'] as const, ['DELETE', '/users/x'] as const],
      ...[['POST', '/users/x/password-reset'] as const, ['PATCH', '/roles/x/assign'] as const],
    ]) {
      problem(await the.anyone.ask(path, { method }), 401, 'not-signed-in');
      for (const person of [trainer, titular]) problem(await person.ask(path, { method }), 403, 'not-permitted');
    }
    expect((await signIn(the.app, 'titular@example.com', password)).cookie).to.be.a('string');
  });
});
