import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client';
import { expect } from 'chai';
import { sql } from 'slonik';
import { startServices } from '../../../embedded/services.ts';
import { createLog } from '../../../src/infra/log/log.ts';
import { connectQueues } from '../../../src/infra/redis/queues.ts';
import type { Log, SealedEvent } from '../../../src/ports/log.ts';
import { startPipeline } from '../../../src/projections/pipeline.ts';
import { useDatabase, useRedis } from '../../support/databases.ts';
import { readPlainly } from '../../support/plain-events.ts';
import { eventually } from '../support/eventually.ts';
import { memoryLog } from '../support/memory-log.ts';
import { note, session } from '../support/poison.ts';
import { checkpoints, decrypt, docs, foldedDocs, projections, reset, silent } from '../support/tables.ts';

const [athletes, lanes] = [12, 2];

describe('a backlog that the lanes can not hold', () => {
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

  /** One session of 1,000 notes. */
  async function write(number: number): Promise<void> {
    const events = memoryLog().append(...session(number), ...Array.from({ length: 999 }, () => note(number, 'long')));
    const sent = events
      .map(readPlainly)
      .map(({ type, data, metadata }) => jsonEvent({ type, data: { ...data }, metadata: { ...metadata } }));
    await client.appendToStream(events[0]?.stream ?? '', sent);
  }

  it('is taken in whole, whether by jobs or from the log', async () => {
    for (let number = 0; number < athletes; number += 1) await write(100 + number);
    const log = createLog(client);
    let [pages, followed] = [0, 0];
    const readToItsEnd = Promise.withResolvers<void>();
    const watched: Log = {
      ...log,
      page(...asked) {
        pages += 1;
        return log.page(...asked);
      },
      async *follow(...asked) {
        for await (const item of log.follow(...asked)) {
          yield item;
          if ('stream' in item) followed += 1;
          if (followed === athletes * 1_000) readToItsEnd.resolve();
        }
      },
    };
    const connections = connectQueues(redis.url, () => {});
    parts.defer(() => connections.close());
    const layout = await reset(database.db, lanes);
    // Nothing moves until all was read: most of it has no place in memory then.
    const held = Promise.withResolvers<void>();
    const holding = database.db.transaction(async (tx) => {
      await tx.query(sql.unsafe`SELECT FROM projection_checkpoints FOR UPDATE`);
      held.resolve();
      await readToItsEnd.promise;
    });
    await held.promise;
    const options = { db: database.db, log: watched, layout, decrypt, projections, connections, logger: silent };
    const pipeline = await startPipeline(options);
    parts.defer(() => pipeline.close());
    await holding;
    const before = pages;

    const head = await log.head();
    await eventually(async () => {
      const positions = await checkpoints(database.db);
      expect(positions.every((position) => position >= head)).to.equal(true);
    }, 50_000);
    const all: SealedEvent[] = [];
    for (
      let page = await log.page(0n, 2_000);
      page.length > 0;
      page = await log.page(all.at(-1)?.position ?? 0n, 2_000)
    ) {
      all.push(...page);
    }
    expect(all).to.have.length(athletes * 1_000);
    expect(await docs(database.db)).to.deep.equal(foldedDocs(all));
    expect(await database.db.oneFirst(sql.unsafe`SELECT count(*) FROM parked_streams`)).to.equal(0n);
    expect(pages, 'pages that workers read').to.be.greaterThan(before);
  });
});
