import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import { expect } from 'chai';
import { type Services, type ServicesOptions, startServices } from '../../embedded/services.ts';
import { within } from '../../embedded/wait.ts';
import { allHave, remember, remembered, withPostgres, withRedis } from './support/clients.ts';
import { deaf, familyOf, folderPerTest, isRoot, stranger, survivorsOf, usedDataDir } from './support/machine.ts';

const everything = { eventStore: true, postgres: true, redis: true };
const nothing = { eventStore: false, postgres: false, redis: false };

describe('embedded services', () => {
  const folder = folderPerTest();
  const open: Services[] = [];
  beforeEach(() => usedDataDir(join(folder(), 'data')));
  const start = async (options: Partial<ServicesOptions> = {}): Promise<Services> => {
    const services = await startServices({ dataDir: join(folder(), 'data'), needs: everything, say: deaf, ...options });
    open.push(services);
    return services;
  };
  afterEach(() => Promise.all(open.splice(0).map((services) => services.stop())));

  /** The service that a test is about. */
  const the = <T>(value: T | undefined): T => {
    if (value === undefined) throw new Error('not started');
    return value;
  };

  it('all answer, and keep their data from run to run', async () => {
    const first = await start();
    await remember('first', first);
    await first.stop();
    const second = await start();
    await remember('second', second);
    expect(await remembered(second)).to.deep.equal(allHave('first', 'second'));
  });

  it('start only what is needed', async () => {
    const services = await start({ needs: { ...nothing, redis: true } });
    expect(Object.keys(services.pids)).to.deep.equal(['redis']);
    expect(services.databaseUrl).to.equal(undefined);
  });

  it('let nobody in without the password, and only over loopback', async () => {
    const services = await start({ needs: { ...everything, eventStore: false } });
    const stranger = the(services.databaseUrl).replace(/:[^:@/]*@/, ':guess@');
    const refused = await withPostgres(stranger, async () => 'let in').catch((error) => error.message);
    expect(refused).to.contain('password authentication failed');
    const socket = connect(Number(new URL(the(services.redisUrl)).port), '127.0.0.1');
    socket.end('PING\r\n');
    expect(String(await once(socket, 'data'))).to.contain('NOAUTH');
    const listens = await withPostgres(the(services.databaseUrl), (client) => client.query('show listen_addresses'));
    expect(listens.rows).to.deep.equal([{ listen_addresses: '127.0.0.1' }]);
    const bind = await withRedis(the(services.redisUrl), (client) => client.config('GET', 'bind'));
    expect(bind).to.deep.equal(['bind', '127.0.0.1']);
    for (const name of ['postgres', 'redis']) {
      expect(statSync(join(folder(), 'data', name, 'password')).mode & 0o777).to.equal(0o600);
    }
  });

  it('are durable: nothing acknowledged waits in a memory that a crash would empty', async () => {
    const { databaseUrl, redisUrl } = await start({ needs: { ...everything, eventStore: false } });
    const settings = await withPostgres(the(databaseUrl), (client) =>
      client.query(
        "select string_agg(name || '=' || setting, ' ' order by name) as all from pg_settings where name = any($1)",
        [['fsync', 'full_page_writes', 'synchronous_commit', 'server_encoding', 'TimeZone']],
      ),
    );
    expect(settings.rows[0].all).to.equal(
      'TimeZone=UTC fsync=on full_page_writes=on server_encoding=UTF8 synchronous_commit=on',
    );
    const [, appends, , evicts] = await withRedis(the(redisUrl), async (client) => [
      ...((await client.config('GET', 'appendonly')) as string[]),
      ...((await client.config('GET', 'maxmemory-policy')) as string[]),
    ]);
    expect([appends, evicts]).to.deep.equal(['yes', 'noeviction']);
  });

  for (const name of ['eventStore', 'postgres', 'redis'] as const) {
    it(`${name} comes back after a kill, on its port and with its data`, async () => {
      const services = await start({ needs: { ...nothing, [name]: true } });
      const service = the(services[name]);
      await remember('before', services);
      const { url, pid } = service;
      expect(await service.kill()).to.deep.equal({ code: null, signal: 'SIGKILL' });
      await service.restart();
      expect(service.url).to.equal(url);
      expect(service.pid).not.to.equal(pid);
      await service.restart();
      expect((await remembered(services))[name]).to.deep.equal(['before']);
    });
  }

  it('tell of a service that ended unasked, and of none that was ended on purpose', async () => {
    const services = await start({ needs: { ...nothing, eventStore: true, redis: true } });
    await the(services.eventStore).kill();
    process.kill(the(services.pids.redis), 'SIGKILL');
    expect(await services.exited).to.deep.equal({ name: 'redis', code: null, signal: 'SIGKILL' });
  });

  it('freeze with all their processes and go on afterwards', async () => {
    const services = await start({ needs: { ...nothing, postgres: true } });
    const postgres = the(services.postgres);
    await withPostgres(postgres.url, async (client) => {
      await client.query('select 1');
      postgres.pause();
      const answer = client.query('select 2 as answer');
      expect(await within(50, answer)).to.equal(undefined);
      postgres.resume();
      expect((await answer).rows).to.deep.equal([{ answer: 2 }]);
    });
  });

  it('stop even when frozen, and leave no process', async () => {
    const services = await start();
    const family = familyOf(process.pid);
    services.postgres?.pause();
    services.redis?.pause();
    await services.stop();
    await services.stop();
    expect(await survivorsOf(family)).to.deep.equal([]);
  });

  it('are not started twice on the same data', async () => {
    const needs = { ...nothing, redis: true };
    await start({ needs });
    const second = await start({ needs }).catch((error: Error) => error.message);
    expect(second).to.contain(`already run by process ${process.pid}`);
  });

  it('say so when a wished port is taken, and leave nothing running', async () => {
    // A socket that nobody reads from does not hear that its peer has left, and would outlive the test.
    const blocker = createServer((socket) => socket.resume()).listen(0, '127.0.0.1');
    await once(blocker, 'listening');
    const { port } = blocker.address() as { port: number };
    for (const name of ['eventStore', 'postgres', 'redis'] as const) {
      const failure = await start({ needs: { ...nothing, [name]: true }, ports: { [name]: port } }).catch(
        (error) => error,
      );
      expect(failure.message)
        .to.match(/did not start/)
        .and.to.match(/in use|EADDRINUSE/i);
    }
    blocker.close();
    expect(await survivorsOf(familyOf(process.pid))).to.deep.equal([]);
  });

  it('leave nothing behind when they were for a test', async () => {
    const services = await start({ memory: true });
    await remember('value', services);
    expect(await remembered(services)).to.deep.equal(allHave('value'));
    const settings = await withPostgres(the(services.databaseUrl), (client) => client.query('show data_directory'));
    const place = settings.rows[0].data_directory;
    expect(place).not.to.contain(folder());
    await services.stop();
    expect(existsSync(place)).to.equal(false);
  });

  it('Postgres starts though its stale pid file names a process of today', async () => {
    const needs = { ...nothing, postgres: true };
    const services = await start({ needs });
    await remember('before', services);
    await the(services.postgres).kill();
    const place = join(folder(), 'data', 'postgres');
    const bystander = spawn('sleep', ['60'], { stdio: 'ignore', ...(isRoot ? stranger : {}) });
    const pidFile = join(place, 'data', 'postmaster.pid');
    const note = join(place, 'process.json');
    const old = String(services.pids.postgres);
    for (const file of [pidFile, note])
      writeFileSync(file, readFileSync(file, 'utf8').replace(old, String(bystander.pid)));
    const again = await start({ needs });
    expect((await remembered(again)).postgres).to.deep.equal(['before']);
    expect(bystander.exitCode).to.equal(null);
    bystander.kill();
  });
});
