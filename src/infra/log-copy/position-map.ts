/** Maps positions of a log to those of its copy. */
export type PositionMap = Readonly<{
  /** Adds the positions of an event in both, in ascending order. */
  add: (source: bigint, target: bigint) => void;
  /** Yields the wanted positions with those that they have in the copy: of the last event at or before them. */
  entries: () => Generator<readonly [source: bigint, target: bigint]>;
}>;

/** Creates a map of the wanted positions, which are in ascending order. */
export function createPositionMap(wanted: BigInt64Array): PositionMap {
  const mapped = new BigInt64Array(wanted.length);
  let [next, last] = [0, 0n];
  const mapBefore = (end: bigint | null): void => {
    for (
      let position = wanted[next];
      position !== undefined && (end === null || position < end);
      position = wanted[next]
    ) {
      mapped[next] = last;
      next += 1;
    }
  };
  return {
    add(source, target) {
      mapBefore(source);
      last = target;
    },
    *entries() {
      mapBefore(null);
      for (const [at, source] of wanted.entries()) yield [source, mapped[at] ?? 0n];
    },
  };
}
