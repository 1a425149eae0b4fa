import { randomUUID } from 'node:crypto';
import { jsonEvent, NO_STREAM } from '@eventstore/db-client';
import { connectEventStore } from '../../src/infra/log/event-store.ts';
import { newAthlete } from '../support/athlete.ts';
import { load } from '../support/load.ts';
import { startSystem } from '../support/system.ts';
import { type Line, rate, type Scenario } from '../support/table.ts';

const seconds = 5;

/** What a command costs beside the append that it comes down to. */
export const append: Scenario = {
  name: 'append',
  about: 'sets logged over HTTP against bare appends by the client (1.00), same connections in flight',
  async run() {
    await using system = await startSystem();
    const url = await system.run(['serve']);
    await system.run(['dispatch']);
    await system.run(['work']);
    const client = connectEventStore(system.addresses.eventStoreUrl);
    const lines: Line[] = [];
    for (const inFlight of [1, 16, 64]) {
      const bare = await load(inFlight, seconds, async () => {
        const event = jsonEvent({ type: 'SetLogged', data: { reps: 5, weight: { value: 100, unit: 'kg' } } });
        await client.appendToStream(`bare-${randomUUID()}`, event, { expectedRevision: NO_STREAM });
        return true;
      });
      const athletes = await Promise.all(Array.from({ length: inFlight }, () => newAthlete(url)));
      const idle = [...athletes];
      const commands = await load(inFlight, seconds, async () => {
        const athlete = idle.pop() ?? (await newAthlete(url));
        await athlete.logSet();
        idle.push(athlete);
        return true;
      });
      lines.push({ what: `bare append, ${inFlight} in flight`, value: rate(bare.perSecond, 'appends'), ratio: 1 });
      const ratio = commands.perSecond / bare.perSecond;
      lines.push({ what: `set over HTTP, ${inFlight} in flight`, value: rate(commands.perSecond, 'commands'), ratio });
    }
    await client.dispose();
    return lines;
  },
};
