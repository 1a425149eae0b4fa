import { execFile } from 'node:child_process';
import {
  appendFileSync,
  chownSync,
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { preparePrograms } from '../../../embedded/postgres/binaries.ts';
import { userForInitdb } from '../../../embedded/postgres/user.ts';
import { type Child, launch } from '../../../embedded/processes/child.ts';
import { freePort } from '../../../embedded/processes/ports.ts';
import { eventually } from '../../projections/support/eventually.ts';
import { changed } from './changed.ts';
import { root } from './compose.ts';
import { findProgram } from './debian-programs.ts';

const run = promisify(execFile);
const configs = join(root, 'deploy/postgres');
const environment = { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC', HOME: '/' };

/** A Postgres with the configuration in `deploy/postgres`. */
export type PostgresServer = Readonly<{
  port: number;
  data: string;
  kill: () => Promise<unknown>;
  /** Runs SQL as the superuser. */
  query: (sql: string) => Promise<readonly Readonly<Record<string, unknown>>[]>;
}>;

/** Two servers in a folder, which run as another user where the tests run as root. */
export async function createServers() {
  const folder = mkdtempSync(join(tmpdir(), 'irontrack-failover-'));
  const user = process.getuid?.() === 0 ? userForInitdb({ uid: 0, gid: 65_534 }) : undefined;
  const { initdb, postgres } = await preparePrograms({ user, env: process.env, say: () => {} });
  const running: Child[] = [];
  const adopt = (path: string) => user && chownSync(path, user.uid, user.gid);
  adopt(folder);
  for (const name of readdirSync(configs)) cpSync(join(configs, name), join(folder, name));
  const settings = join(folder, 'postgresql.conf');
  // A server of a test needs less memory, and no Unix socket.
  const small = {
    'shared_buffers = 512MB': "shared_buffers = 32MB\nunix_socket_directories = ''",
    "'*'": "'127.0.0.1'",
  };
  writeFileSync(settings, changed(readFileSync(settings, 'utf8'), small));

  async function start(data: string, config: string): Promise<PostgresServer> {
    const port = await freePort();
    const line = [postgres, '-D', data, '-c', `config_file=${join(folder, config)}`, '-c', `port=${port}`];
    const child = launch({ line, env: environment, stopSignal: 'SIGINT', user }, join(folder, 'server.log'));
    running.push(child);
    const query = async (sql: string) => {
      const client = new pg.Client(`postgres://postgres@127.0.0.1:${port}/postgres`);
      client.on('error', () => {});
      await client.connect();
      try {
        return (await client.query(sql)).rows ?? [];
      } finally {
        await client.end();
      }
    };
    await eventually(() => query('SELECT 1'));
    return { port, data, query, kill: () => child.kill('SIGKILL') };
  }

  return {
    async startPrimary(): Promise<PostgresServer> {
      const data = join(folder, 'primary');
      const line = [initdb, `--pgdata=${data}`, '--username=postgres', '--auth=scram-sha-256', '--no-sync'];
      const files = ['--encoding=UTF8', '--locale=C', `--pwfile=${join(folder, 'password')}`];
      writeFileSync(join(folder, 'password'), 'password-of-the-superuser');
      adopt(join(folder, 'password'));
      await launch(
        { line: [...line, ...files], env: environment, stopSignal: 'SIGTERM', user },
        join(folder, 'initdb.log'),
      ).exited;
      const rules = join(data, 'pg_hba.conf');
      writeFileSync(rules, `host all postgres 127.0.0.1/32 trust\n${readFileSync(rules, 'utf8')}`);
      return start(data, 'primary.conf');
    },
    /** Copies the primary as pg_basebackup does, which the package of Postgres lacks, and lets the copy follow it. */
    async startStandby(primary: PostgresServer, password: string): Promise<PostgresServer> {
      const data = join(folder, 'standby');
      await copyData(primary, data, password);
      for (const path of [
        data,
        ...readdirSync(data, { recursive: true, encoding: 'utf8' }).map((name) => join(data, name)),
      ])
        adopt(path);
      return start(data, 'postgresql.conf');
    },
    async [Symbol.asyncDispose]() {
      for (const child of running) await child.kill('SIGKILL');
      rmSync(folder, { recursive: true });
    },
  };
}

/** Runs `create-roles.sh` as the image of Postgres does at its first start. */
export async function createRoles(primary: PostgresServer, secrets: string): Promise<void> {
  const { program, env } = await findProgram('psql');
  const variables = { PGHOST: '127.0.0.1', PGPORT: String(primary.port), PGDATA: primary.data };
  const folders = { SECRETS_FOLDER: secrets, SQL_FOLDER: configs, PATH: `${join(program, '..')}:${env.PATH}` };
  await run('bash', [join(configs, 'create-roles.sh')], { env: { ...env, ...variables, ...folders } });
  await primary.query('SELECT pg_reload_conf()');
}

/** Copies the data of the primary while it runs, and tells the copy to follow it. */
async function copyData(primary: PostgresServer, data: string, password: string): Promise<void> {
  await primary.query("SELECT pg_create_physical_replication_slot('standby')");
  const backup = new pg.Client(`postgres://postgres@127.0.0.1:${primary.port}/postgres`);
  await backup.connect();
  await backup.query("SELECT pg_backup_start('standby', fast => true)");
  cpSync(primary.data, data, { recursive: true, filter: (path) => !path.endsWith('postmaster.pid') });
  const { rows } = await backup.query('SELECT labelfile FROM pg_backup_stop(wait_for_archive => false)');
  await backup.end();
  writeFileSync(join(data, 'backup_label'), rows[0].labelfile);
  writeFileSync(join(data, 'standby.signal'), '');
  const connection = `host=127.0.0.1 port=${primary.port} user=replication password=${password} application_name=standby`;
  appendFileSync(
    join(data, 'postgresql.auto.conf'),
    `primary_conninfo = '${connection}'\nprimary_slot_name = 'standby'\n`,
  );
}
