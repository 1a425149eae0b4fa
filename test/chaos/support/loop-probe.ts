/**
 * Preloaded into an API process: measures how late its event loop turns, by the clock and by the processor time that its thread uses
 * between two turns. On SIGUSR2 it tells the 99th percentiles since the last one, in milliseconds, and begins anew.
 */
import { createHistogram, monitorEventLoopDelay } from 'node:perf_hooks';

const everyMs = 5;
const clock = monitorEventLoopDelay({ resolution: everyMs });
const processor = createHistogram();

if (process.argv.includes('serve')) {
  clock.enable();
  let last = process.threadCpuUsage();
  setInterval(() => {
    const { user, system } = process.threadCpuUsage();
    processor.record(Math.max(1, user + system - last.user - last.system));
    last = { user, system };
  }, everyMs).unref();
  process.on('SIGUSR2', () => {
    // The time from one look at the clock to the next is the interval where nothing comes in between.
    const late = clock.percentile(99) / 1e6 - everyMs;
    process.stderr.write(`loop: ${late.toFixed(1)} ${(processor.percentile(99) / 1e3).toFixed(1)}\n`);
    clock.reset();
    processor.reset();
  });
}
