import { newAthlete } from '../support/athlete.ts';
import { load, send } from '../support/load.ts';
import { startHello, startSystem } from '../support/system.ts';
import { type Line, rate, type Scenario } from '../support/table.ts';

const [inFlight, seconds] = [32, 5];

/** Reads against a bare Express app, one process each. */
export const reads: Scenario = {
  name: 'reads',
  about: `signed-in reads against a bare Express hello (1.00), one process each, ${inFlight} in flight`,
  async run() {
    await using system = await startSystem();
    await using hello = await startHello();
    const url = await system.run(['serve']);
    await system.run(['dispatch']);
    await system.run(['work']);
    const athlete = await newAthlete(url);
    for (let set = 0; set < 500; set += 1) await athlete.logSet();
    const bare = await load(inFlight, seconds, async () => (await send(hello.url)).status === 200);
    const lines: Line[] = [{ what: 'bare Express', value: rate(bare.perSecond, 'requests'), ratio: 1 }];
    for (const [what, path] of [
      ['who one is', '/access/me'],
      ['a session of 25 sets', `/training-sessions/${athlete.session}`],
      ['the list, 20 summaries', '/training-sessions'],
      ['the list, 20 documents', '/training-sessions?view=full'],
    ] as const) {
      const measured = await load(inFlight, seconds, async () => (await athlete.ask(path)).length > 0);
      lines.push({ what, value: rate(measured.perSecond, 'requests'), ratio: measured.perSecond / bare.perSecond });
    }
    return lines;
  },
};
