import { newAthlete } from '../support/athlete.ts';
import { load, type Measured, send } from '../support/load.ts';
import { startHello, startSystem } from '../support/system.ts';
import { ms, rate, type Scenario } from '../support/table.ts';

const [inFlight, seconds, rounds] = [32, 3, 3];
const people = 100;

/** What signing a request in costs: cookie, token, revocation and account. */
export const me: Scenario = {
  name: 'me',
  about: `GET /access/me by ${people} people against a bare Express hello (1.00), one process each, ${inFlight} in flight; medians of ${rounds} rounds by turns`,
  async run() {
    await using system = await startSystem();
    await using hello = await startHello();
    const url = await system.run(['serve']);
    const everybody = await Promise.all(Array.from({ length: people }, () => newAthlete(url)));
    const bare: Measured[] = [];
    const own: Measured[] = [];
    for (let round = 0; round < rounds; round += 1) {
      bare.push(await load(inFlight, seconds, async () => (await send(hello.url)).status === 200));
      own.push(
        await load(inFlight, seconds, async (n) => {
          await everybody[n % people]?.ask('/access/me');
          return true;
        }),
      );
    }
    const [base, measured] = [middle(bare), middle(own)];
    return [
      { what: 'bare Express', value: rate(base.perSecond, 'requests'), ratio: 1 },
      { what: 'who one is', value: rate(measured.perSecond, 'requests'), ratio: measured.perSecond / base.perSecond },
      ...(['p50', 'p99'] as const).flatMap((share) => [
        { what: `bare Express, ${share}`, value: ms(base[share]), ratio: 1 },
        { what: `who one is, ${share}`, value: ms(measured[share]), ratio: measured[share] / base[share] },
      ]),
    ];
  },
};

/** The round in the middle, by its rate. */
function middle(measured: readonly Measured[]): Measured {
  const sorted = measured.toSorted((a, b) => a.perSecond - b.perSecond);
  return sorted[Math.floor(sorted.length / 2)] as Measured;
}
