import { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { binaryEvent, END, type ResolvedEvent, StreamDeletedError } from '@eventstore/db-client';
import { expect } from 'chai';
import { createStream, events, newStreamName, typesOf, useEventStore } from '../support/store.ts';
import { watchSubscription } from '../support/watch-subscription.ts';

describe('subscribing to a stream', () => {
  const store = useEventStore();

  it('delivers the confirmation, stored events, caughtUp once, and new events', async () => {
    const stream = await createStream(store, 4);
    const subscription = watchSubscription(store.client.subscribeToStream(stream));
    await subscription.untilSeen('caughtUp');
    await store.client.appendToStream(stream, events(2, 'live'));
    await subscription.untilSeen('live1');
    expect(subscription.seen).to.deep.equal(['confirmation', 'e0', 'e1', 'e2', 'e3', 'caughtUp', 'live0', 'live1']);
    await subscription.unsubscribe();
  });

  it('starts a subscription after the given revision', async () => {
    const subscription = watchSubscription(
      store.client.subscribeToStream(await createStream(store, 4), { fromRevision: 1n }),
    );
    await subscription.untilSeen('caughtUp');
    expect(subscription.seen).to.deep.equal(['confirmation', 'e2', 'e3', 'caughtUp']);
    await subscription.unsubscribe();
  });

  it('delivers only new events when it starts at the end of a stream', async () => {
    const stream = await createStream(store, 4);
    const subscription = watchSubscription(store.client.subscribeToStream(stream, { fromRevision: END }));
    await subscription.untilSeen('caughtUp');
    await store.client.appendToStream(stream, events(1, 'live'));
    await subscription.untilSeen('live0');
    expect(subscription.seen).to.deep.equal(['confirmation', 'caughtUp', 'live0']);
    await subscription.unsubscribe();
  });

  it('waits for a stream that does not exist yet, and for revisions beyond its end', async () => {
    const stream = newStreamName();
    const missing = watchSubscription(store.client.subscribeToStream(stream));
    const beyond = watchSubscription(store.client.subscribeToStream(stream, { fromRevision: 1n }));
    await Promise.all([missing.untilSeen('caughtUp'), beyond.untilSeen('caughtUp')]);
    await store.client.appendToStream(stream, events(3));
    await Promise.all([missing.untilSeen('e2'), beyond.untilSeen('e2')]);
    expect(missing.seen).to.deep.equal(['confirmation', 'caughtUp', 'e0', 'e1', 'e2']);
    expect(beyond.seen).to.deep.equal(['confirmation', 'caughtUp', 'e2']);
    await Promise.all([missing.unsubscribe(), beyond.unsubscribe()]);
  });

  it('delivers no events of other streams', async () => {
    const stream = await createStream(store, 1);
    const subscription = watchSubscription(store.client.subscribeToStream(stream));
    await store.client.appendToStream(`${stream}-other`, events(1, 'other'));
    await store.client.appendToStream(stream, events(1, 'live'));
    await subscription.untilSeen('live0');
    expect(typesOf(subscription.events)).to.deep.equal(['e0', 'live0']);
    await subscription.unsubscribe();
  });

  it('skips events hidden by metadata while catching up, and delivers all new events', async () => {
    const stream = await createStream(store, 5);
    await store.client.setStreamMetadata(stream, { maxCount: 2 });
    const subscription = watchSubscription(store.client.subscribeToStream(stream));
    await subscription.untilSeen('caughtUp');
    await store.client.appendToStream(stream, events(4, 'live'));
    await subscription.untilSeen('live3');
    expect(typesOf(subscription.events)).to.deep.equal(['e3', 'e4', 'live0', 'live1', 'live2', 'live3']);
    await subscription.unsubscribe();
  });

  it('resolves links of a stream on request', async () => {
    const target = await createStream(store, 1);
    const stream = newStreamName('links');
    const link = { ...binaryEvent({ type: '$>', data: Buffer.from(`0@${target}`) }) };
    await store.client.appendToStream(stream, link);
    const subscription = watchSubscription(store.client.subscribeToStream(stream, { resolveLinkTos: true }));
    await subscription.untilSeen('caughtUp');
    await store.client.appendToStream(stream, { ...link, id: crypto.randomUUID() });
    await subscription.until(() => subscription.events.length === 2);
    expect(subscription.events.map(({ event }) => event?.streamId)).to.deep.equal([target, target]);
    expect(subscription.events.map((event) => event.link?.revision)).to.deep.equal([0n, 1n]);
    await subscription.unsubscribe();
  });

  it('continues after a delete of its stream, and ends with StreamDeletedError after a tombstone', async () => {
    const stream = await createStream(store, 1);
    const subscription = watchSubscription(store.client.subscribeToStream(stream));
    await subscription.untilSeen('caughtUp');
    await store.client.deleteStream(stream);
    await store.client.appendToStream(stream, events(1, 'again'));
    await subscription.untilSeen('again0');
    await store.client.tombstoneStream(stream);
    expect(await subscription.failed()).to.be.instanceOf(StreamDeletedError);
    expect(subscription.seen).to.deep.equal(['confirmation', 'e0', 'caughtUp', 'again0', '$streamDeleted']);
  });

  it('rejects a subscription to a tombstoned stream without a confirmation', async () => {
    const stream = newStreamName();
    await store.client.tombstoneStream(stream);
    const subscription = watchSubscription(store.client.subscribeToStream(stream));
    expect(await subscription.failed()).to.be.instanceOf(StreamDeletedError);
    expect(subscription.seen).to.deep.equal([]);
  });

  it('ends without an error when the client unsubscribes while events arrive', async () => {
    const stream = await createStream(store, 500);
    const subscription = store.client.subscribeToStream(stream);
    let count = 0;
    for await (const _ of subscription) {
      if (++count === 50) await subscription.unsubscribe();
    }
    expect(count).to.be.within(50, 500);
  });

  it('delivers events to a stream pipeline', async () => {
    const subscription = store.client.subscribeToStream(await createStream(store, 100));
    let last: ResolvedEvent | undefined;
    const sink = new Writable({
      objectMode: true,
      write(event: ResolvedEvent, _encoding, done) {
        last = event;
        if (event.event?.revision === 99n) void subscription.unsubscribe();
        done();
      },
    });
    await pipeline(subscription, sink);
    expect(last?.event?.type).to.equal('e99');
  });

  it('delivers every event to a slow client while others write', async () => {
    const stream = newStreamName('slow');
    const data = new Uint8Array(100_000);
    const write = (count: number) =>
      Promise.all(
        Array.from({ length: count }, () => store.client.appendToStream(stream, binaryEvent({ type: 'big', data }))),
      );
    const subscription = store.client.subscribeToStream(stream, {}, { highWaterMark: 1 });
    const caughtUp = new Promise((resolve) => subscription.once('caughtUp', resolve));
    const iterator = subscription[Symbol.asyncIterator]();
    await caughtUp;
    await write(100);
    await write(200);
    for (let n = 0n; n < 300n; n++) {
      const { value } = await iterator.next();
      expect((value as ResolvedEvent).event?.revision).to.equal(n);
    }
    await subscription.unsubscribe();
  });
});
