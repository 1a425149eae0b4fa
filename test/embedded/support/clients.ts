import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client';
import { Redis } from 'ioredis';
import pg from 'pg';

export type Addresses = {
  readonly eventStoreUrl: string | undefined;
  readonly databaseUrl: string | undefined;
  readonly redisUrl: string | undefined;
};

type Note = { type: 'Noted'; data: { value: string } };

async function useEventStore<T>(url: string, work: (client: EventStoreDBClient) => Promise<T>): Promise<T> {
  const client = EventStoreDBClient.connectionString(url);
  return work(client).finally(() => client.dispose());
}

export async function usePostgres<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => {});
  await client.connect();
  return work(client).finally(() => client.end());
}

export async function useRedis<T>(url: string, work: (client: Redis) => Promise<T>): Promise<T> {
  const client = new Redis(url, { lazyConnect: true, enableReadyCheck: false, retryStrategy: () => null });
  client.on('error', () => {});
  await client.connect();
  return work(client).finally(() => client.quit());
}

/** Writes the value to each running service. Resolves when all of them have acknowledged it. */
export async function writeNote(value: string, { eventStoreUrl, databaseUrl, redisUrl }: Addresses): Promise<void> {
  if (eventStoreUrl !== undefined) {
    await useEventStore(eventStoreUrl, (client) =>
      client.appendToStream('notes', jsonEvent<Note>({ type: 'Noted', data: { value } })),
    );
  }
  if (databaseUrl !== undefined) {
    await usePostgres(databaseUrl, async (client) => {
      await client.query('create table if not exists notes (id serial, value text)');
      await client.query('insert into notes (value) values ($1)', [value]);
    });
  }
  if (redisUrl !== undefined) await useRedis(redisUrl, (client) => client.rpush('notes', value));
}

async function readFromEventStore(client: EventStoreDBClient): Promise<string[]> {
  const values: string[] = [];
  for await (const { event } of client.readStream<Note>('notes')) if (event) values.push(event.data.value);
  return values;
}

async function readFromPostgres(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ value: string }>('select value from notes order by id');
  return rows.map(({ value }) => value);
}

/** The values that each service has stored, oldest first; `undefined` for a service that does not run. */
export const readNotes = async ({ eventStoreUrl, databaseUrl, redisUrl }: Addresses) => ({
  eventStore: eventStoreUrl && (await useEventStore(eventStoreUrl, readFromEventStore)),
  postgres: databaseUrl && (await usePostgres(databaseUrl, readFromPostgres)),
  redis: redisUrl && (await useRedis(redisUrl, (client) => client.lrange('notes', 0, -1))),
});

/** The expected result of `readNotes` if all three services have stored these values. */
export const notesOf = (...values: string[]) => ({ eventStore: values, postgres: values, redis: values });
