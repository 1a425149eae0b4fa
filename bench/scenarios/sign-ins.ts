import { setTimeout as delay } from 'node:timers/promises';
import { freePort } from '../../embedded/processes/ports.ts';
import { createAthlete } from '../support/athlete.ts';
import { medianOf } from '../support/load.ts';
import { readMetrics } from '../support/metrics.ts';
import { scaled } from '../support/size.ts';
import { startSystem } from '../support/system.ts';
import { ms, perSecond, type Scenario } from '../support/table.ts';

const [concurrency, rounds, idleMs] = [50, scaled(5), 2_000];

/** Measures whether the hashing of passwords delays all other requests. */
export const signIns: Scenario = {
  name: 'sign-ins',
  about: `${concurrency} simultaneous sign-ins at one process: p99 of its event loop's delay, compared with idle (1.00); median of ${rounds} rounds`,
  async run() {
    await using system = await startSystem();
    const port = await freePort();
    const settings = { METRICS_PORT: String(port), RATE_SIGN_IN_ADDRESS: '0', RATE_SIGN_IN_ACCOUNT: '0' };
    const { signIn } = await createAthlete(await system.start('serve', settings));
    const results: Result[] = [];
    for (let round = 0; round <= rounds; round += 1) {
      const result = await measureRound(signIn, () => readDelayMs(port));
      // The first round only warms the process up, so its result is discarded.
      if (round > 0) results.push(result);
    }
    const { idle, busy, signIns } = medianOf(results, (result) => result.busy);
    return [
      { what: 'idle, p99', ...ms(idle), ratio: 1 },
      { what: 'signing in, p99', ...ms(busy), ratio: busy / idle },
      { what: 'sign-ins', ...perSecond(signIns, 'sign-ins') },
    ];
  },
};

/** The event loop's delay without and with sign-ins, in milliseconds, and the sign-ins per second. */
type Result = Readonly<{ idle: number; busy: number; signIns: number }>;

async function measureRound(signIn: () => Promise<void>, readDelay: () => Promise<number>): Promise<Result> {
  await readDelay();
  await delay(idleMs);
  const idle = await readDelay();
  const start = performance.now();
  await Promise.all(Array.from({ length: concurrency }, signIn));
  const signIns = (1_000 * concurrency) / (performance.now() - start);
  return { idle, busy: await readDelay(), signIns };
}

const metric = 'nodejs_eventloop_lag_p99_seconds';
/** The resolution in milliseconds with which Node measures the event loop's delay; each measured delay includes it. */
const resolutionMs = 10;

/** The event loop's delay since the last call of this function, because reading the metric resets it. */
async function readDelayMs(port: number): Promise<number> {
  return (await readMetrics(port, [metric]))[metric] * 1_000 - resolutionMs;
}
