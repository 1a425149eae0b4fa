import { expect } from 'chai';
import { eventually } from '../projections/support/eventually.ts';
import { createRandom } from '../projections/support/training.ts';
import {
  emptyReadTables,
  expectCaughtUp,
  expectEventsOf,
  expectFoldedSessions,
  expectNoParkedStream,
  expectValidChains,
  readLog,
  readTables,
} from './support/audit.ts';
import { createFaults } from './support/faults/faults.ts';
import { strikeFaults } from './support/faults/strike.ts';
import { createAthlete, type SentCommand, train } from './support/load/athlete.ts';
import { anonymousAt, signUp } from './support/member.ts';
import { athletes, faults, seed, timeoutOf } from './support/size.ts';
import { useSharedInstallation } from './support/use-installation.ts';

/**
 * The least number of commands for each fault: with fewer, the test would prove little, even if the faults end early.
 */
const commandsPerFault = 8;

describe(`chaos with seed ${seed}`, () => {
  const suite = useSharedInstallation({ apis: 2, dispatchers: 2, workers: 2 });

  it('loses and doubles no event and shows no stale read while processes and services fail', async function () {
    this.timeout(timeoutOf(faults, 15));
    const { installation, apis, dispatchers, workers } = suite;
    const start = await installation.log.head();
    const team = await Promise.all(
      Array.from({ length: athletes }, async (_, number) =>
        createAthlete(await signUp(suite.api), apis, createRandom(seed + number + 1)),
      ),
    );
    const enough = new AbortController();
    const training = team.map((athlete) => train(athlete, AbortSignal.any([enough.signal, suite.ended])));
    const random = createRandom(seed);
    const possible = createFaults(installation, suite, random);
    const struck = await strikeFaults({ faults: possible, random, count: faults, signal: suite.ended });
    const sent = () => team.flatMap((athlete) => athlete.sent);
    await eventually(async () => {
      expect(sent().filter(isAcknowledged).length).to.be.greaterThan(commandsPerFault * faults);
    }, 60_000);
    enough.abort();
    await Promise.all(training);
    if (this.test) this.test.title += ` (${summaryOf(sent(), struck)})`;

    expect(team.flatMap(({ violations }) => violations)).to.deep.equal([]);
    await expectReady();
    const log = await readLog(installation.log);
    expectValidChains(log);
    const own = log.filter(({ position }) => position > start);
    expectEventsOf(sent(), own, installation.rootKey);
    await expectFoldedSessions(installation, log);
    await expectNoParkedStream(installation.db);

    const live = await readTables(installation.db);
    await Promise.all([...dispatchers, ...workers].map((role) => role.stop()));
    await emptyReadTables(installation.db);
    await Promise.all([...dispatchers, ...workers].map((role) => role.restart()));
    await eventually(() => expectCaughtUp(installation), 60_000);
    expect(await readTables(installation.db)).to.deep.equal(live);
  });

  /** Waits until every API process is ready and no event is waiting to be projected. */
  const expectReady = () =>
    eventually(async () => {
      await expectCaughtUp(suite.installation);
      for (const api of suite.apis) {
        const { status, json } = await anonymousAt(api).get('//ready');
        expect([status, json.ready, json.pipeline.behind]).to.deep.equal([200, true, false]);
      }
    }, 60_000);
});

const isAcknowledged = ({ answer }: SentCommand): boolean => answer !== null;

function summaryOf(sent: readonly SentCommand[], struck: ReadonlyMap<string, number>): string {
  const acknowledged = sent.filter(isAcknowledged).length;
  const kinds = [...struck].map(([kind, times]) => `${times} × ${kind}`);
  return `${acknowledged} of ${sent.length} commands acknowledged; ${kinds.join(', ')}`;
}
