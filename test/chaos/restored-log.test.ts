import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { eventually } from '../projections/support/eventually.ts';
import { expectCaughtUp, readTables } from './support/audit.ts';
import { type Installation, installations } from './support/installation.ts';
import { at, type Member, signUp } from './support/member.ts';
import type { Role } from './support/role.ts';

describe('a log that was restored to an older copy', function () {
  this.timeout(120_000);
  const begin = installations();
  let installation: Installation;
  let api: Role;
  let ada: Member;
  before(async () => {
    installation = await begin();
    api = await installation.serve();
    ada = await signUp(api, 'ada@example.com');
  });

  const write = async (count: number) => {
    for (let each = 0; each < count; each += 1) {
      const { status } = await at(api, ada).post('/training-sessions', { timezone: 'UTC' });
      expect(status).to.equal(201);
    }
  };

  it('is refused at the start, and nothing of it is skipped', async () => {
    const { eventStore, dataDir, db } = installation;
    const folder = join(dataDir, 'eventstore');
    const copy = join(dataDir, 'copy');
    const pipeline = [await installation.dispatch(), await installation.work()];
    await write(10);
    await eventStore.stop();
    cpSync(folder, copy, { recursive: true, filter: (path) => !path.endsWith('process.json') });
    await eventStore.restart();
    await eventually(() => write(10));
    await eventually(() => expectCaughtUp(installation));
    const seen = await readTables(db);

    for (const role of [...pipeline, api]) await role.kill();
    await eventStore.stop();
    for (const name of ['log.db', 'log.db-wal', 'log.db-shm']) rmSync(join(folder, name), { force: true });
    cpSync(copy, folder, { recursive: true });
    await eventStore.restart();
    await api.restart();
    // New events take the places of those that are gone.
    await write(15);

    for (const verb of ['work', 'dispatch']) {
      const { code, stderr } = await installation.run(verb).ended;
      expect(code).to.equal(1);
      expect(stderr).to.match(/The log does not hold event [0-9a-f-]{36} at \d+/);
    }
    expect(await readTables(db)).to.deep.equal(seen);
  });
});
