import { expect } from 'chai';
import { sql } from 'slonik';
import { createApply } from '../../../src/projections/apply/apply.ts';
import { createWorker } from '../../../src/projections/apply/worker.ts';
import { rebuild } from '../../../src/projections/maintenance/rebuild.ts';
import { relane } from '../../../src/projections/maintenance/relane.ts';
import { verify } from '../../../src/projections/maintenance/verify.ts';
import { models } from '../../../src/projections/models/all.ts';
import { VersionRefusal } from '../../../src/projections/versions/registry.ts';
import { activeProjections, readTopology } from '../../../src/projections/versions/topology.ts';
import { useDatabase, useRedis } from '../../support/databases.ts';
import { eventually } from '../support/eventually.ts';
import { type Live, rowsOf, startLive, tableNames } from '../support/live.ts';
import { letters, note, session, streamOf } from '../support/poison.ts';
import { decrypt, silent } from '../support/tables.ts';
import { ownerId, sessionId } from '../support/training.ts';

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
    const { layout, ...situation } = await readTopology(database.db);
    const projections = activeProjections(models, { layout, ...situation });
    const apply = createApply({ db: database.db, projections, decrypt });
    const asleep = createWorker({ log: live.log, layout, apply, logger: silent, signal: new AbortController().signal });
    await relane({ ...live.work, lingerMs: 100 }, 2);
    live.write(100);
    const before = await rowsOf(database.db, 1);
    const to = await live.log.head();
    for (let lane = 0; lane < layout.lanes; lane += 1) {
      await asleep({ layout: layout.layout, lane, from: 0n, to, bookmark: null, events: live.log.all() });
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

  /** Everything that a change of the lanes could change. */
  const everything = async () => ({
    situation: (await readTopology(database.db)).versions,
    layout: await database.db.any(sql.unsafe`SELECT * FROM lane_layout`),
    checkpoints: await database.db.any(sql.unsafe`
      SELECT projection, version, layout, lane, position, event_id::text, event_position, event_after
      FROM projection_checkpoints ORDER BY 1, 2, 3, 4`),
    rows: await rowsOf(database.db, 1),
  });
  /** Acts while all lanes are locked: then the head of the log is asked for within the transaction. */
  const underLock = (act: () => unknown) => {
    let isLocked = false;
    const head = async () => {
      const locked = sql.unsafe`
        SELECT count(*) FROM pg_locks WHERE relation = 'lane_layout'::regclass AND mode = 'RowShareLock' AND granted`;
      if (!isLocked && (await database.db.oneFirst(locked)) !== 0n) {
        isLocked = true;
        await act();
      }
      return live.log.head();
    };
    return { ...live.log, head };
  };
  const outcomeOf = (work: Promise<unknown>) =>
    work.then(
      () => 'done',
      (error: Error) => error.message,
    );

  it('changes nothing where it fails, though it had all lanes and had filled some', async () => {
    live.write(300);
    await relane({ ...live.work, lingerMs: 0 }, 3);
    const before = await everything();
    let fail = () => {};
    const log = underLock(() => {
      live.write(100);
      fail = () => {
        throw new Error('gone');
      };
    });
    // The last of the read models that are brought to one position.
    const failing = models.map((model) => ({
      ...model,
      forVersion: (version: number) => {
        const projection = model.forVersion(version);
        if (model.name !== 'sessions') return projection;
        return {
          ...projection,
          apply: async (...given: Parameters<typeof projection.apply>) => {
            await projection.apply(...given);
            fail();
          },
        };
      },
    }));
    expect(await outcomeOf(relane({ ...live.work, models: failing, log, lingerMs: 0 }, 8))).to.equal('gone');
    expect(await everything()).to.deep.equal(before);
    expect((await readTopology(database.db)).layout).to.include({ layout: 2, lanes: 3 });
  });

  it('takes in what comes of parked and discarded streams, and poison, while all lanes are locked', async () => {
    live.log.append({ type: 'SetLogged', data: {}, stream: streamOf(900), owner: ownerId(900) });
    const discarded = live.log.append(...session(901, 2)).find(({ revision }) => revision === 1);
    await database.db.query(sql.unsafe`
      INSERT INTO discarded_events (projection, event_id, stream, revision, position, reason, discarded_by)
      VALUES ('sessions', ${discarded?.id ?? ''}, ${discarded?.stream ?? ''}, 1, ${discarded?.position ?? 0n}, 'test', 'test')`);
    live.write(50);
    const poison = { type: 'SetLogged', data: {}, stream: streamOf(902), owner: ownerId(902) };
    const log = underLock(() => live.log.append(note(900, 'behind'), note(901, 'and on'), poison));
    expect(await outcomeOf(relane({ ...live.work, log, lingerMs: 0 }, 8))).to.equal('done');
    const waiting = [`${streamOf(900)}@0`, `${streamOf(900)}@1`, `${streamOf(902)}@0`];
    expect(await letters(database.db)).to.deep.equal(waiting.map((each) => `sessions ${each}`));
    const revision = await database.db.oneFirst(sql.unsafe`
      SELECT revision FROM session_documents_v1 WHERE id = ${sessionId(901)}`);
    expect(revision).to.equal(3);
    expect(await verify(live.work, 'sessions')).to.deep.include({ same: true, parked: [streamOf(900), streamOf(902)] });
    await database.db.query(sql.unsafe`TRUNCATE discarded_events, parked_streams CASCADE`);
  });

  it('fails a verification that is under way, which says so and leaves nothing', async () => {
    live.write(1_000);
    await relane({ ...live.work, lingerMs: 0 }, 3);
    let relaned: Promise<unknown> | undefined;
    const page = async (after: bigint, limit: number) => {
      relaned ??= relane({ ...live.work, lingerMs: 0 }, 5);
      await relaned;
      return live.log.page(after, limit);
    };
    const log = { ...live.log, page };
    expect(await outcomeOf(verify({ ...live.work, log, pageSize: 100 }, 'sessions'))).to.match(/lanes .*verify again/i);
    expect(await tableNames(database.db)).not.to.include('session_documents_shadow1');
    expect(await verify(live.work, 'sessions')).to.include({ same: true });
  });

  it('is waited for by a rebuild that begins meanwhile', async () => {
    live.write(500);
    let rebuilt: Promise<unknown> | undefined;
    const waiting = sql.unsafe`
      SELECT count(*) FROM pg_stat_activity
      WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE '%lane_layout%'`;
    const log = underLock(async () => {
      rebuilt = rebuild({ ...live.work, lingerMs: 0 }, 'sessions');
      await eventually(async () => expect(await database.db.oneFirst(waiting)).to.equal(1n));
    });
    await relane({ ...live.work, log, lingerMs: 0 }, 8);
    expect(await rebuilt).to.include({ version: 2 });
    await live.expectAll(2);
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
