import { once } from 'node:events';
import { StreamNotFoundError } from '@eventstore/db-client';
import { type ServiceError, status } from '@grpc/grpc-js';
import { expect } from 'chai';
import { appendRequests, Empty, type RawAppend, readAllRequest, UUIDOption, useRawClient } from '../support/raw.ts';
import { collect, events, expectError, newStreamName, useEventStore } from '../support/store.ts';

describe('raw append requests', () => {
  const store = useEventStore();
  const raw = useRawClient(store);

  const append = (request: RawAppend) =>
    new Promise<void>((resolve, reject) => {
      const call = raw().append((error) => (error ? reject(error) : resolve()));
      for (const message of appendRequests(request)) call.write(message);
      call.end();
    });
  const errorOf = (request: RawAppend) =>
    append(request).then(
      () => undefined,
      (error: ServiceError) => error,
    );

  it('accepts structured and upper-case ids, and returns them as lower-case text', async () => {
    const stream = newStreamName();
    const ids = ['f0e1d2c3-b4a5-4697-8877-665544332211', '0ABCDEF0-0000-4000-8000-00000000000F'];
    await append({ stream, events: [{ id: ids[0] ?? '' }], idForm: 'structured' });
    await append({ stream, events: [{ id: ids[1] ?? '' }] });
    const read = await collect(store.client.readStream(stream));
    expect(read.map(({ event }) => event?.id)).to.deep.equal(ids.map((text) => text.toLowerCase()));
  });

  it('returns structured ids on request', async () => {
    const eventId = 'f0e1d2c3-b4a5-4697-8877-665544332211';
    await append({
      stream: newStreamName(),
      events: [{ id: eventId, metadata: { type: 'structured', 'content-type': '' } }],
    });
    const uuids = new UUIDOption();
    uuids.setStructured(new Empty());
    const read = await collect(raw().read(readAllRequest(1000, (options) => options.setUuidOption(uuids))));
    const structured = read
      .map((response) => response.getEvent()?.getEvent())
      .find((event) => event?.getMetadataMap().get('type') === 'structured')
      ?.getId()
      ?.getStructured();
    expect([structured?.getMostSignificantBits(), structured?.getLeastSignificantBits()]).to.deep.equal([
      String(BigInt.asIntN(64, 0xf0e1d2c3b4a54697n)),
      String(BigInt.asIntN(64, 0x8877665544332211n)),
    ]);
  });

  it('names the required properties if an event lacks one', async () => {
    for (const metadata of [{ type: 't' }, { 'content-type': 'application/json' }]) {
      const error = await errorOf({ stream: newStreamName(), events: [{ metadata }] });
      expect(error?.code).to.equal(status.INVALID_ARGUMENT);
      expect(error?.metadata.get('exception')).to.deep.equal(['missing-required-metadata-property']);
      expect(error?.metadata.get('required-metadata-properties')).to.deep.equal(['type,content-type']);
    }
  });

  it('answers UNKNOWN to malformed ids and the nil id', async () => {
    for (const eventId of ['nonsense', '00000000-0000-0000-0000-000000000000']) {
      expect((await errorOf({ stream: newStreamName(), events: [{ id: eventId }] }))?.code).to.equal(status.UNKNOWN);
    }
  });

  it('stores malformed JSON unchanged, and treats every content type except JSON as binary', async () => {
    const stream = newStreamName();
    const typed = (contentType: string, data: string) => ({
      metadata: { type: 't', 'content-type': contentType },
      data,
    });
    await append({ stream, events: [typed('application/json', '{"a" : 1.0,'), typed('text/html', '{"a": 1}')] });
    const [malformed, other] = await collect(store.client.readStream(stream));
    expect(malformed?.event).to.deep.include({ isJson: true, data: '{"a" : 1.0,' });
    expect(other?.event?.isJson).to.equal(false);
  });

  it('percent-encodes the stream name in error trailers, which must be ASCII', async () => {
    const stream = newStreamName('Übung');
    await store.client.tombstoneStream(stream);
    const error = await errorOf({ stream, events: [{}] });
    expect(error?.metadata.get('stream-name')).to.deep.equal([encodeURIComponent(stream)]);
  });

  it('writes nothing of a classic append that is cancelled before it is complete', async () => {
    const stream = newStreamName();
    const call = raw().append(() => {});
    const cancelled = once(call, 'error').catch((error: unknown) => error);
    for (const message of appendRequests({ stream, events: [{}, {}] })) call.write(message);
    call.cancel();
    await Promise.race([cancelled, store.client.appendToStream(newStreamName(), events(1))]);
    await store.client.appendToStream(newStreamName(), events(1));
    await expectError(StreamNotFoundError, collect(store.client.readStream(stream)));
  });

  it('answers UNKNOWN to a classic append without options', async () => {
    const code = await new Promise((resolve) => {
      raw()
        .append((error) => resolve(error?.code))
        .end();
    });
    expect(code).to.equal(status.UNKNOWN);
  });
});
