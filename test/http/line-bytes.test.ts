import { expect } from 'chai';
import { createLineBytes } from '../../src/http/audit/line-bytes.ts';

describe('lines as bytes', () => {
  it('have every line whole and in order, whatever its length and its characters are', () => {
    const lines = createLineBytes();
    const added = ['', 'short\n', '× “→” 💪\n', `${'€'.repeat(50_000)}\n`, `${'a'.repeat(200_000)}\n`, 'last\n'];
    const taken: Buffer[] = [];
    for (const line of added) {
      lines.add(line);
      if (lines.isLong()) taken.push(lines.take());
    }
    taken.push(lines.take());
    expect(Buffer.concat(taken).toString()).to.equal(added.join(''));
    expect(taken.map(({ length }) => length >= 65_536)).to.deep.equal([true, true, false]);
  });
});
