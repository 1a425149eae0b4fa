import { expect } from 'chai';
import { sql } from 'slonik';
import { createApply } from '../../../src/projections/apply/apply.ts';
import { createWorker } from '../../../src/projections/apply/worker.ts';
import { maxLanes } from '../../../src/projections/core/lanes.ts';
import { rebuild } from '../../../src/projections/maintenance/rebuild.ts';
import { relane } from '../../../src/projections/maintenance/relane.ts';
import { verify } from '../../../src/projections/maintenance/verify.ts';
import { models } from '../../../src/projections/models/all.ts';
import { VersionRefusal } from '../../../src/projections/versions/registry.ts';
import { activeProjections, readTopology } from '../../../src/projections/versions/topology.ts';
import { eventually } from '../support/eventually.ts';
import { useLiveSystem } from '../support/live-system.ts';
import { whileLanesAreLocked } from '../support/relane.ts';
import { decrypt, silentLogger } from '../support/tables.ts';
import { messageOf } from '../support/test-lane.ts';
import { listReadTables, readVersionRows } from '../support/versions.ts';

describe('changing the number of lanes', () => {
  const live = useLiveSystem();

  /** The lanes that have checkpoints, as `<serial number of the lane layout>/<lane>`. */
  const listLanes = () =>
    live.db.anyFirst(sql.unsafe`SELECT DISTINCT layout || '/' || lane FROM projection_checkpoints ORDER BY 1`);

  it('loses and repeats no event, and no reader gets a stale answer or none, from 4 to 1, 8 and 4 lanes', async () => {
    const build = await live.startBuild();
    live.write(500);
    const reading = live.writeAndRead(build);
    for (const [at, lanes] of [1, 8, 4].entries()) {
      const result = await relane({ ...live.maintenance, lingerMs: 100 }, lanes);
      expect(result).to.include({ layout: at + 2, lanes });
      await live.startBuild();
      live.write(200);
    }
    expect(await reading.end()).to.be.greaterThan(20);
    await live.expectFolded(1);
    expect(await listLanes()).to.deep.equal(['4/0', '4/1', '4/2', '4/3']);
  });

  it('works without a running pipeline', async () => {
    live.write(300);
    await relane({ ...live.maintenance, lingerMs: 100 }, 8);
    await live.expectFolded(1);
    await relane({ ...live.maintenance, lingerMs: 100 }, 1);
    live.write(300);
    await live.startBuild();
    await live.expectFolded(1);
  });

  it('makes workers and jobs of the old layout change nothing', async () => {
    live.write(400);
    const topology = await readTopology(live.db);
    const { layout } = topology;
    const apply = createApply({ db: live.db, projections: activeProjections(models, topology), decrypt });
    const signal = new AbortController().signal;
    const oldWorker = createWorker({ log: live.log, layout, apply, logger: silentLogger, signal });
    await relane({ ...live.maintenance, lingerMs: 100 }, 2);
    live.write(100);
    const before = await readVersionRows(live.db, 1);
    const to = await live.log.head();
    for (let lane = 0; lane < layout.lanes; lane += 1) {
      await oldWorker({ layout: layout.layout, lane, from: 0n, to, bookmark: null, events: live.log.all() });
    }
    expect(await readVersionRows(live.db, 1)).to.deep.equal(before);
    expect(await listLanes()).to.deep.equal(['2/0', '2/1']);
    await live.startBuild();
    await live.expectFolded(1);
  });

  it('moves a running rebuild to the new lanes', async () => {
    await live.startBuild();
    live.write(2_000);
    let relaning: Promise<unknown> | undefined;
    const onProgress = () => {
      relaning ??= relane({ ...live.maintenance, lingerMs: 100 }, 3);
    };
    await rebuild({ ...live.maintenance, onProgress, pageSize: 100, lingerMs: 0 }, 'sessions');
    expect(await relaning).to.include({ lanes: 3 });
    await live.expectFolded(1);
    await live.expectFolded(2);
  });

  it('ends a running verification with a message, and the verification leaves no tables', async () => {
    live.write(1_000);
    await relane({ ...live.maintenance, lingerMs: 0 }, 3);
    let relaning: Promise<unknown> | undefined;
    const page = async (after: bigint, limit: number) => {
      relaning ??= relane({ ...live.maintenance, lingerMs: 0 }, 5);
      await relaning;
      return live.log.page(after, limit);
    };
    const verifying = verify({ ...live.maintenance, log: { ...live.log, page }, pageSize: 100 }, 'sessions');
    expect(await messageOf(verifying)).to.match(/lanes .*verify again/i);
    expect(await listReadTables(live.db)).not.to.include('session_documents_shadow1');
    expect(await verify(live.maintenance, 'sessions')).to.include({ same: true });
  });

  it('makes a rebuild that starts meanwhile wait and use the new lanes', async () => {
    live.write(500);
    let rebuilding: Promise<unknown> | undefined;
    const waiting = sql.unsafe`
      SELECT count(*) FROM pg_stat_activity
      WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE '%lane_layout%'`;
    const log = whileLanesAreLocked(live, async () => {
      rebuilding = rebuild({ ...live.maintenance, lingerMs: 0 }, 'sessions');
      await eventually(async () => expect(await live.db.oneFirst(waiting)).to.equal(1n));
    });
    await relane({ ...live.maintenance, log, lingerMs: 0 }, 8);
    expect(await rebuilding).to.include({ version: 2 });
    await live.expectFolded(2);
  });

  it('refuses a number that is not a whole number from 1 to the largest number of lanes', async () => {
    for (const lanes of [0, 1.5, maxLanes + 1]) {
      const refusal = await relane({ ...live.maintenance, lingerMs: 100 }, lanes).catch((error: unknown) => error);
      expect(refusal).to.be.instanceOf(VersionRefusal);
    }
  });
});
