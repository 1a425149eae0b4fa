import { expect } from 'chai';
import { createEndTable } from '../../../src/infra/log/end-table.ts';

describe('the table of the ends of streams', () => {
  it('returns what was last set for each of many streams', () => {
    const table = createEndTable(2);
    const chainOf = (n: number) => n.toString(16).padStart(64, '0');
    const streams = Array.from({ length: 5_000 }, (_, n) => `session-${n}`);
    for (const [n, stream] of streams.entries()) table.set(stream, { revision: n, chain: chainOf(n + 1) });
    table.set('session-17', { revision: 9_999, chain: chainOf(1) });
    expect(table.size()).to.equal(5_000);
    expect(table.get('session-17')).to.deep.equal({ revision: 9_999, chain: chainOf(1) });
    const found = streams.filter((stream, n) => n !== 17 && table.get(stream)?.chain !== chainOf(n + 1));
    expect(found).to.deep.equal([]);
    expect(table.get('session-5000')).to.equal(undefined);
  });

  it('keeps that a stream has only events of others', () => {
    const table = createEndTable();
    table.set('session-a', { revision: -1, chain: '' });
    table.set('session-b', { revision: 3, chain: '' });
    expect([table.get('session-a'), table.get('session-b')]).to.deep.equal([
      { revision: -1, chain: '' },
      { revision: 3, chain: '' },
    ]);
  });
});
