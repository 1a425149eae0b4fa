import { expect } from 'chai';
import { type System, sharedSystem, useSystems } from '../support/system.ts';
import { useAccounts } from './support/accounts.ts';
import { documentOf, expectRefusal, linesOf } from './support/ends.ts';

const admin = 'system.admin@example.com';

describe('irontrack users create-…', () => {
  const suite = useSystems();
  let system: System;
  before(async () => {
    system = await sharedSystem();
  });
  const { users, signInAs, signInStatus, newAccount } = useAccounts(() => system);

  it('irontrack users create-roles changes nothing, and exists for scripts', async () => {
    const plain = await users('create-roles');
    expect(linesOf(plain)).to.deep.equal([]);
    expect(plain.stderr).to.include('built in');
    const { roles } = documentOf(await users('create-roles', '--json'));
    expect(roles).to.have.members(['superuser', 'fitness-trainer', 'application-access']);
  });

  it('irontrack users create-system-admin creates the account with all rights once, with any password outside production', async () => {
    expectRefusal(await users('create-system-admin'), /^Give --password or --password-stdin: .*terminal/m);
    expectRefusal(await users('create-system-admin', '--password', ''), /^--password: /m);
    const created = documentOf(await users('create-system-admin', '--password', 'x', '--json'));
    expect(created).to.include({ email: admin, isSuperuser: true, roleSlug: 'superuser', isActive: true });
    const again = await users('create-system-admin', '--password', 'y', '--json');
    expect(documentOf(again)).to.deep.equal(created);
    expect(again.stderr).to.match(/system\.admin@\S+ exists already; its password is unchanged\.$/m);

    const client = await signInAs(admin, 'x');
    expect((await client.get('/users')).status).to.equal(200);
    expect(await signInStatus(admin, 'y')).to.equal(401);
  });

  it('irontrack users create-user creates an account that can sign in', async () => {
    const args = ['--email', ' Bob.Created@Example.com', '--name', 'Bob', '--password', 'abc'];
    const [id = ''] = linesOf(await users('create-user', ...args));
    const { json } = await (await signInAs('bob.created@example.com', 'abc')).get('/access/me');
    expect(json).to.include({ id, name: 'Bob', email: 'bob.created@example.com', isSuperuser: false });
    expect(json.roleSlug).to.equal('application-access');
  });

  it('irontrack users create-user reads the password from standard input, without its line break', async () => {
    const args = ['users', 'create-user', '--email', 'eve@example.com', '--password-stdin', '--superuser', '--json'];
    const created = documentOf(await suite.cli(args, { dataDir: system.dataDir, input: 'hush hush\n' }));
    expect(created).to.include({ name: null, isSuperuser: true, roleSlug: 'application-access' });
    expect(await signInStatus('eve@example.com', 'hush hush')).to.equal(204);
  });

  it('irontrack users create-user names the option that is wrong or missing, and creates nothing', async () => {
    const { email: taken } = await newAccount('taken');
    const email = ['--email', 'new@example.com'];
    const mistakes: [string[], RegExp][] = [
      [[], /^Give --email: /m],
      [email, /^Give --password or --password-stdin: /m],
      [['--email', 'new@localhost', '--password', 'abc'], /^--email: /m],
      [['--email', admin.toUpperCase(), '--password', 'abc'], /create-system-admin/],
      [['--email', taken, '--password', 'abc'], /^--email: There is an account .* already/m],
      [[...email, '--password', 'ab'], /^--password: .*3 to 128/m],
      [[...email, '--password', 'a'.repeat(129)], /^--password: /m],
      [[...email, '--password-stdin'], /^--password-stdin: /m],
      [[...email, '--password', 'abc', '--password-stdin'], /password-stdin/],
      [[...email, '--password', 'abc', '--name', 'a'.repeat(256)], /^--name: /m],
      [[...email, '--password', 'abc', '--role', 'superuser'], /role/],
    ];
    for (const [args, message] of mistakes) expectRefusal(await users('create-user', ...args), message);
    const none = await users('list', '--search', 'new@');
    expect(linesOf(none)).to.deep.equal([]);
    expect(none.stderr).to.equal('No account matches.\n');
  });
});
