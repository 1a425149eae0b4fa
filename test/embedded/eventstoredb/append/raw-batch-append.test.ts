import { once } from 'node:events';
import { StreamNotFoundError } from '@eventstore/db-client';
import { expect } from 'chai';
import { batchRequest, sendBatches, useRawClient } from '../support/raw.ts';
import { collect, events, expectError, newStreamName, useEventStore } from '../support/store.ts';

const id = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;

describe('raw batch append requests', () => {
  const store = useEventStore();
  const raw = useRawClient(store);

  it('matches interleaved batch requests by correlation id and replies once for each append', async () => {
    const [one, two] = [newStreamName(), newStreamName()];
    const replies = await sendBatches(raw().batchAppend(), [
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

  it('answers Timeout to a batch append that is overdue on arrival or incomplete at its deadline', async () => {
    const stream = newStreamName();
    const requests = [
      { correlationId: id(1), stream, deadline: Date.now() - 1, events: [{}], isFinal: true },
      { correlationId: id(2), stream, deadline: Date.now() + 100, events: [{}] },
    ];
    const replies = await sendBatches(raw().batchAppend(), requests, false);
    expect(replies).to.deep.equal([
      { correlationId: id(1), error: 'Timeout' },
      { correlationId: id(2), error: 'Timeout' },
    ]);
    await expectError(StreamNotFoundError, collect(store.client.readStream(stream)));
  });

  it('accepts a batch append with a deadline that is a year ahead', async () => {
    const request = {
      correlationId: id(1),
      stream: newStreamName(),
      deadline: Date.now() + 365 * 86_400_000,
      events: [{}],
      isFinal: true,
    };
    expect(await sendBatches(raw().batchAppend(), [request])).to.deep.equal([{ correlationId: id(1), revision: '0' }]);
  });

  it('replies once to a rejected batch append, even if more of its requests follow', async () => {
    const stream = newStreamName();
    const replies = await sendBatches(raw().batchAppend(), [
      { correlationId: id(1), stream, events: [{ data: 'x'.repeat(1_100_000) }] },
      { correlationId: id(1), events: [{}] },
      { correlationId: id(1), events: [{}], isFinal: true },
      { correlationId: id(2), stream: '$all', events: [{}], isFinal: true },
    ]);
    expect(replies).to.deep.equal([
      { correlationId: id(1), error: 'MaximumAppendSizeExceeded' },
      { correlationId: id(2), error: 'AccessDenied' },
    ]);
    await expectError(StreamNotFoundError, collect(store.client.readStream(stream)));
  });

  it('answers BadRequest to malformed ids, missing properties and missing names, and accepts later appends', async () => {
    const stream = newStreamName();
    const replies = await sendBatches(raw().batchAppend(), [
      { correlationId: 'nonsense', stream, events: [{}], isFinal: true },
      { correlationId: id(2), stream, events: [{ id: 'nonsense' }], isFinal: true },
      { correlationId: id(3), stream, events: [{ metadata: { type: 't' } }], isFinal: true },
      { correlationId: id(4), stream: '', events: [{}], isFinal: true },
      { correlationId: id(5), stream, events: [{}], isFinal: true },
    ]);
    expect(replies.map(({ error }) => error)).to.deep.equal([...Array(4).fill('BadRequest'), undefined]);
  });

  it('answers BadRequest to incomplete batch appends when the client ends its side, and writes complete ones', async () => {
    const stream = newStreamName();
    const replies = await sendBatches(raw().batchAppend(), [
      { correlationId: id(1), stream, events: [{}] },
      { correlationId: id(2), stream, events: [{}], isFinal: true },
    ]);
    expect(replies).to.have.deep.members([
      { correlationId: id(1), error: 'BadRequest' },
      { correlationId: id(2), revision: '0' },
    ]);
  });

  it('discards an incomplete batch append when the client cancels the call', async () => {
    const stream = newStreamName();
    const call = raw().batchAppend();
    call.on('error', () => {});
    call.write(batchRequest({ correlationId: id(1), stream: newStreamName(), events: [{}], isFinal: true }));
    call.write(batchRequest({ correlationId: id(2), stream, events: [{}] }));
    await once(call, 'data');
    call.cancel();
    await store.client.appendToStream(newStreamName(), events(1));
    await expectError(StreamNotFoundError, collect(store.client.readStream(stream)));
  });
});
