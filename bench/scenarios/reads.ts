import { createAthlete } from '../support/athlete.ts';
import { send } from '../support/http.ts';
import { measureLoad } from '../support/load.ts';
import { startBareExpress } from '../support/processes.ts';
import { scaled } from '../support/size.ts';
import { startSystem } from '../support/system.ts';
import { type Line, rate, type Scenario } from '../support/table.ts';

const [concurrency, seconds, sets] = [32, scaled(5), scaled(500)];

export const reads: Scenario = {
  name: 'reads',
  about: `signed-in reads, compared with a bare Express app (1.00), one process each, ${concurrency} in flight`,
  async run() {
    await using system = await startSystem();
    await using bareExpress = await startBareExpress();
    // One athlete sends all requests, so the limit per account is off.
    const url = await system.start('serve', { ACCOUNT_REQUESTS: '0' });
    await system.start('dispatch');
    await system.start('work');
    const athlete = await createAthlete(url);
    for (let set = 0; set < sets; set += 1) await athlete.logSet();
    const bare = await measureLoad(concurrency, seconds, async () => (await send(bareExpress.url)).status === 200);
    const lines: Line[] = [{ what: 'bare Express', value: rate(bare.perSecond, 'requests'), ratio: 1 }];
    for (const [what, path] of [
      ['own account', '/access/me'],
      ['a session with up to 25 sets', `/training-sessions/${athlete.sessionId()}`],
      ['list of 20 summaries', '/training-sessions'],
      ['list of 20 documents', '/training-sessions?view=full'],
    ] as const) {
      const result = await measureLoad(concurrency, seconds, async () => (await athlete.request(path)).length > 0);
      lines.push({ what, value: rate(result.perSecond, 'requests'), ratio: result.perSecond / bare.perSecond });
    }
    return lines;
  },
};
