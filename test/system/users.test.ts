import { expect } from 'chai';
import { password } from '../http/support/client.ts';
import { type System, sharedSystem, useSystems } from '../support/system.ts';
import { meStatus, useAccounts } from './support/accounts.ts';
import { documentOf, documentsOf, expectRefusal, linesOf } from './support/ends.ts';

const unknownId = '01900000-0000-7000-8000-0000000000ee';

describe('irontrack users', () => {
  let system: System;
  before(async () => {
    system = await sharedSystem();
  });
  const { users, signInStatus, newAccount } = useAccounts(() => system);

  it('irontrack users list shows accounts by name, address and state, as of the end of the log', async () => {
    const [one, other] = [await newAccount('listed'), await newAccount('listed')];
    await users('deactivate', other.email);
    const listed = async (...args: string[]) =>
      documentsOf(await users('list', '--json', '--search', 'LISTED-', ...args)).map(({ email }) => email);
    expect(await listed()).to.deep.equal([one.email, other.email]);
    expect([await listed('--active'), await listed('--inactive')]).to.deep.equal([[one.email], [other.email]]);
    expectRefusal(await users('list', '--active', '--inactive'), /exclusive/);
    const none = await users('list', '--search', 'missing');
    expect(linesOf(none)).to.deep.equal([]);
    expect(none.stderr).to.match(/^No account matches\.$/m);
    const [, ...lines] = linesOf(await users('list', '--search', 'listed-'));
    expect(lines.map((line) => line.split('\t').slice(2, 6))).to.deep.equal([
      ['active', 'user', 'application-access', one.email],
      ['inactive', 'user', 'application-access', other.email],
    ]);
  });

  it('irontrack users show prints an account by its id or by its address in any case', async () => {
    const { email, client } = await newAccount('shown');
    const { id } = (await client.get('/access/me')).json;
    const byId = documentOf(await users('show', id.toUpperCase(), '--json'));
    expect(documentOf(await users('show', email.toUpperCase(), '--json'))).to.deep.equal(byId);
    expect(byId).to.include({ id, email, roleName: 'Application Access' });
    const lines = linesOf(await users('show', email));
    expect(lines).to.include.members([`id\t${id}`, `email\t${email}`, 'status\tactive']);
    expectRefusal(await users('show', 'unknown@example.com'), /no account unknown@example\.com/);
    expectRefusal(await users('show', unknownId), new RegExp(`no account ${unknownId}`));
  });

  it('irontrack users escapes control characters in names, except in JSON', async () => {
    const { email, client } = await newAccount('painter');
    const name = 'A\u001b[2Jb\n\u202ec\u009b';
    expect((await client.patch('/access/me', { name })).status).to.equal(200);
    expect(linesOf(await users('show', email))).to.include('name\tA\\u001b[2Jb\\u000a\\u202ec\\u009b');
    expect(linesOf(await users('list', '--search', email))).to.have.length(2);
    expect(documentOf(await users('show', email, '--json')).name).to.equal(name);
  });

  it('irontrack users set-role replaces the role, and can restore the default role', async () => {
    const { email, client } = await newAccount('coach');
    const role = async () => (await client.get('/access/me')).json.roleSlug;
    const changed = documentOf(await users('set-role', email, 'fitness-trainer', '--json'));
    expect([changed.roleSlug, await role()]).to.deep.equal(['fitness-trainer', 'fitness-trainer']);
    expect(linesOf(await users('set-role', email, 'superuser'))).to.deep.equal([]);
    expect((await client.get('/access/me')).json).to.include({ roleSlug: 'superuser', isSuperuser: false });
    expect((await users('set-role', email, 'superuser')).stderr).to.match(/was already/);
    linesOf(await users('set-role', email, 'application-access'));
    expect(await role()).to.equal('application-access');
  });

  it('irontrack users set-role refuses an unknown role, and an inactive account', async () => {
    const { email } = await newAccount('idle');
    expectRefusal(await users('set-role', email, 'king'), /king[\s\S]*"superuser", "fitness-trainer"/);
    linesOf(await users('deactivate', email));
    expectRefusal(await users('set-role', email, 'fitness-trainer'), /inactive/);
  });

  it('irontrack users promote-to-superuser sets flag and role, and changes nothing when repeated', async () => {
    const { email, client } = await newAccount('chief');
    expect((await client.get('/users')).status).to.equal(403);
    const promoted = documentOf(await users('promote-to-superuser', email.toUpperCase(), '--yes', '--json'));
    expect(promoted).to.include({ isSuperuser: true, roleSlug: 'superuser' });
    expect((await client.get('/users')).status).to.equal(200);
    const again = await users('promote-to-superuser', email);
    expect([again.code, again.stdout]).to.deep.equal([0, '']);
    expectRefusal(await users('promote-to-superuser'), /^Give <account>: /m);
    expectRefusal(await users('promote-to-superuser', 'unknown@example.com'), /no account/);
  });

  it('irontrack users promote-to-superuser goes by an address only when a superuser or an operator gave it', async () => {
    const { email, client } = await newAccount('claimant');
    const refused = await users('promote-to-superuser', email);
    const { id } = (await client.get('/access/me')).json;
    expectRefusal(refused, new RegExp(`${id}.*has not verified.*--yes`));
    expect((await client.get('/access/me')).json.isSuperuser).to.equal(false);
    linesOf(await users('promote-to-superuser', id));
    expect((await client.get('/access/me')).json.isSuperuser).to.equal(true);

    const given = `given-${id}@example.com`;
    linesOf(await users('create-user', '--email', given, '--password', 'Str0ng&Steel'));
    linesOf(await users('promote-to-superuser', given));
  });

  it('irontrack users writes its events with the operator as their actor', async () => {
    const { email, client } = await newAccount('noted');
    linesOf(await users('promote-to-superuser', email, '--yes'));
    const { id } = (await client.get('/access/me')).json;
    const events = documentsOf(await system.cli('events', 'stream', `account-${id}`, '--json'));
    expect(events.map(({ type }) => type)).to.deep.equal(['AccountRegistered', 'SuperuserGranted', 'RoleAssigned']);
    expect(events[1].metadata.actor).to.deep.equal({ id: 'operator', role: 'system', via: 'cli' });
  });

  it('irontrack users deactivate and activate take effect with the next request', async () => {
    const { email, client } = await newAccount('barred');
    expect(await meStatus(client)).to.equal(200);
    expect(linesOf(await users('deactivate', email))).to.deep.equal([]);
    expect([await meStatus(client), await signInStatus(email, password)]).to.deep.equal([401, 401]);
    expect(documentOf(await users('activate', email, '--json')).isActive).to.equal(true);
    expect([await meStatus(client), await signInStatus(email, password)]).to.deep.equal([401, 204]);
    expect((await users('activate', email)).stderr).to.match(/was already active/);
  });

  it('irontrack users erase removes the account and frees its address', async () => {
    const { email, client } = await newAccount('gone');
    const { id } = (await client.get('/access/me')).json;
    expectRefusal(await users('erase', email), /^Give --yes: /m);
    expect(await meStatus(client)).to.equal(200);
    expect(documentOf(await users('erase', email, '--yes', '--json'))).to.deep.equal({ id, erased: true });
    expect([await meStatus(client), await signInStatus(email, password)]).to.deep.equal([401, 401]);
    expectRefusal(await users('show', email), /no account/);
    expectRefusal(await users('erase', id, '--yes'), /was erased/);
    expect(linesOf(await users('list', '--search', email))).to.deep.equal([]);
    expect(linesOf(await users('create-user', '--email', email, '--password', 'abc'))).to.have.length(1);
  });

  describe('while the read model of accounts is paused', () => {
    before(async () => void linesOf(await system.cli('projections', 'pause', 'accounts')));
    after(async () => void linesOf(await system.cli('projections', 'resume', 'accounts')));

    it('while a read model is paused, users list refuses and users erase reports that it still shows the account', async () => {
      const { email, client } = await newAccount('lingering');
      const [listed, erased] = await Promise.all([users('list', '--search', email), users('erase', email, '--yes')]);
      expectRefusal(listed, /can ?not be read yet/);
      expectRefusal(erased, /is erased, but the read models still show it/);
      expect(await meStatus(client)).to.equal(401);
    });
  });
});

describe('irontrack users without running services', function () {
  this.timeout(120_000);
  const suite = useSystems();

  it('irontrack starts the embedded services for as long as each command runs', async () => {
    const dataDir = suite.folder();
    const users = (...args: readonly string[]) => suite.run(['users', ...args], { dataDir }).ended;
    const [id] = linesOf(await users('create-user', '--email', 'first@example.com', '--password', 'abc'));
    const [, listed] = linesOf(await users('list'));
    expect(listed?.split('\t')[0]).to.equal(id);
  });
});
