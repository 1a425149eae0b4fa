import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Redis } from 'ioredis';
import type { DatabasePool } from 'slonik';
import type { Service } from '../../../embedded/service/service.ts';
import { startServices } from '../../../embedded/services.ts';
import { completeSecrets, type Secrets } from '../../../src/infra/local/secret-file.ts';
import { createLogger } from '../../../src/infra/logger.ts';
import { migrate } from '../../../src/infra/postgres/migrations/migrate.ts';
import { migrationsFolder } from '../../../src/infra/postgres/migrations/migration-files.ts';
import type { Decrypt, Log } from '../../../src/ports/log.ts';
import { type Application, connect } from '../../../src/service/connect.ts';
import { loadConfig } from '../../../src/service/load-config.ts';
import { type Ended, runCommand } from '../../support/command.ts';
import { readServerLogs } from '../../support/leaks.ts';
import { killPrograms, type Program, startProgram } from '../../support/program.ts';
import { temporaryBase } from '../../support/temporary-base.ts';
import { openObserver } from './observer.ts';
import { type Role, startRole } from './role.ts';
import { createRolePool, type RoleCounts, type Roles } from './role-pool.ts';

/**
 * The event store, Postgres and Redis with durable data, and IronTrack processes that use them. Each can be killed and
 * frozen on its own.
 */
export type Installation = Readonly<{
  eventStore: Service;
  postgres: Service;
  redis: Service;
  dataDir: string;
  rootKey: Uint8Array;
  secrets: Secrets;
  /**
   * Starts and stops API processes, dispatchers and workers until exactly these numbers run. They go on running for the
   * next suite.
   */
  roles: (counts: RoleCounts) => Promise<Roles>;
  /** Starts an additional process, which the next call of `roles` kills. */
  startApi: () => Promise<Role>;
  startWorker: () => Promise<Role>;
  /** Runs a command of `irontrack` as a process of its own. */
  run: (...args: readonly string[]) => Program;
  /** Runs a command of `irontrack` inside this process. */
  cli: (...args: readonly string[]) => Promise<Ended>;
  /** Runs a program file in the folder `test/chaos/support` as a process of its own. */
  runProgram: (file: string, ...args: readonly string[]) => Program;
  /**
   * Runs the application inside this process, for operations that have no HTTP route. The caller disposes the result.
   */
  connect: () => Promise<Application>;
  /** The test's own connections to the services. */
  db: DatabasePool;
  log: Log;
  decrypt: Decrypt;
  cache: Redis;
}>;

export type InstallationOptions = Readonly<{
  /** Environment variables of the IronTrack processes. */
  env?: Readonly<Record<string, string>>;
  /** A query string that is added to the URL with which the processes connect to the event store. */
  eventStoreOptions?: string;
}>;

/**
 * Starts the services with a new data folder. Disposing `stack` stops them and all IronTrack processes that use them.
 */
export async function startInstallation(
  stack: AsyncDisposableStack,
  { env: settings = {}, eventStoreOptions = '' }: InstallationOptions = {},
): Promise<Installation> {
  const dataDir = createFolder(stack);
  const { eventStore, postgres, redis } = await startDurableServices(stack, dataDir);
  await migrate({ databaseUrl: postgres.url, folder: migrationsFolder });
  const secrets = completeSecrets({ masterKey: undefined, jwtPrivateKey: undefined }, dataDir);
  const masterKey = Buffer.from(secrets.masterKey, 'base64');
  const addresses = { eventStoreUrl: eventStore.url, databaseUrl: postgres.url, redisUrl: redis.url };
  const env = {
    APP_ENVIRONMENT: 'test',
    EVENTSTORE_URL: eventStore.url + eventStoreOptions,
    DATABASE_URL: postgres.url,
    REDIS_URL: redis.url,
    // All members use the same network address.
    CONCURRENT_PASSWORDS_ACCOUNT: '0',
    CONCURRENT_PASSWORDS_ADDRESS: '0',
    ...settings,
  };

  const programs: Program[] = [];
  stack.defer(() => killPrograms(programs));
  const start = (args: readonly string[], program?: string): Program => {
    if (stack.disposed) throw new Error('The installation is stopped');
    const started = startProgram(args, { dataDir, env, ...(program !== undefined && { program }) });
    programs.push(started);
    return started;
  };
  let names = 0;
  const startNamed = (kind: string, ...args: readonly string[]): Promise<Role> => {
    names += 1;
    return startRole(`${kind} ${names}`, () => start(args));
  };
  const startApi = () => startNamed('API', 'serve');
  const startWorker = () => startNamed('worker', 'work');
  const further: Role[] = [];
  const startFurther = async (start: () => Promise<Role>): Promise<Role> => {
    const role = await start();
    further.push(role);
    return role;
  };
  const pool = createRolePool({
    apis: startApi,
    dispatchers: () => startNamed('dispatcher', 'dispatch'),
    workers: startWorker,
  });

  return {
    ...{ eventStore, postgres, redis, dataDir, secrets },
    startApi: () => startFurther(startApi),
    startWorker: () => startFurther(startWorker),
    async roles(counts) {
      await Promise.all(further.splice(0).map((role) => role.isRunning() && role.kill()));
      return pool(counts);
    },
    run: (...args) => start(args),
    // The command connects to the event store without `eventStoreOptions`, some of which make the client library print
    // a warning.
    cli: (...args) => runCommand(args, { dataDir, env: { ...env, EVENTSTORE_URL: eventStore.url } }),
    runProgram: (file, ...args) => start(args, fileURLToPath(new URL(file, import.meta.url))),
    connect: () => connect(loadConfig(env).config, secrets, addresses, createLogger('error', 'plain')),
    ...(await openObserver(stack, addresses, masterKey)),
  };
}

function createFolder(stack: AsyncDisposableStack): string {
  const folder = mkdtempSync(join(temporaryBase, 'irontrack-chaos-'));
  // If root runs the test, Postgres runs as another user, who must be able to enter this folder to reach its data.
  chmodSync(folder, 0o755);
  stack.defer(() => {
    readServerLogs(folder);
    rmSync(folder, { recursive: true, force: true });
  });
  return folder;
}

async function startDurableServices(stack: AsyncDisposableStack, dataDir: string) {
  const needs = { eventStore: true, postgres: true, redis: true };
  const { eventStore, postgres, redis, stop } = await startServices({ dataDir, needs, say: () => {} });
  stack.defer(stop);
  if (!eventStore || !postgres || !redis) throw new Error('Not every service has started');
  return { eventStore, postgres, redis };
}
