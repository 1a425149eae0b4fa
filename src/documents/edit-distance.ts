/**
 * The number of slips that turn one word into another: a letter too many, missing or wrong, or two neighbours swapped
 * (optimal string alignment). Letters are code points. Returns `limit + 1` for every distance above `limit`.
 */
export function editDistance(one: readonly string[], other: readonly string[], limit: number): number {
  if (Math.abs(one.length - other.length) > limit) return limit + 1;
  let beforeLast: number[] = [];
  let last = Array.from({ length: other.length + 1 }, (_, j) => j);
  for (let i = 1; i <= one.length; i += 1) {
    const row = [i];
    let least = i;
    for (let j = 1; j <= other.length; j += 1) {
      const isSame = one[i - 1] === other[j - 1];
      let slips = Math.min(at(last, j) + 1, at(row, j - 1) + 1, at(last, j - 1) + (isSame ? 0 : 1));
      const isSwapped = i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1];
      if (isSwapped) slips = Math.min(slips, at(beforeLast, j - 2) + 1);
      row.push(slips);
      least = Math.min(least, slips);
    }
    if (least > limit) return limit + 1;
    [beforeLast, last] = [last, row];
  }
  return Math.min(at(last, other.length), limit + 1);
}

const at = (row: readonly number[], index: number): number => row[index] ?? 0;

/**
 * A set of the letters of a word in 32 bits. A slip changes at most two bits, so that words whose sets differ in more
 * bits need no comparison.
 */
export const letterSet = (letters: readonly string[]): number =>
  letters.reduce((set, letter) => set | (1 << ((letter.codePointAt(0) ?? 0) % 32)), 0);

/** Whether two words with these letter sets can be at most `limit` slips apart. */
export function mayBeNear(one: number, other: number, limit: number): boolean {
  let differing = one ^ other;
  for (let bits = 0; differing !== 0; bits += 1) {
    if (bits === 2 * limit) return false;
    differing &= differing - 1;
  }
  return true;
}
