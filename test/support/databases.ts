import { Redis } from 'ioredis';
import { after, before } from 'mocha';
import pg from 'pg';
import type { DatabasePool } from 'slonik';
import { migrate } from '../../src/infra/postgres/migrations/migrate.ts';
import { migrationsFolder } from '../../src/infra/postgres/migrations/migration-files.ts';
import { connectPostgres } from '../../src/infra/postgres/pool.ts';
import { chosenServices } from './chosen-services.ts';
import { services } from './services.ts';

export { services };

const template = `test_${process.pid}_template`;
/** Where nothing is synced to the disk, copying files needs half of the time of logging pages. */
const strategy = chosenServices().kind === 'embedded' ? 'file_copy' : 'wal_log';
let databases = 0;
let migrating: Promise<void> | undefined;

/** Creates an empty Postgres database and returns its URL. */
export const newDatabase = (): Promise<string> => createDatabase('template1');

/**
 * Creates a Postgres database with all migrations applied and returns its URL. The database is a copy of a template,
 * which is migrated only once in each process.
 */
export async function newMigratedDatabase(): Promise<string> {
  migrating ??= migrateTemplate();
  await migrating;
  return createDatabase(template);
}

async function migrateTemplate(): Promise<void> {
  const databaseUrl = await createDatabase('template1', template);
  await migrate({ databaseUrl, folder: migrationsFolder });
}

async function createDatabase(from: string, name?: string): Promise<string> {
  const { url } = (await services()).postgres;
  if (name === undefined) databases += 1;
  const created = name ?? `test_${process.pid}_${databases}`;
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  // A pooler keeps connections to the template open, and a database with connections cannot be copied.
  if (from === template) {
    const others = 'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1';
    await client.query(others, [template]);
  }
  await client.query(`CREATE DATABASE ${created} TEMPLATE ${from} STRATEGY ${strategy}`);
  await client.end();
  return url.replace(/[^/]*$/, created);
}

/** Creates a Postgres database with all migrations applied for one suite. */
export function useDatabase(): Readonly<{ db: DatabasePool; url: string }> {
  const own: { db?: DatabasePool; url?: string } = {};
  before(async () => {
    own.url = await newMigratedDatabase();
    own.db = await connectPostgres(own.url, { max: 12, applicationName: 'test' });
  });
  after(() => own.db?.end());
  return {
    get db() {
      if (!own.db) throw new Error('The database exists only while the suite runs');
      return own.db;
    },
    get url() {
      return own.url ?? '';
    },
  };
}

/** Connects to Redis without IronTrack's own code, so that a suite can inspect and empty Redis. */
export function useRedis(): Readonly<{ redis: Redis; url: string }> {
  const own: { redis?: Redis; url?: string } = {};
  before(async () => {
    own.url = (await services()).redis.url;
    own.redis = new Redis(own.url);
    // Errors of the connection are ignored, because some tests stop Redis; the client then connects again.
    own.redis.on('error', () => {});
  });
  after(() => own.redis?.disconnect());
  return {
    get redis() {
      if (!own.redis) throw new Error('The connection exists only while the suite runs');
      return own.redis;
    },
    get url() {
      return own.url ?? '';
    },
  };
}
