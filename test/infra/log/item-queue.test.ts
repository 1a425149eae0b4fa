import { expect } from 'chai';
import { createItemQueue, type ItemQueue } from '../../../src/infra/log/item-queue.ts';

describe('the item queue of a subscription', () => {
  let queue: ItemQueue<number>;
  beforeEach(() => {
    queue = createItemQueue<number>(2);
  });

  it('hands over all queued items at once, and asks the sender to pause when it is full', async () => {
    expect([queue.push(1), queue.push(2), queue.push(3)]).to.deep.equal([true, false, false]);
    expect(await queue.hasNext()).to.equal(true);
    expect(queue.takeAll()).to.deep.equal([1, 2, 3]);
    expect(queue.push(4)).to.equal(true);
  });

  it('wakes a reader that waits for items', async () => {
    const waiting = queue.hasNext();
    queue.push(1);
    expect(await waiting).to.equal(true);
  });

  it('hands over the items queued before an error, and then throws the error', async () => {
    queue.push(1);
    queue.close(new Error('The connection is lost'));
    expect(await queue.hasNext()).to.equal(true);
    expect(queue.takeAll()).to.deep.equal([1]);
    const error = await queue.hasNext().catch((thrown: unknown) => thrown);
    expect(error).to.have.property('message', 'The connection is lost');
  });

  it('ignores items after it was closed: a searched position must not overtake events that never arrived', async () => {
    queue.close();
    queue.push(1);
    expect(await queue.hasNext()).to.equal(false);
  });

  it('releases a paused sender when the reader takes the items, and when the queue is closed', async () => {
    queue.push(1);
    const first = queue.emptied();
    queue.takeAll();
    await first;
    const second = queue.emptied();
    queue.close();
    await second;
  });
});
