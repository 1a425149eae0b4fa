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

  it('returns the own account without role name and times', async () => {
    const person = await the.person();
    const me = await person.get('/access/me');
    expect(me.status).to.equal(200);
    expect(me.json).to.deep.equal({
      ...{ id: person.id, name: null, email, isActive: true, isSuperuser: false, roleSlug: 'application-access' },
    });
  });

  it('returns the own account with an ETag, and 304 while it is unchanged', async () => {
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

  it('does not return 304 for the ETag of another account', async () => {
    const tag = (await (await the.person()).get('/access/me')).headers.get('etag') ?? '';
    const other = await the.person('other@example.com');
    expect((await other.get('/access/me', { 'if-none-match': tag })).json.email).to.equal('other@example.com');
  });

  describe('editing the own account', () => {
    it('returns the edited own account with its new revision', async () => {
      const person = await the.person();
      const answer = await person.patch('/access/me', { name: 'Ana' });
      expect(answer.status).to.equal(200);
      expect(answer.json).to.deep.equal({ ...(await person.get('/access/me')).json, name: 'Ana' });
      expect(answer.headers.get('etag')).to.equal('"1"');
      expect((await person.patch('/access/me', { name: null })).json.name).to.equal(null);
    });

    it('writes no event when PATCH /access/me changes nothing', async () => {
      const person = await the.person();
      const same = { email: ' ATHLETE@example.com ', currentPassword: password };
      for (const change of [{}, { name: null }, { currentPassword: password }, same]) {
        const answer = await person.patch('/access/me', change);
        expect([answer.status, answer.headers.get('etag')]).to.deep.equal([200, '"0"']);
      }
    });

    it('changes the own email address with the password and frees the old one', async () => {
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

    it('refuses a new own email address without the right password, or when it is taken', async () => {
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

    it('rejects fields of PATCH /access/me that only superusers may change', async () => {
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

    it('refuses to edit or erase the system administrator’s own account', async () => {
      const admin = await the.person(adminEmail, { isSuperuser: true });
      for (const body of [{}, { name: 'x' }, { email: 'x@example.com', currentPassword: password }]) {
        problem(await admin.patch('/access/me', body), 403, 'account-protected');
      }
      const erase = { method: 'DELETE', body: { password } };
      problem(await admin.ask('/access/me', erase), 403, 'account-protected');
      expect((await admin.get('/access/me')).status).to.equal(200);
    });

    it('accepts If-Match and Idempotency-Key when the own account is edited', async () => {
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

  describe('changing the own password', () => {
    const update = (currentPassword: string, next = newPassword) => ({ currentPassword, newPassword: next });

    it('ends all auth sessions and accepts only the new password', async () => {
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

    it('accepts one of two changes at the same moment, and the password of that one', async () => {
      const person = await the.person();
      const elsewhere = await signIn(the.app, email);
      const passwords = [newPassword, 'Oth3r&Password'];
      const answers = await Promise.all(
        [person, elsewhere].map((client, index) =>
          client.patch('/access/password-update', update(password, passwords[index])),
        ),
      );
      expect(answers.map(({ status }) => status).toSorted()).to.deep.equal([204, 401]);
      const accepted = answers.map(({ status }) => status === 204);
      expect(await Promise.all(passwords.map((each) => canSignIn(email, each)))).to.deep.equal(accepted);
    });

    it('accepts the current password as the new one', async () => {
      const person = await the.person();
      expect((await person.patch('/access/password-update', update(password, password))).status).to.equal(204);
      expect(await canSignIn(email, password)).to.equal(true);
    });

    it('rejects a wrong current password and a new one against the policy', async () => {
      const person = await the.person();
      problem(await person.patch('/access/password-update', update('Wr0ng&Wrong')), 401, 'wrong-password');
      expect(validationErrors(await person.patch('/access/password-update', update('', 'short')))).to.deep.equal([
        'string_too_short newPassword',
      ]);
      expect(validationErrors(await person.patch('/access/password-update', {}))).to.deep.equal([
        'missing currentPassword',
        'missing newPassword',
      ]);
      expect((await person.get('/access/me')).status).to.equal(200);
    });

    it('keeps the password when If-Match is stale', async () => {
      const person = await the.person();
      const stale = { 'if-match': '"7"' };
      problem(await person.patch('/access/password-update', update(password), stale), 412, 'revision-mismatch');
      expect([await canSignIn(email, password), await canSignIn(email, newPassword)]).to.deep.equal([true, false]);
    });

    it('keeps the password of the first request when an idempotency key is reused', async () => {
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

  describe('erasing the own account', () => {
    const erase = (text: unknown) => ({ method: 'DELETE', body: { password: text } });

    it('erases the own account, clears the cookies and frees the email address', async () => {
      const person = await the.person();
      await person.post('/training-sessions', { timezone: 'UTC' });
      const answer = await person.ask('/access/me', erase(password));
      expect(answer.status).to.equal(204);
      expect(answer.headers.getSetCookie().every((line) => line.includes('Max-Age=0'))).to.equal(true);
      problem(await person.get('/access/me'), 401, 'not-signed-in');
      problem(await person.ask('/access/me', erase(password)), 401, 'not-signed-in');
      expect(await canSignIn(email, password)).to.equal(false);
      const body = { email, password, confirmPassword: password };
      const again = await the.anyone.post('/access/signup', body);
      expect(again.status).to.equal(201);
      expect(again.json.id).not.to.equal(person.id);
      expect((await (await signIn(the.app, email)).get('/training-sessions')).json.total).to.equal(0);
    });

    it('refuses to erase the own account without the right password', async () => {
      const person = await the.person();
      problem(await person.ask('/access/me', erase('Wr0ng&Wrong')), 401, 'wrong-password');
      expect(validationErrors(await person.ask('/access/me', erase(null)))).to.deep.equal(['string_type password']);
      expect(validationErrors(await person.delete('/access/me'))).to.deep.equal(['missing body']);
      const raw = { method: 'DELETE', raw: '{', headers: { 'content-type': 'application/json' } };
      expect(validationErrors(await the.anyone.ask('/access/me', raw))).to.deep.equal(['json_invalid body']);
      expect((await person.get('/access/me')).status).to.equal(200);
    });

    it('keeps the own account when If-Match is stale', async () => {
      const person = await the.person();
      const stale = { ...erase(password), headers: { 'if-match': '"7"' } };
      problem(await person.ask('/access/me', stale), 412, 'revision-mismatch');
      expect((await person.get('/access/me')).status).to.equal(200);
    });

    it('returns 503 when the read models lag, although the account is erased', async () => {
      const person = await the.person();
      const lagging = () => Promise.reject(new DomainError('read-model-behind', 'Not there yet.'));
      the.app.changeQueries({ waitUntilProjected: lagging });
      problem(await person.ask('/access/me', erase(password)), 503, 'read-model-behind');
      problem(await person.get('/access/me'), 401, 'not-signed-in');
    });
  });
});
