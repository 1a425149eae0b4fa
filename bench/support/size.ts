const scale = Number(process.env.BENCH_SCALE ?? 1);

/**
 * A duration or a number of items, multiplied by `BENCH_SCALE`. With a small scale, a run only checks that the
 * scenarios work.
 */
export const scaled = (usual: number): number => Math.max(1, Math.round(usual * scale));
