import { randomUUID } from 'node:crypto';
import type { Readable } from 'node:stream';
import { type EventStoreDBClient, jsonEvent } from '@eventstore/db-client';
import { expect } from 'chai';
import { connectEventStore } from '../../../src/infra/log/connection-string.ts';
import { createLog } from '../../../src/infra/log/log.ts';
import type { Log, SealedEvent } from '../../../src/ports/log.ts';
import { acceptOwned } from '../../support/authenticity.ts';
import { services } from '../../support/services.ts';

/** More events than may wait in the queue of a slow follower of the log. */
const many = 1_000;
const metadata = { owner: 'system', chain: '', schema: 1, actor: { id: 'system', via: 'seed' } };

type CreateStream = (service: unknown, name: string, create: (caller: unknown) => unknown) => () => Promise<Readable>;
type Message = Readonly<{ hasEvent?: () => boolean }>;

/** A view of a client that counts the events that the event store sends to it. */
function countEvents(client: EventStoreDBClient) {
  let events = 0;
  const { GRPCStreamCreator } = client as unknown as { GRPCStreamCreator: CreateStream };
  const create: CreateStream = (service, name, call) =>
    GRPCStreamCreator(service, name, async (caller) => {
      const stream = (await call(caller)) as Readable;
      stream.on('data', (message: Message) => {
        if (message.hasEvent?.()) events += 1;
      });
      return stream;
    });
  const counting: EventStoreDBClient = Object.create(client, { GRPCStreamCreator: { value: create } });
  return { client: counting, events: () => events };
}

type ReadOptions = Readonly<{
  hasCount: () => boolean;
  hasFilter: () => boolean;
  getReadDirection: () => number;
  getAll: () => Readonly<{ getPosition: () => Readonly<{ getCommitPosition: () => string }> | undefined }>;
}>;
type Caller = Readonly<{ read: (request: Readonly<{ getOptions: () => ReadOptions }>, ...rest: unknown[]) => unknown }>;

/** A view of a client that records the reads and subscriptions with a filter, and the position where each starts. */
function recordSearches(client: EventStoreDBClient) {
  const searches: Readonly<{ kind: 'subscription' | 'forwards' | 'backwards'; from: bigint }>[] = [];
  const { GRPCStreamCreator } = client as unknown as { GRPCStreamCreator: CreateStream };
  const create: CreateStream = (service, name, call) =>
    GRPCStreamCreator(service, name, (caller) =>
      call({
        read(request: Parameters<Caller['read']>[0], ...rest: unknown[]) {
          const options = request.getOptions();
          const direction = options.getReadDirection() === 1 ? 'backwards' : 'forwards';
          const from = BigInt(options.getAll()?.getPosition()?.getCommitPosition() ?? 0);
          if (options.hasFilter()) searches.push({ kind: options.hasCount() ? direction : 'subscription', from });
          return (caller as Caller).read(request, ...rest);
        },
      }),
    );
  const recording: EventStoreDBClient = Object.create(client, { GRPCStreamCreator: { value: create } });
  return { client: recording, searches };
}

describe('the log', () => {
  let client: EventStoreDBClient;
  let log: Log;
  let start: bigint;
  before(async () => {
    client = connectEventStore((await services()).eventStore.url);
    log = createLog(client, acceptOwned, { idleMs: 20 });
    start = await log.head();
    await write(many);
  });
  after(() => client.dispose());

  const write = async (count: number, type = 'Followed'): Promise<void> => {
    const events = Array.from({ length: count }, () => jsonEvent({ type, data: {}, metadata }));
    await client.appendToStream(`session-${randomUUID()}`, events);
  };
  const writeForeign = async (count: number, category = 'order'): Promise<void> => {
    const events = Array.from({ length: count }, () => jsonEvent({ type: 'Typed', data: {} }));
    await client.appendToStream(`${category}-${randomUUID()}`, events);
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

  it('tells a follower that it has read past foreign events, only after all events before them', async () => {
    const from = await log.head();
    const counts: number[] = [];
    let received = 0;
    for (let round = 0; round < 3; round += 1) {
      await write(100);
      await writeForeign(100);
    }
    const head = await log.head();
    for await (const item of log.follow(from, new AbortController().signal)) {
      if ('stream' in item) received += 1;
      else counts.push(received);
      if (item.position >= head) break;
    }
    expect(received).to.equal(300);
    expect(counts.at(-1)).to.equal(300);
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

  it('leaves out events that other applications wrote, also in streams with our names', async () => {
    const from = await log.head();
    const stream = `session-${randomUUID()}`;
    const foreign = [
      jsonEvent({ type: 'SetLogged', data: {} }),
      jsonEvent({ type: 'SetLogged', data: null as never }),
      jsonEvent({ type: 'SetLogged', data: {}, metadata: { owner: 5 } }),
      jsonEvent({ type: '$Followed', data: {}, metadata }),
    ];
    await client.appendToStream(stream, foreign);
    await writeForeign(3);
    expect(await log.page(from, 5)).to.deep.equal([]);
    await write(1);
    await client.appendToStream(stream, foreign);
    const found = await log.page(from, 5);
    expect(found.map(({ type }) => type)).to.deep.equal(['Followed']);
    expect(await followSlowly(1, from)).to.deep.equal(found);
  });

  it('returns full pages of events between which there are many foreign ones', async () => {
    const from = await log.head();
    for (let each = 0; each < 3; each += 1) {
      await write(1);
      await writeForeign(150, 'session');
      await writeForeign(1);
    }
    const [first, second, third] = await log.page(from, 10);
    expect(await log.page(from, 1)).to.deep.equal([first]);
    expect(await log.page(first?.position ?? 0n, 1)).to.deep.equal([second]);
    expect(await log.page(first?.position ?? 0n, 2)).to.deep.equal([second, third]);
  });

  it('reads on past many foreign events after the events before them have filled the connection', async () => {
    const before = await log.head();
    const large = () => jsonEvent({ type: 'Large', data: { text: 'x'.repeat(10_000) }, metadata });
    await client.appendToStream(`session-${randomUUID()}`, Array.from({ length: 64 }, large));
    await writeForeign(1_000);
    await write(1);
    expect(await log.page(before, 100)).to.have.length(65);
  });

  it('reads no more events when there are many foreign ones after the last own one', async () => {
    const from = await log.head();
    await write(1);
    await writeForeign(3_000);
    const end = await log.head();
    const counted = countEvents(client);
    const counting = createLog(counted.client, acceptOwned, { idleMs: 20 });
    expect(await counting.head()).to.equal(end);
    expect(counted.events()).to.equal(1);
    expect(await counting.page(from, 10)).to.have.length(1);
    for await (const item of counting.follow(from, new AbortController().signal)) if (item.position >= end) break;
    expect(counted.events()).to.be.lessThan(10);
  });

  it('lets the event store go through the foreign events after the newest own one only once, for all readers', async () => {
    const from = await log.head();
    await write(1, 'Unwanted');
    await write(1, 'Wanted');
    await write(1, 'Unwanted');
    const [newest = 0n] = (await log.page(from, 3)).map(({ position }) => position).slice(-1);
    await writeForeign(100);
    const end = await log.head();
    const recorded = recordSearches(client);
    const shared = createLog(recorded.client, acceptOwned, { idleMs: 20 });
    const follow = async (after: bigint, types?: ReadonlySet<string>): Promise<string[]> => {
      const found: string[] = [];
      for await (const item of shared.follow(after, new AbortController().signal, types)) {
        if ('stream' in item) found.push(item.type);
        if (item.position >= end) return found;
      }
      return found;
    };
    const followers = [
      follow(newest),
      follow(from),
      follow(from, new Set(['Wanted'])),
      follow(newest, new Set(['Wanted'])),
    ];
    expect((await Promise.all(followers)).map((types) => types.length)).to.deep.equal([0, 3, 1, 0]);
    expect(await shared.page(newest, 10, new Set(['Wanted']))).to.deep.equal([]);
    const { searches } = recorded;
    expect(searches.filter(({ kind }) => kind === 'backwards')).to.have.length(1);
    // Searches from before the newest event end at that event.
    expect(
      searches.filter((search) => search.kind !== 'backwards' && search.from >= newest && search.from < end),
    ).to.deep.equal([]);
    expect(searches.filter(({ kind, from }) => kind === 'subscription' && from < end)).to.deep.equal([]);
    await write(1);
    expect(await shared.page(newest, 10)).to.have.length(1);
  });

  it('finds the events of some types also among thousands of others', async () => {
    const from = await log.head();
    await write(1, 'Wanted');
    await write(2_100, 'Unwanted');
    await write(1, 'Wanted');
    await writeForeign(1);
    expect(await createLog(client, acceptOwned).page(from, 10, new Set(['Wanted']))).to.have.length(2);
  });

  it('names the event at a position, and none at a position without an event', async () => {
    const [first] = await log.page(start, 1);
    expect(await log.idAt(first?.position ?? 0n)).to.equal(first?.id);
    expect(await log.idAt((await log.head()) + 1n)).to.equal(null);
  });

  it('gives a follower of some types only events of these types, and tells how far it has read', async () => {
    const from = await log.head();
    for (const type of ['Wanted', 'Wanted2', 'Unwanted', '$Wanted', 'Also']) await write(1, type);
    await write(1);
    const head = await log.head();
    const stop = new AbortController();
    const types: string[] = [];
    for await (const item of log.follow(from, stop.signal, new Set(['Wanted', 'Also']))) {
      if ('stream' in item) types.push(item.type);
      else if (item.position >= head) stop.abort();
    }
    expect(types).to.deep.equal(['Wanted', 'Also']);
    const page = await log.page(from, 10, new Set(['Wanted', 'Also']));
    expect(page.map(({ type }) => type)).to.deep.equal(['Wanted', 'Also']);
  });
});
