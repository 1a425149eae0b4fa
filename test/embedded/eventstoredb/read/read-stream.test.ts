import {
  BACKWARDS,
  END,
  jsonEvent,
  START,
  StreamDeletedError,
  StreamNotFoundError,
  UnknownError,
} from '@eventstore/db-client';
import { expect } from 'chai';
import { collect, createStream, events, expectError, newStreamName, typesOf, useEventStore } from '../support/store.ts';

describe('reading a stream', () => {
  const store = useEventStore();

  it('reads all events of a stream in order from the start', async () => {
    const read = await collect(store.client.readStream(await createStream(store, 200)));
    expect(read.map(({ event }) => event?.revision)).to.deep.equal(Array.from({ length: 200 }, (_, n) => BigInt(n)));
  });

  it('reads a stream forwards from a revision (inclusive)', async () => {
    const read = await collect(store.client.readStream(await createStream(store, 10), { fromRevision: 7n }));
    expect(typesOf(read)).to.deep.equal(['e7', 'e8', 'e9']);
  });

  it('reads a stream backwards from the end or from a revision (inclusive)', async () => {
    const stream = await createStream(store, 10);
    const fromEnd = store.client.readStream(stream, { direction: BACKWARDS, fromRevision: END, maxCount: 2 });
    const fromRevision = store.client.readStream(stream, { direction: BACKWARDS, fromRevision: 2n });
    expect(typesOf(await collect(fromEnd))).to.deep.equal(['e9', 'e8']);
    expect(typesOf(await collect(fromRevision))).to.deep.equal(['e2', 'e1', 'e0']);
  });

  it('reads at most the maximum number of events', async () => {
    const read = await collect(
      store.client.readStream(await createStream(store, 100), { fromRevision: 10n, maxCount: 70 }),
    );
    expect(read).to.have.length(70);
    expect(read.at(-1)?.event?.type).to.equal('e79');
  });

  it('reads only the first event backwards from the start, and the last events from beyond the end', async () => {
    const stream = await createStream(store, 10);
    const fromStart = store.client.readStream(stream, { direction: BACKWARDS, fromRevision: START });
    const fromBeyond = store.client.readStream(stream, { direction: BACKWARDS, fromRevision: 99n, maxCount: 1 });
    expect(typesOf(await collect(fromStart))).to.deep.equal(['e0']);
    expect(typesOf(await collect(fromBeyond))).to.deep.equal(['e9']);
  });

  it('returns no events beyond the end of a stream', async () => {
    const stream = await createStream(store, 10);
    expect(await collect(store.client.readStream(stream, { fromRevision: 99n }))).to.deep.equal([]);
    expect(await collect(store.client.readStream(stream, { maxCount: 0 }))).to.deep.equal([]);
  });

  it('rejects a read forwards from the end, whether or not the stream exists', async () => {
    for (const stream of [await createStream(store, 1), newStreamName()]) {
      await expectError(UnknownError, collect(store.client.readStream(stream, { fromRevision: END })));
    }
  });

  it('reports a stream that does not exist', async () => {
    const error = await expectError(StreamNotFoundError, collect(store.client.readStream('never-written')));
    expect(error.streamName).to.equal('never-written');
  });

  it('reports a tombstoned stream', async () => {
    const stream = await createStream(store, 10);
    await store.client.tombstoneStream(stream);
    const error = await expectError(StreamDeletedError, collect(store.client.readStream(stream)));
    expect(error.streamName).to.equal(stream);
  });

  it('returns the position that the append of the event returned', async () => {
    const stream = newStreamName();
    const { position } = await store.client.appendToStream(stream, events(1));
    const [read] = await collect(store.client.readStream(stream));
    expect(read?.event?.position).to.deep.equal(position);
    expect(read?.commitPosition).to.equal(position?.commit);
  });

  describe('with links', () => {
    const link = (target: string) => ({
      ...jsonEvent({ type: '$>', data: {} }),
      contentType: 'application/octet-stream' as const,
      data: Buffer.from(target),
    });
    const linked = async (...targets: string[]) => {
      const stream = newStreamName('links');
      await store.client.appendToStream(stream, targets.map(link));
      return stream;
    };

    it('resolves a link and returns both the link and its target', async () => {
      const target = await createStream(store, 10);
      const stream = await linked(`4@${target}`);
      const [read] = await collect(store.client.readStream(stream, { resolveLinkTos: true }));
      expect(read?.event).to.include({ streamId: target, revision: 4n, type: 'e4' });
      expect(read?.link).to.include({ streamId: stream, revision: 0n, type: '$>' });
      expect(read?.commitPosition).to.equal(read?.link?.position?.commit);
    });

    it('returns a link as an event when it is not asked to resolve links', async () => {
      const [read] = await collect(store.client.readStream(await linked(`4@${await createStream(store, 10)}`)));
      expect(read?.event?.type).to.equal('$>');
      expect(read?.link).to.equal(undefined);
    });

    it('returns a link without an event if its target is missing, truncated, deleted or malformed', async () => {
      const [truncated, deleted, tombstoned] = [
        await createStream(store, 10),
        await createStream(store, 10),
        await createStream(store, 10),
      ];
      await store.client.setStreamMetadata(truncated, { truncateBefore: 5 });
      await store.client.deleteStream(deleted);
      await store.client.tombstoneStream(tombstoned);
      const stream = await linked(`99@${truncated}`, `4@${truncated}`, `4@${deleted}`, `4@${tombstoned}`, 'nonsense');
      const read = await collect(store.client.readStream(stream, { resolveLinkTos: true }));
      expect(read.map(({ event }) => event)).to.deep.equal(Array(5).fill(undefined));
      expect(read.map(({ link: returned }) => returned?.type)).to.deep.equal(Array(5).fill('$>'));
    });

    it('splits a link at its first @, and does not resolve a link to a link', async () => {
      const target = newStreamName('at@sign');
      await store.client.appendToStream(target, events(1));
      const stream = await linked(`0@${target}`);
      const [direct] = await collect(store.client.readStream(stream, { resolveLinkTos: true }));
      const [indirect] = await collect(store.client.readStream(await linked(`0@${stream}`), { resolveLinkTos: true }));
      expect(direct?.event?.streamId).to.equal(target);
      expect(indirect?.event?.type).to.equal('$>');
    });
  });
});
