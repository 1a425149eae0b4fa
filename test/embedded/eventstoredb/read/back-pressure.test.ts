import { promisify } from 'node:util';
import { EventStoreDBClient, type ResolvedEvent } from '@eventstore/db-client';
import { Server, ServerCredentials } from '@grpc/grpc-js';
import { expect } from 'chai';
import { handleRead } from '../../../../embedded/eventstoredb/operations/read.ts';
import { streams } from '../../../../embedded/eventstoredb/protocol/services.ts';
import type { StoredEvent } from '../../../../embedded/eventstoredb/store/events.ts';
import { openStore } from '../../../../embedded/eventstoredb/store/store.ts';

const unused = () => {
  throw new Error('This test only reads.');
};

describe('back-pressure of reads', () => {
  for (const kind of ['read', 'subscription'] as const) {
    it(`fetches only a few pages from the store while the client does not consume its ${kind}`, async () => {
      const store = openStore(':memory:');
      let fetched = 0;
      const count = (events: StoredEvent[]) => {
        fetched += events.length;
        return events;
      };
      const reads = {
        ...store.reads,
        stream: (...parameters: Parameters<typeof store.reads.stream>) => count(store.reads.stream(...parameters)),
      };
      const server = new Server();
      const counting = {
        read: handleRead({ ...store, reads }),
        append: unused,
        delete: unused,
        tombstone: unused,
        batchAppend: unused,
      };
      server.addService(streams, counting);
      const bind = promisify(server.bindAsync).bind(server);
      const port = await bind('127.0.0.1:0', ServerCredentials.createInsecure());
      const client = EventStoreDBClient.connectionString(`esdb://127.0.0.1:${port}?tls=false`);
      const data = Buffer.alloc(100_000);
      const write = async () => {
        for (let n = 0; n < 100; n++) {
          const event = { id: crypto.randomUUID(), type: 'big', json: false, data, metadata: Buffer.alloc(0) };
          await store.write((writes) => writes.append('big', 'any', [event]));
        }
      };
      await write();

      const stream =
        kind === 'read'
          ? client.readStream('big', {}, { highWaterMark: 1 })
          : client.subscribeToStream('big', {}, { highWaterMark: 1 });
      const iterator = stream[Symbol.asyncIterator]();
      await iterator.next();
      // Each commit of these writes wakes the subscription, which must not fetch more events until the client consumes
      // some.
      await write();
      const fetchedAhead = fetched;
      const all = kind === 'read' ? 100 : 200;
      expect(fetchedAhead).to.be.below(60);
      for (let n = 1; n < all; n++)
        expect(((await iterator.next()).value as ResolvedEvent).event?.revision).to.equal(BigInt(n));
      expect(fetched).to.equal(all);

      await client.dispose();
      server.forceShutdown();
      store.close();
    });
  }
});
