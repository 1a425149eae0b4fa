import { Redis } from 'ioredis';
import { Pool } from 'pg';
import { type Load, type LoadResult, measureLoad } from './load.ts';

/** As many connections as a process of the API has at most. */
const connections = 10;

/** Measures the driver of Postgres alone: a document by its id, with a named prepared statement. */
export async function measureBarePostgres(url: string, load: Load, ids: readonly string[]): Promise<LoadResult> {
  const pool = new Pool({ connectionString: url, max: connections });
  const statement = { name: 'document', text: 'SELECT doc FROM session_documents_v1 WHERE id = $1' };
  const result = await measureLoad(load, async (number) => {
    const { rowCount } = await pool.query({ ...statement, values: [ids[number % ids.length]] });
    if (rowCount !== 1) throw new Error('A document is missing');
  });
  await pool.end();
  return result;
}

/** Measures the driver of Redis alone: four values of the size of an account's snapshot by one MGET. */
export async function measureBareRedis(url: string, load: Load): Promise<LoadResult> {
  const redis = new Redis(url);
  const keys = ['bench:0', 'bench:1', 'bench:2', 'bench:3'];
  await redis.mset(keys.flatMap((key) => [key, 'x'.repeat(250)]));
  const result = await measureLoad(load, () => redis.mget(keys));
  redis.disconnect();
  return result;
}
