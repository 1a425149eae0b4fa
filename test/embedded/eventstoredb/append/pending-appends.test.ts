import { expect } from 'chai';
import { createPendingAppends } from '../../../../embedded/eventstoredb/operations/pending-appends.ts';
import { Refusal } from '../../../../embedded/eventstoredb/store/refusal.ts';
import type { Store } from '../../../../embedded/eventstoredb/store/store.ts';

const correlationId = '00000000-0000-4000-8000-000000000001';

describe('pending batch appends', () => {
  it('keep an append that began under the correlation id of an earlier append before that one failed', async () => {
    const writes: PromiseWithResolvers<never>[] = [];
    const write = () => {
      const result = Promise.withResolvers<never>();
      writes.push(result);
      return result.promise;
    };
    const replied = Promise.withResolvers<void>();
    const appends = createPendingAppends({
      store: { write } as Partial<Store> as Store,
      rules: { maxAppendSize: 1_000, appendOnly: false },
      replies: { expect: () => {}, send: () => replied.resolve() },
    });
    const options = { stream: 'stream', expected: 'any', deadline: undefined } as const;
    appends.receive({ correlationId, options, messages: [], isFinal: true });
    appends.receive({ correlationId, options, messages: [], isFinal: false });
    writes[0]?.reject(new Refusal({ kind: 'timeout' }));
    await replied.promise;
    appends.receive({ correlationId, options: undefined, messages: [], isFinal: true });
    expect(writes).to.have.length(2);
  });
});
