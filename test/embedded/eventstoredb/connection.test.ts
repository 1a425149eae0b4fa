import { once } from 'node:events';
import { CancelledError, EventStoreDBClient, StreamNotFoundError } from '@eventstore/db-client';
import { expect } from 'chai';
import { startEventStore } from '../../../embedded/eventstoredb/server.ts';
import { roundsOf } from '../../support/samples.ts';
import { createCertificate } from './support/certificate.ts';
import { useTemporaryFile } from './support/process.ts';
import { collect, events, expectError, newStreamName, useEventStore } from './support/store.ts';
import { watchSubscription } from './support/watch-subscription.ts';

describe('connections to the server', () => {
  const store = useEventStore();

  it('accepts a client that was created from options instead of a connection string', async () => {
    const client = new EventStoreDBClient({ endpoint: `127.0.0.1:${store.server.port}` }, { insecure: true });
    expect((await client.appendToStream(newStreamName(), events(1))).success).to.equal(true);
    await client.dispose();
  });

  it('ignores credentials in a connection string without TLS', async () => {
    const client = EventStoreDBClient.connectionString(`esdb://admin:wrong@127.0.0.1:${store.server.port}?tls=false`);
    expect((await client.appendToStream(newStreamName(), events(1))).success).to.equal(true);
    await client.dispose();
  });

  it('answers gossip with the address that it is to advertise', async () => {
    const advertised = await startEventStore({
      file: ':memory:',
      advertise: { host: '127.0.0.1', port: store.server.port },
    });
    const client = EventStoreDBClient.connectionString(`esdb+discover://127.0.0.1:${advertised.port}?tls=false`);
    const stream = newStreamName('discovered');
    await client.appendToStream(stream, events(1));
    expect(await collect(store.client.readStream(stream))).to.have.length(1);
    await client.dispose();
    await advertised.close();
  });

  it('answers gossip with itself as the leader of a cluster of one', async () => {
    const client = EventStoreDBClient.connectionString(`esdb+discover://127.0.0.1:${store.server.port}?tls=false`);
    expect((await client.appendToStream(newStreamName(), events(1))).success).to.equal(true);
    await client.dispose();
  });

  it('keeps the connection usable after an ordinary error', async () => {
    const stream = newStreamName();
    await expectError(StreamNotFoundError, collect(store.client.readStream(stream)));
    await store.client.appendToStream(stream, events(1));
    expect(await collect(store.client.readStream(stream))).to.have.length(1);
  });

  it('ends the subscriptions of a client that is disposed', async () => {
    const client = EventStoreDBClient.connectionString(store.server.url);
    const subscriptions = [client.subscribeToAll(), client.subscribeToStream(newStreamName())];
    await Promise.all(subscriptions.map((subscription) => once(subscription.resume(), 'caughtUp')));
    const ended = Promise.all(subscriptions.map((subscription) => once(subscription, 'end')));
    await client.dispose();
    await ended;
  });

  it('delivers classic appends to subscriptions before and after they have caught up', async () => {
    const credentials = { username: 'a', password: 'b' };
    for (let round = 0; round < roundsOf(25); round++) {
      const stream = newStreamName('round');
      const append = (prefix: string) => store.client.appendToStream(stream, events(4, prefix), { credentials });
      await append('old');
      const subscription = watchSubscription(store.client.subscribeToStream(stream));
      await subscription.untilSeen('caughtUp');
      await append('new');
      await subscription.untilSeen('new3');
      expect(subscription.events.map(({ event }) => event?.revision)).to.deep.equal([0n, 1n, 2n, 3n, 4n, 5n, 6n, 7n]);
      await subscription.unsubscribe();
    }
  });
});

describe('a restart of the server', () => {
  it('cancels open subscriptions; the same client then works with the new server', async () => {
    await useTemporaryFile(async (file) => {
      const first = await startEventStore({ file });
      const client = EventStoreDBClient.connectionString(first.url);
      await client.appendToStream('kept', events(2_000));
      const subscription = watchSubscription(client.subscribeToStream('kept'));
      await subscription.untilSeen('caughtUp');
      await first.close();
      expect(await subscription.failed()).to.be.instanceOf(CancelledError);

      const second = await startEventStore({ file, port: first.port });
      const resumed = watchSubscription(client.subscribeToStream('kept', { fromRevision: 1_999n }));
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

  it('cancels open subscriptions of clients that use TLS, too', async () => {
    const tls = createCertificate();
    const server = await startEventStore({ file: ':memory:', tls });
    const rootCertificate = Buffer.from(tls.certificate);
    const client = new EventStoreDBClient({ endpoint: `localhost:${server.port}` }, { rootCertificate });
    const subscription = watchSubscription(client.subscribeToAll());
    await subscription.untilSeen('caughtUp');
    await server.close();
    expect(await subscription.failed()).to.be.instanceOf(CancelledError);
    await client.dispose();
  });

  it('cancels an open read', async () => {
    const server = await startEventStore({ file: ':memory:' });
    const client = EventStoreDBClient.connectionString(server.url);
    for (let n = 0; n < 10; n++) await client.appendToStream('long', events(1_000));
    const iterator = client.readStream('long')[Symbol.asyncIterator]();
    await iterator.next();
    await server.close();
    await expectError(
      CancelledError,
      (async () => {
        while (!(await iterator.next()).done);
      })(),
    );
    await client.dispose();
  });
});
