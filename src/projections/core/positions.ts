/** The lower of two log positions. */
export const lowerOf = (a: bigint, b: bigint): bigint => (a < b ? a : b);

/** The lowest of some log positions; 0 when there are none. */
export const lowestOf = ([first = 0n, ...others]: readonly bigint[]): bigint => others.reduce(lowerOf, first);

/** The highest of some log positions; 0 when there are none. */
export const highestOf = (positions: readonly bigint[]): bigint => positions.reduce((a, b) => (a > b ? a : b), 0n);
