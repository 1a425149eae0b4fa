import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, readlinkSync, statSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import { expect } from 'chai';
import { withTimeout } from '../../embedded/processes/wait.ts';
import { type Services, startServices } from '../../embedded/services.ts';
import type { ServicesOptions } from '../../embedded/start-all.ts';
import { notesOf, readNotes, usePostgres, useRedis, writeNote } from './support/clients.ts';
import {
  copyUsedDataDir,
  folderPerTest,
  ignore,
  isRoot,
  ordinaryUser,
  processTreeOf,
  survivorsOf,
} from './support/machine.ts';

const allServices = { eventStore: true, postgres: true, redis: true };
const noService = { eventStore: false, postgres: false, redis: false };

const defined = <T>(value: T | undefined): T => {
  if (value === undefined) throw new Error('not started');
  return value;
};

describe('embedded services', () => {
  const folder = folderPerTest();
  const open: Services[] = [];
  let others = new Set<number>();
  beforeEach(async () => {
    await copyUsedDataDir(join(folder(), 'data'));
    others = new Set(processTreeOf(process.pid).map(({ pid }) => pid));
  });
  /**
   * The descendants that this test has started. Others may exist, because other suites may have left services running.
   */
  const newProcesses = () => processTreeOf(process.pid).filter(({ pid }) => !others.has(pid));
  const start = async (options: Partial<ServicesOptions> = {}): Promise<Services> => {
    const dataDir = join(folder(), 'data');
    const services = await startServices({ dataDir, needs: allServices, say: ignore, ...options });
    open.push(services);
    return services;
  };
  afterEach(() => Promise.all(open.splice(0).map((services) => services.stop())));

  it('keeps the data of all services between two runs', async () => {
    const first = await start();
    await writeNote('first', first);
    await first.stop();
    const second = await start();
    await writeNote('second', second);
    expect(await readNotes(second)).to.deep.equal(notesOf('first', 'second'));
  });

  it('starts only the services that are needed, and says once that their programs run', async () => {
    let launches = 0;
    const services = await start({ needs: { ...noService, redis: true }, onLaunched: () => (launches += 1) });
    expect(Object.keys(services.pids)).to.deep.equal(['redis']);
    expect(services.databaseUrl).to.equal(undefined);
    expect(launches).to.equal(1);
  });

  it('requires passwords, listens on the loopback interface only, and stores data durably', async () => {
    const services = await start({ needs: { ...allServices, eventStore: false } });
    const [databaseUrl, redisUrl] = [defined(services.databaseUrl), defined(services.redisUrl)];
    await expectPasswords(databaseUrl, redisUrl);
    for (const name of ['postgres', 'redis']) {
      expect(statSync(join(folder(), 'data', name, 'password')).mode & 0o777).to.equal(0o600);
    }
    expect(await readSettings(databaseUrl)).to.deep.equal({
      TimeZone: 'UTC',
      fsync: 'on',
      full_page_writes: 'on',
      listen_addresses: '127.0.0.1',
      server_encoding: 'UTF8',
      synchronous_commit: 'on',
    });
    const settings = await useRedis(redisUrl, (client) =>
      Promise.all(['bind', 'appendonly', 'maxmemory-policy'].map((name) => client.config('GET', name))),
    );
    expect(settings.flat()).to.deep.equal([
      ...['bind', '127.0.0.1'],
      ...['appendonly', 'yes'],
      ...['maxmemory-policy', 'noeviction'],
    ]);
  });

  for (const name of ['eventStore', 'postgres', 'redis'] as const) {
    it(`keeps the port and data of ${name} through a kill and a restart`, async () => {
      const services = await start({ needs: { ...noService, [name]: true } });
      const service = defined(services[name]);
      await writeNote('before', services);
      const { url, pid } = service;
      expect(await service.kill()).to.deep.equal({ code: null, signal: 'SIGKILL' });
      await service.restart();
      expect(service.url).to.equal(url);
      expect(service.pid).not.to.equal(pid);
      await service.restart();
      expect((await readNotes(services))[name]).to.deep.equal(['before']);
    });
  }

  it('reports a service that ended unexpectedly, but not one that was killed on request', async () => {
    const services = await start({ needs: { ...noService, eventStore: true, redis: true } });
    await defined(services.eventStore).kill();
    process.kill(defined(services.pids.redis), 'SIGKILL');
    expect(await services.exited).to.deep.equal({ name: 'redis', code: null, signal: 'SIGKILL' });
  });

  it('freezes a service with all its processes, and resumes it', async () => {
    const services = await start({ needs: { ...noService, postgres: true } });
    const postgres = defined(services.postgres);
    await usePostgres(postgres.url, async (client) => {
      await client.query('select 1');
      postgres.pause();
      const answer = client.query('select 2 as answer');
      expect(await withTimeout(50, answer)).to.equal(undefined);
      postgres.resume();
      expect((await answer).rows).to.deep.equal([{ answer: 2 }]);
    });
  });

  it('stops frozen services and leaves no process', async () => {
    const services = await start();
    services.postgres?.pause();
    services.redis?.pause();
    const started = newProcesses();
    expect(started.length).to.be.greaterThan(5);
    await services.stop();
    await services.stop();
    expect(await survivorsOf(started)).to.deep.equal([]);
  });

  it('refuses to start a service twice on the same data', async () => {
    const needs = { ...noService, redis: true };
    await start({ needs });
    const second = await start({ needs }).catch((error: Error) => error.message);
    expect(second).to.contain(`already run by process ${process.pid}`);
  });

  it('fails to start on a fixed port that is taken, and leaves no process', async () => {
    // The socket reads its data: otherwise it would not notice that the other end has gone, and would outlive the test.
    const blocker = createServer((socket) => socket.resume()).listen(0, '127.0.0.1');
    await once(blocker, 'listening');
    const { port } = blocker.address() as { port: number };
    for (const name of ['eventStore', 'postgres', 'redis'] as const) {
      const options = { needs: { ...noService, [name]: true }, ports: { [name]: port } };
      const { message } = await start(options).catch((error) => error);
      expect(message)
        .to.match(/did not start/)
        .and.to.match(/in use|EADDRINUSE/i);
    }
    blocker.close();
    expect(await survivorsOf(newProcesses())).to.deep.equal([]);
  });

  it('removes the data of ephemeral services when they stop', async () => {
    const services = await start({ ephemeral: true });
    await writeNote('value', services);
    expect(await readNotes(services)).to.deep.equal(notesOf('value'));
    // Postgres runs in its data folder.
    const data = readlinkSync(`/proc/${services.pids.postgres}/cwd`);
    expect(data).not.to.contain(folder());
    await services.stop();
    expect(existsSync(data)).to.equal(false);
  });

  it('starts Postgres although its stale pid file names a live process', async () => {
    const needs = { ...noService, postgres: true };
    const services = await start({ needs });
    await writeNote('before', services);
    await defined(services.postgres).kill();
    const place = join(folder(), 'data', 'postgres');
    const bystander = spawn('sleep', ['60'], { stdio: 'ignore', ...(isRoot ? ordinaryUser : {}) });
    const old = String(services.pids.postgres);
    for (const file of [join(place, 'data', 'postmaster.pid'), join(place, 'process.json')]) {
      writeFileSync(file, readFileSync(file, 'utf8').replace(old, String(bystander.pid)));
    }
    const again = await start({ needs });
    expect((await readNotes(again)).postgres).to.deep.equal(['before']);
    expect(bystander.exitCode).to.equal(null);
    bystander.kill();
  });
});

async function expectPasswords(databaseUrl: string, redisUrl: string): Promise<void> {
  const wrongPassword = databaseUrl.replace(/:[^:@/]*@/, ':guess@');
  const refused = await usePostgres(wrongPassword, async () => 'accepted').catch((error) => error.message);
  expect(refused).to.contain('password authentication failed');
  const socket = connect(Number(new URL(redisUrl).port), '127.0.0.1');
  socket.end('PING\r\n');
  expect(String(await once(socket, 'data'))).to.contain('NOAUTH');
}

async function readSettings(databaseUrl: string): Promise<Record<string, string>> {
  const names = ['fsync', 'full_page_writes', 'listen_addresses', 'synchronous_commit', 'server_encoding', 'TimeZone'];
  const { rows } = await usePostgres(databaseUrl, (client) =>
    client.query<{ name: string; setting: string }>('select name, setting from pg_settings where name = any($1)', [
      names,
    ]),
  );
  return Object.fromEntries(rows.map(({ name, setting }) => [name, setting]));
}
