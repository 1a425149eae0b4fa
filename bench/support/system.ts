import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { type Services, startServices } from '../../embedded/services.ts';
import { completeSecrets } from '../../src/infra/local/secret-file.ts';
import { createLogger } from '../../src/infra/logger.ts';
import { migrate } from '../../src/infra/postgres/migrations/migrate.ts';
import { migrationsFolder } from '../../src/infra/postgres/migrations/migration-files.ts';
import { loadConfig } from '../../src/service/config.ts';
import { connect } from '../../src/service/connect.ts';
import type { Addresses } from '../../src/service/connections.ts';

const root = join(import.meta.dirname, '..', '..');

/** Durable services of a scenario's own, migrated, and processes that run on them. */
export type System = AsyncDisposable &
  Readonly<{
    addresses: Addresses;
    services: Services;
    /** The parts of the service, in this process. */
    core: () => ReturnType<typeof connect>;
    /** A role in a process of its own; settles with the rest of the line that says it is ready. */
    run: (role: readonly string[], settings?: Readonly<Record<string, string>>) => Promise<string>;
  }>;

export async function startSystem(): Promise<System> {
  const stack = new AsyncDisposableStack();
  const dataDir = mkdtempSync(join(tmpdir(), 'irontrack-bench-'));
  stack.defer(() => rmSync(dataDir, { recursive: true, force: true }));
  // Before there is a log: to one without secrets none are made.
  const secrets = completeSecrets(loadConfig(process.env).secrets, dataDir);
  const needs = { eventStore: true, postgres: true, redis: true };
  const services = await startServices({ dataDir, needs, say: () => {} });
  stack.defer(() => services.stop());
  const { eventStoreUrl = '', databaseUrl = '', redisUrl = '' } = services;
  const addresses = { eventStoreUrl, databaseUrl, redisUrl };
  await migrate({ databaseUrl, folder: migrationsFolder });

  const env = {
    ...process.env,
    APP_ENVIRONMENT: 'test',
    LOG_LEVEL: 'error',
    PORT: '0',
    // All athletes come from one address.
    RATE_SIGN_UP: '0',
    IRONTRACK_DATA: dataDir,
    EVENTSTORE_URL: eventStoreUrl,
    DATABASE_URL: databaseUrl,
    REDIS_URL: redisUrl,
  };
  const { config } = loadConfig(env);
  return {
    addresses,
    services,
    core: async () => {
      const core = await connect(config, secrets, addresses, createLogger('error', 'plain'));
      stack.use(core);
      return core;
    },
    run: (role, settings = {}) =>
      started(
        stack,
        spawn(process.execPath, [join(root, 'cli', 'main.ts'), ...role], {
          env: { ...env, ...settings },
          stdio: ['ignore', 'pipe', 'inherit'],
        }),
      ),
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
}

/** A bare Express app that says hello, on the same Node, to measure against. */
export async function startHello(): Promise<AsyncDisposable & { url: string }> {
  const stack = new AsyncDisposableStack();
  const program = join(import.meta.dirname, 'hello.ts');
  const url = await started(stack, spawn(process.execPath, [program], { stdio: ['ignore', 'pipe', 'inherit'] }));
  return { url, [Symbol.asyncDispose]: () => stack.disposeAsync() };
}

async function started(stack: AsyncDisposableStack, child: ChildProcess): Promise<string> {
  const exited = once(child, 'exit');
  stack.defer(async () => {
    child.kill('SIGTERM');
    await exited;
  });
  if (!child.stdout) throw new Error('The process has no output to wait for');
  const [line] = await Promise.race([
    once(createInterface(child.stdout), 'line') as Promise<[string]>,
    exited.then(([code]) => Promise.reject(new Error(`A process ended with ${code} before it was ready`))),
  ]);
  return line.slice(line.lastIndexOf(' ') + 1);
}
