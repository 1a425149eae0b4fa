import { Redis } from 'ioredis';
import { after, before } from 'mocha';
import pg from 'pg';
import type { DatabasePool } from 'slonik';
import { migrate, migrationsFolder } from '../../../src/infra/postgres/migrations.ts';
import { connectPostgres } from '../../../src/infra/postgres/pool.ts';
import { services } from '../../support/services.ts';

export { services };

let databases = 0;

/** The address of a new, empty database. */
export async function newDatabase(): Promise<string> {
  const { url: databaseUrl } = (await services()).postgres;
  databases += 1;
  const name = `test_${process.pid}_${databases}`;
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  await client.query(`CREATE DATABASE ${name}`);
  await client.end();
  return databaseUrl.replace(/[^/]*$/, name);
}

/** A migrated database of the suite's own. */
export function useDatabase(): Readonly<{ db: DatabasePool; url: string }> {
  const own: { db?: DatabasePool; url?: string } = {};
  before(async () => {
    own.url = await newDatabase();
    await migrate({ databaseUrl: own.url, folder: migrationsFolder });
    own.db = await connectPostgres(own.url, { max: 12, applicationName: 'test' });
  });
  after(() => own.db?.end());
  return {
    get db() {
      if (!own.db) throw new Error('The database is not there yet');
      return own.db;
    },
    get url() {
      return own.url ?? '';
    },
  };
}

/** A plain connection, to look into Redis and to empty it. */
export function useRedis(): Readonly<{ redis: Redis; url: string }> {
  const own: { redis?: Redis; url?: string } = {};
  before(async () => {
    own.url = (await services()).redis.url;
    own.redis = new Redis(own.url);
  });
  after(() => own.redis?.disconnect());
  return {
    get redis() {
      if (!own.redis) throw new Error('Redis is not there yet');
      return own.redis;
    },
    get url() {
      return own.url ?? '';
    },
  };
}
