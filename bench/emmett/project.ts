/**
 * Emmett's consumer of EventStoreDB with one processor: for each event it reads the document from Postgres, evolves it,
 * and writes it. Emmett's package stores no checkpoint, so each start begins at the first event.
 */
import { eventStoreDBEventStoreConsumer } from '@event-driven-io/emmett-esdb';
import { streamNameFilter } from '@eventstore/db-client';
import { Pool } from 'pg';
import { evolve, initialState, type Session, type SessionEvent, streamPrefix } from './session.ts';

const pool = new Pool({ connectionString: process.env.DATABASE_URL });
await pool.query('CREATE TABLE IF NOT EXISTS emmett_sessions (id text PRIMARY KEY, revision bigint, doc jsonb)');
const read = { name: 'read', text: 'SELECT doc FROM emmett_sessions WHERE id = $1' };
const write = {
  name: 'write',
  text: `INSERT INTO emmett_sessions (id, revision, doc) VALUES ($1, $2, $3)
    ON CONFLICT (id) DO UPDATE SET revision = excluded.revision, doc = excluded.doc`,
};

const consumer = eventStoreDBEventStoreConsumer({
  connectionString: process.env.EVENTSTORE_URL ?? '',
  from: { stream: '$all', options: { filter: streamNameFilter({ prefixes: [streamPrefix] }) } },
});
consumer.processor<SessionEvent>({
  async eachMessage(event) {
    const { streamName, streamPosition } = event.metadata;
    const { rows } = await pool.query<{ doc: Session }>({ ...read, values: [streamName] });
    const doc = evolve(rows[0]?.doc ?? initialState(), event);
    await pool.query({ ...write, values: [streamName, streamPosition, JSON.stringify(doc)] });
  },
});
process.on('SIGTERM', () => process.exit(0));
process.stdout.write('ready\n');
await consumer.start();
