import { Redis } from 'ioredis';
import { after, before } from 'mocha';
import pg from 'pg';
import type { DatabasePool } from 'slonik';
import { migrate } from '../../src/infra/postgres/migrations/migrate.ts';
import { migrationsFolder } from '../../src/infra/postgres/migrations/migration-files.ts';
import { connectPostgres } from '../../src/infra/postgres/pool.ts';
import { services } from './services.ts';

export { services };

const template = `test_${process.pid}_template`;
let databases = 0;
let migrating: Promise<void> | undefined;

/** The URL of a new, empty database. */
export const newDatabase = (): Promise<string> => createDatabase('template0');

/** The URL of a new database with every migration applied: a copy of one that is migrated once per process. */
export async function newMigratedDatabase(): Promise<string> {
  migrating ??= migrateTemplate();
  await migrating;
  return createDatabase(template);
}

async function migrateTemplate(): Promise<void> {
  const databaseUrl = await createDatabase('template0', template);
  await migrate({ databaseUrl, folder: migrationsFolder });
}

async function createDatabase(from: string, name?: string): Promise<string> {
  const { url } = (await services()).postgres;
  if (name === undefined) databases += 1;
  const created = name ?? `test_${process.pid}_${databases}`;
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(`CREATE DATABASE ${created} TEMPLATE ${from}`);
  await client.end();
  return url.replace(/[^/]*$/, created);
}

/** A migrated database for one suite. */
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

/** A plain connection to Redis, to inspect and to empty it. */
export function useRedis(): Readonly<{ redis: Redis; url: string }> {
  const own: { redis?: Redis; url?: string } = {};
  before(async () => {
    own.url = (await services()).redis.url;
    own.redis = new Redis(own.url);
    // Some tests stop Redis; the connection is established again.
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
