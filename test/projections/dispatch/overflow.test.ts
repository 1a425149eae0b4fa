import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client';
import { expect } from 'chai';
import { type DatabasePool, sql } from 'slonik';
import { startServices } from '../../../embedded/services.ts';
import { createLog } from '../../../src/infra/log/log.ts';
import { connectQueues } from '../../../src/infra/redis/queues.ts';
import type { Log, SealedEvent } from '../../../src/ports/log.ts';
import { startPipeline } from '../../../src/projections/pipeline.ts';
import { acceptOwned } from '../../support/authenticity.ts';
import { useDatabase, useRedis } from '../../support/databases.ts';
import { readPlainly } from '../../support/plain-events.ts';
import { eventually } from '../support/eventually.ts';
import { createMemoryLog } from '../support/memory-log.ts';
import { noteEvent, sessionEvents } from '../support/session-events.ts';
import {
  decrypt,
  foldSessions,
  projections,
  readLowestCheckpoints,
  readSessionDocuments,
  resetReadTables,
  silentLogger,
} from '../support/tables.ts';

const [sessions, eventsPerSession, lanes] = [12, 1_000, 2];

describe('a backlog larger than the buffers of the lanes', () => {
  const database = useDatabase();
  const redis = useRedis();
  const parts = new AsyncDisposableStack();
  let client: EventStoreDBClient;
  before(async () => {
    const needs = { eventStore: true, postgres: false, redis: false };
    const { eventStoreUrl = '', stop } = await startServices({ dataDir: '', needs, ephemeral: true, say: () => {} });
    parts.defer(() => stop());
    client = EventStoreDBClient.connectionString(eventStoreUrl);
    parts.defer(() => client.dispose());
  });
  after(() => parts.disposeAsync());

  async function writeSession(number: number): Promise<void> {
    const notes = Array.from({ length: eventsPerSession - 1 }, () => noteEvent(number, 'long'));
    const events = createMemoryLog().append(...sessionEvents(number), ...notes);
    const sent = events
      .map(readPlainly)
      .map(({ type, data, metadata }) => jsonEvent({ type, data: { ...data }, metadata: { ...metadata } }));
    await client.appendToStream(events[0]?.stream ?? '', sent);
  }

  it('is applied completely, partly from jobs and partly from the log', async () => {
    for (let number = 0; number < sessions; number += 1) await writeSession(100 + number);
    const observed = observeLog(createLog(client, acceptOwned), sessions * eventsPerSession);
    const connections = connectQueues(redis.url, () => {});
    parts.defer(() => connections.close());
    const layout = await resetReadTables(database.db, lanes);
    // Lanes apply no event until the dispatcher has read the whole log, so that most events do not fit into its memory.
    const blocked = await blockLanes(database.db, observed.readToEnd);
    const pipeline = await startPipeline({
      ...{ db: database.db, log: observed.log, layout, decrypt, projections, connections, logger: silentLogger },
    });
    parts.defer(() => pipeline.close());
    await blocked.released;
    const pagesBefore = observed.pages();

    const head = await observed.log.head();
    await eventually(async () => {
      const positions = await readLowestCheckpoints(database.db);
      expect(positions.every((position) => position >= head)).to.equal(true);
    }, 50_000);
    const all = await readAll(observed.log);
    expect(all).to.have.length(sessions * eventsPerSession);
    expect(await readSessionDocuments(database.db)).to.deep.equal(foldSessions(all));
    expect(await database.db.oneFirst(sql.unsafe`SELECT count(*) FROM parked_streams`)).to.equal(0n);
    expect(observed.pages(), 'pages read after the lanes were released').to.be.greaterThan(pagesBefore);
  });
});

/**
 * Counts the pages that are read from the log. `readToEnd` resolves when the subscription has yielded `total` events.
 */
function observeLog(log: Log, total: number) {
  const end = Promise.withResolvers<void>();
  let [pages, followed] = [0, 0];
  const observed: Log = {
    ...log,
    page(...parameters) {
      pages += 1;
      return log.page(...parameters);
    },
    async *follow(...parameters) {
      for await (const item of log.follow(...parameters)) {
        yield item;
        if ('stream' in item) followed += 1;
        if (followed === total) end.resolve();
      }
    },
  };
  return { log: observed, pages: () => pages, readToEnd: end.promise };
}

/**
 * Locks the checkpoints of all lanes until the promise `until` resolves. `released` resolves once they are unlocked.
 */
async function blockLanes(db: DatabasePool, until: Promise<void>): Promise<{ released: Promise<void> }> {
  const locked = Promise.withResolvers<void>();
  const released = db.transaction(async (tx) => {
    await tx.query(sql.unsafe`SELECT FROM projection_checkpoints FOR UPDATE`);
    locked.resolve();
    await until;
  });
  await locked.promise;
  return { released };
}

async function readAll(log: Log): Promise<readonly SealedEvent[]> {
  const all: SealedEvent[] = [];
  for (;;) {
    const page = await log.page(all.at(-1)?.position ?? 0n, 2_000);
    if (page.length === 0) return all;
    all.push(...page);
  }
}
