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
import { appendWays, collect, events, expectError, newStreamName, typesOf, useEventStore } from '../support/store.ts';

describe('appending to a stream', () => {
  const store = useEventStore();

  for (const [way, options] of Object.entries(appendWays)) {
    describe(`by ${way}`, () => {
      it(`stores JSON data and metadata by ${way}`, async () => {
        const stream = newStreamName();
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

      it(`stores binary data and metadata unchanged by ${way}`, async () => {
        const stream = newStreamName();
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

      it(`returns the revision and position of the last event after a ${way}`, async () => {
        const stream = newStreamName();
        await store.client.appendToStream(stream, events(2), options);
        const result = await store.client.appendToStream(stream, events(3), options);
        const read = await collect(store.client.readStream(stream));
        expect(result.success).to.equal(true);
        expect(result.nextExpectedRevision).to.equal(4n);
        expect(read.at(-1)?.event?.position).to.deep.equal(result.position);
        expect(typesOf(read)).to.deep.equal(['e0', 'e1', 'e0', 'e1', 'e2']);
      });

      it(`accepts a ${way} without events`, async () => {
        const stream = newStreamName();
        expect((await store.client.appendToStream(stream, [], options)).success).to.equal(true);
        await store.client.appendToStream(stream, events(2), options);
        expect((await store.client.appendToStream(stream, [], options)).nextExpectedRevision).to.equal(1n);
      });

      describe('with an expected revision', () => {
        const met: [string, number, AppendExpectedRevision][] = [
          ['any revision of a new stream', 0, ANY],
          ['any revision of a stream with events', 2, ANY],
          ['no stream, for a new stream', 0, NO_STREAM],
          ['an existing stream, for a stream with events', 2, STREAM_EXISTS],
          ['the last revision of a stream', 2, 1n],
        ];
        for (const [title, existing, expectedRevision] of met) {
          it(`accepts a ${way} that expects ${title}`, async () => {
            const stream = newStreamName();
            if (existing > 0) await store.client.appendToStream(stream, events(existing), options);
            const result = await store.client.appendToStream(stream, events(1), { ...options, expectedRevision });
            expect(result.nextExpectedRevision).to.equal(BigInt(existing));
          });
        }

        const unmet: [string, number, AppendExpectedRevision, bigint | 'no_stream'][] = [
          ['no stream, for a stream with events', 2, NO_STREAM, 1n],
          ['an existing stream, for a new stream', 0, STREAM_EXISTS, 'no_stream'],
          ['a revision of a new stream', 0, 3n, 'no_stream'],
          ['a revision before the last one', 3, 1n, 2n],
          ['a revision after the last one', 3, 7n, 2n],
        ];
        for (const [title, existing, expectedRevision, actual] of unmet) {
          it(`rejects a ${way} that expects ${title}, naming both revisions`, async () => {
            const stream = newStreamName();
            if (existing > 0) await store.client.appendToStream(stream, events(existing), options);
            const append = store.client.appendToStream(stream, events(1), { ...options, expectedRevision });
            const error = await expectError(WrongExpectedVersionError, append);
            expect(error).to.include({ streamName: stream, expectedVersion: expectedRevision, actualVersion: actual });
          });
        }
      });

      describe('with the ids of an earlier append', () => {
        it(`writes a repeated ${way} once and returns the same result`, async () => {
          const stream = newStreamName();
          for (const expectedRevision of [NO_STREAM, 1n] as const) {
            const batch = events(2);
            const first = await store.client.appendToStream(stream, batch, { ...options, expectedRevision });
            expect(await store.client.appendToStream(stream, batch, { ...options, expectedRevision })).to.deep.equal(
              first,
            );
          }
          expect(await collect(store.client.readStream(stream))).to.have.length(4);
        });

        it(`rejects a repeated ${way} with an additional event`, async () => {
          const stream = newStreamName();
          const [known, ...more] = events(3);
          if (!known) throw new Error();
          await store.client.appendToStream(stream, known, { ...options, expectedRevision: NO_STREAM });
          const longer = store.client.appendToStream(stream, [known, ...more], {
            ...options,
            expectedRevision: NO_STREAM,
          });
          await expectError(WrongExpectedVersionError, longer);
        });

        it(`stores an id again in another stream, and twice within one ${way}`, async () => {
          const [stream, other] = [newStreamName(), newStreamName()];
          const twin = { ...jsonEvent({ type: 'twin', data: {} }), id: randomUUID() };
          await store.client.appendToStream(stream, [twin, twin], { ...options, expectedRevision: NO_STREAM });
          await store.client.appendToStream(other, twin, { ...options, expectedRevision: NO_STREAM });
          expect(await collect(store.client.readStream(stream))).to.have.length(2);
          expect(await collect(store.client.readStream(other))).to.have.length(1);
        });
      });
    });
  }

  it('stores the events of one append next to each other in $all', async () => {
    const appends = Array.from({ length: 20 }, (_, n) => {
      const batch = Array.from({ length: 5 }, () => jsonEvent({ type: `group${n}`, data: {} }));
      return store.client.appendToStream(newStreamName('group'), batch);
    });
    await Promise.all(appends);
    const groups = (await collect(store.client.readAll()))
      .map(({ event }) => event?.type)
      .filter((type) => type?.startsWith('group'));
    const changes = groups.filter((type, index) => type !== groups[index - 1]);
    expect(groups).to.have.length(100);
    expect(changes).to.have.length(20);
  });

  describe('with throwOnAppendFailure=false', () => {
    for (const [way, options] of Object.entries(appendWays)) {
      it(`returns a conflict of a ${way} as a result`, async () => {
        const client = EventStoreDBClient.connectionString(`${store.server.url}&throwOnAppendFailure=false`);
        try {
          const stream = newStreamName();
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
