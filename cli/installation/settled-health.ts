import { setTimeout as delay } from 'node:timers/promises';
import type { Application } from '../../src/service/connect.ts';
import { readHealth } from '../../src/service/processes/health.ts';

/** How long to look at read models that lag: longer than a lane stays at one position before it counts as stalled. */
const lookMs = 4_500;
const pauseMs = 500;

/**
 * Reads the health of the service. Stalled read models look like lagging ones at first, and a command begins to look only
 * now, so it looks again while they lag.
 */
export async function readSettledHealth(core: Application): ReturnType<typeof readHealth> {
  const end = performance.now() + lookMs;
  for (;;) {
    const health = await readHealth(core);
    const { status, behind } = health.pipeline;
    if (status === 'stalled' || !behind || performance.now() >= end) return health;
    await delay(pauseMs);
  }
}
