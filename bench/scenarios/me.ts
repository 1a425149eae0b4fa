import { createAthlete } from '../support/athlete.ts';
import { send } from '../support/http.ts';
import { type LoadResult, measureLoad, medianOf } from '../support/load.ts';
import { startBareExpress } from '../support/processes.ts';
import { scaled } from '../support/size.ts';
import { startSystem } from '../support/system.ts';
import { ms, rate, type Scenario } from '../support/table.ts';

const [concurrency, seconds, rounds] = [32, scaled(3), scaled(3)];
const accounts = scaled(100);

/** Measures the cost of the checks that every signed-in request passes: cookie, token, revocation and account. */
export const me: Scenario = {
  name: 'me',
  about: `GET /access/me by ${accounts} accounts, compared with a bare Express app (1.00), one process each, ${concurrency} in flight; medians of ${rounds} alternating rounds`,
  async run() {
    await using system = await startSystem();
    await using bareExpress = await startBareExpress();
    const url = await system.start('serve');
    const athletes = await Promise.all(Array.from({ length: accounts }, () => createAthlete(url)));
    const references: LoadResult[] = [];
    const results: LoadResult[] = [];
    for (let round = 0; round < rounds; round += 1) {
      references.push(
        await measureLoad(concurrency, seconds, async () => (await send(bareExpress.url)).status === 200),
      );
      results.push(
        await measureLoad(concurrency, seconds, async (number) => {
          await athletes[number % accounts]?.request('/access/me');
          return true;
        }),
      );
    }
    return linesOf(
      medianOf(references, ({ perSecond }) => perSecond),
      medianOf(results, ({ perSecond }) => perSecond),
    );
  },
};

const linesOf = (reference: LoadResult, result: LoadResult) => [
  { what: 'bare Express', value: rate(reference.perSecond, 'requests'), ratio: 1 },
  { what: 'own account', value: rate(result.perSecond, 'requests'), ratio: result.perSecond / reference.perSecond },
  ...(['p50', 'p99'] as const).flatMap((share) => [
    { what: `bare Express, ${share}`, value: ms(reference[share]), ratio: 1 },
    { what: `own account, ${share}`, value: ms(result[share]), ratio: result[share] / reference[share] },
  ]),
];
