import { binaryEvent, jsonEvent } from '@eventstore/db-client';
import { expect } from 'chai';
import { roundsOf } from '../../../support/samples.ts';
import { collect, newStreamName, typesOf, useEventStore } from '../support/store.ts';

describe('many concurrent batch appends', () => {
  const store = useEventStore({ maxAppendSize: 16 * 1024 * 1024 });

  it('joins an append that the client sends in many requests', async () => {
    const stream = newStreamName();
    const batch = Array.from({ length: 50 }, (_, n) => binaryEvent({ type: `part${n}`, data: new Uint8Array(2_000) }));
    const result = await store.client.appendToStream(stream, batch, { batchAppendSize: 5_000 });
    expect(result.nextExpectedRevision).to.equal(49n);
    expect(typesOf(await collect(store.client.readStream(stream)))).to.deep.equal(batch.map(({ type }) => type));
  });

  it('stores an append of 12 MB if the maximum size allows it', async () => {
    const stream = newStreamName();
    const batch = Array.from({ length: 12 }, () => binaryEvent({ type: 'big', data: new Uint8Array(1_000_000) }));
    await store.client.appendToStream(stream, batch);
    expect(await collect(store.client.readStream(stream))).to.have.length(12);
  });

  it('stores more than a thousand concurrent appends to one stream, each once, before their deadlines', async () => {
    // Three times the client's own deadline, because the test machine may be busy.
    const deadline = 30_000;
    const stream = newStreamName('flood');
    const count = Math.min(roundsOf(1_500), 5_000);
    const appends = Array.from({ length: count }, (_, n) =>
      store.client.appendToStream(stream, jsonEvent({ type: 'flood', data: { n, text: 'x'.repeat(1_000) } }), {
        deadline,
      }),
    );
    const results = await Promise.all(appends);
    expect(new Set(results.map((result) => result.nextExpectedRevision)).size).to.equal(count);
    const read = await collect(store.client.readStream<{ type: 'flood'; data: { n: number } }>(stream));
    expect(new Set(read.map(({ event }) => event?.data.n)).size).to.equal(count);
    expect(read.at(-1)?.event?.revision).to.equal(BigInt(count - 1));
  });

  it('accepts exactly one of many writers for each revision', async () => {
    const stream = newStreamName('contended');
    const wins: bigint[] = [];
    const write = async (writer: number) => {
      for (let revision = -1n; revision < 14n; revision++) {
        const expectedRevision = revision < 0n ? 'no_stream' : revision;
        const event = jsonEvent({ type: 'won', data: { writer } });
        try {
          wins.push((await store.client.appendToStream(stream, event, { expectedRevision })).nextExpectedRevision);
        } catch {
          // Another writer has won this revision, so this append was refused.
        }
      }
    };
    await Promise.all(Array.from({ length: 15 }, (_, writer) => write(writer)));
    expect(wins.toSorted((a, b) => Number(a - b))).to.deep.equal(Array.from({ length: 15 }, (_, n) => BigInt(n)));
    expect(await collect(store.client.readStream(stream))).to.have.length(15);
  });
});
