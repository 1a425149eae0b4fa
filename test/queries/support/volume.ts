const rows = process.env.IRONTRACK_TEST_ROWS;

/**
 * Rows of the table whose plans a test checks. `usual` rows are enough for the planner to choose the same indexes as for half a million,
 * which the soak test sets.
 */
export const volumeOf = (usual: number): number => Number(rows ?? usual);
