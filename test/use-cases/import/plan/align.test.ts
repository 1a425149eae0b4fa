import { expect } from 'chai';
import fc from 'fast-check';
import { align } from '../../../../src/use-cases/import/plan/align.ts';
import { samples } from '../../../support/samples.ts';

/** The length of the longest common subsequence of two lists, computed by trying all subsequences. */
function commonLength(a: readonly string[], b: readonly string[]): number {
  const [first, ...rest] = a;
  if (first === undefined || b.length === 0) return 0;
  const at = b.indexOf(first);
  return Math.max(commonLength(rest, b), at < 0 ? 0 : 1 + commonLength(rest, b.slice(at + 1)));
}

describe('the alignment of two lists', () => {
  it('keeps both lists in order and pairs as many equal items as possible', () => {
    const words = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 8 });
    fc.assert(
      fc.property(words, words, (before, after) => {
        const pairs = align(before, after, String, String);
        expect(pairs.flatMap(([a]) => a ?? [])).to.deep.equal(before);
        expect(pairs.flatMap(([, b]) => b ?? [])).to.deep.equal(after);
        const paired = pairs.filter(([a, b]) => a !== null && b !== null);
        expect(paired.every(([a, b]) => a === b)).to.equal(true);
        expect(paired.length).to.equal(commonLength(before, after));
      }),
      samples(100),
    );
  });
});
