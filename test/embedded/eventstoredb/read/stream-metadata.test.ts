import { DatabaseSync } from 'node:sqlite';
import { EventStoreDBClient, jsonEvent, NO_STREAM, WrongExpectedVersionError } from '@eventstore/db-client';
import { expect } from 'chai';
import { startEventStore } from '../../../../embedded/eventstoredb/server.ts';
import { useTemporaryFile } from '../support/process.ts';
import { collect, createStream, events, expectError, newStreamName, typesOf, useEventStore } from '../support/store.ts';
import { watchSubscription } from '../support/watch-subscription.ts';

describe('stream metadata', () => {
  const store = useEventStore();

  it('returns standard and custom metadata as they were set', async () => {
    const stream = newStreamName();
    const metadata = {
      maxAge: 100,
      maxCount: 8,
      truncateBefore: 2,
      cacheControl: 30,
      acl: {
        readRoles: ['a', 'b'],
        writeRoles: ['c'],
        deleteRoles: ['d'],
        metaReadRoles: ['e'],
        metaWriteRoles: ['f'],
      },
      custom: { nested: [1, 2] },
    };
    await store.client.setStreamMetadata(stream, metadata);
    expect((await store.client.getStreamMetadata(stream)).metadata).to.deep.include(metadata);
  });

  it('returns no metadata for a stream without metadata', async () => {
    expect((await store.client.getStreamMetadata(await createStream(store, 1))).metadata).to.equal(undefined);
  });

  it('rejects metadata with a wrong expected revision', async () => {
    const stream = newStreamName();
    await store.client.setStreamMetadata(stream, { maxCount: 1 }, { expectedRevision: NO_STREAM });
    await store.client.setStreamMetadata(stream, { maxCount: 2 }, { expectedRevision: 0n });
    const late = store.client.setStreamMetadata(stream, { maxCount: 3 }, { expectedRevision: 0n });
    await expectError(WrongExpectedVersionError, late);
    expect((await store.client.getStreamMetadata(stream)).metadata?.maxCount).to.equal(2);
  });

  it('returns only the last event of a metadata stream', async () => {
    const stream = newStreamName();
    for (const maxCount of [1, 2, 3]) await store.client.setStreamMetadata(stream, { maxCount });
    const read = await collect(store.client.readStream(`$$${stream}`));
    expect(read.map(({ event }) => event?.revision)).to.deep.equal([2n]);
  });

  it('returns only the last events of a stream with a maximum count', async () => {
    const stream = await createStream(store, 10);
    await store.client.setStreamMetadata(stream, { maxCount: 3 });
    expect(typesOf(await collect(store.client.readStream(stream)))).to.deep.equal(['e7', 'e8', 'e9']);
    await store.client.appendToStream(stream, events(2, 'new'));
    expect(typesOf(await collect(store.client.readStream(stream)))).to.deep.equal(['e9', 'new0', 'new1']);
    const backwards = store.client.readStream(stream, { direction: 'backwards', fromRevision: 'end' });
    expect(typesOf(await collect(backwards))).to.deep.equal(['new1', 'new0', 'e9']);
  });

  it('hides events before the truncation point, all events if it is beyond the end', async () => {
    const stream = await createStream(store, 10);
    await store.client.setStreamMetadata(stream, { truncateBefore: 8 });
    expect(typesOf(await collect(store.client.readStream(stream, { fromRevision: 3n })))).to.deep.equal(['e8', 'e9']);
    await store.client.setStreamMetadata(stream, { truncateBefore: 50 });
    expect(await collect(store.client.readStream(stream))).to.deep.equal([]);
  });

  it('returns events younger than the maximum age', async () => {
    const stream = await createStream(store, 2);
    await store.client.setStreamMetadata(stream, { maxAge: 3600 });
    expect(await collect(store.client.readStream(stream))).to.have.length(2);
  });

  it('hides events older than the maximum age from reads and from subscriptions that catch up', async () => {
    await useTemporaryFile(async (file) => {
      const young = await startEventStore({ file });
      const client = EventStoreDBClient.connectionString(young.url);
      await client.appendToStream('aged', events(3));
      await client.setStreamMetadata('aged', { maxAge: 3600 });
      await young.close();
      const db = new DatabaseSync(file);
      db.exec("UPDATE events SET created = created - 7200000 WHERE type IN ('e0', 'e1')");
      db.close();
      const old = await startEventStore({ file, port: young.port });
      expect(typesOf(await collect(client.readStream('aged')))).to.deep.equal(['e2']);
      const subscription = watchSubscription(client.subscribeToStream('aged'));
      await subscription.untilSeen('caughtUp');
      expect(typesOf(subscription.events)).to.deep.equal(['e2']);
      await subscription.unsubscribe();
      await client.dispose();
      await old.close();
    });
  });

  it('ignores invalid metadata values and metadata that is not JSON', async () => {
    const stream = await createStream(store, 2);
    for (const data of [{ $maxCount: 0, $maxAge: -1, $tb: -5 }, { $maxCount: 'x' }, { $tb: 1.5 }]) {
      await store.client.appendToStream(`$$${stream}`, jsonEvent({ type: '$metadata', data }));
      expect(await collect(store.client.readStream(stream))).to.have.length(2);
    }
    const malformed = {
      ...jsonEvent({ type: '$metadata', data: {} }),
      contentType: 'application/octet-stream' as const,
      data: Buffer.from('{'),
    };
    await store.client.appendToStream(`$$${stream}`, malformed);
    expect(await collect(store.client.readStream(stream))).to.have.length(2);
  });
});
