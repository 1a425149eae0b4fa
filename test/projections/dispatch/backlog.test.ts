import { expect } from 'chai';
import { createBacklog } from '../../../src/projections/dispatch/backlog.ts';

describe('the backlog of the dispatcher', () => {
  it('contains the positions before the end of the log at the start', async () => {
    const backlog = await createBacklog({ head: async () => 50n }, 10n);
    expect([10n, 49n, 50n].map(backlog.contains)).to.deep.equal([true, true, false]);
  });

  it('extends to the new end of the log while the reader moves', async () => {
    let head = 50n;
    const backlog = await createBacklog({ head: async () => head }, 10n);
    head = 80n;
    await backlog.lookAhead(50n);
    expect(backlog.contains(60n)).to.equal(true);
  });

  it('ends without a read of the log when the reader has not moved', async () => {
    let reads = 0;
    const head = async () => {
      reads += 1;
      return 50n;
    };
    const backlog = await createBacklog({ head }, 10n);
    await backlog.lookAhead(10n);
    expect(backlog.contains(10n)).to.equal(false);
    expect(reads).to.equal(1);
  });

  it('is empty while the event store does not return the end of the log', async () => {
    const backlog = await createBacklog({ head: () => Promise.reject(new Error('The event store is down')) }, 0n);
    expect(backlog.contains(0n)).to.equal(false);
    await backlog.lookAhead(5n);
    expect(backlog.contains(5n)).to.equal(false);
  });
});
