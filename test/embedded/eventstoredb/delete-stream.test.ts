import {
  BACKWARDS,
  END,
  NO_STREAM,
  STREAM_EXISTS,
  StreamDeletedError,
  StreamNotFoundError,
  WrongExpectedVersionError,
} from '@eventstore/db-client';
import { expect } from 'chai';
import { aStream, collect, events, failsWith, typesOf, useEventStore } from './support/store.ts';

const lastOfAll = { direction: BACKWARDS, fromPosition: END, maxCount: 1 } as const;

describe('delete stream', () => {
  const store = useEventStore();
  const filled = async (count = 3) => {
    const stream = aStream();
    await store.client.appendToStream(stream, events(count));
    return stream;
  };

  it('hides the events of a stream and answers the position of its mark', async () => {
    const stream = await filled();
    const { position } = await store.client.deleteStream(stream, { expectedRevision: 2n });
    await failsWith(StreamNotFoundError, collect(store.client.readStream(stream)));
    const [mark] = await collect(store.client.readAll(lastOfAll));
    expect(mark?.event).to.deep.include({ streamId: `$$${stream}`, type: '$metadata', position });
  });

  it('refuses an unmet expectation, naming both versions', async () => {
    const stream = await filled();
    const behind = await failsWith(
      WrongExpectedVersionError,
      store.client.deleteStream(stream, { expectedRevision: 1n }),
    );
    expect(behind).to.include({ streamName: stream, expectedVersion: 1n, actualVersion: 2n });
    await failsWith(WrongExpectedVersionError, store.client.deleteStream(stream, { expectedRevision: NO_STREAM }));
  });

  it('refuses a stream that never existed, whatever is expected', async () => {
    await failsWith(WrongExpectedVersionError, store.client.deleteStream(aStream()));
    await failsWith(WrongExpectedVersionError, store.client.deleteStream(aStream(), { expectedRevision: NO_STREAM }));
  });

  it('deletes a stream that has only metadata', async () => {
    const stream = aStream();
    await store.client.setStreamMetadata(stream, { maxCount: 5 });
    const { position } = await store.client.deleteStream(stream, { expectedRevision: NO_STREAM });
    expect(position?.commit).to.be.a('bigint');
  });

  it('can be done twice', async () => {
    const stream = await filled();
    await store.client.deleteStream(stream);
    await store.client.deleteStream(stream);
    await failsWith(StreamNotFoundError, collect(store.client.readStream(stream)));
  });

  for (const expectedRevision of ['any', NO_STREAM, 2n] as const) {
    it(`lets the stream go on behind its old events, expecting ${expectedRevision}`, async () => {
      const stream = await filled();
      await store.client.deleteStream(stream);
      const result = await store.client.appendToStream(stream, events(2, 'new'), { expectedRevision });
      expect(result.nextExpectedRevision).to.equal(4n);
      const read = await collect(store.client.readStream(stream));
      expect(typesOf(read)).to.deep.equal(['new0', 'new1']);
      expect(read[0]?.event?.revision).to.equal(3n);
    });
  }

  it('refuses to append to a deleted stream that is expected to exist', async () => {
    const stream = await filled();
    await store.client.deleteStream(stream);
    const append = store.client.appendToStream(stream, events(1), { expectedRevision: STREAM_EXISTS });
    await failsWith(StreamDeletedError, append);
  });

  it('drops the former metadata, and keeps what is set before the stream goes on', async () => {
    const stream = await filled();
    await store.client.setStreamMetadata(stream, { maxCount: 10, colour: 'red' });
    await store.client.deleteStream(stream);
    await store.client.setStreamMetadata(stream, { colour: 'blue' });
    await store.client.appendToStream(stream, events(1, 'new'));
    const { metadata } = await store.client.getStreamMetadata<{ colour: string }>(stream);
    expect(metadata).to.deep.equal({ colour: 'blue', truncateBefore: 3 });
    expect(typesOf(await collect(store.client.readStream(stream)))).to.deep.equal(['new0']);
  });
});

describe('tombstone stream', () => {
  const store = useEventStore();

  it('ends a stream for ever, leaving a last event in $all', async () => {
    const stream = aStream();
    await store.client.appendToStream(stream, events(2));
    const { position } = await store.client.tombstoneStream(stream, { expectedRevision: 1n });
    await failsWith(StreamDeletedError, collect(store.client.readStream(stream)));
    await failsWith(StreamDeletedError, store.client.appendToStream(stream, events(1)));
    await failsWith(StreamDeletedError, store.client.setStreamMetadata(stream, {}));
    await failsWith(StreamDeletedError, store.client.deleteStream(stream));
    await failsWith(StreamDeletedError, store.client.tombstoneStream(stream));
    const [last] = await collect(store.client.readAll(lastOfAll));
    expect(last?.event).to.deep.include({
      streamId: stream,
      type: '$streamDeleted',
      revision: 2n ** 63n - 1n,
      isJson: false,
      position,
    });
  });

  it('works on a stream that never existed', async () => {
    const stream = aStream();
    await store.client.tombstoneStream(stream, { expectedRevision: NO_STREAM });
    await failsWith(StreamDeletedError, store.client.appendToStream(stream, events(1)));
  });

  it('refuses an unmet expectation', async () => {
    const stream = aStream();
    await store.client.appendToStream(stream, events(2));
    const refused = store.client.tombstoneStream(stream, { expectedRevision: 0n });
    expect(await failsWith(WrongExpectedVersionError, refused)).to.include({ expectedVersion: 0n, actualVersion: 1n });
    expect(await collect(store.client.readStream(stream))).to.have.length(2);
  });
});
