import { fileURLToPath } from 'node:url';
import { EventStoreDBClient } from '@eventstore/db-client';
import { Redis } from 'ioredis';
import { after } from 'mocha';
import type { DatabasePool } from 'slonik';
import type { Service } from '../../../embedded/service/service.ts';
import { startServices } from '../../../embedded/services.ts';
import { completeSecrets, type Secrets } from '../../../src/infra/local/secret-file.ts';
import { subkey } from '../../../src/infra/local/subkey.ts';
import { createLog } from '../../../src/infra/log/log.ts';
import { createDecrypt } from '../../../src/infra/log/sealing.ts';
import { createLogger } from '../../../src/infra/logger.ts';
import { createKeyRing } from '../../../src/infra/postgres/key-ring.ts';
import { migrate } from '../../../src/infra/postgres/migrations/migrate.ts';
import { migrationsFolder } from '../../../src/infra/postgres/migrations/migration-files.ts';
import { connectPostgres } from '../../../src/infra/postgres/pool.ts';
import type { Decrypt, Log } from '../../../src/ports/log.ts';
import { loadConfig } from '../../../src/service/config.ts';
import { type Application, connect } from '../../../src/service/connect.ts';
import type { Program } from '../../support/program.ts';
import { type Suite, useSystems } from '../../support/system.ts';
import { type Role, roleOf } from './role.ts';

/** The services with durable data, and processes on them, each of which may be killed or frozen by itself. */
export type Installation = Readonly<{
  /** Aborted when the suite is over, whether or not its tests are. */
  over: AbortSignal;
  eventStore: Service;
  postgres: Service;
  redis: Service;
  dataDir: string;
  secrets: Secrets;
  masterKey: Buffer;
  serve: () => Promise<Role>;
  dispatch: () => Promise<Role>;
  work: (...args: readonly string[]) => Promise<Role>;
  /** A verb of the command line on these services. */
  run: (...args: readonly string[]) => Program;
  /** Another program on these services, which stands in `test/chaos/support`. */
  runProgram: (file: string, ...args: readonly string[]) => Program;
  /** The service's parts in the test's own process, for what no route does. */
  core: () => Promise<Application>;
  /** The test's own look at what the services hold. */
  db: DatabasePool;
  log: Log;
  open: Decrypt;
  cache: Redis;
}>;

type Settings = Readonly<Record<string, string>>;
type Options = Readonly<{
  /** Of the processes' connections to the event store, in the form of a query. */
  eventStoreOptions?: string;
}>;
type Begin = (settings?: Settings, options?: Options) => Promise<Installation>;

/** Begins an installation with these settings when asked for; whatever is left of it goes with the suite, however that ends. */
export function installations(): Begin {
  const ends: (() => Promise<unknown>)[] = [];
  const over = new AbortController();
  // First of all: nothing is started again any more.
  after(() => over.abort());
  const suite = useSystems();
  after(async () => {
    for (const end of ends.toReversed()) await end();
  });
  return (settings = {}, options = {}) => begin(suite, settings, options, over.signal, (end) => ends.push(end));
}

async function begin(
  suite: Suite,
  settings: Settings,
  { eventStoreOptions = '' }: Options,
  over: AbortSignal,
  atEnd: (end: () => Promise<unknown>) => void,
): Promise<Installation> {
  const dataDir = suite.folder();
  const needs = { eventStore: true, postgres: true, redis: true };
  const { eventStore, postgres, redis, stop } = await startServices({ dataDir, needs, say: () => {} });
  atEnd(stop);
  if (!eventStore || !postgres || !redis) throw new Error('Not every service has started');
  await migrate({ databaseUrl: postgres.url, folder: migrationsFolder });

  const secrets = completeSecrets({ masterKey: undefined, jwtPrivateKey: undefined }, dataDir);
  const masterKey = Buffer.from(secrets.masterKey, 'base64');
  const db = await connectPostgres(postgres.url, { applicationName: 'test', onLost: () => {} });
  atEnd(() => db.end());
  const cache = new Redis(redis.url, { retryStrategy: () => 100 });
  cache.on('error', () => {});
  atEnd(async () => cache.disconnect());
  const client = EventStoreDBClient.connectionString(eventStore.url);
  atEnd(() => client.dispose());

  const env = {
    APP_ENVIRONMENT: 'test',
    EVENTSTORE_URL: eventStore.url + eventStoreOptions,
    DATABASE_URL: postgres.url,
    REDIS_URL: redis.url,
    IRONTRACK_DATA: dataDir,
    ...settings,
  };
  const run = (...args: readonly string[]) => {
    over.throwIfAborted();
    return suite.run(args, { dataDir, env });
  };
  const connected = lazily(async () => {
    const addresses = { eventStoreUrl: eventStore.url, databaseUrl: postgres.url, redisUrl: redis.url };
    const core = await connect(loadConfig(env).config, secrets, addresses, createLogger('error', 'plain'));
    atEnd(() => core[Symbol.asyncDispose]());
    return core;
  });
  let made = 0;
  const named = (kind: string) => {
    made += 1;
    return `${kind} ${made}`;
  };
  return {
    over,
    eventStore,
    postgres,
    redis,
    dataDir,
    secrets,
    masterKey,
    serve: () => roleOf(named('API'), () => run('serve')),
    dispatch: () => roleOf(named('dispatcher'), () => run('dispatch')),
    work: (...args) => roleOf(named('worker'), () => run('work', ...args)),
    run,
    runProgram: (file, ...args) =>
      suite.run(args, { dataDir, env, program: fileURLToPath(new URL(file, import.meta.url)) }),
    core: connected,
    db,
    log: createLog(client),
    open: createDecrypt(createKeyRing(db, subkey(masterKey, 'data keys'))),
    cache,
  };
}

function lazily<Value>(make: () => Promise<Value>): () => Promise<Value> {
  let made: Promise<Value> | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
