/** A factor for the number of random samples, so that a longer test run can use more of them. Each test may take longer by it. */
export const sizeFactor = Number(process.env.IRONTRACK_TEST_RUNS ?? 1);

/**
 * Options of a random test with `count` samples. By default the seed is fixed, so that every run tests the same
 * samples; longer runs use a new seed. fast-check prints the seed of a failed test.
 */
export const samples = (count: number): Readonly<{ numRuns: number; seed?: number }> => ({
  numRuns: Math.max(1, Math.round(count * sizeFactor)),
  ...(sizeFactor <= 1 && { seed: 1 }),
});

/** The number of rounds of a test that repeats itself; `IRONTRACK_TEST_RUNS` multiplies it. */
export const roundsOf = (count: number): number => samples(count).numRuns;
