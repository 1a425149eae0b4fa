const scale = Number(process.env.BENCH_SCALE ?? 1);

/** A duration or a number of items, multiplied by `BENCH_SCALE`. A small scale only checks that the scenarios run. */
export const scaled = (usual: number): number => Math.max(1, Math.round(usual * scale));
