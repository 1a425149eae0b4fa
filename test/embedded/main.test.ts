import { chownSync, existsSync, mkdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { readRunFile } from '../../embedded/data-dir.ts';
import { descendantsOf, sendSignal } from '../../embedded/processes/process-table.ts';
import { waitUntil } from '../../embedded/processes/wait.ts';
import { notesOf, readNotes, writeNote } from './support/clients.ts';
import { copyUsedDataDir, folderPerTest, isRoot, ordinaryUser, processTreeOf, survivorsOf } from './support/machine.ts';
import { type Program, type ProgramOptions, runMain } from './support/program.ts';
import { reachableCheckout } from './support/reachable.ts';

const services = ['eventstore', 'postgres', 'redis'];

describe('embedded/main.ts', () => {
  const folder = folderPerTest();
  const dataDir = () => join(folder(), 'data');
  const programs: Program[] = [];
  beforeEach(() => copyUsedDataDir(dataDir()));
  const run = (options: Partial<ProgramOptions> = {}): Program => {
    const program = runMain({ dataDir: dataDir(), ...options });
    programs.push(program);
    return program;
  };
  afterEach(async () => {
    for (const { pid } of programs) sendSignal(pid, 'SIGTERM');
    await Promise.all(programs.splice(0).map(({ ended }) => ended));
  });

  const pidOf = (name: string): number => JSON.parse(readFileSync(join(dataDir(), name, 'process.json'), 'utf8')).pid;

  /** The program's watchdogs: its descendants that neither are a service nor descend from one. */
  const watchdogsOf = ({ pid }: Program, running = services): number[] => {
    const inServices = new Set(running.map(pidOf).flatMap((each) => [each, ...descendantsOf(each)]));
    return descendantsOf(pid).filter((each) => !inServices.has(each));
  };

  it('publishes its addresses in run.json with mode 0600, and stops all services in order on SIGTERM', async () => {
    const program = run();
    const addresses = await program.addresses;
    expect(readRunFile(dataDir())).to.deep.include({ pid: program.pid, ...addresses });
    expect(statSync(join(dataDir(), 'run.json')).mode & 0o777).to.equal(0o600);
    expect(statSync(dataDir()).mode & 0o007).to.equal(0);
    const tree = processTreeOf(program.pid);
    expect(tree.length).to.be.greaterThan(5);
    process.kill(program.pid, 'SIGTERM');
    expect(await program.ended).to.deep.equal({ code: 0, signal: null });
    expect(await survivorsOf(tree)).to.deep.equal([]);
    expect(existsSync(join(dataDir(), 'run.json'))).to.equal(false);
  });

  it('stops in order on SIGINT, and leaves no process', async () => {
    const program = run({ only: ['eventstore', 'redis'] });
    await program.addresses;
    const tree = processTreeOf(program.pid);
    process.kill(program.pid, 'SIGINT');
    expect(await program.ended).to.deep.equal({ code: 0, signal: null });
    expect(await survivorsOf(tree)).to.deep.equal([]);
    expect(existsSync(join(dataDir(), 'run.json'))).to.equal(false);
  });

  it('refuses to start on a data folder in use, and does not disturb its owner', async () => {
    const first = run({ only: ['redis'] });
    const { redisUrl } = await first.addresses;
    const second = run({ only: ['redis'] });
    expect((await second.ended).code).to.equal(1);
    expect(second.stderr()).to.contain(`${dataDir()} is in use by process ${first.pid}`);
    await writeNote('still running', { redisUrl, eventStoreUrl: undefined, databaseUrl: undefined });
  });

  it('keeps acknowledged data when it is killed; its services end with it', async () => {
    const first = run();
    await writeNote('before the kill', await first.addresses);
    const tree = processTreeOf(first.pid);
    process.kill(first.pid, 'SIGKILL');
    await first.ended;
    const second = run();
    expect(await readNotes(await second.addresses)).to.deep.equal(notesOf('before the kill'));
    expect(await survivorsOf(tree)).to.deep.equal([]);
  });

  it('keeps acknowledged data when it is killed together with all its descendants', async () => {
    const first = run();
    await writeNote('before the kill', await first.addresses);
    const tree = processTreeOf(first.pid);
    for (const { pid } of tree) sendSignal(pid, 'SIGKILL');
    sendSignal(first.pid, 'SIGKILL');
    await first.ended;
    const second = run();
    expect(await readNotes(await second.addresses)).to.deep.equal(notesOf('before the kill'));
  });

  it('leaves no process when it is killed while its services are frozen', async () => {
    const program = run();
    await program.addresses;
    const tree = processTreeOf(program.pid);
    for (const name of services) process.kill(pidOf(name), 'SIGSTOP');
    process.kill(program.pid, 'SIGKILL');
    await program.ended;
    expect(await survivorsOf(tree)).to.deep.equal([]);
  });

  it('replaces a killed watchdog', async () => {
    const program = run({ only: ['redis'] });
    await program.addresses;
    const [watchdog] = watchdogsOf(program, ['redis']);
    process.kill(watchdog ?? 0, 'SIGKILL');
    const isReplaced = () => watchdogsOf(program, ['redis']).some((pid) => pid !== watchdog);
    expect(await waitUntil(5_000, isReplaced)).to.equal(true);
  });

  // This test runs on Linux only, because other systems have no parent-death signal.
  if (process.platform === 'linux') {
    it('leaves no process when it is killed together with its watchdogs', async () => {
      const program = run();
      await program.addresses;
      const tree = processTreeOf(program.pid);
      process.kill(program.pid, 'SIGSTOP');
      for (const pid of watchdogsOf(program)) process.kill(pid, 'SIGKILL');
      process.kill(program.pid, 'SIGKILL');
      await program.ended;
      expect(await survivorsOf(tree)).to.deep.equal([]);
    });
  }

  it('names a service that ended unexpectedly, stops the others, and exits with status 1', async () => {
    const program = run({ only: ['postgres', 'redis'] });
    await program.addresses;
    const tree = processTreeOf(program.pid);
    process.kill(pidOf('redis'), 'SIGKILL');
    expect((await program.ended).code).to.equal(1);
    expect(program.stderr()).to.contain('redis ended unexpectedly (SIGKILL)');
    expect(await survivorsOf(tree)).to.deep.equal([]);
  });

  it('rejects an unknown service and prints its usage', async () => {
    const program = run({ only: ['mysql'] });
    expect((await program.ended).code).to.equal(1);
    expect(program.stderr()).to.contain('unknown service mysql').and.to.contain('usage:');
  });

  // If this test process is root, the other tests run as root, so this one runs as an ordinary user.
  if (isRoot) {
    it('runs as an ordinary user on a machine without unpacked programs', async () => {
      rmSync(dataDir(), { recursive: true });
      mkdirSync(dataDir(), { mode: 0o700 });
      chownSync(dataDir(), ordinaryUser.uid, ordinaryUser.gid);
      const env = { PATH: process.env.PATH, HOME: dataDir() };
      const start = () => run({ user: ordinaryUser, env, ...reachableCheckout(folder()) });
      const first = start();
      await writeNote('own', await first.addresses);
      process.kill(first.pid, 'SIGTERM');
      expect((await first.ended).code).to.equal(0);
      const second = start();
      expect(await readNotes(await second.addresses)).to.deep.equal(notesOf('own'));
    });
  }
});
