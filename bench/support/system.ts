import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { startServices } from '../../embedded/services.ts';
import { completeSecrets } from '../../src/infra/local/secret-file.ts';
import { createLogger } from '../../src/infra/logger.ts';
import { migrate } from '../../src/infra/postgres/migrations/migrate.ts';
import { migrationsFolder } from '../../src/infra/postgres/migrations/migration-files.ts';
import { type Application, connect } from '../../src/service/connect.ts';
import type { Addresses } from '../../src/service/connections.ts';
import { loadConfig } from '../../src/service/load-config.ts';
import type { Pids } from './cpu.ts';
import { startProcess } from './processes.ts';

/** What the processes are called where their CPU time is reported. */
const processNames = { serve: 'API', dispatch: 'dispatcher', work: 'worker' };
/** The bundle, because that is what users run: the sources need more memory. `main.ts` makes it. */
const cli = join(import.meta.dirname, '..', '..', 'dist', 'irontrack.js');

/**
 * Services with durable data for one scenario, and IronTrack's processes that use them. Disposing ends all of them and
 * deletes their data.
 */
export type System = AsyncDisposable &
  Readonly<{
    addresses: Addresses;
    /** The services and the processes that run now. */
    pids: () => Pids;
    /** Runs IronTrack's application inside this process. */
    connect: () => Promise<Application>;
    /** Starts `serve`, `dispatch` or `work` in a process of its own. Only the process of `serve` has a URL. */
    start: (role: 'serve' | 'dispatch' | 'work', settings?: Readonly<Record<string, string>>) => Promise<string>;
    /** Starts one process of each role. Returns the URL of the API; `settings` are those of its process. */
    startAll: (settings?: Readonly<Record<string, string>>) => Promise<string>;
    /** Runs a command of `irontrack` in a process of its own. */
    run: (...args: readonly string[]) => Promise<void>;
  }>;

export async function startSystem(): Promise<System> {
  const stack = new AsyncDisposableStack();
  const dataDir = mkdtempSync(join(tmpdir(), 'irontrack-bench-'));
  stack.defer(() => rmSync(dataDir, { recursive: true, force: true }));
  // The secrets are created before the services start, because they are generated only while there is no log.
  const secrets = completeSecrets(loadConfig(process.env).secrets, dataDir);
  const { addresses, services } = await startEmbedded(dataDir, stack);
  const pids: Record<string, number> = {};
  const env = environmentOf(dataDir, addresses);
  const start: System['start'] = async (role, settings = {}) => {
    const { url, pid } = stack.use(await startProcess([cli, role], { ...env, ...settings }));
    pids[processNames[role]] = pid;
    return url;
  };
  return {
    addresses,
    pids() {
      const { eventStore, ...others } = services.pids;
      return { ...pids, ...others, ...(eventStore !== undefined && { 'event store': eventStore }) };
    },
    async connect() {
      const { config } = loadConfig(env);
      return stack.use(await connect(config, secrets, addresses, createLogger('error', 'plain')));
    },
    start,
    async startAll(settings) {
      const url = await start('serve', settings);
      await start('dispatch');
      await start('work');
      return url;
    },
    async run(...args) {
      await promisify(execFile)(process.execPath, [cli, ...args], { env });
    },
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
}

async function startEmbedded(dataDir: string, stack: AsyncDisposableStack) {
  const needs = { eventStore: true, postgres: true, redis: true };
  const services = await startServices({ dataDir, needs, say: () => {} });
  stack.defer(() => services.stop());
  const { eventStoreUrl = '', databaseUrl = '', redisUrl = '' } = services;
  await migrate({ databaseUrl, folder: migrationsFolder });
  return { addresses: { eventStoreUrl, databaseUrl, redisUrl }, services };
}

const environmentOf = (dataDir: string, { eventStoreUrl, databaseUrl, redisUrl }: Addresses): NodeJS.ProcessEnv => ({
  ...process.env,
  // As `npm start` and the image set it.
  MALLOC_ARENA_MAX: '2',
  APP_ENVIRONMENT: 'test',
  LOG_LEVEL: 'error',
  PORT: '0',
  // All athletes use the same network address, so the limits per address are off.
  RATE_SIGN_UP: '0',
  RATE_ACCOUNT: '1000000',
  RATE_ADDRESS: '1000000',
  CONCURRENT_PASSWORDS_ACCOUNT: '0',
  CONCURRENT_PASSWORDS_ADDRESS: '0',
  IRONTRACK_DATA: dataDir,
  EVENTSTORE_URL: eventStoreUrl,
  DATABASE_URL: databaseUrl,
  REDIS_URL: redisUrl,
});
