import { once } from 'node:events';
import { StreamNotFoundError } from '@eventstore/db-client';
import { type ServiceError, status } from '@grpc/grpc-js';
import { expect } from 'chai';
import {
  appendRequests,
  basic,
  batch,
  batchRequest,
  Empty,
  FilterOptions,
  type RawAppend,
  rawClient,
  readAllRequest,
  UUIDOption,
} from './support/raw.ts';
import { aStream, collect, events, failsWith, useEventStore } from './support/store.ts';

const id = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;

describe('the protocol of batch append', () => {
  const store = useEventStore();
  let raw: ReturnType<typeof rawClient>;
  before(() => {
    raw = rawClient(store.server.port);
  });
  after(() => raw.close());

  it('puts interleaved requests together by correlation id, one reply each', async () => {
    const [one, two] = [aStream(), aStream()];
    const replies = await batch(raw.batchAppend(), [
      { correlationId: id(1), stream: one, events: [{}] },
      { correlationId: id(2), stream: two, events: [{}, {}] },
      { correlationId: id(1), events: [{}, {}] },
      { correlationId: id(2), isFinal: true },
      { correlationId: id(1), events: [{}], isFinal: true },
    ]);
    expect(replies).to.have.deep.members([
      { correlationId: id(1), revision: '3' },
      { correlationId: id(2), revision: '1' },
    ]);
    expect(await collect(store.client.readStream(one))).to.have.length(4);
    expect(await collect(store.client.readStream(two))).to.have.length(2);
  });

  it('answers Timeout to an append that is overdue on arrival or not complete by its deadline', async () => {
    const stream = aStream();
    const requests = [
      { correlationId: id(1), stream, deadline: Date.now() - 1, events: [{}], isFinal: true },
      { correlationId: id(2), stream, deadline: Date.now() + 100, events: [{}] },
    ];
    const replies = await batch(raw.batchAppend(), requests, false);
    expect(replies).to.deep.equal([
      { correlationId: id(1), error: 'Timeout' },
      { correlationId: id(2), error: 'Timeout' },
    ]);
    await failsWith(StreamNotFoundError, collect(store.client.readStream(stream)));
  });

  it('does not take a deadline of a year for one that has passed', async () => {
    const request = {
      correlationId: id(1),
      stream: aStream(),
      deadline: Date.now() + 365 * 86_400_000,
      events: [{}],
      isFinal: true,
    };
    expect(await batch(raw.batchAppend(), [request])).to.deep.equal([{ correlationId: id(1), revision: '0' }]);
  });

  it('answers an append once, and ignores what comes after its refusal', async () => {
    const stream = aStream();
    const replies = await batch(raw.batchAppend(), [
      { correlationId: id(1), stream, events: [{ data: 'x'.repeat(1_100_000) }] },
      { correlationId: id(1), events: [{}] },
      { correlationId: id(1), events: [{}], isFinal: true },
      { correlationId: id(2), stream: '$all', events: [{}], isFinal: true },
    ]);
    expect(replies).to.deep.equal([
      { correlationId: id(1), error: 'MaximumAppendSizeExceeded' },
      { correlationId: id(2), error: 'AccessDenied' },
    ]);
    await failsWith(StreamNotFoundError, collect(store.client.readStream(stream)));
  });

  it('answers BadRequest to malformed ids, missing properties and names, and goes on', async () => {
    const stream = aStream();
    const replies = await batch(raw.batchAppend(), [
      { correlationId: 'nonsense', stream, events: [{}], isFinal: true },
      { correlationId: id(2), stream, events: [{ id: 'nonsense' }], isFinal: true },
      { correlationId: id(3), stream, events: [{ metadata: { type: 't' } }], isFinal: true },
      { correlationId: id(4), stream: '', events: [{}], isFinal: true },
      { correlationId: id(5), stream, events: [{}], isFinal: true },
    ]);
    expect(replies.map(({ error }) => error)).to.deep.equal([...Array(4).fill('BadRequest'), undefined]);
  });

  it('answers what is incomplete when the client ends, and finishes what is pending', async () => {
    const stream = aStream();
    const replies = await batch(raw.batchAppend(), [
      { correlationId: id(1), stream, events: [{}] },
      { correlationId: id(2), stream, events: [{}], isFinal: true },
    ]);
    expect(replies).to.have.deep.members([
      { correlationId: id(1), error: 'BadRequest' },
      { correlationId: id(2), revision: '0' },
    ]);
  });

  it('drops incomplete appends of a client that goes away', async () => {
    const stream = aStream();
    const call = raw.batchAppend();
    call.on('error', () => {});
    call.write(batchRequest({ correlationId: id(1), stream: aStream(), events: [{}], isFinal: true }));
    call.write(batchRequest({ correlationId: id(2), stream, events: [{}] }));
    await once(call, 'data');
    call.cancel();
    await store.client.appendToStream(aStream(), events(1));
    await failsWith(StreamNotFoundError, collect(store.client.readStream(stream)));
  });
});

describe('the protocol of append', () => {
  const store = useEventStore();
  let raw: ReturnType<typeof rawClient>;
  before(() => {
    raw = rawClient(store.server.port);
  });
  after(() => raw.close());

  const append = (request: RawAppend) =>
    new Promise<void>((resolve, reject) => {
      const call = raw.append((error) => (error ? reject(error) : resolve()));
      for (const message of appendRequests(request)) call.write(message);
      call.end();
    });
  const refusal = (request: RawAppend) =>
    append(request).then(
      () => undefined,
      (error: ServiceError) => error,
    );

  it('accepts structured and upper-case ids and shows them as lower-case text', async () => {
    const stream = aStream();
    const ids = ['f0e1d2c3-b4a5-4697-8877-665544332211', '0ABCDEF0-0000-4000-8000-00000000000F'];
    await append({ stream, events: [{ id: ids[0] ?? '' }], idForm: 'structured' });
    await append({ stream, events: [{ id: ids[1] ?? '' }] });
    const read = await collect(store.client.readStream(stream));
    expect(read.map(({ event }) => event?.id)).to.deep.equal(ids.map((text) => text.toLowerCase()));
  });

  it('shows ids in structured form when asked to', async () => {
    const eventId = 'f0e1d2c3-b4a5-4697-8877-665544332211';
    await append({
      stream: aStream(),
      events: [{ id: eventId, metadata: { type: 'structured', 'content-type': '' } }],
    });
    const uuids = new UUIDOption();
    uuids.setStructured(new Empty());
    const read = await collect(raw.read(readAllRequest(1000, (options) => options.setUuidOption(uuids))));
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

  it('names the properties that an event lacks', async () => {
    for (const metadata of [{ type: 't' }, { 'content-type': 'application/json' }]) {
      const error = await refusal({ stream: aStream(), events: [{ metadata }] });
      expect(error?.code).to.equal(status.INVALID_ARGUMENT);
      expect(error?.metadata.get('exception')).to.deep.equal(['missing-required-metadata-property']);
      expect(error?.metadata.get('required-metadata-properties')).to.deep.equal(['type,content-type']);
    }
  });

  it('refuses malformed and nil ids with UNKNOWN', async () => {
    for (const eventId of ['nonsense', '00000000-0000-0000-0000-000000000000']) {
      expect((await refusal({ stream: aStream(), events: [{ id: eventId }] }))?.code).to.equal(status.UNKNOWN);
    }
  });

  it('keeps every content type but JSON as octets, and the bytes of malformed JSON', async () => {
    const stream = aStream();
    const typed = (contentType: string, data: string) => ({
      metadata: { type: 't', 'content-type': contentType },
      data,
    });
    await append({ stream, events: [typed('application/json', '{"a" : 1.0,'), typed('text/html', '{"a": 1}')] });
    const [malformed, other] = await collect(store.client.readStream(stream));
    expect(malformed?.event).to.deep.include({ isJson: true, data: '{"a" : 1.0,' });
    expect(other?.event?.isJson).to.equal(false);
  });

  it('percent-encodes names in trailers, which must be ASCII', async () => {
    const stream = aStream('Übung');
    await store.client.tombstoneStream(stream);
    const error = await refusal({ stream, events: [{}] });
    expect(error?.metadata.get('stream-name')).to.deep.equal([encodeURIComponent(stream)]);
  });

  it('writes nothing of an append that is cancelled before it is complete', async () => {
    const stream = aStream();
    const call = raw.append(() => {});
    const cancelled = once(call, 'error').catch((error: unknown) => error);
    for (const message of appendRequests({ stream, events: [{}, {}] })) call.write(message);
    call.cancel();
    await Promise.race([cancelled, store.client.appendToStream(aStream(), events(1))]);
    await store.client.appendToStream(aStream(), events(1));
    await failsWith(StreamNotFoundError, collect(store.client.readStream(stream)));
  });

  it('refuses an append without options', async () => {
    const code = await new Promise((resolve) => {
      raw.append((error) => resolve(error?.code)).end();
    });
    expect(code).to.equal(status.UNKNOWN);
  });
});

describe('the protocol of read', () => {
  const store = useEventStore();
  let raw: ReturnType<typeof rawClient>;
  before(async () => {
    raw = rawClient(store.server.port);
    for (let n = 0; n < 5; n++)
      await store.client.appendToStream(aStream(), [...events(100, 'miss'), ...events(1, 'match')]);
  });
  after(() => raw.close());

  const typeFilter = () => {
    const filter = new FilterOptions();
    const expression = new FilterOptions.Expression();
    expression.setPrefixList(['match']);
    filter.setEventType(expression);
    filter.setMax(32);
    filter.setCheckpointintervalmultiplier(1);
    return filter;
  };
  const types = async (request: ReturnType<typeof readAllRequest>) =>
    (await collect(raw.read(request))).map((response) => response.getEvent()?.getEvent()?.getMetadataMap().get('type'));

  it('filters reads of $all in both directions, counting what matches', async () => {
    const filtered = (count: number, backwards: boolean) =>
      readAllRequest(count, (options) => {
        options.clearNoFilter();
        options.setFilter(typeFilter());
        if (!backwards) return;
        options.setReadDirection(1);
        options.getAll()?.clearStart();
        options.getAll()?.setEnd(new Empty());
      });
    expect(await types(filtered(1000, false))).to.deep.equal(Array(5).fill('match0'));
    expect(await types(filtered(3, false))).to.deep.equal(Array(3).fill('match0'));
    expect(await types(filtered(4, true))).to.deep.equal(Array(4).fill('match0'));
  });

  it('answers a count of nothing with nothing', async () => {
    expect(await types(readAllRequest(0))).to.deep.equal([]);
  });

  it('refuses a read that does not choose the form of ids', async () => {
    const call = raw.read(readAllRequest(1, (options) => options.clearUuidOption()));
    const [error] = (await once(call.resume(), 'error')) as [ServiceError];
    expect(error.code).to.equal(status.INVALID_ARGUMENT);
  });
});

describe('the protocol with a table of users', () => {
  const store = useEventStore({ users: { admin: 'changeit' } });

  it('lets in who presents the right password, and nobody else', async () => {
    const raw = rawClient(store.server.port);
    const read = (password: string) => collect(raw.read(readAllRequest(1), basic('admin', password)));
    expect(await read('changeit')).to.have.length(1);
    const error = await read('wrong').catch((cause: ServiceError) => cause);
    expect(error).to.include({ code: status.UNAUTHENTICATED });
    raw.close();
  });
});
