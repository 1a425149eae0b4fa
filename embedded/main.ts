/**
 * Runs the embedded services alone, for development: prints their addresses, and writes them to the run file, where the
 * command line finds them.
 */
import { parseArgs } from 'node:util';
import { defaultDataDir, lockDataDir } from './data-dir.ts';
import { writeRunFile } from './run-file.ts';
import type { ServiceName } from './service/definition.ts';
import { type Services, startServices } from './services.ts';

const usage = 'usage: node embedded/main.ts [--data DIR] [--only eventstore|postgres|redis]...';

const names: Readonly<Record<string, ServiceName>> = { eventstore: 'eventStore', postgres: 'postgres', redis: 'redis' };

const say = (line: string) => process.stderr.write(`${line}\n`);

function readArguments() {
  const { values } = parseArgs({
    options: {
      data: { type: 'string', default: defaultDataDir },
      only: { type: 'string', multiple: true, default: [] },
    },
  });
  const unknown = values.only.find((name) => !(name in names));
  if (unknown !== undefined) throw new Error(`unknown service ${unknown}`);
  const chosen = values.only.length === 0 ? Object.values(names) : values.only.map((name) => names[name]);
  const needs = {
    eventStore: chosen.includes('eventStore'),
    postgres: chosen.includes('postgres'),
    redis: chosen.includes('redis'),
  };
  return { dataDir: values.data, needs };
}

/**
 * Resolves at the first stop signal. A second signal has no listener, so it ends this process, and its services with
 * it.
 */
const stopSignal = () =>
  new Promise<'stop'>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve('stop'));
  });

function publish(dataDir: string, { eventStoreUrl, databaseUrl, redisUrl }: Services): void {
  const startedAt = new Date().toISOString();
  writeRunFile(dataDir, { pid: process.pid, startedAt, eventStoreUrl, databaseUrl, redisUrl });
  const addresses = { EVENTSTORE_URL: eventStoreUrl, DATABASE_URL: databaseUrl, REDIS_URL: redisUrl };
  for (const [name, url] of Object.entries(addresses)) {
    if (url !== undefined) process.stdout.write(`${name}=${url}\n`);
  }
}

/** Runs the services until a stop signal arrives or one of them ends unexpectedly. Returns the exit code. */
async function run({ dataDir, needs }: ReturnType<typeof readArguments>): Promise<number> {
  const { path, release } = lockDataDir(dataDir);
  const stopped = stopSignal();
  try {
    const services = await startServices({ dataDir: path, needs, say });
    try {
      publish(path, services);
      const end = await Promise.race([stopped, services.exited]);
      if (end === 'stop') return 0;
      say(`${end.name} ended unexpectedly (${end.signal ?? `exit code ${end.code}`}); stopping the others`);
      return 1;
    } finally {
      await services.stop();
    }
  } finally {
    release();
  }
}

try {
  process.exitCode = await run(readArguments());
} catch (error) {
  say(error instanceof Error ? error.message : String(error));
  say(usage);
  process.exitCode = 1;
}
