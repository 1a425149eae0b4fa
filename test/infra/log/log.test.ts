import { randomUUID } from 'node:crypto';
import { type EventStoreDBClient, jsonEvent } from '@eventstore/db-client';
import { expect } from 'chai';
import { connectEventStore } from '../../../src/infra/log/event-store.ts';
import { createLog } from '../../../src/infra/log/log.ts';
import type { Log, SealedEvent } from '../../../src/ports/log.ts';
import { acceptOwned } from '../../support/authenticity.ts';
import { services } from '../../support/services.ts';

/** More events than may wait in the queue of a slow follower of the log. */
const many = 1_000;
const metadata = { owner: 'system' };

describe('the log', () => {
  let client: EventStoreDBClient;
  let log: Log;
  let start: bigint;
  before(async () => {
    client = connectEventStore((await services()).eventStore.url);
    log = createLog(client, acceptOwned);
    start = await log.head();
    await write(many);
  });
  after(() => client.dispose());

  const write = async (count: number): Promise<void> => {
    const events = Array.from({ length: count }, () => jsonEvent({ type: 'Followed', data: {}, metadata }));
    await client.appendToStream(`followed-${randomUUID()}`, events);
  };

  /**
   * Returns the first `count` events that a slow follower of the log receives. It spends a turn of the event loop on
   * each.
   */
  const followSlowly = async (count: number, after = start): Promise<SealedEvent[]> => {
    const events: SealedEvent[] = [];
    for await (const item of log.follow(after, new AbortController().signal)) {
      if ('stream' in item) events.push(item);
      if (events.length === count) return events;
      await new Promise(setImmediate);
    }
    return events;
  };

  it('gives a slow follower every event once and in order, from any position on', async () => {
    const all = await log.page(start, many);
    expect(all).to.have.length(many);
    expect(await followSlowly(many)).to.deep.equal(all);
    expect(await followSlowly(many - 500, all[499]?.position)).to.deep.equal(all.slice(500));
  });

  it('reports a searched position only after all events before it, also to a slow follower', async () => {
    const from = await log.head();
    const total = 4_000;
    for (let written = 0; written < total; written += 2_000) await write(2_000);
    const head = await log.head();
    let [searched, received] = [from, 0];
    for await (const item of log.follow(from, new AbortController().signal)) {
      if (!('stream' in item)) {
        searched = item.position;
        continue;
      }
      expect(item.position > searched, `event ${received} precedes a searched position`).to.equal(true);
      received += 1;
      if (item.position === head) break;
      // Pauses reading at moments when 256 events are queued and the client buffers further ones, so that the event
      // store reports a searched position before the follower has received all events before it.
      const isPause = (received + 268) % 1_024 === 0;
      for (let turns = 0; isPause && turns < 400; turns += 1) await new Promise(setImmediate);
    }
    expect([received, searched > from]).to.deep.equal([total, true]);
  });

  it('gives a follower new events until it is aborted', async () => {
    const stop = new AbortController();
    const from = await log.head();
    let count = 0;
    await write(1);
    for await (const item of log.follow(from, stop.signal)) {
      if (!('stream' in item)) continue;
      count += 1;
      if (count === 3) stop.abort();
      else await write(1);
    }
    expect(count).to.equal(3);
  });

  it('skips events that other programs wrote without an owner', async () => {
    const from = await log.head();
    const stream = `foreign-${randomUUID()}`;
    const foreign = [
      jsonEvent({ type: 'Typed', data: {} }),
      jsonEvent({ type: 'Typed', data: {}, metadata: { owner: 5 } }),
    ];
    await client.appendToStream(stream, foreign);
    expect([await log.head(), await log.page(from, 5)]).to.deep.equal([from, []]);
    await write(1);
    await client.appendToStream(stream, foreign);
    const [last] = await log.page(from, 5);
    expect([await log.head(), last?.type]).to.deep.equal([last?.position, 'Followed']);
    expect(await followSlowly(1, from)).to.deep.equal([last]);
  });

  it('gives a follower of some types only events of these types, and reports how far it has searched', async () => {
    const from = await log.head();
    const written = ['Wanted', 'Wanted2', 'Unwanted', '$Wanted', 'Also'].map((type) =>
      jsonEvent({ type, data: {}, metadata }),
    );
    await client.appendToStream(`chosen-${randomUUID()}`, written);
    const head = await log.head();
    const stop = new AbortController();
    const types: string[] = [];
    for await (const item of log.follow(from, stop.signal, new Set(['Wanted', 'Also']))) {
      if ('stream' in item) types.push(item.type);
      // The log reports its end as a searched position even when its last events do not match the filter.
      else if (item.position >= head) stop.abort();
    }
    expect(types).to.deep.equal(['Wanted', 'Also']);
  });
});
