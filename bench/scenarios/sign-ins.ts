import { setTimeout as delay } from 'node:timers/promises';
import { freePort } from '../../embedded/processes/ports.ts';
import { newAthlete } from '../support/athlete.ts';
import { send } from '../support/load.ts';
import { startSystem } from '../support/system.ts';
import { ms, rate, type Scenario } from '../support/table.ts';

const [atOnce, rounds, idleMs] = [50, 5, 2_000];
const metric = /^nodejs_eventloop_lag_p99_seconds (\S+)$/m;
/** Of each delay so much is the interval of measuring. */
const intervalMs = 10;

/** Whether hashing passwords holds up everybody else's requests. */
export const signIns: Scenario = {
  name: 'sign-ins',
  about: `${atOnce} sign-ins at once at one process: how late its event loop is in 1 % of its turns, against idle (1.00); the middle of ${rounds} rounds`,
  async run() {
    await using system = await startSystem();
    const port = await freePort();
    const settings = { METRICS_PORT: String(port), RATE_SIGN_IN_ADDRESS: '0', RATE_SIGN_IN_ACCOUNT: '0' };
    const url = await system.run(['serve'], settings);
    const { signIn } = await newAthlete(url);
    /** Since it was asked last. */
    const late = async () => {
      const { text } = await send(`http://127.0.0.1:${port}/metrics`);
      return Number(metric.exec(text)?.[1] ?? Number.NaN) * 1_000 - intervalMs;
    };
    const figures: { idle: number; busy: number; perSecond: number }[] = [];
    for (let round = 0; round <= rounds; round += 1) {
      await late();
      await delay(idleMs);
      const idle = await late();
      const start = performance.now();
      await Promise.all(Array.from({ length: atOnce }, signIn));
      const perSecond = (1_000 * atOnce) / (performance.now() - start);
      // The first round is the compiler's.
      if (round > 0) figures.push({ idle, busy: await late(), perSecond });
    }
    const middle = figures.toSorted((a, b) => a.busy - b.busy)[Math.floor(rounds / 2)] ?? {
      idle: 0,
      busy: 0,
      perSecond: 0,
    };
    return [
      { what: 'idle, p99', value: ms(middle.idle), ratio: 1 },
      { what: 'signing in, p99', value: ms(middle.busy), ratio: middle.busy / middle.idle },
      { what: 'sign-ins', value: rate(middle.perSecond, 'sign-ins') },
    ];
  },
};
