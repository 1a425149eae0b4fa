import { type Athlete, newAthlete } from '../support/athlete.ts';
import { percentiles, steady } from '../support/load.ts';
import { startSystem } from '../support/system.ts';
import { type Line, ms, type Scenario } from '../support/table.ts';

/** From the command's answer to a query that shows it. */
export const visible: Scenario = {
  name: 'visible',
  about: 'time from a command’s answer to the answer of a query that shows it; bare detail read = 1.00',
  async run() {
    await using system = await startSystem();
    const url = await system.run(['serve']);
    await system.run(['dispatch']);
    await system.run(['work']);
    const probe = await newAthlete(url);
    const others = await Promise.all(Array.from({ length: 40 }, () => newAthlete(url)));
    const read = await timed(200, async () => {
      await probe.ask(`/training-sessions/${probe.session}`);
    });
    const idle = await timed(
      200,
      () => seen(probe),
      () => probe.logSet(),
    );
    const underLoad: number[] = [];
    const probing = new AbortController();
    const probes = (async () => {
      while (!probing.signal.aborted)
        underLoad.push(
          ...(await timed(
            1,
            () => seen(probe),
            () => probe.logSet(),
          )),
        );
    })();
    await steady(300, 8, async (n) => {
      await others[n % others.length]?.logSet();
    });
    probing.abort();
    await probes;
    return [
      linesOf('read with nothing pending', read, read),
      linesOf('after a command, idle', idle, read),
      linesOf('after a command, at 300 commands/s', underLoad, read),
    ].flat();
  },
};

async function seen({ ask, session }: Athlete): Promise<void> {
  await ask(`/training-sessions/${session}`);
}

async function timed<Prepared>(
  times: number,
  call: () => Promise<void>,
  prepare?: () => Promise<Prepared>,
): Promise<number[]> {
  const taken: number[] = [];
  for (let n = 0; n < times; n += 1) {
    await prepare?.();
    const start = performance.now();
    await call();
    taken.push(performance.now() - start);
  }
  return taken;
}

function linesOf(what: string, times: readonly number[], base: readonly number[]): Line[] {
  const [own, bare] = [percentiles(times), percentiles(base)];
  return [
    { what: `${what}, p50`, value: ms(own.p50), ratio: own.p50 / bare.p50 },
    { what: `${what}, p99`, value: ms(own.p99), ratio: own.p99 / bare.p99 },
  ];
}
