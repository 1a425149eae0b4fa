import { type Athlete, createAthlete } from '../support/athlete.ts';
import { callAtRate, type Load, type LoadResult, measureLoad, percentilesOf } from '../support/load.ts';
import { scaled } from '../support/size.ts';
import { startSystem } from '../support/system.ts';
import { type Line, loadLine, ms, perSecond, type Scenario } from '../support/table.ts';

const [samples, seconds, concurrency] = [scaled(500), scaled(8), 64];
/** Enough athletes that at half load one of them is idle at almost any time. */
const writers = 2 * concurrency;

/**
 * Measures the delay of read your writes: the time from the answer to a command until a query has answered with its
 * effect. First nothing else happens. Then the highest rate of commands is measured, and sets arrive steadily at half
 * of it.
 */
export const visible: Scenario = {
  name: 'visible',
  about: 'time from the answer of a command to the answer of a query that shows it; idle = 1.00',
  async run() {
    await using system = await startSystem();
    const url = await system.startAll();
    const athlete = await createAthlete(url);
    const others = await Promise.all(Array.from({ length: writers }, () => createAthlete(url)));
    await timesOf(samples, () => timeAfterCommand(athlete));
    const reads = await timesOf(samples, () => timeOf(() => read(athlete)));
    const idle = await timesOf(samples, () => timeAfterCommand(athlete));
    const load = { concurrency, seconds, pids: system.pids() };
    const most = await measureMost(load, others);
    await read(athlete);
    const half = await measureUnderLoad(athlete, others, most.perSecond / 2);
    return [
      loadLine(`commands, ${concurrency} in flight`, 'commands', most, most),
      { what: 'commands at half load', ...perSecond(half.reached, 'commands'), ratio: half.reached / most.perSecond },
      ...linesOf('read with nothing pending', reads, idle),
      ...linesOf('after a command, idle', idle, idle),
      ...linesOf('after a command, at half load', half.times, idle),
    ];
  },
};

const read = (athlete: Athlete) => athlete.request(`/training-sessions/${athlete.sessionId()}`);

async function timeAfterCommand(athlete: Athlete): Promise<number> {
  await athlete.logSet();
  return timeOf(() => read(athlete));
}

/** Measures how many sets the athletes log, each one set at a time. */
async function measureMost(load: Load, others: readonly Athlete[]): Promise<LoadResult> {
  const idle = [...others];
  return measureLoad(load, async () => {
    const next = idle.shift();
    await next?.logSet();
    if (next) idle.push(next);
  });
}

/** Measures the delay for one athlete while the other athletes log sets; `reached` is how many they log per second. */
async function measureUnderLoad(athlete: Athlete, others: readonly Athlete[], rate: number) {
  const times: number[] = [];
  const idle = [...others];
  let [isLoaded, logged] = [true, 0];
  const measuring = (async () => {
    while (isLoaded) times.push(await timeAfterCommand(athlete));
  })();
  const startedAt = performance.now();
  await callAtRate(rate, seconds, async () => {
    const next = idle.pop();
    // All athletes wait for an answer: the service is overloaded, and the rate that was reached shows it.
    if (!next) return;
    await next.logSet();
    logged += 1;
    idle.push(next);
  });
  const reached = (logged * 1_000) / (performance.now() - startedAt);
  isLoaded = false;
  await measuring;
  return { times, reached };
}

async function timesOf(count: number, measure: () => Promise<number>): Promise<readonly number[]> {
  const times: number[] = [];
  while (times.length < count) times.push(await measure());
  return times;
}

async function timeOf(call: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await call();
  return performance.now() - start;
}

function linesOf(what: string, times: readonly number[], reference: readonly number[]): Line[] {
  const [own, bare] = [percentilesOf(times), percentilesOf(reference)];
  return (['p50', 'p99'] as const).map((share) => ({
    what: `${what}, ${share}`,
    ...ms(own[share]),
    ratio: own[share] / bare[share],
  }));
}
