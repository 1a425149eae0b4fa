import { randomUUID } from 'node:crypto';
import {
  ANY,
  type AppendExpectedRevision,
  binaryEvent,
  EventStoreDBClient,
  jsonEvent,
  NO_STREAM,
  STREAM_EXISTS,
  WrongExpectedVersionError,
} from '@eventstore/db-client';
import { expect } from 'chai';
import { aStream, collect, events, failsWith, typesOf, useEventStore } from './support/store.ts';

describe('append to stream', () => {
  const store = useEventStore();
  // Credentials on the call make the client use the classic Append instead of BatchAppend.
  const ways = { 'by batch append': {}, 'by classic append': { credentials: { username: 'a', password: 'b' } } };

  for (const [way, options] of Object.entries(ways)) {
    describe(way, () => {
      it('stores JSON data and its metadata', async () => {
        const stream = aStream();
        const event = jsonEvent({ type: 'kept', data: { nested: [1, 'zwei', null] }, metadata: { by: 'me' } });
        await store.client.appendToStream(stream, event, options);
        const [read] = await collect(store.client.readStream(stream));
        expect(read?.event).to.deep.include({
          id: event.id,
          type: 'kept',
          streamId: stream,
          revision: 0n,
          isJson: true,
          data: { nested: [1, 'zwei', null] },
          metadata: { by: 'me' },
        });
      });

      it('stores bytes as they are, beside JSON or binary metadata', async () => {
        const stream = aStream();
        const data = Uint8Array.from({ length: 256 }, (_, byte) => byte);
        await store.client.appendToStream(
          stream,
          [
            binaryEvent({ type: 'bytes', data }),
            binaryEvent({ type: 'json-metadata', data, metadata: { a: 1 } }),
            jsonEvent({ type: 'bytes-metadata', data: {}, metadata: data }),
          ],
          options,
        );
        const [bytes, jsonMetadata, bytesMetadata] = await collect(store.client.readStream(stream));
        expect(bytes?.event?.isJson).to.equal(false);
        expect(bytes?.event?.data).to.deep.equal(data);
        expect(bytes?.event?.metadata).to.equal(undefined);
        expect(jsonMetadata?.event?.metadata).to.deep.equal({ a: 1 });
        expect(bytesMetadata?.event?.metadata).to.deep.equal(data);
      });

      it('answers with the revision and position of the last event', async () => {
        const stream = aStream();
        await store.client.appendToStream(stream, events(2), options);
        const result = await store.client.appendToStream(stream, events(3), options);
        const read = await collect(store.client.readStream(stream));
        expect(result.success).to.equal(true);
        expect(result.nextExpectedRevision).to.equal(4n);
        expect(read.at(-1)?.event?.position).to.deep.equal(result.position);
        expect(typesOf(read)).to.deep.equal(['e0', 'e1', 'e0', 'e1', 'e2']);
      });

      it('accepts an append of nothing', async () => {
        const stream = aStream();
        expect((await store.client.appendToStream(stream, [], options)).success).to.equal(true);
        await store.client.appendToStream(stream, events(2), options);
        expect((await store.client.appendToStream(stream, [], options)).nextExpectedRevision).to.equal(1n);
      });

      describe('with an expected revision', () => {
        const met: [string, number, AppendExpectedRevision][] = [
          ['any on a new stream', 0, ANY],
          ['any on a stream with events', 2, ANY],
          ['no_stream on a new stream', 0, NO_STREAM],
          ['stream_exists on a stream with events', 2, STREAM_EXISTS],
          ['the last revision', 2, 1n],
        ];
        for (const [title, existing, expectedRevision] of met) {
          it(`writes on ${title}`, async () => {
            const stream = aStream();
            if (existing > 0) await store.client.appendToStream(stream, events(existing), options);
            const result = await store.client.appendToStream(stream, events(1), { ...options, expectedRevision });
            expect(result.nextExpectedRevision).to.equal(BigInt(existing));
          });
        }

        const unmet: [string, number, AppendExpectedRevision, bigint | 'no_stream'][] = [
          ['no_stream on a stream with events', 2, NO_STREAM, 1n],
          ['stream_exists on a new stream', 0, STREAM_EXISTS, 'no_stream'],
          ['a revision on a new stream', 0, 3n, 'no_stream'],
          ['a revision behind the last', 3, 1n, 2n],
          ['a revision past the last', 3, 7n, 2n],
        ];
        for (const [title, existing, expectedRevision, actual] of unmet) {
          it(`refuses ${title}, naming both versions`, async () => {
            const stream = aStream();
            if (existing > 0) await store.client.appendToStream(stream, events(existing), options);
            const append = store.client.appendToStream(stream, events(1), { ...options, expectedRevision });
            const error = await failsWith(WrongExpectedVersionError, append);
            expect(error).to.include({ streamName: stream, expectedVersion: expectedRevision, actualVersion: actual });
          });
        }
      });

      describe('again with the same ids', () => {
        it('answers the first result and writes nothing, for exact revisions and no_stream', async () => {
          const stream = aStream();
          for (const expectedRevision of [NO_STREAM, 1n] as const) {
            const batch = events(2);
            const first = await store.client.appendToStream(stream, batch, { ...options, expectedRevision });
            expect(await store.client.appendToStream(stream, batch, { ...options, expectedRevision })).to.deep.equal(
              first,
            );
          }
          expect(await collect(store.client.readStream(stream))).to.have.length(4);
        });

        it('refuses a repetition that brings something new', async () => {
          const stream = aStream();
          const [known, ...more] = events(3);
          if (!known) throw new Error();
          await store.client.appendToStream(stream, known, { ...options, expectedRevision: NO_STREAM });
          const longer = store.client.appendToStream(stream, [known, ...more], {
            ...options,
            expectedRevision: NO_STREAM,
          });
          await failsWith(WrongExpectedVersionError, longer);
        });

        it('writes an id anew in another stream, and twice in one append', async () => {
          const [stream, other] = [aStream(), aStream()];
          const twin = { ...jsonEvent({ type: 'twin', data: {} }), id: randomUUID() };
          await store.client.appendToStream(stream, [twin, twin], { ...options, expectedRevision: NO_STREAM });
          await store.client.appendToStream(other, twin, { ...options, expectedRevision: NO_STREAM });
          expect(await collect(store.client.readStream(stream))).to.have.length(2);
          expect(await collect(store.client.readStream(other))).to.have.length(1);
        });
      });
    });
  }

  it('makes the events of one append visible together and adjacent in $all', async () => {
    const appends = Array.from({ length: 20 }, (_, n) => {
      const batch = Array.from({ length: 5 }, () => jsonEvent({ type: `group${n}`, data: {} }));
      return store.client.appendToStream(aStream('group'), batch);
    });
    await Promise.all(appends);
    const groups = (await collect(store.client.readAll()))
      .map(({ event }) => event?.type)
      .filter((type) => type?.startsWith('group'));
    const changes = groups.filter((type, index) => type !== groups[index - 1]);
    expect(groups).to.have.length(100);
    expect(changes).to.have.length(20);
  });

  describe('when failing is turned off', () => {
    for (const [way, options] of Object.entries(ways)) {
      it(`reports a conflict as a result, ${way}`, async () => {
        const client = EventStoreDBClient.connectionString(`${store.server.url}&throwOnAppendFailure=false`);
        try {
          const stream = aStream();
          await client.appendToStream(stream, events(2), options);
          const result = await client.appendToStream(stream, events(1), { ...options, expectedRevision: NO_STREAM });
          expect(result).to.include({ success: false, nextExpectedRevision: 1n });
        } finally {
          await client.dispose();
        }
      });
    }
  });
});
