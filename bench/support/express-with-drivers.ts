import type { AddressInfo } from 'node:net';
import express from 'express';
import { Redis } from 'ioredis';
import { Pool } from 'pg';

/**
 * An Express app that does for a read only what the drivers must do: it reads four values in Redis, and for a document
 * also its row in Postgres. Requests of one turn of the event loop share both round trips, as in IronTrack. It checks
 * no token, no right and no position, so it shows how fast Express and the drivers can answer.
 */
const pool = new Pool({ connectionString: process.env.DATABASE_URL, max: 10 });
const redis = new Redis(process.env.REDIS_URL ?? '');
const keys = ['bench:0', 'bench:1', 'bench:2', 'bench:3'];

/** Calls `read` once for all items of one turn. */
function shared<Item, Result>(read: (items: readonly Item[]) => Promise<readonly Result[]>) {
  let waiting: { item: Item; resolve: (result: Result | undefined) => void }[] = [];
  return (item: Item): Promise<Result | undefined> =>
    new Promise((resolve) => {
      waiting.push({ item, resolve });
      if (waiting.length > 1) return;
      setImmediate(async () => {
        const batch = waiting;
        waiting = [];
        const results = await read(batch.map((each) => each.item));
        for (const [index, each] of batch.entries()) each.resolve(results[index]);
      });
    });
}

const readValues = shared(async (items: readonly (readonly string[])[]) => {
  const values = await redis.mget(items.flat());
  return items.map((own, index) => values.slice(index * own.length, (index + 1) * own.length));
});
const readDocument = shared(async (ids: readonly string[]) => {
  const { rows } = await pool.query<{ id: string; doc: string }>({
    name: 'documents',
    text: 'SELECT id, doc::text AS doc FROM session_documents_v1 WHERE id = ANY ($1)',
    values: [ids],
  });
  const docs = new Map(rows.map(({ id, doc }) => [id, doc]));
  return ids.map((id) => docs.get(id) ?? '');
});

const app = express();
app.get('/values', async (_req, res) => {
  const values = await readValues(keys);
  res.type('json').end(`{"values":${values?.length}}`);
});
app.get('/documents/:id', async ({ params }, res) => {
  await readValues(keys);
  res.type('json').send(await readDocument(params.id));
});
const server = app.listen(0, '127.0.0.1', () => {
  process.stdout.write(`ready http://127.0.0.1:${(server.address() as AddressInfo).port}\n`);
});
process.on('SIGTERM', () => process.exit(0));
