import { chownSync, existsSync, mkdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { readRunFile } from '../../embedded/data-dir.ts';
import { descendantsOf, signalTo } from '../../embedded/processes.ts';
import { until } from '../../embedded/wait.ts';
import { allHave, remember, remembered } from './support/clients.ts';
import { familyOf, folderPerTest, isRoot, stranger, survivorsOf, usedDataDir } from './support/machine.ts';
import { type Program, type ProgramOptions, runMain } from './support/program.ts';
import { reachableCheckout } from './support/reachable.ts';

const services = ['eventstore', 'postgres', 'redis'];

describe('embedded/main.ts', () => {
  const folder = folderPerTest();
  const dataDir = () => join(folder(), 'data');
  const programs: Program[] = [];
  beforeEach(() => usedDataDir(dataDir()));
  const run = (options: Partial<ProgramOptions> = {}): Program => {
    const program = runMain({ dataDir: dataDir(), ...options });
    programs.push(program);
    return program;
  };
  afterEach(async () => {
    for (const { pid } of programs) signalTo(pid, 'SIGTERM');
    await Promise.all(programs.splice(0).map(({ ended }) => ended));
  });

  const pidOf = (name: string): number => JSON.parse(readFileSync(join(dataDir(), name, 'process.json'), 'utf8')).pid;
  /** The children of the program that are no service. */
  const guardsOf = ({ pid }: Program): number[] => {
    const inServices = new Set(services.map(pidOf).flatMap((each) => [each, ...descendantsOf(each)]));
    return descendantsOf(pid).filter((each) => !inServices.has(each));
  };

  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    it(`on ${signal} stops all in order and leaves no process`, async () => {
      const program = run();
      await program.addresses;
      const family = familyOf(program.pid);
      expect(family.length).to.be.greaterThan(5);
      process.kill(program.pid, signal);
      expect(await program.ended).to.deep.equal({ code: 0, signal: null });
      expect(await survivorsOf(family)).to.deep.equal([]);
      expect(existsSync(join(dataDir(), 'run.json'))).to.equal(false);
    });
  }

  it('tells others its addresses while it runs, and them alone', async () => {
    const program = run();
    const addresses = await program.addresses;
    expect(readRunFile(dataDir())).to.deep.include({ pid: program.pid, ...addresses });
    expect(statSync(join(dataDir(), 'run.json')).mode & 0o777).to.equal(0o600);
    expect(statSync(dataDir()).mode & 0o007).to.equal(0);
  });

  it('refuses a second start on the same data and leaves the first alone', async () => {
    const first = run({ only: ['redis'] });
    const { redisUrl } = await first.addresses;
    const second = run({ only: ['redis'] });
    expect((await second.ended).code).to.equal(1);
    expect(second.said()).to.contain(`${dataDir()} is in use by process ${first.pid}`);
    await remember('still there', { redisUrl, eventStoreUrl: undefined, databaseUrl: undefined });
  });

  it('killed, takes all services along; what they had acknowledged is there at the next start', async () => {
    const first = run();
    await remember('before the kill', await first.addresses);
    const family = familyOf(first.pid);
    process.kill(first.pid, 'SIGKILL');
    await first.ended;
    const second = run();
    expect(await remembered(await second.addresses)).to.deep.equal(allHave('before the kill'));
    expect(await survivorsOf(family)).to.deep.equal([]);
  });

  it('comes back after a kill of the whole tree', async () => {
    const first = run();
    await remember('before the kill', await first.addresses);
    const family = familyOf(first.pid);
    for (const { pid } of family) signalTo(pid, 'SIGKILL');
    signalTo(first.pid, 'SIGKILL');
    await first.ended;
    const second = run();
    expect(await remembered(await second.addresses)).to.deep.equal(allHave('before the kill'));
  });

  it('killed while its services are frozen, leaves no process', async () => {
    const program = run();
    await program.addresses;
    const family = familyOf(program.pid);
    for (const name of services) process.kill(pidOf(name), 'SIGSTOP');
    process.kill(program.pid, 'SIGKILL');
    await program.ended;
    expect(await survivorsOf(family)).to.deep.equal([]);
  });

  it('replaces a guard that somebody kills', async () => {
    const program = run({ only: ['redis'] });
    await program.addresses;
    const [guard] = guardsOf(program);
    process.kill(guard ?? 0, 'SIGKILL');
    const isReplaced = () => guardsOf(program).some((pid) => pid !== guard);
    expect(await until(5_000, isReplaced)).to.equal(true);
  });

  // Only Linux knows the parent-death signal.
  if (process.platform === 'linux') {
    it('killed together with its guards, still takes all services along', async () => {
      const program = run();
      await program.addresses;
      const family = familyOf(program.pid);
      process.kill(program.pid, 'SIGSTOP');
      for (const pid of guardsOf(program)) process.kill(pid, 'SIGKILL');
      process.kill(program.pid, 'SIGKILL');
      await program.ended;
      expect(await survivorsOf(family)).to.deep.equal([]);
    });
  }

  it('notices a service that was killed, says which, and ends', async () => {
    const program = run({ only: ['postgres', 'redis'] });
    await program.addresses;
    const family = familyOf(program.pid);
    process.kill(pidOf('redis'), 'SIGKILL');
    expect((await program.ended).code).to.equal(1);
    expect(program.said()).to.contain('redis ended unexpectedly (SIGKILL)');
    expect(await survivorsOf(family)).to.deep.equal([]);
  });

  it('says what is wrong with its arguments', async () => {
    const program = run({ only: ['mysql'] });
    expect((await program.ended).code).to.equal(1);
    expect(program.said()).to.contain('unknown service mysql').and.to.contain('usage:');
  });

  // Here everything else runs as root, so that one start as an ordinary user is worth its seconds.
  if (isRoot) {
    it('runs as an ordinary user, on a machine where nothing is unpacked yet', async () => {
      rmSync(dataDir(), { recursive: true });
      mkdirSync(dataDir(), { mode: 0o700 });
      chownSync(dataDir(), stranger.uid, stranger.gid);
      const env = { PATH: process.env.PATH, HOME: dataDir() };
      const start = () => run({ user: stranger, env, ...reachableCheckout(folder()) });
      const first = start();
      await remember('mine', await first.addresses);
      process.kill(first.pid, 'SIGTERM');
      expect((await first.ended).code).to.equal(0);
      const second = start();
      expect(await remembered(await second.addresses)).to.deep.equal(allHave('mine'));
    });
  }
});
