import { expect } from 'chai';
import { sql } from 'slonik';
import { migrate, rollback } from '../../../src/infra/postgres/migrations/migrate.ts';
import { migrationsFolder } from '../../../src/infra/postgres/migrations/migration-files.ts';
import { listMigrations } from '../../../src/infra/postgres/migrations/migration-status.ts';
import type { Model } from '../../../src/projections/core/model.ts';
import { rebuild } from '../../../src/projections/maintenance/rebuild.ts';
import { models } from '../../../src/projections/models/all.ts';
import { sessions } from '../../../src/projections/models/sessions.ts';
import { dropVersion } from '../../../src/projections/versions/drop-version.ts';
import { useVersion } from '../../../src/projections/versions/switch-version.ts';
import { readTopology, registerModels } from '../../../src/projections/versions/topology.ts';
import { eventually } from '../support/eventually.ts';
import { useLiveSystem } from '../support/live-system.ts';
import type { MemoryLog } from '../support/memory-log.ts';
import { unknownEvent } from '../support/other-events.ts';
import { sessionId } from '../support/training.ts';
import { listReadTables, readPositions, readVersionRows } from '../support/versions.ts';

/** The read model `sessions` in a newer build: another shape number, but the same columns. */
const newShape: Model = { ...sessions, shape: 2 };
const bothShapes = [...models, newShape];

describe('the versions of a read model', () => {
  const live = useLiveSystem();

  /** Creates the empty tables for the new shape, as a migration of the newer build would. */
  const createShape = () =>
    live.db.query(sql.unsafe`CREATE TABLE session_documents_shape2 (LIKE session_documents_v1 INCLUDING ALL)`);

  it('are fed by two builds side by side, each version by the builds that know its shape', async () => {
    await createShape();
    const oldBuild = await live.startBuild(models);
    live.write(500);
    const reading = live.writeAndRead(oldBuild);
    await live.startBuild(bothShapes);
    const { version } = await rebuild({ ...live.maintenance, models: bothShapes, lingerMs: 0 }, 'sessions');
    expect(version).to.equal(2);
    expect((await readTopology(live.db)).versions.find((each) => each.version === 2)).to.include({ shape: 2 });
    live.write(500);
    // The queries of the old build still read version 1, because they do not know the shape of version 2.
    await reading.end();
    await live.expectFolded(1);
    await live.expectFolded(2);
    expect(await readVersionRows(live.db, 2)).to.deep.equal(await readVersionRows(live.db, 1));
  });

  it('are fed by a newer build when an older build is held back by an event that it does not know', async () => {
    await createShape();
    live.write(200);
    await rebuild({ ...live.maintenance, models: bothShapes, lingerMs: 0 }, 'sessions');
    await live.startBuild(models);
    await live.startBuild([newShape], readAsNewBuild(live.log));
    await live.expectFolded(1);
    const owner = live.log.all().find(({ stream }) => stream.endsWith(sessionId(1)))?.metadata.owner ?? '';
    const [unknown] = live.log.append(unknownEvent(1, owner));
    live.write(200);
    const head = await live.log.head();
    await eventually(async () => {
      expect((await readPositions(live.db, 'sessions', 2)).every((position) => position === head)).to.equal(true);
    });
    await eventually(async () => {
      const lagging = (await readPositions(live.db, 'sessions', 1)).filter((position) => position < head);
      expect(lagging).to.have.length(1);
      expect(lagging.every((position) => position < (unknown?.position ?? 0n))).to.equal(true);
    });
  });

  it('can be switched while readers wait for their own writes', async () => {
    const build = await live.startBuild();
    live.write(200);
    await rebuild({ ...live.maintenance, lingerMs: 100 }, 'sessions');
    const reading = live.writeAndRead(build, 0);
    for (let round = 0; round < 20; round += 1) {
      const version = { name: 'sessions', version: 1 + (round % 2) };
      await eventually(async () => expect(await useVersion(live.db, version)).to.equal(true));
      live.write(20);
    }
    await reading.end();
  });

  it('are removed except the first when their migration is rolled back', async () => {
    live.write(100);
    await rebuild({ ...live.maintenance, lingerMs: 0 }, 'sessions');
    await dropVersion(live.db, models, { name: 'sessions', version: 1 }, { waitMs: 0 });
    const migrations = { databaseUrl: live.databaseUrl, folder: migrationsFolder };
    const steps = (await listMigrations(migrations)).filter(({ number }) => number >= 6).length;
    await rollback(migrations, steps);
    expect(await listReadTables(live.db)).to.deep.equal(['imports_v1', 'session_documents_v1']);
    await migrate(migrations);
    await registerModels(live.db, models);
    await live.startBuild();
    await live.expectFolded(1);
  });
});

/** Wraps the log as a newer build reads it: an event type that the older build does not know becomes a known type. */
function readAsNewBuild(log: MemoryLog): MemoryLog {
  const known = <Item extends { type: string }>(item: Item): Item =>
    item.type === 'SessionCheered' ? { ...item, type: 'SessionNoted' } : item;
  return {
    ...log,
    page: async (after, limit) => (await log.page(after, limit)).map(known),
    async *follow(after, signal) {
      for await (const item of log.follow(after, signal)) yield known(item);
    },
  };
}
