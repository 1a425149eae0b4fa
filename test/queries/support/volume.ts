const rows = process.env.IRONTRACK_TEST_ROWS;

/**
 * The number of rows in the table whose execution plans a test checks. With `usual` rows Postgres chooses the same
 * indexes as with half a million, the number in the soak test.
 */
export const volumeOf = (usual: number): number => Number(rows ?? usual);

/** The number of rows in one INSERT statement, small enough for the statement timeout. */
const batch = 10_000;

/**
 * Calls `insert` for batches of the numbers from 1 to `volume`. Each batch goes from `from` to `to`, both inclusive.
 */
export async function insertInBatches(
  volume: number,
  insert: (from: number, to: number) => Promise<unknown>,
): Promise<void> {
  for (let from = 1; from <= volume; from += batch) await insert(from, Math.min(volume, from + batch - 1));
}
