import { expect } from 'chai';
import { password } from '../http/support/client.ts';
import { type System, systemsOf } from '../support/system.ts';
import { accountsOn } from './support/accounts.ts';

describe('irontrack users at a terminal', () => {
  const suite = systemsOf();
  let system: System;
  before(async () => {
    system = await suite.start();
  });
  const { athlete, knock, signInAs } = accountsOn(() => system);

  const typing = (...args: readonly string[]) =>
    suite.run(['users', ...args], { dataDir: system.dataDir, terminal: true });

  it('asks for what is missing until it is right, and never shows the password', async () => {
    const talk = typing('create-user');
    await talk.prints(/E-mail address/);
    talk.type('typed@localhost\r');
    await talk.prints(/not an e-mail address/);
    talk.type('\u0015typed@example.com\r');
    await talk.prints(/Name/);
    talk.type('Typed\r');
    await talk.prints(/Password/);
    talk.type('secret\r');
    await talk.prints(/The same again/);
    talk.type('secrte\r');
    await talk.prints(/not the same[\s\S]*Password/);
    talk.type('secret\r');
    await talk.prints(/not the same[\s\S]*The same again/);
    talk.type('secret\r');
    const { code, stdout } = await talk.ended;
    expect(code).to.equal(0);
    expect(stdout).not.to.match(/secr/);
    const { json } = await (await signInAs('typed@example.com', 'secret')).get('/access/me');
    expect(json).to.include({ name: 'Typed', isSuperuser: false });
  });

  it('asks nothing when all is given', async () => {
    const { code, stdout } = await typing('create-user', '--email', 'given@example.com', '--password', 'abc').ended;
    expect(code, stdout).to.equal(0);
    expect(stdout).not.to.include('?');
  });

  it('leaves everything as it is after Ctrl-C and Ctrl-D', async () => {
    for (const key of ['\u0003', '\u0004']) {
      const talk = typing('promote-to-superuser');
      await talk.prints(/E-mail address/);
      talk.type(key);
      const { code, stdout } = await talk.ended;
      expect(code).to.equal(1);
      expect(stdout).to.match(/nothing has changed\.\s*$/);
    }
  });

  it('erases only after a yes', async () => {
    const { email } = await athlete('doomed');
    for (const [answer, code] of [
      ['\r', 1],
      ['y\r', 0],
    ] as const) {
      const talk = typing('erase', email);
      await talk.prints(/for ever/);
      talk.type(answer);
      expect((await talk.ended).code).to.equal(code);
      expect(await knock(email, password)).to.equal(code === 1 ? 204 : 401);
    }
  });
});
