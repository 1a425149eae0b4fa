import { expect } from 'chai';
import { sql } from 'slonik';
import { applyIn } from '../../src/projections/apply.ts';
import { layoutOf } from '../../src/projections/lanes.ts';
import { models } from '../../src/projections/models.ts';
import { rebuild } from '../../src/projections/rebuild.ts';
import { carriedOf, readSituation } from '../../src/projections/registry.ts';
import { relane } from '../../src/projections/relane.ts';
import { VersionRefusal } from '../../src/projections/versions.ts';
import { worker } from '../../src/projections/worker.ts';
import { type Live, rowsOf, startLive } from './support/live.ts';
import { useDatabase, useRedis } from './support/services.ts';
import { open, silent } from './support/tables.ts';

describe('another number of lanes', () => {
  const database = useDatabase();
  const redis = useRedis();
  let live: Live;

  beforeEach(async () => {
    await redis.redis.flushall();
    live = await startLive(database.db, redis.url);
  });
  afterEach(() => live.close());

  const lanes = async () =>
    database.db.anyFirst(sql.unsafe`
      SELECT DISTINCT layout || '/' || lane FROM projection_checkpoints ORDER BY 1`);

  it('4 → 1 → 8 → 4 under load: nothing is lost or doubled, and no reader hears a stale answer or none', async () => {
    const build = await live.start();
    live.write(500);
    const reading = live.writeAndRead(build);
    for (const [at, count] of [1, 8, 4].entries()) {
      expect(await relane({ ...live.work, lingerMs: 100 }, count)).to.include({ layout: at + 2, lanes: count });
      await live.start();
      live.write(200);
    }
    expect(await reading.end()).to.be.greaterThan(20);
    await live.expectAll(1);
    expect(await lanes()).to.deep.equal(['4/0', '4/1', '4/2', '4/3']);
  });

  it('is taken while nothing runs', async () => {
    live.write(300);
    await relane({ ...live.work, lingerMs: 100 }, 8);
    await live.expectAll(1);
    await relane({ ...live.work, lingerMs: 100 }, 1);
    live.write(300);
    await live.start();
    await live.expectAll(1);
  });

  it('leaves a worker and jobs of the old one nothing to do', async () => {
    live.write(400);
    const { layout, ...situation } = await readSituation(database.db);
    const projections = carriedOf(models, { layout, ...situation });
    const apply = applyIn(database.db, projections, open);
    const asleep = worker({ log: live.log, layout, apply, logger: silent, signal: new AbortController().signal });
    await relane({ ...live.work, lingerMs: 100 }, 2);
    live.write(100);
    const before = await rowsOf(database.db, 1);
    const to = await live.log.head();
    for (let lane = 0; lane < layout.lanes; lane += 1) {
      await asleep({ layout: layout.layout, lane, from: 0n, to, mark: null, events: live.log.all() });
    }
    expect(await rowsOf(database.db, 1)).to.deep.equal(before);
    expect(await lanes()).to.deep.equal(['2/0', '2/1']);
    await live.start();
    await live.expectAll(1);
  });

  it('is taken by a rebuild that is under way', async () => {
    await live.start();
    live.write(2_000);
    let relaned: Promise<unknown> | undefined;
    const onProgress = () => {
      relaned ??= relane({ ...live.work, lingerMs: 100 }, 3);
    };
    await rebuild({ ...live.work, onProgress, pageSize: 100, lingerMs: 0 }, 'sessions');
    expect(await relaned).to.include({ lanes: 3 });
    await live.expectAll(1);
    await live.expectAll(2);
  });

  it('changes nothing where it fails', async () => {
    live.write(300);
    const log = { ...live.log, head: () => Promise.reject(new Error('gone')) };
    const failed = await relane({ ...live.work, log, lingerMs: 0 }, 8).then(
      () => 'done',
      (error: Error) => error.message,
    );
    expect(failed).to.equal('gone');
    expect((await readSituation(database.db)).layout).to.include({ layout: 1, lanes: 4 });
    expect(layoutOf(1, 4).lanes).to.equal(4);
  });

  it('is a whole number up to 256', async () => {
    for (const count of [0, 1.5, 257]) {
      const refusal = await relane({ ...live.work, lingerMs: 100 }, count).then(
        () => null,
        (error: unknown) => error,
      );
      expect(refusal).to.be.instanceOf(VersionRefusal);
    }
  });
});
