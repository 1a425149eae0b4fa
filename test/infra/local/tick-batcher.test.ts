import { setImmediate as nextRound } from 'node:timers/promises';
import { expect } from 'chai';
import { createTickBatcher } from '../../../src/infra/local/tick-batcher.ts';

describe('a batcher of the calls of one round of the event loop', () => {
  it('gives the calls of one round to one batch, and each call its own result', async () => {
    const batches: (readonly number[])[] = [];
    const double = createTickBatcher(async (items: readonly number[]) => {
      batches.push(items);
      return items.map((item) => 2 * item);
    });
    expect(await Promise.all([double(1), Promise.resolve().then(() => double(2))])).to.deep.equal([2, 4]);
    expect(await double(3)).to.equal(6);
    expect(batches).to.deep.equal([[1, 2], [3]]);
  });

  it('does not let a batch wait for the batch before it', async () => {
    const { promise: slow, resolve } = Promise.withResolvers<void>();
    const add = createTickBatcher(async (items: readonly string[]) => {
      if (items.includes('slow')) await slow;
      return items;
    });
    const first = add('slow');
    await nextRound();
    expect(await add('fast')).to.equal('fast');
    resolve();
    expect(await first).to.equal('slow');
  });

  it('fails every call of a batch that fails, and no other', async () => {
    const add = createTickBatcher(async (items: readonly string[]) => {
      if (items.includes('bad')) throw new Error('refused');
      return items;
    });
    const results = await Promise.allSettled([add('bad'), add('good')]);
    expect(results.map(({ status }) => status)).to.deep.equal(['rejected', 'rejected']);
    expect(await add('good')).to.equal('good');
  });
});
