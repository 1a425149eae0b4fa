import { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { binaryEvent, END, type ResolvedEvent, StreamDeletedError } from '@eventstore/db-client';
import { expect } from 'chai';
import { aStream, events, typesOf, useEventStore } from './support/store.ts';
import { watch } from './support/watch.ts';

describe('subscribe to stream', () => {
  const store = useEventStore();
  const filled = async (count = 4) => {
    const stream = aStream();
    await store.client.appendToStream(stream, events(count));
    return stream;
  };

  it('confirms, delivers what is there, says caught up once, and goes on live', async () => {
    const stream = await filled();
    const subscription = watch(store.client.subscribeToStream(stream));
    await subscription.untilSeen('caughtUp');
    await store.client.appendToStream(stream, events(2, 'live'));
    await subscription.untilSeen('live1');
    expect(subscription.seen).to.deep.equal(['confirmation', 'e0', 'e1', 'e2', 'e3', 'caughtUp', 'live0', 'live1']);
    await subscription.unsubscribe();
  });

  it('starts behind the given revision', async () => {
    const subscription = watch(store.client.subscribeToStream(await filled(), { fromRevision: 1n }));
    await subscription.untilSeen('caughtUp');
    expect(subscription.seen).to.deep.equal(['confirmation', 'e2', 'e3', 'caughtUp']);
    await subscription.unsubscribe();
  });

  it('delivers only new events from the end', async () => {
    const stream = await filled();
    const subscription = watch(store.client.subscribeToStream(stream, { fromRevision: END }));
    await subscription.untilSeen('caughtUp');
    await store.client.appendToStream(stream, events(1, 'live'));
    await subscription.untilSeen('live0');
    expect(subscription.seen).to.deep.equal(['confirmation', 'caughtUp', 'live0']);
    await subscription.unsubscribe();
  });

  it('waits for a stream that does not exist yet, and for revisions past its end', async () => {
    const stream = aStream();
    const missing = watch(store.client.subscribeToStream(stream));
    const beyond = watch(store.client.subscribeToStream(stream, { fromRevision: 1n }));
    await Promise.all([missing.untilSeen('caughtUp'), beyond.untilSeen('caughtUp')]);
    await store.client.appendToStream(stream, events(3));
    await Promise.all([missing.untilSeen('e2'), beyond.untilSeen('e2')]);
    expect(missing.seen).to.deep.equal(['confirmation', 'caughtUp', 'e0', 'e1', 'e2']);
    expect(beyond.seen).to.deep.equal(['confirmation', 'caughtUp', 'e2']);
    await Promise.all([missing.unsubscribe(), beyond.unsubscribe()]);
  });

  it('delivers nothing of other streams', async () => {
    const stream = await filled(1);
    const subscription = watch(store.client.subscribeToStream(stream));
    await store.client.appendToStream(`${stream}-other`, events(1, 'other'));
    await store.client.appendToStream(stream, events(1, 'live'));
    await subscription.untilSeen('live0');
    expect(typesOf(subscription.events)).to.deep.equal(['e0', 'live0']);
    await subscription.unsubscribe();
  });

  it('passes over what metadata hides while catching up, and shows everything live', async () => {
    const stream = await filled(5);
    await store.client.setStreamMetadata(stream, { maxCount: 2 });
    const subscription = watch(store.client.subscribeToStream(stream));
    await subscription.untilSeen('caughtUp');
    await store.client.appendToStream(stream, events(4, 'live'));
    await subscription.untilSeen('live3');
    expect(typesOf(subscription.events)).to.deep.equal(['e3', 'e4', 'live0', 'live1', 'live2', 'live3']);
    await subscription.unsubscribe();
  });

  it('resolves links when asked to', async () => {
    const target = await filled(1);
    const stream = aStream('links');
    const link = { ...binaryEvent({ type: '$>', data: Buffer.from(`0@${target}`) }) };
    await store.client.appendToStream(stream, link);
    const subscription = watch(store.client.subscribeToStream(stream, { resolveLinkTos: true }));
    await subscription.untilSeen('caughtUp');
    await store.client.appendToStream(stream, { ...link, id: crypto.randomUUID() });
    await subscription.until(() => subscription.events.length === 2);
    expect(subscription.events.map(({ event }) => event?.streamId)).to.deep.equal([target, target]);
    expect(subscription.events.map((event) => event.link?.revision)).to.deep.equal([0n, 1n]);
    await subscription.unsubscribe();
  });

  it('stays open when its stream is deleted, and ends with the last event of a tombstoned one', async () => {
    const stream = await filled(1);
    const subscription = watch(store.client.subscribeToStream(stream));
    await subscription.untilSeen('caughtUp');
    await store.client.deleteStream(stream);
    await store.client.appendToStream(stream, events(1, 'again'));
    await subscription.untilSeen('again0');
    await store.client.tombstoneStream(stream);
    expect(await subscription.failed()).to.be.instanceOf(StreamDeletedError);
    expect(subscription.seen).to.deep.equal(['confirmation', 'e0', 'caughtUp', 'again0', '$streamDeleted']);
  });

  it('fails at once on a tombstoned stream, without a confirmation', async () => {
    const stream = aStream();
    await store.client.tombstoneStream(stream);
    const subscription = watch(store.client.subscribeToStream(stream));
    expect(await subscription.failed()).to.be.instanceOf(StreamDeletedError);
    expect(subscription.seen).to.deep.equal([]);
  });

  it('ends cleanly when unsubscribed, also while events are under way', async () => {
    const stream = await filled(500);
    const subscription = store.client.subscribeToStream(stream);
    let count = 0;
    for await (const _ of subscription) {
      if (++count === 50) await subscription.unsubscribe();
    }
    expect(count).to.be.within(50, 500);
  });

  it('feeds a pipeline', async () => {
    const subscription = store.client.subscribeToStream(await filled(100));
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

  it('loses nothing for a reader that is slow while others write', async () => {
    const stream = aStream('slow');
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
    await write(600);
    for (let n = 0n; n < 700n; n++) {
      const { value } = await iterator.next();
      expect((value as ResolvedEvent).event?.revision).to.equal(n);
    }
    await subscription.unsubscribe();
  });
});
