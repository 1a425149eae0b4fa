import { expect } from 'chai';
import { DomainError } from '../../src/errors.ts';
import { password, problem, signIn, validationErrors } from './support/client.ts';
import { adminEmail } from './support/test-app.ts';
import { useApp } from './support/use-app.ts';

const email = 'athlete@example.com';
const newPassword = 'N3w&Password';

describe('the own account', () => {
  const the = useApp();
  const canSignIn = async (address: string, text: string) => {
    const raw = new URLSearchParams({ username: address, password: text });
    return (await the.anyone.ask('/access/signin', { method: 'POST', raw })).status === 204;
  };

  it('is shown to its owner', async () => {
    const person = await the.person();
    const me = await person.get('/access/me');
    expect(me.status).to.equal(200);
    expect(me.json).to.deep.equal({
      ...{ id: person.id, name: null, email, isActive: true, isSuperuser: false, roleSlug: 'application-access' },
    });
  });

  it('is shown with its revision, and 304 to whoever has it', async () => {
    const person = await the.person();
    const tagOf = async () => (await person.get('/access/me')).headers.get('etag') ?? '';
    const first = await tagOf();
    expect(first).to.equal(`"0.${person.id}"`);
    expect((await person.get('/access/me', { 'if-none-match': first })).status).to.equal(304);
    expect((await person.patch('/access/me', { name: 'Ana' }, { 'if-match': first })).status).to.equal(200);
    expect((await person.get('/access/me', { 'if-none-match': first })).json.name).to.equal('Ana');
    expect(await tagOf()).to.equal(`"1.${person.id}"`);
    problem(await person.patch('/access/me', { name: 'Bea' }, { 'if-match': first }), 412, 'revision-mismatch');
  });

  it('is not taken for that of somebody else who signed in with the same browser before', async () => {
    const tag = (await (await the.person()).get('/access/me')).headers.get('etag') ?? '';
    const other = await the.person('other@example.com');
    expect((await other.get('/access/me', { 'if-none-match': tag })).json.email).to.equal('other@example.com');
  });

  describe('edited', () => {
    it('answers itself as it is now, with its revision', async () => {
      const person = await the.person();
      const answer = await person.patch('/access/me', { name: 'Ana' });
      expect(answer.status).to.equal(200);
      expect(answer.json).to.deep.equal({ ...(await person.get('/access/me')).json, name: 'Ana' });
      expect(answer.headers.get('etag')).to.equal('"1"');
      expect((await person.patch('/access/me', { name: null })).json.name).to.equal(null);
    });

    it('changes nothing where nothing is said, or nothing new', async () => {
      const person = await the.person();
      const same = { email: ' ATHLETE@example.com ', currentPassword: password };
      for (const change of [{}, { name: null }, { currentPassword: password }, same]) {
        const answer = await person.patch('/access/me', change);
        expect([answer.status, answer.headers.get('etag')]).to.deep.equal([200, '"0"']);
      }
    });

    it('takes another address with the password, and the old one is free again', async () => {
      const person = await the.person();
      const change = { email: ' New@Example.COM', currentPassword: password };
      expect((await person.patch('/access/me', change)).json.email).to.equal('new@example.com');
      expect(await canSignIn('new@example.com', password)).to.equal(true);
      expect(await canSignIn(email, password)).to.equal(false);
      expect((await person.get('/access/me')).status).to.equal(200);
      const body = { email, password, confirmPassword: password };
      expect((await the.anyone.post('/access/signup', body)).status).to.equal(201);
      problem(await person.patch('/access/me', { ...change, email }), 409, 'email-taken');
    });

    it('needs the right password for that, and the address of nobody else', async () => {
      const person = await the.person();
      await the.person('other@example.com');
      expect(validationErrors(await person.patch('/access/me', { email: 'x@example.com' }))).to.deep.equal([
        'missing currentPassword',
      ]);
      const wrong = { email: 'x@example.com', currentPassword: 'Wr0ng&Wrong' };
      problem(await person.patch('/access/me', wrong), 401, 'wrong-password');
      for (const taken of ['other@example.com', 'OTHER@example.com', adminEmail, adminEmail.toUpperCase()]) {
        const change = { email: taken, currentPassword: password };
        problem(await person.patch('/access/me', change), 409, 'email-taken');
      }
      expect((await person.get('/access/me')).json.email).to.equal(email);
    });

    it('refuses what is none of its owner’s business, and lists every fault', async () => {
      const person = await the.person();
      const body = { name: 'x'.repeat(256), email: null, isSuperuser: true, isActive: false, roleSlug: 'superuser' };
      expect(validationErrors(await person.patch('/access/me', body))).to.deep.equal([
        'extra_forbidden isActive',
        'extra_forbidden isSuperuser',
        'extra_forbidden roleSlug',
        'string_too_long name',
        'string_type email',
      ]);
      for (const name of ['a\0b', '\ud800']) {
        expect(validationErrors(await person.patch('/access/me', { name }))).to.deep.equal(['value_error name']);
      }
      expect((await person.patch('/access/me', { name: 'ü'.repeat(255) })).status).to.equal(200);
    });

    it('is not changed where it is the system administrator’s', async () => {
      const admin = await the.person(adminEmail, { isSuperuser: true });
      for (const body of [{}, { name: 'x' }, { email: 'x@example.com', currentPassword: password }]) {
        problem(await admin.patch('/access/me', body), 403, 'account-protected');
      }
      const erase = { method: 'DELETE', body: { password } };
      problem(await admin.ask('/access/me', erase), 403, 'account-protected');
      expect((await admin.get('/access/me')).status).to.equal(200);
    });

    it('can be made conditional, and repeated under a key', async () => {
      const person = await the.person();
      const once = { 'idempotency-key': 'k', 'if-match': '"0"' };
      const first = await person.patch('/access/me', { name: 'Ana' }, once);
      problem(await person.patch('/access/me', { name: 'Bea' }, { 'if-match': '"0"' }), 412, 'revision-mismatch');
      expect((await person.patch('/access/me', { name: 'Bea' })).headers.get('etag')).to.equal('"2"');
      const again = await person.patch('/access/me', { name: 'Ana' }, once);
      expect([again.text, again.headers.get('etag')]).to.deep.equal([first.text, '"1"']);
      const reused = await person.patch('/access/me', { name: 'Cleo' }, once);
      problem(reused, 422, 'idempotency-key-reused');
      expect(reused.json.details[0]).to.include({ type: 'value_error', field: 'Idempotency-Key' });
      expect((await person.get('/access/me')).json.name).to.equal('Bea');
    });
  });

  describe('with another password', () => {
    const update = (currentPassword: string, next = newPassword) => ({ currentPassword, newPassword: next });

    it('signs everybody out, on all devices, and only the new one counts', async () => {
      const person = await the.person();
      const elsewhere = await signIn(the.app, email);
      const answer = await person.patch('/access/password-update', update(password));
      expect(answer.status).to.equal(204);
      expect(answer.headers.getSetCookie().every((line) => line.includes('Max-Age=0'))).to.equal(true);
      for (const client of [person, elsewhere]) {
        problem(await client.get('/access/me'), 401, 'not-signed-in');
        problem(await client.post('/access/refresh-jwt'), 401, 'not-signed-in');
      }
      expect([await canSignIn(email, password), await canSignIn(email, newPassword)]).to.deep.equal([false, true]);
    });

    it('may be the same as before', async () => {
      const person = await the.person();
      expect((await person.patch('/access/password-update', update(password, password))).status).to.equal(204);
      expect(await canSignIn(email, password)).to.equal(true);
    });

    it('needs the present one, and keeps to the policy', async () => {
      const person = await the.person();
      problem(await person.patch('/access/password-update', update('Wr0ng&Wrong')), 401, 'wrong-password');
      expect(validationErrors(await person.patch('/access/password-update', update('', 'short')))).to.deep.equal([
        'string_too_short newPassword',
        'value_error newPassword',
      ]);
      expect(validationErrors(await person.patch('/access/password-update', {}))).to.deep.equal([
        'missing currentPassword',
        'missing newPassword',
      ]);
      expect((await person.get('/access/me')).status).to.equal(200);
    });

    it('leaves everything as it is where it is refused as stale', async () => {
      const person = await the.person();
      const stale = { 'if-match': '"7"' };
      problem(await person.patch('/access/password-update', update(password), stale), 412, 'revision-mismatch');
      expect([await canSignIn(email, password), await canSignIn(email, newPassword)]).to.deep.equal([true, false]);
    });

    it('is that of the first request under a key, which no other can be put under', async () => {
      const person = await the.person();
      const key = { 'idempotency-key': 'k' };
      await person.patch('/access/password-update', update(password), key);
      const again = await signIn(the.app, email, newPassword);
      const other = await again.patch('/access/password-update', update(newPassword, 'Th1rd&Password'), key);
      problem(other, 422, 'idempotency-key-reused');
      expect(await canSignIn(email, newPassword)).to.equal(true);
      expect((await again.patch('/access/password-update', update(newPassword), key)).status).to.equal(204);
      expect(await canSignIn(email, newPassword)).to.equal(true);
    });
  });

  describe('erased', () => {
    const erase = (text: unknown) => ({ method: 'DELETE', body: { password: text } });

    it('is gone with its cookies, and its address is free again', async () => {
      const person = await the.person();
      await person.post('/training-sessions', { timezone: 'UTC' });
      const answer = await person.ask('/access/me', erase(password));
      expect(answer.status).to.equal(204);
      expect(answer.headers.getSetCookie().every((line) => line.includes('Max-Age=0'))).to.equal(true);
      problem(await person.get('/access/me'), 401, 'not-signed-in');
      problem(await person.ask('/access/me', erase(password)), 401, 'not-signed-in');
      expect(await canSignIn(email, password)).to.equal(false);
      const body = { email, password, confirmPassword: password };
      const anew = await the.anyone.post('/access/signup', body);
      expect(anew.status).to.equal(201);
      expect(anew.json.id).not.to.equal(person.id);
      expect((await (await signIn(the.app, email)).get('/training-sessions')).json.total).to.equal(0);
    });

    it('needs the password', async () => {
      const person = await the.person();
      problem(await person.ask('/access/me', erase('Wr0ng&Wrong')), 401, 'wrong-password');
      expect(validationErrors(await person.ask('/access/me', erase(null)))).to.deep.equal(['string_type password']);
      expect(validationErrors(await person.delete('/access/me'))).to.deep.equal(['missing body']);
      const raw = { method: 'DELETE', raw: '{', headers: { 'content-type': 'application/json' } };
      expect(validationErrors(await the.anyone.ask('/access/me', raw))).to.deep.equal(['json_invalid body']);
      expect((await person.get('/access/me')).status).to.equal(200);
    });

    it('stays where the condition is stale', async () => {
      const person = await the.person();
      const stale = { ...erase(password), headers: { 'if-match': '"7"' } };
      problem(await person.ask('/access/me', stale), 412, 'revision-mismatch');
      expect((await person.get('/access/me')).status).to.equal(200);
    });

    it('says so where the read tables can not be waited for, though it stands', async () => {
      const person = await the.person();
      const behind = () => Promise.reject(new DomainError('read-model-behind', 'Not there yet.'));
      the.app.changeQueries({ waitUntilProjected: behind });
      problem(await person.ask('/access/me', erase(password)), 503, 'read-model-behind');
      problem(await person.get('/access/me'), 401, 'not-signed-in');
    });
  });
});
