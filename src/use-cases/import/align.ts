/** Two items that belong together, or one that stands alone on its side. */
export type Pair<A, B> = readonly [A, B] | readonly [A, null] | readonly [null, B];

/**
 * Pairs the items of two lists that have equal keys, in order, as many as possible (longest common subsequence);
 * all others stand alone, those of `before` ahead of those of `after` between the same two pairs.
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
  const at = (i: number, j: number) => lengths[i * (b.length + 1) + j] ?? 0;
  const pairs: Pair<A, B>[] = [];
  for (let i = 0, j = 0; i < a.length || j < b.length; ) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      pairs.push([before[i++] as A, after[j++] as B]);
    } else if (i < a.length && (j >= b.length || at(i + 1, j) >= at(i, j + 1))) {
      pairs.push([before[i++] as A, null]);
    } else {
      pairs.push([null, after[j++] as B]);
    }
  }
  return pairs;
}

/** At [i, j]: the length of the longest common subsequence of what follows i and j. */
function commonLengths(a: readonly string[], b: readonly string[]): Uint16Array {
  const width = b.length + 1;
  const lengths = new Uint16Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1) {
      const skipped = Math.max(lengths[(i + 1) * width + j] ?? 0, lengths[i * width + j + 1] ?? 0);
      lengths[i * width + j] = a[i] === b[j] ? (lengths[(i + 1) * width + j + 1] ?? 0) + 1 : skipped;
    }
  }
  return lengths;
}
