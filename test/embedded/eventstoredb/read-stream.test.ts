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
import { aStream, collect, events, failsWith, typesOf, useEventStore } from './support/store.ts';

describe('read stream', () => {
  const store = useEventStore();
  const filled = async (count = 10) => {
    const stream = aStream();
    await store.client.appendToStream(stream, events(count));
    return stream;
  };

  it('reads all events in order from the start', async () => {
    const read = await collect(store.client.readStream(await filled(200)));
    expect(read.map(({ event }) => event?.revision)).to.deep.equal(Array.from({ length: 200 }, (_, n) => BigInt(n)));
  });

  it('reads forwards from a revision, inclusive', async () => {
    const read = await collect(store.client.readStream(await filled(), { fromRevision: 7n }));
    expect(typesOf(read)).to.deep.equal(['e7', 'e8', 'e9']);
  });

  it('reads backwards from the end and from a revision, inclusive', async () => {
    const stream = await filled();
    const fromEnd = store.client.readStream(stream, { direction: BACKWARDS, fromRevision: END, maxCount: 2 });
    const fromRevision = store.client.readStream(stream, { direction: BACKWARDS, fromRevision: 2n });
    expect(typesOf(await collect(fromEnd))).to.deep.equal(['e9', 'e8']);
    expect(typesOf(await collect(fromRevision))).to.deep.equal(['e2', 'e1', 'e0']);
  });

  it('reads no more than the maximum count', async () => {
    const read = await collect(store.client.readStream(await filled(100), { fromRevision: 10n, maxCount: 70 }));
    expect(read).to.have.length(70);
    expect(read.at(-1)?.event?.type).to.equal('e79');
  });

  it('reads backwards from the start the first event only, and past the end the last ones', async () => {
    const stream = await filled();
    const fromStart = store.client.readStream(stream, { direction: BACKWARDS, fromRevision: START });
    const fromBeyond = store.client.readStream(stream, { direction: BACKWARDS, fromRevision: 99n, maxCount: 1 });
    expect(typesOf(await collect(fromStart))).to.deep.equal(['e0']);
    expect(typesOf(await collect(fromBeyond))).to.deep.equal(['e9']);
  });

  it('finds nothing past the end, without an error, and refuses to read forwards from it', async () => {
    const stream = await filled();
    expect(await collect(store.client.readStream(stream, { fromRevision: 99n }))).to.deep.equal([]);
    expect(await collect(store.client.readStream(stream, { maxCount: 0 }))).to.deep.equal([]);
    await failsWith(UnknownError, collect(store.client.readStream(stream, { fromRevision: END })));
  });

  it('fails on a stream that does not exist', async () => {
    const error = await failsWith(StreamNotFoundError, collect(store.client.readStream('never-written')));
    expect(error.streamName).to.equal('never-written');
  });

  it('fails on a tombstoned stream', async () => {
    const stream = await filled();
    await store.client.tombstoneStream(stream);
    const error = await failsWith(StreamDeletedError, collect(store.client.readStream(stream)));
    expect(error.streamName).to.equal(stream);
  });

  it('gives events the position that their append answered', async () => {
    const stream = aStream();
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
      const stream = aStream('links');
      await store.client.appendToStream(stream, targets.map(link));
      return stream;
    };

    it('resolves a link to its event, and shows where both stand', async () => {
      const target = await filled();
      const stream = await linked(`4@${target}`);
      const [read] = await collect(store.client.readStream(stream, { resolveLinkTos: true }));
      expect(read?.event).to.include({ streamId: target, revision: 4n, type: 'e4' });
      expect(read?.link).to.include({ streamId: stream, revision: 0n, type: '$>' });
      expect(read?.commitPosition).to.equal(read?.link?.position?.commit);
    });

    it('shows the link itself when not asked to resolve it', async () => {
      const [read] = await collect(store.client.readStream(await linked(`4@${await filled()}`)));
      expect(read?.event?.type).to.equal('$>');
      expect(read?.link).to.equal(undefined);
    });

    it('shows the link alone when its target is missing, truncated, deleted or malformed', async () => {
      const [truncated, deleted, tombstoned] = [await filled(), await filled(), await filled()];
      await store.client.setStreamMetadata(truncated, { truncateBefore: 5 });
      await store.client.deleteStream(deleted);
      await store.client.tombstoneStream(tombstoned);
      const stream = await linked(`99@${truncated}`, `4@${truncated}`, `4@${deleted}`, `4@${tombstoned}`, 'nonsense');
      const read = await collect(store.client.readStream(stream, { resolveLinkTos: true }));
      expect(read.map(({ event }) => event)).to.deep.equal(Array(5).fill(undefined));
      expect(read.map(({ link: shown }) => shown?.type)).to.deep.equal(Array(5).fill('$>'));
    });

    it('splits a link at its first @, and resolves one level only', async () => {
      const target = aStream('at@sign');
      await store.client.appendToStream(target, events(1));
      const stream = await linked(`0@${target}`);
      const [direct] = await collect(store.client.readStream(stream, { resolveLinkTos: true }));
      const [indirect] = await collect(store.client.readStream(await linked(`0@${stream}`), { resolveLinkTos: true }));
      expect(direct?.event?.streamId).to.equal(target);
      expect(indirect?.event?.type).to.equal('$>');
    });
  });
});
