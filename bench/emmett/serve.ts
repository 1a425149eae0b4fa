/**
 * The command "log a set" over HTTP with Emmett's `CommandHandler` and its event store. It reads the stream, decides,
 * appends with the expected revision, and answers with the whole session, as IronTrack does. It has no accounts, tokens,
 * limits, idempotency keys, encryption, chain or consistency tokens. Emmett's own package for Express needs Express 4.
 */
import { randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { CommandHandler } from '@event-driven-io/emmett';
import { getEventStoreDBEventStore } from '@event-driven-io/emmett-esdb';
import { EventStoreDBClient } from '@eventstore/db-client';
import express from 'express';
import { evolve, initialState, type Session, type SessionEvent, streamPrefix } from './session.ts';

const client = EventStoreDBClient.connectionString(process.env.EVENTSTORE_URL ?? '');
const store = getEventStoreDBEventStore(client);
const handle = CommandHandler<Session, SessionEvent>({
  evolve,
  initialState,
  mapToStreamId: (id) => `${streamPrefix}${id}`,
});

const app = express();
app.use(express.json());
app.post('/sessions', async ({ body }, res) => {
  const id = randomUUID();
  const data = { startedAt: new Date().toISOString(), timezone: body.timezone };
  const { newState } = await handle(store, id, () => ({ type: 'SessionStarted', data }));
  res.status(201).json({ id, ...newState });
});
app.post('/sessions/:id/sets', async ({ params, body }, res) => {
  const loggedAt = new Date().toISOString();
  const { newState, nextExpectedStreamVersion } = await handle(store, params.id, ({ startedAt }) => {
    if (startedAt === null) throw new Error('The session has not started');
    const { weight, reps } = body;
    return { type: 'SetLogged', data: { id: randomUUID(), weight, reps, loggedAt } };
  });
  res
    .status(201)
    .set('etag', `"${nextExpectedStreamVersion}"`)
    .json({ id: params.id, ...newState });
});
const server = app.listen(0, '127.0.0.1', () => {
  process.stdout.write(`ready http://127.0.0.1:${(server.address() as AddressInfo).port}\n`);
});
process.on('SIGTERM', () => process.exit(0));
