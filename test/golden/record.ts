/**
 * Records the files that golden tests compare with: `node test/golden/record.ts`. Adds an event for every type and
 * schema number without a recorded one, and writes the documents of the examples. Never changes recorded events.
 */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { startEventStore } from '../../embedded/eventstoredb/server.ts';
import { emptyStream } from '../../src/commands/loaded-stream.ts';
import type { Instant } from '../../src/events/ids.ts';
import { categories, schemaOf } from '../../src/events/schemas.ts';
import { connectEventStore } from '../../src/infra/log/connection-string.ts';
import { createEventStore } from '../../src/infra/log/event-store.ts';
import { createLog } from '../../src/infra/log/log.ts';
import { testAuthenticity } from '../support/authenticity.ts';
import { currentDocuments, documentsFile } from './documents.ts';
import { accountId, allExamples } from './examples.ts';
import { dataKey, folder, testKeys } from './recorded.ts';

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
      actor: { id: accountId, role: 'application-access' as const, via: 'http' as const },
      owner,
      occurredAt: at,
      receivedAt: at,
      schema: schemaOf(event.type),
    },
  }));
  if ((await store.append(stream, written, emptyStream)) === 'conflict') throw new Error(`${stream} exists`);
}

mkdirSync(folder, { recursive: true });
const opened = new Map(allExamples.flatMap(({ events }) => events.map(({ type, data }) => [type as string, data])));
const chains = new Map<string, string>();
for (const event of await createLog(client, testAuthenticity).page(0n, 1_000)) {
  const path = join(folder, `${event.type}.${event.metadata.schema}.json`);
  const recorded = { previous: chains.get(event.stream) ?? '', event, opened: opened.get(event.type) };
  chains.set(event.stream, event.metadata.chain);
  if (existsSync(path)) continue;
  const text = JSON.stringify(recorded, (_key, value) => (typeof value === 'bigint' ? String(value) : value), 2);
  writeFileSync(path, `${text}\n`);
}

for (const category of categories) {
  const path = documentsFile(category);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `${currentDocuments(category).join('\n')}\n`);
}
