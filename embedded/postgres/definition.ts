import { Socket } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import type { Say, ServiceDefinition } from '../service/definition.ts';
import { preparePrograms } from './binaries.ts';
import { environment, prepareCluster, removeStalePidFile, role } from './cluster.ts';
import { resolveClusterFolder } from './cluster-folder.ts';
import { settingsOf } from './settings.ts';
import { serverUserOf } from './user.ts';

const connectionRefused = new Set(['ECONNREFUSED', 'ECONNRESET']);
/** The error code with which Postgres answers while it recovers after a crash. */
const startingUp = '57P03';

async function createDatabaseIfMissing(client: pg.Client): Promise<void> {
  await client.connect();
  const { rowCount } = await client.query('select from pg_database where datname = $1', [role]);
  if (rowCount === 0) await client.query(`create database ${role}`);
}

/** Tries to connect until Postgres accepts the connection. Then creates the database if it is missing. */
async function waitUntilReady(url: string, ended: AbortSignal): Promise<void> {
  let current: Socket | undefined;
  // If another program uses the port, the connection may never be answered, so it is closed when Postgres has ended.
  ended.addEventListener('abort', () => current?.destroy());
  for (;;) {
    const socket = new Socket();
    current = socket;
    const client = new pg.Client({ connectionString: url.replace(/[^/]*$/, 'postgres'), stream: () => socket });
    client.on('error', () => {});
    try {
      return await createDatabaseIfMissing(client);
    } catch (error) {
      const { code = '' } = error as { code?: string };
      if (!connectionRefused.has(code) && code !== startingUp) throw error;
    } finally {
      await client.end();
    }
    await delay(10, undefined, { signal: ended });
  }
}

export type PostgresOptions = { readonly folder: string; readonly ephemeral: boolean; readonly say: Say };

/**
 * How to run Postgres from the binaries of an npm package. It listens on the loopback interface and requires a
 * password.
 */
export async function createPostgresDefinition(options: PostgresOptions): Promise<ServiceDefinition> {
  const { folder, ephemeral, say } = options;
  const user = serverUserOf(join(folder, 'data'));
  const data = resolveClusterFolder(folder, user, say);
  const { initdb, postgres } = await preparePrograms({ user, env: process.env, say });
  const password = await prepareCluster({ folder, data, initdb, user, ephemeral });
  return {
    name: 'postgres',
    title: 'Postgres',
    folder,
    url: (port) => `postgres://${role}:${password}@127.0.0.1:${port}/${role}`,
    beforeStart: (lastPid) => removeStalePidFile(data, lastPid),
    command: (port) => {
      const settings = Object.entries({ ...settingsOf(ephemeral), port: String(port) });
      return {
        line: [postgres, '-D', data, ...settings.flatMap(([name, value]) => ['-c', `${name}=${value}`])],
        env: environment,
        // SIGINT is Postgres' fast shutdown: it closes open connections and loses no data.
        stopSignal: 'SIGINT',
        user,
      };
    },
    waitUntilReady,
  };
}
