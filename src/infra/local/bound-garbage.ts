import { PerformanceObserver } from 'node:perf_hooks';
import { getHeapSpaceStatistics, setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** How large the young generation of V8 may stay: both halves together. By default it grows to 128 MiB. */
const maxYoungBytes = 16 * 1_048_576;

/**
 * How much the old generation of the service's processes may grow before it is collected. Some 35 MiB of it live, so
 * collecting earlier costs no measurable time, but saves tens of MiB.
 */
export const garbagePercent = 40;

/**
 * Bounds the garbage that this process keeps. Work on many objects that live for some seconds, as an import does,
 * otherwise needs hundreds of MiB for a few MiB of live data, and its collections pause for longer.
 * `growthPercent`: how much the old generation may grow before it is collected. Call it when the program is loaded,
 * because other settings make its compiled code invalid.
 */
export function boundGarbage(growthPercent: number): void {
  setFlagsFromString(`--heap-growing-percent=${growthPercent}`);
  let isGrowing = true;
  // V8 reads its maximum only at the start of the process, but the factor by which it grows the young generation each time.
  const limit = () => {
    // Under load, several collections happen before this observer runs, and each of them grows it.
    if (youngBytes() > maxYoungBytes) shrinkYoung();
    const mayGrow = 2 * youngBytes() <= maxYoungBytes;
    if (mayGrow !== isGrowing) setFlagsFromString(`--semi-space-growth-factor=${mayGrow ? 2 : 1}`);
    isGrowing = mayGrow;
  };
  limit();
  new PerformanceObserver(limit).observe({ entryTypes: ['gc'] });
}

/** Shrinks the young generation, which has grown while the program was loaded. Only this kind of collection does that. */
function shrinkYoung(): void {
  setFlagsFromString('--expose-gc');
  runInNewContext('gc')({ type: 'major', flavor: 'last-resort' });
  setFlagsFromString('--no-expose-gc');
}

const youngBytes = (): number =>
  getHeapSpaceStatistics().find(({ space_name }) => space_name === 'new_space')?.space_size ?? 0;
