import { PassThrough, Writable } from 'node:stream';
import { expect } from 'chai';
import { offerDemo } from '../../cli/demo/offer-demo.ts';
import { createCli } from '../../cli/host/host.ts';
import { isForeground } from '../../cli/host/is-foreground.ts';
import type { Application } from '../../src/service/connect.ts';
import { type System, sharedSystem, useSystems } from '../support/system.ts';
import { useAccounts } from './support/accounts.ts';
import { documentOf, expectRefusal, linesOf } from './support/ends.ts';

describe('irontrack demo', () => {
  const suite = useSystems();
  let system: System;
  before(async () => {
    system = await sharedSystem();
  });
  const { signInAs, signInStatus } = useAccounts(() => system);

  it('loads accounts that can sign in, tells the same again, and removes them', async () => {
    const load = ['demo', 'load', '--days', '84', '--json'] as const;
    const { coach, password, athletes, sessions } = documentOf(await system.cli(...load));
    expect([athletes.length, sessions > 200]).to.deep.equal([8, true]);
    expect(documentOf(await system.cli(...load))).to.include({ coach, password, sessions: 0 });
    const client = await signInAs(coach, password);
    const { json } = await client.get('/coaching/roster');
    expect(json.athletes).to.have.length(8);
    expect(json.athletes.filter(({ needsAttention }: { needsAttention: boolean }) => needsAttention)).to.have.length(7);

    expect(linesOf(await system.cli('demo', 'remove'))).to.deep.equal(['Erased the 9 accounts of the demo.']);
    expect(linesOf(await system.cli('demo', 'remove'))).to.deep.equal(['There is no demo.']);
    expect(await signInStatus(coach, password)).to.equal(401);
  });

  it('is refused in production unless a flag asks for it', async () => {
    const env = { APP_ENVIRONMENT: 'production' };
    expectRefusal(await suite.cli(['demo', 'load'], { env }), /production/);
  });
});

describe('the offer of the demo', () => {
  /** Offers it to a person who types something; null for no terminal. */
  async function offer(typed: string | null, environment = 'dev') {
    const isTTY = typed !== null;
    const stdin = Object.assign(new PassThrough(), { isTTY });
    const [stdout, stderr] = [createOutput(), Object.assign(createOutput(), { isTTY })];
    const host = { stdin: () => stdin, stdout, stderr, env: {}, exit: () => {}, raise: () => {}, signals: process };
    let loads = 0;
    const core = {
      config: { environment },
      loadDemo: async () => {
        loads += 1;
        return { coach: 'c@demo.example', athletes: [], password: 'Demo_1', sessions: 5 };
      },
      findAccount: async () => null,
      log: { head: async () => 0n },
    };
    const offered = offerDemo(createCli(host), core as unknown as Application);
    // What is typed before the question is not read.
    if (typed !== null && environment !== 'production')
      stderr.once('written', () => setImmediate(() => stdin.write(typed)));
    const goesOn = await offered;
    return { goesOn, loads, stdout: stdout.text(), stderr: stderr.text() };
  }

  /** An output that no one can end, as those of a process. */
  function createOutput() {
    let written = '';
    const output = new Writable({
      write(chunk, _, done) {
        written += chunk;
        output.emit('written');
        done();
      },
    });
    return Object.assign(output, { end: () => output, text: () => written });
  }

  it('names the command where no one can answer', async () => {
    const { stderr, ...rest } = await offer(null);
    expect(rest).to.deep.equal({ goesOn: true, loads: 0, stdout: '' });
    expect(stderr).to.match(/npx irontrack demo load\n$/);
  });

  it('loads it after a yes and tells how to sign in', async () => {
    const { goesOn, loads, stdout } = await offer('y\r');
    expect([goesOn, loads]).to.deep.equal([true, 1]);
    expect(stdout).to.include('Coach: c@demo.example').and.to.include('Demo_1');
  });

  it('loads nothing after a no, and ends the service after Ctrl-C', async () => {
    expect(await offer('n\r')).to.include({ goesOn: true, loads: 0, stdout: '' });
    expect(await offer('\u0003')).to.include({ goesOn: false, loads: 0 });
  });

  it('is not made in production', async () => {
    expect(await offer('y\r', 'production')).to.deep.equal({ goesOn: true, loads: 0, stdout: '', stderr: '' });
  });

  it('is not asked of a process in the background of its terminal, which the system would stop', () => {
    const stat = (group: number, foreground: number) => () => `7 (node (x) y) S 1 ${group} 7 34816 ${foreground} 0`;
    expect(isForeground(stat(7, 7))).to.equal(true);
    expect(isForeground(stat(7, 9))).to.equal(false);
    expect(isForeground(stat(7, -1))).to.equal(true);
    expect(
      isForeground(() => {
        throw new Error('no such file');
      }),
    ).to.equal(true);
  });
});
