/** Rows of a table on which plans are checked: enough for the planner to prefer indexes. The soak test takes half a million. */
export const volume = Number(process.env.IRONTRACK_TEST_ROWS ?? 50_000);
