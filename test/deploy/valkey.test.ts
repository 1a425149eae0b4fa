import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { Redis } from 'ioredis';
import { afterEach } from 'mocha';
import { type Child, launch } from '../../embedded/processes/child.ts';
import { freePort } from '../../embedded/processes/ports.ts';
import { findRedis } from '../../embedded/redis/find.ts';
import { eventually } from '../projections/support/eventually.ts';
import { changed } from './support/changed.ts';
import { root } from './support/compose.ts';

const password = 'password-of-valkey';

describe('the Valkey that deploy/valkey configures', () => {
  const stops: (() => unknown)[] = [];
  afterEach(async () => {
    for (const stop of stops.splice(0).reverse()) await stop();
  });

  /** Starts a server with one of the files, and connects to it. `primary` is the port that a replica follows. */
  async function start(name: string, primary?: number): Promise<{ client: Redis; port: number }> {
    const folder = mkdtempSync(join(tmpdir(), 'irontrack-valkey-'));
    const data = join(folder, 'data');
    mkdirSync(data);
    cpSync(join(root, 'deploy/valkey'), folder, { recursive: true });
    writeFileSync(join(folder, 'password.conf'), `requirepass ${password}\nmasterauth ${password}\n`);
    const port = await freePort();
    for (const file of readdirSync(folder).filter((each) => each.endsWith('.conf') && each !== 'password.conf')) {
      const text = readFileSync(join(folder, file), 'utf8').replaceAll('/etc/valkey', folder);
      const moved = file === 'valkey.conf' ? changed(text, { 'port 6379': `port ${port}`, '/data': data }) : text;
      writeFileSync(join(folder, file), moved.replace('valkey 6379', `127.0.0.1 ${primary}`));
    }
    const { program, env } = await findRedis(() => {});
    const command = { line: [program, join(folder, name)], env, stopSignal: 'SIGTERM' as const };
    const child: Child = launch(command, join(folder, 'log'));
    const client = new Redis({ port, password, retryStrategy: () => 20 });
    client.on('error', () => {});
    stops.push(
      () => rmSync(folder, { recursive: true }),
      () => child.kill('SIGKILL'),
      () => client.disconnect(),
    );
    await client.ping();
    return { client, port };
  }

  it('keeps every key, in an append-only file without snapshots, and asks for a password', async () => {
    const { client, port } = await start('valkey.conf');
    const settings = await client.config('GET', 'maxmemory-policy', 'appendonly', 'save');
    expect(settings).to.include.members(['noeviction', 'yes', '']);
    const stranger = new Redis({ port, retryStrategy: () => null });
    stranger.on('error', () => {});
    const refused = await stranger.get('any').catch((error: Error) => error.message);
    stranger.disconnect();
    expect(refused).to.contain('NOAUTH');
  });

  it('refuses writes while no replica follows, and gives the replica what it writes', async () => {
    const { client, port } = await start('primary.conf');
    expect(await client.set('a', '1').catch((error: Error) => error.message)).to.contain('NOREPLICAS');
    const replica = await start('replica.conf', port);
    await eventually(() => client.set('a', '2'));
    await eventually(async () => expect(await replica.client.get('a')).to.equal('2'));
  });
});
