import { once } from 'node:events';
import { CancelledError, EventStoreDBClient, StreamNotFoundError } from '@eventstore/db-client';
import { expect } from 'chai';
import { startEventStore } from '../../../embedded/eventstoredb/server.ts';
import { inFolder } from './support/process.ts';
import { aStream, collect, events, failsWith, useEventStore } from './support/store.ts';
import { watch } from './support/watch.ts';

describe('connection', () => {
  const store = useEventStore();

  it('is made by options as well as by a connection string', async () => {
    const client = new EventStoreDBClient({ endpoint: `127.0.0.1:${store.server.port}` }, { insecure: true });
    expect((await client.appendToStream(aStream(), events(1))).success).to.equal(true);
    await client.dispose();
  });

  it('ignores credentials of a connection in the clear', async () => {
    const client = EventStoreDBClient.connectionString(`esdb://admin:wrong@127.0.0.1:${store.server.port}?tls=false`);
    expect((await client.appendToStream(aStream(), events(1))).success).to.equal(true);
    await client.dispose();
  });

  it('is found through gossip, the one member being the leader', async () => {
    const client = EventStoreDBClient.connectionString(`esdb+discover://127.0.0.1:${store.server.port}?tls=false`);
    expect((await client.appendToStream(aStream(), events(1))).success).to.equal(true);
    await client.dispose();
  });

  it('survives ordinary errors', async () => {
    const stream = aStream();
    await failsWith(StreamNotFoundError, collect(store.client.readStream(stream)));
    await store.client.appendToStream(stream, events(1));
    expect(await collect(store.client.readStream(stream))).to.have.length(1);
  });

  it('ends reads and subscriptions of a client that is disposed of', async () => {
    const client = EventStoreDBClient.connectionString(store.server.url);
    const subscriptions = [client.subscribeToAll(), client.subscribeToStream(aStream())];
    await Promise.all(subscriptions.map((subscription) => once(subscription.resume(), 'caughtUp')));
    const ended = Promise.all(subscriptions.map((subscription) => once(subscription, 'end')));
    await client.dispose();
    await ended;
  });

  it('carries 80 rounds of classic appends beside a subscription that catches up and goes on live', async () => {
    const credentials = { username: 'a', password: 'b' };
    for (let round = 0; round < 80; round++) {
      const stream = aStream('round');
      const append = (prefix: string) => store.client.appendToStream(stream, events(4, prefix), { credentials });
      await append('old');
      const subscription = watch(store.client.subscribeToStream(stream));
      await subscription.untilSeen('caughtUp');
      await append('new');
      await subscription.untilSeen('new3');
      expect(subscription.events.map(({ event }) => event?.revision)).to.deep.equal([0n, 1n, 2n, 3n, 4n, 5n, 6n, 7n]);
      await subscription.unsubscribe();
    }
  });
});

describe('connection to a server that restarts', () => {
  it('cancels open calls, and works again without a new client', async () => {
    await inFolder(async (file) => {
      const first = await startEventStore({ file });
      const client = EventStoreDBClient.connectionString(first.url);
      await client.appendToStream('kept', events(2_000));
      const subscription = watch(client.subscribeToStream('kept'));
      await subscription.untilSeen('caughtUp');
      await first.close();
      expect(await subscription.failed()).to.be.instanceOf(CancelledError);

      const second = await startEventStore({ file, port: first.port });
      const resumed = watch(client.subscribeToStream('kept', { fromRevision: 1_999n }));
      await resumed.untilSeen('caughtUp');
      const { nextExpectedRevision } = await client.appendToStream('kept', events(1, 'new'), {
        expectedRevision: 1_999n,
      });
      await resumed.untilSeen('new0');
      expect(nextExpectedRevision).to.equal(2_000n);
      expect(resumed.seen).to.deep.equal(['confirmation', 'caughtUp', 'new0']);
      await resumed.unsubscribe();
      await client.dispose();
      await second.close();
    });
  });

  it('fails a read that is under way with CancelledError', async () => {
    const server = await startEventStore({ file: ':memory:' });
    const client = EventStoreDBClient.connectionString(server.url);
    for (let n = 0; n < 10; n++) await client.appendToStream('long', events(1_000));
    const iterator = client.readStream('long')[Symbol.asyncIterator]();
    await iterator.next();
    await server.close();
    await failsWith(
      CancelledError,
      (async () => {
        while (!(await iterator.next()).done);
      })(),
    );
    await client.dispose();
  });
});
