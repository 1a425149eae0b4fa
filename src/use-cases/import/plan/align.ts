/** A matched pair of items of two lists, or one item that has no counterpart in the other list. */
export type Pair<A, B> = readonly [A, B] | readonly [A, null] | readonly [null, B];

/**
 * Pairs as many items with equal keys as possible, in the order of both lists (longest common subsequence). Between two
 * matched pairs, the items of `before` without a counterpart come first, then those of `after`.
 */
export function align<A, B>(
  before: readonly A[],
  after: readonly B[],
  keyOfBefore: (item: A) => string,
  keyOfAfter: (item: B) => string,
): Pair<A, B>[] {
  const a = before.map(keyOfBefore);
  const b = after.map(keyOfAfter);
  const lengths = commonLengths(a, b);
  const lengthAt = (i: number, j: number) => lengths[i * (b.length + 1) + j] ?? 0;
  const pairs: Pair<A, B>[] = [];
  for (let i = 0, j = 0; i < a.length || j < b.length; ) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      pairs.push([before[i++] as A, after[j++] as B]);
    } else if (i < a.length && (j >= b.length || lengthAt(i + 1, j) >= lengthAt(i, j + 1))) {
      pairs.push([before[i++] as A, null]);
    } else {
      pairs.push([null, after[j++] as B]);
    }
  }
  return pairs;
}

/**
 * Makes a table with one value for each i and j: the length of the longest common subsequence of `a` from i and `b`
 * from j. The lists are entries or sets of one session, so they are short enough for the table and its 16-bit values.
 */
function commonLengths(a: readonly string[], b: readonly string[]): Uint16Array {
  const width = b.length + 1;
  const lengths = new Uint16Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1) {
      const longestWithoutOne = Math.max(lengths[(i + 1) * width + j] ?? 0, lengths[i * width + j + 1] ?? 0);
      lengths[i * width + j] = a[i] === b[j] ? (lengths[(i + 1) * width + j + 1] ?? 0) + 1 : longestWithoutOne;
    }
  }
  return lengths;
}
