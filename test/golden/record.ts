/**
 * Records what golden tests compare with, in a file for each category: `node test/golden/record.ts`. Adds an event for
 * every type and schema number without a recorded one, and the documents of the examples. Never changes recorded events.
 */
import { writeFileSync } from 'node:fs';
import { startEventStore } from '../../embedded/eventstoredb/server.ts';
import { emptyStream } from '../../src/commands/loaded-stream.ts';
import type { Instant } from '../../src/events/ids.ts';
import { categories, schemaOf } from '../../src/events/schemas.ts';
import { parseStream } from '../../src/events/streams.ts';
import { connectEventStore } from '../../src/infra/log/connection-string.ts';
import { createEventStore } from '../../src/infra/log/event-store.ts';
import { createLog } from '../../src/infra/log/log.ts';
import type { SealedEvent } from '../../src/ports/log.ts';
import { testAuthenticity } from '../support/authenticity.ts';
import { currentDocuments } from './documents.ts';
import { accountId, authSessionId } from './examples/ids.ts';
import { allExamples } from './examples.ts';
import { dataKey, eventLines, fileOf, type Recorded, recordedEvents, testKeys } from './recorded.ts';

const at = '2026-01-10T12:00:00.000000Z' as Instant;

await using stack = new AsyncDisposableStack();
const server = await startEventStore({ file: ':memory:' });
stack.defer(() => server.close());
const client = connectEventStore(server.url);
stack.defer(() => client.dispose());

// Appends the events to the real event store, so that the recorded bytes are the same as those in the log.
const store = createEventStore(client, { ...testAuthenticity, keys: testKeys(dataKey) });
for (const { stream, owner = accountId, events } of allExamples) {
  const written = events.map((event) => ({
    ...event,
    metadata: {
      $correlationId: 'b1f3c1de-3f4e-4c9a-9f67-000000000001',
      $causationId: 'b1f3c1de-3f4e-4c9a-9f67-000000000001',
      actor: { id: accountId, role: 'application-access', via: 'http', session: authSessionId } as const,
      owner,
      occurredAt: at,
      receivedAt: at,
      schema: schemaOf(event.type),
    },
  }));
  if ((await store.append(stream, written, emptyStream)) === 'conflict') throw new Error(`${stream} exists`);
}

const opened = new Map(allExamples.flatMap(({ events }) => events.map(({ type, data }) => [type as string, data])));
const nameOf = ({ type, metadata }: SealedEvent): string => `${type}.${metadata.schema}`;
const known = new Set(recordedEvents().map(({ event }) => nameOf(event)));
const chains = new Map<string, string>();
const added: Recorded[] = [];
for (const event of await createLog(client, testAuthenticity).page(0n, 1_000)) {
  const previous = chains.get(event.stream) ?? '';
  chains.set(event.stream, event.metadata.chain);
  const data = opened.get(event.type);
  if (data && !known.has(nameOf(event))) added.push({ previous, event, opened: data });
}

const lineOf = (recorded: Recorded): string =>
  JSON.stringify(recorded, (_key, value) => (typeof value === 'bigint' ? String(value) : value));
for (const category of categories) {
  const lines = [
    ...eventLines(category),
    ...added.filter(({ event }) => parseStream(event.stream).category === category).map(lineOf),
    ...currentDocuments(category).map((document) => `{"document":${document}}`),
  ];
  writeFileSync(fileOf(category), `${lines.join('\n')}\n`);
}
