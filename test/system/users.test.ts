import { expect } from 'chai';
import { type Client, password } from '../http/support/client.ts';
import { type System, systemsOf } from '../support/system.ts';
import { accountsOn } from './support/accounts.ts';
import { documentOf, expectRefusal, linesOf } from './support/ends.ts';

const admin = 'system.admin@example.com';
const nobody = '01900000-0000-7000-8000-0000000000ee';

describe('irontrack users', () => {
  const suite = systemsOf();
  let system: System;
  before(async () => {
    system = await suite.start();
  });

  const { users, anyone, signInAs, knock, athlete } = accountsOn(() => system);
  const me = async (client: Client): Promise<number> => (await client.get('/access/me')).status;

  describe('create-roles', () => {
    it('is there for scripts, and has nothing to do', async () => {
      const [plain, json] = await Promise.all([users('create-roles'), users('create-roles', '--json')]);
      expect(linesOf(plain)).to.deep.equal([]);
      expect(plain.stderr).to.include('built in');
      expect(documentOf(json).roles).to.have.members(['superuser', 'fitness-trainer', 'application-access']);
    });
  });

  describe('create-system-admin', () => {
    it('makes the account with all rights, once, by no policy for its password', async () => {
      const [none, empty] = await Promise.all([
        users('create-system-admin'),
        users('create-system-admin', '--password', ''),
      ]);
      expectRefusal(none, /^Give --password or --password-stdin: .*terminal/m);
      expectRefusal(empty, /^--password: /m);
      const made = await users('create-system-admin', '--password', 'x', '--json');
      expect(documentOf(made)).to.include({ email: admin, isSuperuser: true, roleSlug: 'superuser', isActive: true });
      expectRefusal(await users('create-system-admin', '--password', 'y'), /account system\.admin@.* already/);

      const client = await signInAs(admin, 'x');
      expect((await client.get('/users')).status).to.equal(200);
      expect(await knock(admin, 'y')).to.equal(401);
    });
  });

  describe('create-user', () => {
    it('makes an account that can sign in', async () => {
      const args = ['--email', ' Bob@Example.com', '--name', 'Bob', '--password', 'abc'];
      const [id = ''] = linesOf(await users('create-user', ...args));
      const { json } = await (await signInAs('bob@example.com', 'abc')).get('/access/me');
      expect(json).to.include({ id, name: 'Bob', email: 'bob@example.com', isSuperuser: false });
      expect(json.roleSlug).to.equal('application-access');
    });

    it('reads the password from standard input, without the end of its line', async () => {
      const args = ['users', 'create-user', '--email', 'eve@example.com', '--password-stdin', '--superuser', '--json'];
      const made = documentOf(await suite.run(args, { dataDir: system.dataDir, input: 'hush hush\n' }).ended);
      expect(made).to.include({ name: null, isSuperuser: true, roleSlug: 'application-access' });
      expect(await knock('eve@example.com', 'hush hush')).to.equal(204);
    });

    it('names the option that is wrong or missing, and makes nothing', async () => {
      const { email: taken } = await athlete('taken');
      const email = ['--email', 'new@example.com'];
      const mistakes: [string[], RegExp][] = [
        [[], /^Give --email: /m],
        [email, /^Give --password or --password-stdin: /m],
        [['--email', 'new@localhost', '--password', 'abc'], /^--email: /m],
        [['--email', admin.toUpperCase(), '--password', 'abc'], /create-system-admin/],
        [['--email', taken, '--password', 'abc'], /^--email: There is an account .* already/m],
        [[...email, '--password', 'ab'], /^--password: .*3 to 20/m],
        [[...email, '--password', 'a'.repeat(21)], /^--password: /m],
        [[...email, '--password-stdin'], /^--password-stdin: /m],
        [[...email, '--password', 'abc', '--password-stdin'], /password-stdin/],
        [[...email, '--password', 'abc', '--name', 'a'.repeat(256)], /^--name: /m],
        [[...email, '--password', 'abc', '--role', 'superuser'], /role/],
      ];
      const ends = mistakes.map(async ([args, message]) => expectRefusal(await users('create-user', ...args), message));
      await Promise.all(ends);
      const none = await users('list', '--search', 'new@');
      expect(linesOf(none)).to.deep.equal([]);
      expect(none.stderr).to.equal('There is no such account.\n');
    });
  });

  describe('list and show', () => {
    it('tell accounts as they stand now', async () => {
      const [one, other] = [await athlete('looked'), await athlete('looked')];
      await users('deactivate', other.email);
      const listed = async (...args: string[]) =>
        linesOf(await users('list', '--json', '--search', 'LOOKED-', ...args)).map((line) => JSON.parse(line).email);
      const [all, active, inactive, plain, both] = await Promise.all([
        listed(),
        listed('--active'),
        listed('--inactive'),
        users('list', '--search', 'looked-'),
        users('list', '--active', '--inactive'),
      ]);
      expect(all).to.deep.equal([one.email, other.email]);
      expect([active, inactive]).to.deep.equal([[one.email], [other.email]]);
      expectRefusal(both, /exclusive/);
      expect(linesOf(plain).map((line) => line.split('\t').slice(2, 6))).to.deep.equal([
        ['active', 'user', 'application-access', one.email],
        ['inactive', 'user', 'application-access', other.email],
      ]);
    });

    it('show one by its address in any case, or by its id', async () => {
      const { email, client } = await athlete('shown');
      const { id } = (await client.get('/access/me')).json;
      const [byEmail, byId, plain, unknown, noId] = await Promise.all([
        users('show', email.toUpperCase(), '--json'),
        users('show', id.toUpperCase(), '--json'),
        users('show', email),
        users('show', 'nobody@example.com'),
        users('show', nobody),
      ]);
      expect(documentOf(byEmail)).to.deep.equal(documentOf(byId));
      expect(documentOf(byId)).to.include({ id, email, roleName: 'Application Access' });
      expect(linesOf(plain)).to.include.members([`id\t${id}`, `email\t${email}`, 'standing\tactive']);
      expectRefusal(unknown, /no account nobody@example\.com/);
      expectRefusal(noId, new RegExp(`no account ${nobody}`));
    });

    it('let no name steer the terminal', async () => {
      const { email, client } = await athlete('painter');
      const name = 'A\u001b[2Jb\n\u202ec\u009b';
      expect((await client.patch('/access/me', { name })).status).to.equal(200);
      const [shown, listed, json] = await Promise.all([
        users('show', email),
        users('list', '--search', email),
        users('show', email, '--json'),
      ]);
      expect(linesOf(shown)).to.include('name\tA\\u001b[2Jb\\u000a\\u202ec\\u009b');
      expect(linesOf(listed)).to.have.length(1);
      expect(documentOf(json).name).to.equal(name);
    });
  });

  describe('set-role', () => {
    it('replaces the role, and leads back to the default', async () => {
      const { email, client } = await athlete('coach');
      const role = async () => (await client.get('/access/me')).json.roleSlug;
      expect(documentOf(await users('set-role', email, 'fitness-trainer', '--json')).roleSlug).to.equal(
        'fitness-trainer',
      );
      expect(await role()).to.equal('fitness-trainer');
      expect(linesOf(await users('set-role', email, 'superuser'))).to.deep.equal([]);
      expect((await client.get('/access/me')).json).to.include({ roleSlug: 'superuser', isSuperuser: false });
      expect((await users('set-role', email, 'superuser')).stderr).to.match(/was already/);
      linesOf(await users('set-role', email, 'application-access'));
      expect(await role()).to.equal('application-access');
    });

    it('refuses roles that there are not, and accounts that are inactive', async () => {
      const { email } = await athlete('idle');
      const [king, inactive] = await Promise.all([users('set-role', email, 'king'), users('deactivate', email)]);
      expectRefusal(king, /king/);
      linesOf(inactive);
      expectRefusal(await users('set-role', email, 'fitness-trainer'), /inactive/);
    });
  });

  describe('promote-to-superuser', () => {
    it('sets flag and role, whatever the case of the address, and again does nothing', async () => {
      const { email, client } = await athlete('chief');
      expect((await client.get('/users')).status).to.equal(403);
      expect(documentOf(await users('promote-to-superuser', '--email', email.toUpperCase(), '--json'))).to.include({
        isSuperuser: true,
        roleSlug: 'superuser',
      });
      expect((await client.get('/users')).status).to.equal(200);
      const [again, none, unknown] = await Promise.all([
        users('promote-to-superuser', '--email', email),
        users('promote-to-superuser'),
        users('promote-to-superuser', '--email', 'nobody@example.com'),
      ]);
      expect([again.code, again.stdout]).to.deep.equal([0, '']);
      expectRefusal(none, /^Give --email: /m);
      expectRefusal(unknown, /no account/);
    });

    it('is the deed of an operator, in the log', async () => {
      const { email, client } = await athlete('noted');
      linesOf(await users('promote-to-superuser', '--email', email));
      const { id } = (await client.get('/access/me')).json;
      const events = linesOf(await system.cli('events', 'stream', `account-${id}`, '--json')).map((e) => JSON.parse(e));
      expect(events.map(({ type }) => type)).to.deep.equal(['AccountRegistered', 'SuperuserGranted', 'RoleAssigned']);
      expect(events[1].metadata.actor).to.deep.equal({ id: 'operator', role: 'system', via: 'cli' });
    });
  });

  describe('deactivate and activate', () => {
    it('hold from the next request on', async () => {
      const { email, client } = await athlete('barred');
      expect(await me(client)).to.equal(200);
      expect(linesOf(await users('deactivate', email))).to.deep.equal([]);
      expect(await me(client)).to.equal(401);
      expect(await knock(email, password)).to.equal(401);
      expect(documentOf(await users('activate', email, '--json')).isActive).to.equal(true);
      expect(await me(client)).to.equal(401);
      expect(await knock(email, password)).to.equal(204);
      expect((await users('activate', email)).stderr).to.match(/was already active/);
    });
  });

  describe('reset-password', () => {
    it('prints a token by which another password is chosen, once', async () => {
      const { email, client } = await athlete('forgot');
      const [token = ''] = linesOf(await users('reset-password', email));
      const redeem = async (text: string) =>
        (await anyone().post('/access/password-reset', { token: text, newPassword: 'An0ther&One' })).status;
      expect(await redeem(token)).to.equal(204);
      expect(await redeem(token)).to.equal(401);
      expect(await me(client)).to.equal(401);
      expect(await knock(email, 'An0ther&One')).to.equal(204);
      expect(await redeem(documentOf(await users('reset-password', email, '--json')).token)).to.equal(204);
    });
  });

  describe('sessions and revoke', () => {
    it('end one sign-in, or all', async () => {
      const { email, client } = await athlete('abroad');
      const others = [await signInAs(email, password), await signInAs(email, password)];
      const [json, plain] = await Promise.all([users('sessions', email, '--json'), users('sessions', email)]);
      const sessions = linesOf(json).map((line) => JSON.parse(line));
      expect(sessions).to.have.length(3);
      const ids: string[] = sessions.map(({ id }) => id);
      expect(linesOf(plain).map((line) => line.split('\t')[0])).to.deep.equal(ids);

      const standing = async () => Promise.all([client, ...others].map(me));
      const ended = documentOf(await users('revoke', email, '--session', ids[0] ?? '', '--json'));
      expect(ended).to.deep.equal({ revoked: [ids[0]] });
      expect((await standing()).sort()).to.deep.equal([200, 200, 401]);
      expect(linesOf(await users('revoke', email, '--all'))).to.have.members(ids.slice(1));
      expect(await standing()).to.deep.equal([401, 401, 401]);
      expect(linesOf(await users('sessions', email))).to.deep.equal([]);
    });

    it('say what they need', async () => {
      const { email } = await athlete('home');
      const mistakes: [string[], RegExp][] = [
        [[email], /--session .*--all/],
        [[email, '--all', '--session', nobody], /--session .*--all/],
        [[email, '--session', 'x'], /^--session: /m],
        [[email, '--session', nobody], /^--session: /m],
        [['nobody@example.com', '--all'], /no account/],
      ];
      const ends = mistakes.map(async ([args, message]) => expectRefusal(await users('revoke', ...args), message));
      await Promise.all(ends);
    });
  });

  describe('erase', () => {
    it('makes the account vanish, and frees its address', async () => {
      const { email, client } = await athlete('gone');
      const { id } = (await client.get('/access/me')).json;
      expectRefusal(await users('erase', email), /^Give --yes: /m);
      expect(await me(client)).to.equal(200);
      expect(documentOf(await users('erase', email, '--yes', '--json'))).to.deep.equal({ id, erased: true });
      expect(await me(client)).to.equal(401);
      expect(await knock(email, password)).to.equal(401);
      const [shown, again, listed] = await Promise.all([
        users('show', email),
        users('erase', id, '--yes'),
        users('list', '--search', email),
      ]);
      expectRefusal(shown, /no account/);
      expectRefusal(again, /was erased/);
      expect(linesOf(listed)).to.deep.equal([]);
      expect(linesOf(await users('create-user', '--email', email, '--password', 'abc'))).to.have.length(1);
    });
  });

  describe('while read tables stand still', () => {
    before(async () => void linesOf(await system.cli('projections', 'pause', 'accounts')));
    after(async () => void linesOf(await system.cli('projections', 'resume', 'accounts')));

    it('list refuses what would be old, and erase tells what is left', async () => {
      const { email, client } = await athlete('lingering');
      const [listed, erased] = await Promise.all([users('list', '--search', email), users('erase', email, '--yes')]);
      expectRefusal(listed, /can not be read yet/);
      expectRefusal(erased, /is erased, but read tables still show it/);
      expect(await me(client)).to.equal(401);
    });
  });
});

describe('irontrack users where nothing runs', function () {
  this.timeout(120_000);
  const suite = systemsOf();

  it('brings up the services for its own duration', async () => {
    const dataDir = suite.folder();
    const users = (...args: readonly string[]) => suite.run(['users', ...args], { dataDir }).ended;
    const none = await users('list');
    expect(linesOf(none)).to.deep.equal([]);
    expect(none.stderr).to.match(/^There are no accounts yet\.$/m);
    const [id] = linesOf(await users('create-user', '--email', 'first@example.com', '--password', 'abc'));
    const [listed] = linesOf(await users('list'));
    expect(listed?.split('\t')[0]).to.equal(id);
  });
});
