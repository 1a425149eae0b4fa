import { expect } from 'chai';
import { createItemQueue, type ItemQueue } from '../../../src/infra/log/item-queue.ts';

/** A time in milliseconds that no test waits for. */
const long = 60_000;

describe('the item queue of a subscription', () => {
  let queue: ItemQueue<number>;
  beforeEach(() => {
    queue = createItemQueue<number>(2);
  });

  it('hands over all queued items at once, and asks the sender to pause when it is full', async () => {
    expect([queue.push(1), queue.push(2), queue.push(3)]).to.deep.equal([true, false, false]);
    expect(await queue.next(long)).to.equal('items');
    expect(queue.takeAll()).to.deep.equal([1, 2, 3]);
    expect(queue.push(4)).to.equal(true);
  });

  it('wakes a reader that waits for items', async () => {
    const waiting = queue.next(long);
    queue.push(1);
    expect(await waiting).to.equal('items');
  });

  it('hands over the items queued before an error, and then throws the error', async () => {
    queue.push(1);
    queue.close(new Error('The connection is lost'));
    expect(await queue.next(long)).to.equal('items');
    expect(queue.takeAll()).to.deep.equal([1]);
    const error = await queue.next(long).catch((thrown: unknown) => thrown);
    expect(error).to.have.property('message', 'The connection is lost');
  });

  it('ignores items after it was closed: a searched position must not overtake events that never arrived', async () => {
    queue.close();
    queue.push(1);
    expect(await queue.next(long)).to.equal('closed');
  });

  it('tells a reader that no item has come for a time', async () => {
    expect(await queue.next(1)).to.equal('idle');
  });

  it('settles its promise `closed` when it is closed', async () => {
    queue.close();
    expect(await queue.closed).to.deep.equal([]);
  });
});
