import { setTimeout as delay } from 'node:timers/promises';

/** Asks until it does not throw, and throws its last reason when that takes too long. */
export async function eventually(ask: () => Promise<unknown>, within = 20_000): Promise<void> {
  const deadline = performance.now() + within;
  for (;;) {
    try {
      await ask();
      return;
    } catch (error) {
      if (performance.now() > deadline) throw error;
      await delay(5);
    }
  }
}
