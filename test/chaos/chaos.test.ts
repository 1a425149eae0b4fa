import { expect } from 'chai';
import { clientOf } from '../http/support/client.ts';
import { eventually } from '../projections/support/eventually.ts';
import { createRandom } from '../projections/support/training.ts';
import { type Athlete, type Sent, train } from './support/athlete.ts';
import {
  emptyTables,
  expectCaughtUp,
  expectChains,
  expectCommands,
  expectFolded,
  expectNothingParked,
  logOf,
  readTables,
} from './support/audit.ts';
import { strike } from './support/faults.ts';
import { type Installation, installations } from './support/installation.ts';
import { signUp } from './support/member.ts';
import type { Role } from './support/role.ts';

/** Give it by environment to see the same faults and commands again. */
const seed = Number(process.env.IRONTRACK_CHAOS_SEED || Date.now() % 1_000_000);
const faults = Number(process.env.IRONTRACK_CHAOS_FAULTS || 12);
const athletes = 24;

describe(`chaos with seed ${seed}`, () => {
  const begin = installations();

  it('loses nothing, doubles nothing and shows nothing stale', async function () {
    this.timeout(300_000);
    const random = createRandom(seed);
    const installation = await begin();
    const dispatchers = [await installation.dispatch(), await installation.dispatch()];
    const workers = [await installation.work(), await installation.work()];
    const apis = [await installation.serve(), await installation.serve()];
    const all = [...dispatchers, ...workers, ...apis];

    const team = await Promise.all(
      Array.from({ length: athletes }, (_, at) =>
        athleteOf(apis, `athlete${at}@example.com`, createRandom(seed + at + 1)),
      ),
    );
    const over = new AbortController();
    const signal = AbortSignal.any([over.signal, installation.over]);
    const training = team.map((athlete) => train(athlete, signal));
    const struck = await strike(installation, { apis, workers, dispatchers }, random, faults);
    const sentSoFar = () => team.flatMap((athlete) => athlete.sent);
    const isAcknowledged = ({ answer }: Sent) => answer !== null;
    // However soon the faults were over: of few commands little would be proved.
    await eventually(async () => {
      expect(sentSoFar().filter(isAcknowledged).length).to.be.greaterThan(8 * faults);
    }, 60_000);
    over.abort();
    await Promise.all(training);

    const sent = sentSoFar();
    const acknowledged = sent.filter(isAcknowledged).length;
    const reads = team.reduce((sum, athlete) => sum + athlete.reads.good, 0);
    const summary = `${faults} faults, ${acknowledged} commands acknowledged, ${sent.length - acknowledged} not, ${reads} reads`;
    if (this.test) this.test.title += `: ${summary} (${[...struck].map(([kind, n]) => `${n} × ${kind}`).join(', ')})`;

    expect(team.flatMap(({ violations }) => violations)).to.deep.equal([]);
    expect(all.flatMap((role) => role.lost() ?? [])).to.deep.equal([]);
    await expectWhole(installation, apis);

    const events = await logOf(installation.log);
    expectChains(events);
    expectCommands(events, sent, installation.masterKey);
    await expectFolded(installation, events);
    await expectNothingParked(installation.db);

    const live = await readTables(installation.db);
    for (const role of [...dispatchers, ...workers]) await role.kill();
    await emptyTables(installation.db);
    for (const [role] of [dispatchers, workers]) await role?.restart();
    await eventually(() => expectCaughtUp(installation), 60_000);
    expect(await readTables(installation.db)).to.deep.equal(live);
  });
});

/** Readiness is green everywhere, and nothing waits. */
async function expectWhole(installation: Installation, apis: readonly Role[]): Promise<void> {
  await eventually(async () => {
    await expectCaughtUp(installation);
    for (const api of apis) {
      const { status, json } = await clientOf({ origin: api.address() }).get('//ready');
      expect([status, json.ready, json.pipeline.behind]).to.deep.equal([200, true, false]);
    }
  }, 60_000);
}

async function athleteOf(apis: readonly Role[], email: string, random: () => number): Promise<Athlete> {
  const origins = () => apis.map((api) => api.address());
  return { ...(await signUp(apis[0], email)), random, origins, sent: [], violations: [], reads: { good: 0 } };
}
