import { setTimeout as delay } from 'node:timers/promises';

/** Repeats an assertion until it passes. After `within` milliseconds, throws the last error of the assertion. */
export async function eventually(assertion: () => Promise<unknown>, within = 20_000): Promise<void> {
  const deadline = performance.now() + within;
  for (;;) {
    try {
      await assertion();
      return;
    } catch (error) {
      if (performance.now() > deadline) throw error;
      await delay(5);
    }
  }
}
