import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { eventually } from '../projections/support/eventually.ts';
import { expectCaughtUp, expectFoldedSessions, expectValidChains, readLog, readTables } from './support/audit.ts';
import { anonymousAt, clientAt, type Member, signUp, startSession } from './support/member.ts';
import { useOwnInstallation } from './support/use-installation.ts';

/** Makes connections to the event store fail after 1 s without a sign of life, instead of the default 20 s. */
const shortKeepAlive = '&keepAliveInterval=1000&keepAliveTimeout=1000';
/** The time limit of a health check, plus a margin for a busy machine. */
const healthMs = 2_000 + 1_500;

describe('faults of the event store', function () {
  this.timeout(120_000);
  const suite = useOwnInstallation(
    { apis: 1, dispatchers: 1, workers: 1 },
    // An outage is one warning of the whole process. Each reader reports it too, but at the level `debug`.
    { eventStoreOptions: shortKeepAlive, env: { LOG_LEVEL: 'debug' } },
  );
  let member: Member;
  before(async () => {
    member = await signUp(suite.api);
  });

  const expectReadiness = async (status: number) =>
    expect((await anonymousAt(suite.api).get('//ready')).status).to.equal(status);
  const startSessions = async (count: number) => {
    for (let each = 0; each < count; each += 1) await startSession(suite.api, member);
  };

  it('loses and doubles no command while the store is frozen for longer than its connections live', async () => {
    const { api, installation } = suite;
    const [dispatcher] = suite.dispatchers;
    const path = await startSession(api, member, { name: 'Legs' });
    const client = clientAt(api, member);
    expect((await client.get(path)).status).to.equal(200);
    const rename = (number: number) =>
      client.patch(path, { name: `Name ${number}` }, { 'idempotency-key': `key-${number}` });

    const numbers = [1, 2, 3, 4, 5];
    installation.eventStore.pause();
    const renames = Promise.all(numbers.map(rename));
    try {
      const asked = performance.now();
      await expectReadiness(503);
      expect(performance.now() - asked).to.be.lessThan(healthMs);
      expect((await client.get(path)).status).to.equal(200);
      await eventually(async () => expect(dispatcher?.logged()).to.include('The event store does not answer'));
    } finally {
      installation.eventStore.resume();
    }
    for (const { status, text } of await renames) expect(status, text).to.be.oneOf([200, 503]);
    for (const number of numbers) await eventually(async () => expect((await rename(number)).status).to.equal(200));
    await eventually(async () => expect((await client.get(path)).status).to.equal(200));

    await eventually(() => expectCaughtUp(installation));
    const log = await readLog(installation.log);
    expectValidChains(log);
    await expectFoldedSessions(installation, log);
    expect(log.filter(({ type }) => type === 'SessionRenamed')).to.have.length(numbers.length);
    await eventually(() => expectReadiness(200));
  });

  it('makes workers and dispatchers refuse to start on an older copy of the log, so that no event is skipped', async () => {
    const { eventStore, dataDir, db, cli } = suite.installation;
    const folder = join(dataDir, 'eventstore');
    const copy = join(dataDir, 'copy');
    await startSessions(10);
    await eventStore.stop();
    cpSync(folder, copy, { recursive: true, filter: (path) => !path.endsWith('process.json') });
    await eventStore.restart();
    await eventually(() => startSessions(10));
    await eventually(() => expectCaughtUp(suite.installation));
    const tables = await readTables(db);

    for (const role of [...suite.dispatchers, ...suite.workers, suite.api]) await role.kill();
    await eventStore.stop();
    for (const name of ['log.db', 'log.db-wal', 'log.db-shm']) rmSync(join(folder, name), { force: true });
    cpSync(copy, folder, { recursive: true });
    await eventStore.restart();
    await suite.api.restart();
    // The event store has lost events, so new events get the positions of the lost ones.
    await startSessions(15);

    for (const command of ['work', 'dispatch']) {
      const { code, stderr } = await cli(command);
      expect(code).to.equal(1);
      expect(stderr).to.match(/The log does not hold event [0-9a-f-]{36} at \d+/);
    }
    expect(await readTables(db)).to.deep.equal(tables);
  });
});
