import { binaryEvent, jsonEvent } from '@eventstore/db-client';
import { expect } from 'chai';
import { aStream, collect, typesOf, useEventStore } from './support/store.ts';

describe('batch append', () => {
  const store = useEventStore({ maxAppendSize: 16 * 1024 * 1024 });

  it('puts an append together that was sent in many requests', async () => {
    const stream = aStream();
    const batch = Array.from({ length: 50 }, (_, n) => binaryEvent({ type: `part${n}`, data: new Uint8Array(2_000) }));
    const result = await store.client.appendToStream(stream, batch, { batchAppendSize: 5_000 });
    expect(result.nextExpectedRevision).to.equal(49n);
    expect(typesOf(await collect(store.client.readStream(stream)))).to.deep.equal(batch.map(({ type }) => type));
  });

  it('takes an append of many mebibytes when the limit allows', async () => {
    const stream = aStream();
    const batch = Array.from({ length: 12 }, () => binaryEvent({ type: 'big', data: new Uint8Array(1_000_000) }));
    await store.client.appendToStream(stream, batch);
    expect(await collect(store.client.readStream(stream))).to.have.length(12);
  });

  it('stores 10,000 concurrent appends to one stream, each once, within their deadline of 10 s', async () => {
    const stream = aStream('flood');
    const appends = Array.from({ length: 10_000 }, (_, n) =>
      store.client.appendToStream(stream, jsonEvent({ type: 'flood', data: { n, text: 'x'.repeat(1_000) } })),
    );
    const results = await Promise.all(appends);
    expect(new Set(results.map((result) => result.nextExpectedRevision)).size).to.equal(10_000);
    const read = await collect(store.client.readStream<{ type: 'flood'; data: { n: number } }>(stream));
    expect(new Set(read.map(({ event }) => event?.data.n)).size).to.equal(10_000);
    expect(read.at(-1)?.event?.revision).to.equal(9_999n);
  });

  it('lets exactly one of many writers win each revision', async () => {
    const stream = aStream('contended');
    const wins: bigint[] = [];
    const write = async (writer: number) => {
      for (let revision = -1n; revision < 19n; revision++) {
        const expectedRevision = revision < 0n ? 'no_stream' : revision;
        const event = jsonEvent({ type: 'won', data: { writer } });
        try {
          wins.push((await store.client.appendToStream(stream, event, { expectedRevision })).nextExpectedRevision);
        } catch {
          // Another writer was first.
        }
      }
    };
    await Promise.all(Array.from({ length: 25 }, (_, writer) => write(writer)));
    expect(wins.toSorted((a, b) => Number(a - b))).to.deep.equal(Array.from({ length: 20 }, (_, n) => BigInt(n)));
    expect(await collect(store.client.readStream(stream))).to.have.length(20);
  });
});
