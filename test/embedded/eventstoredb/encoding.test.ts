import { jsonEvent } from '@eventstore/db-client';
import { expect } from 'chai';
import { collect, newStreamName, useEventStore } from './support/store.ts';

describe('the encoding of events', () => {
  const store = useEventStore();
  const control = String.fromCharCode(...Array.from({ length: 32 }, (_, code) => code), 127);
  const texts = { 'control characters': control, 'other scripts': 'Ünïcödé 漢字 العربية', 'astral characters': '🏋️ 𝒳' };

  for (const [kind, text] of Object.entries(texts)) {
    it(`preserves ${kind} in data, metadata, types and stream names`, async () => {
      const stream = newStreamName(text);
      await store.client.appendToStream(stream, jsonEvent({ type: text, data: { [text]: text }, metadata: { text } }));
      const [read] = await collect(store.client.readStream(stream));
      expect(read?.event).to.deep.include({ streamId: stream, type: text, data: { [text]: text }, metadata: { text } });
    });
  }

  it('sets the creation time of an event between its request and its response', async () => {
    const stream = newStreamName();
    const before = Date.now();
    await store.client.appendToStream(stream, jsonEvent({ type: 'dated', data: {} }));
    const after = Date.now();
    const [read] = await collect(store.client.readStream(stream));
    expect(read?.event?.created.getTime()).to.be.within(before, after);
  });
});
