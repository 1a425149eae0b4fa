import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { freePort } from '../../../embedded/processes/ports.ts';
import { eventually } from '../../projections/support/eventually.ts';
import { changed } from './changed.ts';
import { findProgram } from './debian-programs.ts';

const deploy = join(import.meta.dirname, '../../../deploy');

/** The SQL that lets PgBouncer look passwords up. */
export const roleSql = readFileSync(join(deploy, 'postgres/pgbouncer-role.sql'), 'utf8');

/** A running PgBouncer with the configuration in `deploy/pgbouncer`. */
export type Pooler = AsyncDisposable &
  Readonly<{
    port: number;
    /** Lets it use another Postgres, as after a failover. */
    pointTo: (postgresPort: number) => Promise<void>;
  }>;

/**
 * Starts PgBouncer in front of Postgres, with the password of its own role. `changes` replaces texts of the configuration.
 * Debian's version does not know the settings of `prepared-statements.ini`, so they are left out.
 */
export async function startPooler(
  { postgresPort, password }: Readonly<{ postgresPort: string; password: string }>,
  changes: Readonly<Record<string, string>> = {},
): Promise<Pooler> {
  const folder = mkdtempSync(join(tmpdir(), 'irontrack-pooler-'));
  cpSync(join(deploy, 'pgbouncer'), folder, { recursive: true });
  const port = await freePort();
  const config = changed(readFileSync(join(folder, 'pgbouncer.ini'), 'utf8'), {
    'host=postgres port=5432': `host=127.0.0.1 port=${postgresPort}`,
    'listen_addr = *': 'listen_addr = 127.0.0.1',
    'listen_port = 6432': `listen_port = ${port}`,
    'auth_file = userlist.txt': `auth_file = ${join(folder, 'userlist.txt')}`,
    '%include prepared-statements.ini': '',
    ...changes,
  });
  writeFileSync(join(folder, 'pgbouncer.ini'), config);
  writeFileSync(join(folder, 'userlist.txt'), `"pgbouncer" "${password}"\n`, { mode: 0o600 });
  handOver(folder);
  const { program, env } = await findProgram('pgbouncer', poolerUser);
  const child = spawn(program, ['-q', join(folder, 'pgbouncer.ini')], { env, stdio: 'ignore', ...poolerUser });
  const ended = once(child, 'exit');
  const listens = () => connectOnce(`postgres://pgbouncer:${password}@127.0.0.1:${port}/pgbouncer`);
  const end = async () => {
    child.kill('SIGTERM');
    await ended;
    rmSync(folder, { recursive: true });
  };
  try {
    await eventually(listens);
  } catch (error) {
    await end();
    throw error;
  }
  const pointTo = async (other: number) => {
    writeFileSync(join(folder, 'pgbouncer.ini'), config.replace(`port=${postgresPort}`, `port=${other}`));
    child.kill('SIGHUP');
  };
  return { port, pointTo, [Symbol.asyncDispose]: end };
}

/** PgBouncer refuses to run as root, so it then runs as another user. */
export const poolerUser = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : undefined;

function handOver(folder: string): void {
  if (poolerUser === undefined) return;
  chmodSync(folder, 0o755);
  for (const name of ['userlist.txt', 'pgbouncer.ini']) chownSync(join(folder, name), poolerUser.uid, poolerUser.gid);
}

/** Connects and closes the connection again. Throws if the server refuses the role, the password or the database. */
export async function connectOnce(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => {});
  await client.connect();
  await client.end();
}
