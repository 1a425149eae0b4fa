import { type Athlete, createAthlete } from '../support/athlete.ts';
import { callAtRate, percentilesOf } from '../support/load.ts';
import { scaled } from '../support/size.ts';
import { startSystem } from '../support/system.ts';
import { type Line, ms, type Scenario } from '../support/table.ts';

const [samples, commandsPerSecond, seconds, writers] = [scaled(200), scaled(300), scaled(8), 40];

/**
 * Measures the delay of read your writes: the time from the answer to a command until a query has answered with its
 * effect.
 */
export const visible: Scenario = {
  name: 'visible',
  about: 'time from the answer of a command to the answer of a query that shows it; a read with nothing pending = 1.00',
  async run() {
    await using system = await startSystem();
    const url = await system.start('serve');
    await system.start('dispatch');
    await system.start('work');
    const athlete = await createAthlete(url);
    const others = await Promise.all(Array.from({ length: writers }, () => createAthlete(url)));
    const reads = await timesOf(samples, () => timeOf(() => read(athlete)));
    const idle = await timesOf(samples, () => timeAfterCommand(athlete));
    const underLoad = await measureUnderLoad(athlete, others);
    return [
      linesOf('read with nothing pending', reads, reads),
      linesOf('after a command, idle', idle, reads),
      linesOf(`after a command, at ${commandsPerSecond} commands/s`, underLoad, reads),
    ].flat();
  },
};

const read = (athlete: Athlete) => athlete.request(`/training-sessions/${athlete.sessionId()}`);

async function timeAfterCommand(athlete: Athlete): Promise<number> {
  await athlete.logSet();
  return timeOf(() => read(athlete));
}

/** Measures the delay for one athlete while the other athletes log sets. */
async function measureUnderLoad(athlete: Athlete, others: readonly Athlete[]): Promise<readonly number[]> {
  const times: number[] = [];
  let isLoaded = true;
  const measuring = (async () => {
    while (isLoaded) times.push(await timeAfterCommand(athlete));
  })();
  await callAtRate(commandsPerSecond, seconds, async (number) => {
    await others[number % others.length]?.logSet();
  });
  isLoaded = false;
  await measuring;
  return times;
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
  return [
    { what: `${what}, p50`, value: ms(own.p50), ratio: own.p50 / bare.p50 },
    { what: `${what}, p99`, value: ms(own.p99), ratio: own.p99 / bare.p99 },
  ];
}
