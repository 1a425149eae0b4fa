import { expect } from 'chai';
import { password } from '../http/support/client.ts';
import { type System, sharedSystem, useSystems } from '../support/system.ts';
import { useAccounts } from './support/accounts.ts';

describe('irontrack users at a terminal', () => {
  const suite = useSystems();
  let system: System;
  before(async () => {
    system = await sharedSystem();
  });
  const { newAccount, signInStatus, signInAs } = useAccounts(() => system);

  const typed = (...args: readonly string[]) =>
    suite.run(['users', ...args], { dataDir: system.dataDir, terminal: true });

  it('at a terminal, users create-user asks until every missing value is valid, and never shows the password', async () => {
    const program = typed('create-user');
    await program.prints(/Email address/);
    program.type('typed@localhost\r');
    await program.prints(/not an email address/);
    program.type('\u0015typed@example.com\r');
    await program.prints(/Name/);
    program.type('Typed\r');
    await program.prints(/Password/);
    program.type('secret\r');
    await program.prints(/Repeat the password/);
    program.type('secrte\r');
    await program.prints(/do not match[\s\S]*Password/);
    program.type('secret\r');
    await program.prints(/do not match[\s\S]*Repeat the password/);
    program.type('secret\r');
    const { code, stdout } = await program.ended;
    expect(code).to.equal(0);
    expect(stdout).not.to.match(/secr/);
    const { json } = await (await signInAs('typed@example.com', 'secret')).get('/access/me');
    expect(json).to.include({ name: 'Typed', isSuperuser: false });
  });

  it('at a terminal, users create-user asks nothing when email and password are given', async () => {
    const { code, stdout } = await typed('create-user', '--email', 'given@example.com', '--password', 'abc').ended;
    expect(code, stdout).to.equal(0);
    expect(stdout).not.to.include('?');
  });

  it('Ctrl-C and Ctrl-D at a question stop the command without a change', async () => {
    for (const key of ['\u0003', '\u0004']) {
      const program = typed('promote-to-superuser');
      await program.prints(/Email address/);
      program.type(key);
      const { code, stdout } = await program.ended;
      expect(code).to.equal(1);
      expect(stdout).to.match(/nothing has changed\.\s*$/);
    }
  });

  it('at a terminal, users erase erases only after a yes', async () => {
    const { email } = await newAccount('doomed');
    for (const [answer, code] of [
      ['\r', 1],
      ['y\r', 0],
    ] as const) {
      const program = typed('erase', email);
      await program.prints(/for ever/);
      program.type(answer);
      expect((await program.ended).code).to.equal(code);
      expect(await signInStatus(email, password)).to.equal(code === 1 ? 204 : 401);
    }
  });
});
