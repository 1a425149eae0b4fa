import { randomUUID } from 'node:crypto';
import { type EventStoreDBClient, jsonEvent } from '@eventstore/db-client';
import { expect } from 'chai';
import { connectEventStore } from '../../../src/infra/log/event-store.ts';
import { createLog } from '../../../src/infra/log/log.ts';
import type { Log, SealedEvent } from '../../../src/ports/log.ts';
import { services } from '../../support/services.ts';

/** More than a follower may leave waiting. */
const many = 1_000;
const metadata = { owner: 'system' };

describe('following the log', () => {
  let client: EventStoreDBClient;
  let log: Log;
  let start: bigint;
  before(async () => {
    client = connectEventStore((await services()).eventStore.url);
    log = createLog(client);
    start = await log.head();
    for (let batch = 0; batch < many / 100; batch += 1) await write(100);
  });
  after(() => client.dispose());

  const write = async (count: number): Promise<void> => {
    const events = Array.from({ length: count }, () => jsonEvent({ type: 'Followed', data: {}, metadata }));
    await client.appendToStream(`followed-${randomUUID()}`, events);
  };
  /** What a follower sees up to so many events, taking a turn of the event loop for each. */
  const seen = async (count: number, after = start): Promise<SealedEvent[]> => {
    const events: SealedEvent[] = [];
    for await (const item of log.follow(after, new AbortController().signal)) {
      if ('stream' in item) events.push(item);
      if (events.length === count) return events;
      await new Promise(setImmediate);
    }
    return events;
  };

  it('shows everything once and in order, however slowly it is taken, from any event on', async () => {
    const all = await log.page(start, many);
    expect(all).to.have.length(many);
    expect(await seen(many)).to.deep.equal(all);
    expect(await seen(many - 500, all[499]?.position)).to.deep.equal(all.slice(500));
  });

  it('tells how far it has looked behind all that lies before, however slowly it is taken', async () => {
    const from = await log.head();
    for (let batch = 0; batch < 40; batch += 1) await write(500);
    const head = await log.head();
    let [looked, seen] = [from, 0];
    for await (const item of log.follow(from, new AbortController().signal)) {
      if (!('stream' in item)) {
        looked = item.position;
        continue;
      }
      expect(item.position > looked, `event ${seen} comes before what was told`).to.equal(true);
      seen += 1;
      if (item.position === head) break;
      // So that 256 events wait and the client holds back some more when it is told.
      const isHoldingUp = (seen + 268) % 1_024 === 0;
      for (let turns = 0; isHoldingUp && turns < 400; turns += 1) await new Promise(setImmediate);
    }
    expect([seen, looked > from]).to.deep.equal([20_000, true]);
  });

  it('goes on with what comes, and ends when it is told to', async () => {
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

  it('passes over what was written to the store by other hands', async () => {
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
    expect(await seen(1, from)).to.deep.equal([last]);
  });

  it('shows the asked types alone, and tells how far it has looked for them', async () => {
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
      // Behind what was found, the end of the log is told by itself.
      else if (item.position >= head) stop.abort();
    }
    expect(types).to.deep.equal(['Wanted', 'Also']);
  });
});
