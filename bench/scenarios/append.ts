import { randomUUID } from 'node:crypto';
import { jsonEvent, NO_STREAM } from '@eventstore/db-client';
import { connectEventStore } from '../../src/infra/log/connection-string.ts';
import { createAthlete } from '../support/athlete.ts';
import { type LoadResult, measureLoad } from '../support/load.ts';
import { scaled } from '../support/size.ts';
import { startSystem } from '../support/system.ts';
import { type Line, rate, type Scenario } from '../support/table.ts';

const seconds = scaled(5);

/** Measures the cost of a command, compared with the append to the event store with which the command ends. */
export const append: Scenario = {
  name: 'append',
  about: 'sets logged over HTTP, compared with bare appends by the client (1.00) at the same concurrency',
  async run() {
    await using system = await startSystem();
    const url = await system.start('serve');
    await system.start('dispatch');
    await system.start('work');
    const lines: Line[] = [];
    for (const concurrency of [1, 16, 64]) {
      const appends = await measureAppends(system.addresses.eventStoreUrl, concurrency);
      const commands = await measureCommands(url, concurrency);
      const ratio = commands.perSecond / appends.perSecond;
      lines.push(
        { what: `bare append, ${concurrency} in flight`, value: rate(appends.perSecond, 'appends'), ratio: 1 },
        { what: `set over HTTP, ${concurrency} in flight`, value: rate(commands.perSecond, 'commands'), ratio },
      );
    }
    return lines;
  },
};

async function measureAppends(eventStoreUrl: string, concurrency: number): Promise<LoadResult> {
  const client = connectEventStore(eventStoreUrl);
  const result = await measureLoad(concurrency, seconds, async () => {
    const event = jsonEvent({ type: 'SetLogged', data: { reps: 5, weight: { value: 100, unit: 'kg' } } });
    await client.appendToStream(`bare-${randomUUID()}`, event, { expectedRevision: NO_STREAM });
    return true;
  });
  await client.dispose();
  return result;
}

/** Measures commands: each of `concurrency` athletes logs one set at a time. */
async function measureCommands(url: string, concurrency: number): Promise<LoadResult> {
  const idle = await Promise.all(Array.from({ length: concurrency }, () => createAthlete(url)));
  return measureLoad(concurrency, seconds, async () => {
    const athlete = idle.pop() ?? (await createAthlete(url));
    await athlete.logSet();
    idle.push(athlete);
    return true;
  });
}
