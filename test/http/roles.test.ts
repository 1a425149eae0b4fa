import { expect } from 'chai';
import { problem, validationErrors } from './support/client.ts';
import type { Person } from './support/people.ts';
import { adminEmail } from './support/test-app.ts';
import { useApp } from './support/use-app.ts';

const email = 'athlete@example.com';

describe('roles', () => {
  const the = useApp();
  let root: Person;
  let person: Person;
  beforeEach(async () => {
    root = await the.superuser();
    person = await the.person();
  });
  const assign = (roleSlug: unknown, to = email, headers = {}) =>
    root.patch(`/roles/${to}/assign`, { roleSlug }, headers);
  const revoke = (roleSlug: unknown, of = email, headers = {}) =>
    root.patch(`/roles/${of}/revoke`, { roleSlug }, headers);
  const account = async () => (await root.get(`/users/${person.id}`)).json;

  it('assigns one role at a time and revokes it', async () => {
    const assigned = await assign('fitness-trainer');
    expect([assigned.status, Object.keys(assigned.json)]).to.deep.equal([200, ['message']]);
    expect(assigned.headers.get('x-consistency-token')).to.match(/^1-2-\d+$/);
    expect(await account()).to.include({ roleSlug: 'fitness-trainer', roleName: 'Fitness Trainer' });
    await assign('superuser');
    expect(await account()).to.include({ roleSlug: 'superuser', roleName: 'Superuser' });
    const revoked = await revoke('superuser');
    expect([revoked.status, Object.keys(revoked.json)]).to.deep.equal([200, ['message']]);
    expect(await account()).to.include({ roleSlug: 'application-access', roleName: 'Application Access' });
  });

  it('keeps the role and the flag isSuperuser independent', async () => {
    await assign('superuser');
    expect((await account()).isSuperuser).to.equal(false);
    problem(await person.get('/users'), 403, 'not-permitted');
    await root.patch(`/users/${person.id}`, { isSuperuser: true });
    await revoke('superuser');
    expect(await account()).to.include({ isSuperuser: true, roleSlug: 'application-access' });
  });

  it('finds the account of a role change by its email address in any case', async () => {
    expect((await assign('superuser', 'ATHLETE@Example.COM')).status).to.equal(200);
    expect((await revoke('superuser', encodeURIComponent(email))).status).to.equal(200);
  });

  it('refuses to assign a role that is held and to revoke one that is not', async () => {
    problem(await revoke('superuser'), 409, 'role-not-held');
    await assign('superuser');
    problem(await assign('superuser'), 409, 'role-held');
    problem(await revoke('fitness-trainer'), 409, 'role-not-held');
  });

  it('refuses to change the role of an inactive account', async () => {
    await assign('superuser');
    await root.patch(`/users/${person.id}`, { isActive: false });
    for (const answer of [await assign('superuser'), await assign('fitness-trainer'), await revoke('superuser')]) {
      problem(answer, 403, 'account-inactive');
    }
  });

  it('returns 404 for the role of an unknown or erased account', async () => {
    problem(await assign('superuser', 'unknown@example.com'), 404, 'account-not-found');
    problem(await revoke('superuser', 'unknown@example.com'), 404, 'account-not-found');
    await root.patch(`/users/${person.id}`, { email: 'new@example.com' });
    problem(await assign('superuser'), 404, 'account-not-found');
    await root.delete(`/users/${person.id}`);
    problem(await assign('superuser', 'new@example.com'), 404, 'account-not-found');
  });

  it('refuses to change the own role and that of the system administrator', async () => {
    await the.app.register({ email: adminEmail, isSuperuser: true });
    for (const change of [assign, revoke]) {
      problem(await change('superuser', 'Root@example.com'), 403, 'own-account');
      problem(await change('superuser', 'System.ADMIN@example.com'), 403, 'account-protected');
    }
  });

  it('rejects roles that cannot be assigned, and invalid email addresses', async () => {
    for (const wrong of ['application-access', 'Superuser', 'admin', '']) {
      for (const change of [assign, revoke])
        expect(validationErrors(await change(wrong))).to.deep.equal(['enum roleSlug']);
    }
    expect(validationErrors(await assign(null, 'no address'))).to.deep.equal(['enum roleSlug', 'value_error email']);
    expect(validationErrors(await root.patch(`/roles/${email}/assign`, {}))).to.deep.equal(['missing roleSlug']);
    expect(validationErrors(await root.patch(`/roles/${email}/assign`))).to.deep.equal(['missing body']);
    const extra = { roleSlug: 'superuser', isSuperuser: true };
    expect(validationErrors(await root.patch(`/roles/${email}/assign`, extra))).to.deep.equal([
      'extra_forbidden isSuperuser',
    ]);
    for (const address of ['%00', '%ZZ', '__proto__', '..%2f..']) {
      expect(validationErrors(await assign('superuser', address)), address).to.deep.equal(['value_error email']);
    }
  });

  it('checks If-Match of a role change and repeats its response for the same idempotency key', async () => {
    const key = { 'idempotency-key': 'k', 'if-match': '"0"' };
    const first = await assign('superuser', email, key);
    problem(await assign('fitness-trainer', email, { 'if-match': '"0"' }), 412, 'revision-mismatch');
    const again = await assign('superuser', email, key);
    expect([again.status, again.text]).to.deep.equal([200, first.text]);
    problem(await assign('fitness-trainer', email, key), 422, 'idempotency-key-reused');
    problem(await revoke('superuser', email, key), 422, 'idempotency-key-reused');
    expect(validationErrors(await assign('superuser', email, { 'if-match': '1' }))).to.deep.equal([
      'value_error If-Match',
    ]);
  });
});
