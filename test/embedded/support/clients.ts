import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client';
import { Redis } from 'ioredis';
import pg from 'pg';

export type Addresses = {
  readonly eventStoreUrl: string | undefined;
  readonly databaseUrl: string | undefined;
  readonly redisUrl: string | undefined;
};

type Note = { type: 'Noted'; data: { value: string } };

async function withEventStore<T>(url: string, work: (client: EventStoreDBClient) => Promise<T>): Promise<T> {
  const client = EventStoreDBClient.connectionString(url);
  return work(client).finally(() => client.dispose());
}

export async function withPostgres<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => {});
  await client.connect();
  return work(client).finally(() => client.end());
}

export async function withRedis<T>(url: string, work: (client: Redis) => Promise<T>): Promise<T> {
  const client = new Redis(url, { lazyConnect: true, enableReadyCheck: false, retryStrategy: () => null });
  client.on('error', () => {});
  await client.connect();
  return work(client).finally(() => client.quit());
}

/** Writes the value to each service there is; done when all have acknowledged it. */
export async function remember(value: string, { eventStoreUrl, databaseUrl, redisUrl }: Addresses): Promise<void> {
  if (eventStoreUrl !== undefined) {
    await withEventStore(eventStoreUrl, (client) =>
      client.appendToStream('notes', jsonEvent<Note>({ type: 'Noted', data: { value } })),
    );
  }
  if (databaseUrl !== undefined) {
    await withPostgres(databaseUrl, async (client) => {
      await client.query('create table if not exists notes (id serial, value text)');
      await client.query('insert into notes (value) values ($1)', [value]);
    });
  }
  if (redisUrl !== undefined) await withRedis(redisUrl, (client) => client.rpush('notes', value));
}

/** What each service has kept, oldest first; `undefined` for one that is not there. */
export async function remembered({ eventStoreUrl, databaseUrl, redisUrl }: Addresses) {
  const inEventStore = async (client: EventStoreDBClient) => {
    const values: string[] = [];
    for await (const { event } of client.readStream<Note>('notes')) if (event) values.push(event.data.value);
    return values;
  };
  const inPostgres = async (client: pg.Client) => {
    const { rows } = await client.query<{ value: string }>('select value from notes order by id');
    return rows.map(({ value }) => value);
  };
  return {
    eventStore: eventStoreUrl && (await withEventStore(eventStoreUrl, inEventStore)),
    postgres: databaseUrl && (await withPostgres(databaseUrl, inPostgres)),
    redis: redisUrl && (await withRedis(redisUrl, (client) => client.lrange('notes', 0, -1))),
  };
}

/** What `remembered` gives when all three have kept just this. */
export const allHave = (...values: string[]) => ({ eventStore: values, postgres: values, redis: values });
