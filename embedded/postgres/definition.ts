import { Socket } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { readOrCreatePassword } from '../password.ts';
import type { Say, ServiceDefinition } from '../service/definition.ts';
import { preparePrograms } from './binaries.ts';
import { environment, prepareCluster, removeStalePidFile } from './cluster.ts';
import { adoptCluster, resolveClusterFolder } from './cluster-folder.ts';
import { applicationRole, superuser } from './role-names.ts';
import { prepareRoles } from './roles.ts';
import { settingsOf } from './settings.ts';
import { serverUserOf } from './user.ts';

const connectionRefused = new Set(['ECONNREFUSED', 'ECONNRESET']);
/** The error code with which Postgres answers while it recovers after a crash. */
const startingUp = '57P03';

/** Connects as superuser to the database `postgres` as soon as Postgres accepts the connection, and calls `use`. */
async function whenReady(url: string, ended: AbortSignal, use: (client: pg.Client) => Promise<void>): Promise<void> {
  let current: Socket | undefined;
  // If another program uses the port, the connection may never be answered, so it is closed when Postgres has ended.
  ended.addEventListener('abort', () => current?.destroy());
  for (;;) {
    const socket = new Socket();
    current = socket;
    const client = new pg.Client({ connectionString: url.replace(/[^/]*$/, 'postgres'), stream: () => socket });
    client.on('error', () => {});
    try {
      await client.connect();
      return await use(client);
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
  const applicationPassword = readOrCreatePassword(folder, 'application-password');
  return {
    name: 'postgres',
    title: 'Postgres',
    folder,
    url: (port) => `postgres://${applicationRole}:${applicationPassword}@127.0.0.1:${port}/${superuser}`,
    beforeStart: (lastPid) => {
      removeStalePidFile(data, lastPid);
      if (user !== undefined) adoptCluster(data, user);
    },
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
    waitUntilReady: (applicationUrl, ended) => {
      const url = applicationUrl.replace(/\/\/[^@]*@/, `//${superuser}:${password}@`);
      return whenReady(url, ended, (client) => prepareRoles({ client, url, password: applicationPassword, ephemeral }));
    },
  };
}
