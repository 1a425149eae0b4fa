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
import { collect, createStream, events, expectError, newStreamName, typesOf, useEventStore } from '../support/store.ts';

const lastOfAll = { direction: BACKWARDS, fromPosition: END, maxCount: 1 } as const;

describe('deleting a stream', () => {
  const store = useEventStore();

  it('hides the events of a deleted stream and returns the position of its metadata event', async () => {
    const stream = await createStream(store, 3);
    const { position } = await store.client.deleteStream(stream, { expectedRevision: 2n });
    await expectError(StreamNotFoundError, collect(store.client.readStream(stream)));
    const [last] = await collect(store.client.readAll(lastOfAll));
    expect(last?.event).to.deep.include({ streamId: `$$${stream}`, type: '$metadata', position });
  });

  it('rejects a delete with a wrong expected revision, naming both revisions', async () => {
    const stream = await createStream(store, 3);
    const conflict = await expectError(
      WrongExpectedVersionError,
      store.client.deleteStream(stream, { expectedRevision: 1n }),
    );
    expect(conflict).to.include({ streamName: stream, expectedVersion: 1n, actualVersion: 2n });
    await expectError(WrongExpectedVersionError, store.client.deleteStream(stream, { expectedRevision: NO_STREAM }));
  });

  it('rejects the delete of a stream that never existed', async () => {
    await expectError(WrongExpectedVersionError, store.client.deleteStream(newStreamName()));
    await expectError(
      WrongExpectedVersionError,
      store.client.deleteStream(newStreamName(), { expectedRevision: NO_STREAM }),
    );
  });

  it('deletes a stream that has only metadata', async () => {
    const stream = newStreamName();
    await store.client.setStreamMetadata(stream, { maxCount: 5 });
    const { position } = await store.client.deleteStream(stream, { expectedRevision: NO_STREAM });
    expect(position?.commit).to.be.a('bigint');
  });

  it('accepts a second delete of a stream', async () => {
    const stream = await createStream(store, 3);
    await store.client.deleteStream(stream);
    await store.client.deleteStream(stream);
    await expectError(StreamNotFoundError, collect(store.client.readStream(stream)));
  });

  for (const expectedRevision of ['any', NO_STREAM, 2n] as const) {
    it(`continues a deleted stream after its last revision when the writer expects ${expectedRevision}`, async () => {
      const stream = await createStream(store, 3);
      await store.client.deleteStream(stream);
      const result = await store.client.appendToStream(stream, events(2, 'new'), { expectedRevision });
      expect(result.nextExpectedRevision).to.equal(4n);
      const read = await collect(store.client.readStream(stream));
      expect(typesOf(read)).to.deep.equal(['new0', 'new1']);
      expect(read[0]?.event?.revision).to.equal(3n);
    });
  }

  it('rejects an append to a deleted stream that is expected to exist', async () => {
    const stream = await createStream(store, 3);
    await store.client.deleteStream(stream);
    const append = store.client.appendToStream(stream, events(1), { expectedRevision: STREAM_EXISTS });
    await expectError(StreamDeletedError, append);
  });

  it('drops the metadata of a deleted stream, but not metadata that is set after the delete', async () => {
    const stream = await createStream(store, 3);
    await store.client.setStreamMetadata(stream, { maxCount: 10, colour: 'red' });
    await store.client.deleteStream(stream);
    await store.client.setStreamMetadata(stream, { colour: 'blue' });
    await store.client.appendToStream(stream, events(1, 'new'));
    const { metadata } = await store.client.getStreamMetadata<{ colour: string }>(stream);
    expect(metadata).to.deep.equal({ colour: 'blue', truncateBefore: 3 });
    expect(typesOf(await collect(store.client.readStream(stream)))).to.deep.equal(['new0']);
  });
});

describe('tombstoning a stream', () => {
  const store = useEventStore();

  it('rejects every operation on a tombstoned stream, whose last event is $streamDeleted', async () => {
    const stream = newStreamName();
    await store.client.appendToStream(stream, events(2));
    const { position } = await store.client.tombstoneStream(stream, { expectedRevision: 1n });
    await expectError(StreamDeletedError, collect(store.client.readStream(stream)));
    await expectError(StreamDeletedError, store.client.appendToStream(stream, events(1)));
    await expectError(StreamDeletedError, store.client.deleteStream(stream));
    await expectError(StreamDeletedError, store.client.tombstoneStream(stream));
    const [last] = await collect(store.client.readAll(lastOfAll));
    expect(last?.event).to.deep.include({
      streamId: stream,
      type: '$streamDeleted',
      revision: 2n ** 63n - 1n,
      isJson: false,
      position,
    });
  });

  it('accepts metadata of a tombstoned stream, which stays tombstoned', async () => {
    const stream = newStreamName();
    await store.client.tombstoneStream(stream);
    expect((await store.client.setStreamMetadata(stream, { colour: 'red' })).success).to.equal(true);
    await expectError(StreamDeletedError, collect(store.client.readStream(stream)));
    await expectError(StreamDeletedError, store.client.appendToStream(stream, events(1)));
  });

  it('names a stream in an error as it is if its name is printable ASCII, else percent-encoded', async () => {
    for (const [stream, named] of [
      ['a/b c%2F', 'a/b c%2F'],
      ['größe', 'gr%C3%B6%C3%9Fe'],
    ] as const) {
      await store.client.tombstoneStream(stream);
      const error = await expectError(StreamDeletedError, store.client.tombstoneStream(stream));
      expect(error.streamName).to.equal(named);
    }
  });

  it('tombstones a stream that never existed', async () => {
    const stream = newStreamName();
    await store.client.tombstoneStream(stream, { expectedRevision: NO_STREAM });
    await expectError(StreamDeletedError, store.client.appendToStream(stream, events(1)));
  });

  it('rejects a tombstone with a wrong expected revision', async () => {
    const stream = newStreamName();
    await store.client.appendToStream(stream, events(2));
    const rejected = store.client.tombstoneStream(stream, { expectedRevision: 0n });
    expect(await expectError(WrongExpectedVersionError, rejected)).to.include({
      expectedVersion: 0n,
      actualVersion: 1n,
    });
    expect(await collect(store.client.readStream(stream))).to.have.length(2);
  });
});
