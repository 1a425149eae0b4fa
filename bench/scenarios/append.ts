import { randomUUID } from 'node:crypto';
import { jsonEvent, NO_STREAM } from '@eventstore/db-client';
import { connectEventStore } from '../../src/infra/log/connection-string.ts';
import { createAthlete } from '../support/athlete.ts';
import { type Load, type LoadResult, measureLoad } from '../support/load.ts';
import { scaled } from '../support/size.ts';
import { startSystem } from '../support/system.ts';
import { type Line, loadLine, type Scenario } from '../support/table.ts';

const seconds = scaled(5);

/**
 * Measures the cost of a command, compared with the append to the event store with which the command ends. The
 * dispatcher and the worker run as well, because they share the machine with the commands.
 */
export const append: Scenario = {
  name: 'append',
  about: 'sets logged over HTTP, compared with bare appends by the client (1.00) at the same concurrency',
  async run() {
    await using system = await startSystem();
    const url = await system.startAll();
    const lines: Line[] = [];
    for (const concurrency of [1, 16, 64]) {
      const load = { concurrency, seconds, pids: system.pids() };
      const appends = await measureAppends(system.addresses.eventStoreUrl, load);
      const commands = await measureCommands(url, load);
      lines.push(
        loadLine(`bare append, ${concurrency} in flight`, 'appends', appends, appends),
        loadLine(`set over HTTP, ${concurrency} in flight`, 'commands', commands, appends),
      );
    }
    return lines;
  },
};

async function measureAppends(eventStoreUrl: string, load: Load): Promise<LoadResult> {
  const client = connectEventStore(eventStoreUrl);
  const result = await measureLoad(load, () => {
    const event = jsonEvent({ type: 'SetLogged', data: { reps: 5, weight: { value: 100, unit: 'kg' } } });
    return client.appendToStream(`bare-${randomUUID()}`, event, { expectedRevision: NO_STREAM });
  });
  await client.dispose();
  return result;
}

/** Measures commands: each of `concurrency` athletes logs one set at a time. */
async function measureCommands(url: string, load: Load): Promise<LoadResult> {
  const idle = await Promise.all(Array.from({ length: load.concurrency }, () => createAthlete(url)));
  return measureLoad(load, async () => {
    const athlete = idle.pop() ?? (await createAthlete(url));
    await athlete.logSet();
    idle.push(athlete);
  });
}
