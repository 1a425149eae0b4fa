import { Socket } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import type { Recipe } from '../service.ts';
import { postgresBinaries } from './binaries.ts';
import { environment, prepareCluster, removeStalePid, role } from './cluster.ts';
import { clusterPlace } from './place.ts';
import { postgresUser } from './user.ts';

const durable = {
  fsync: 'on',
  full_page_writes: 'on',
  synchronous_commit: 'on',
  shared_buffers: '128MB',
};

const ephemeral = {
  fsync: 'off',
  full_page_writes: 'off',
  synchronous_commit: 'off',
  shared_buffers: '64MB',
  wal_level: 'minimal',
  max_wal_senders: '0',
  autovacuum_naptime: '1h',
  // In its folder, so that a killed one leaves nothing outside.
  dynamic_shared_memory_type: 'mmap',
};

const always = {
  listen_addresses: '127.0.0.1',
  // No socket file: its path has a short limit, and it would have to lie where both users can reach it.
  unix_socket_directories: '',
  shared_preload_libraries: '',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_checkpoints: 'off',
  // Not the errors of statements: they quote values, which may be personal, and whoever has sent the statement hears of them.
  log_min_messages: 'log',
  max_connections: '100',
};

/** Calls until Postgres lets us in (it refuses while it recovers), and makes the database if it is new. */
async function createDatabase(url: string, ended: AbortSignal): Promise<void> {
  let current: Socket | undefined;
  // Whoever has the port instead of ours may never answer.
  ended.addEventListener('abort', () => current?.destroy());
  for (;;) {
    const socket = new Socket();
    current = socket;
    const client = new pg.Client({ connectionString: url.replace(/[^/]*$/, 'postgres'), stream: () => socket });
    client.on('error', () => {});
    try {
      await client.connect();
      const { rowCount } = await client.query('select from pg_database where datname = $1', [role]);
      if (rowCount === 0) await client.query(`create database ${role}`);
      return;
    } catch (error) {
      const { code } = error as { code?: string };
      // Not yet listening, and "the database system is starting up".
      if (code !== 'ECONNREFUSED' && code !== 'ECONNRESET' && code !== '57P03') throw error;
    } finally {
      await client.end();
    }
    await delay(10, undefined, { signal: ended });
  }
}

export type PostgresOptions = {
  readonly folder: string;
  readonly memory: boolean;
  readonly say: (line: string) => void;
};

/** Postgres from the binaries of an npm package, reachable on loopback with a password only. */
export async function postgresRecipe({ folder, memory, say }: PostgresOptions): Promise<Recipe> {
  const user = postgresUser(join(folder, 'data'));
  const data = clusterPlace(folder, user, say);
  const { initdb, postgres } = await postgresBinaries({ user, env: process.env, say });
  const password = await prepareCluster({ folder, data, initdb, user, memory });
  return {
    name: 'postgres',
    title: 'Postgres',
    folder,
    url: (port) => `postgres://${role}:${password}@127.0.0.1:${port}/${role}`,
    tidy: (lastPid) => removeStalePid(data, lastPid),
    command: (port) => ({
      line: [
        postgres,
        '-D',
        data,
        ...Object.entries({ ...always, ...(memory ? ephemeral : durable), port: String(port) }).flatMap(
          ([name, value]) => ['-c', `${name}=${value}`],
        ),
      ],
      env: environment,
      // The fast shutdown: clients are sent away, nothing is lost.
      stopSignal: 'SIGINT',
      user,
    }),
    ready: createDatabase,
  };
}
