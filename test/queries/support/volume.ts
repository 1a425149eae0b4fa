const rows = process.env.IRONTRACK_TEST_ROWS;

/**
 * Rows of the table whose plans a test checks. `usual` rows are enough for the planner to choose the same indexes as for half a million,
 * which the soak test sets.
 */
export const volumeOf = (usual: number): number => Number(rows ?? usual);

/** Rows of one INSERT, so that none exceeds the statement timeout. */
const batch = 10_000;

/** Calls `insert` for the numbers from 1 to `volume` in batches; `from` and `to` are inclusive. */
export async function insertInBatches(
  volume: number,
  insert: (from: number, to: number) => Promise<unknown>,
): Promise<void> {
  for (let from = 1; from <= volume; from += batch) await insert(from, Math.min(volume, from + batch - 1));
}
