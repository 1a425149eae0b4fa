import { expect } from 'chai';
import { sql } from 'slonik';
import type { Progress } from '../../../src/projections/maintenance/progress-counter.ts';
import { rebuild } from '../../../src/projections/maintenance/rebuild.ts';
import { dropVersion } from '../../../src/projections/versions/drop-version.ts';
import { listVersions, VersionRefusal } from '../../../src/projections/versions/registry.ts';
import { pauseProjection, useVersion } from '../../../src/projections/versions/switch-version.ts';
import { useDatabase, useRedis } from '../../support/databases.ts';
import { type Live, losingPostgres, rowsOf, startLive, tableNames } from '../support/live.ts';

describe('a rebuild', () => {
  const database = useDatabase();
  const redis = useRedis();
  let live: Live;

  beforeEach(async () => {
    await redis.redis.flushall();
    live = await startLive(database.db, redis.url);
  });
  afterEach(() => live.close());

  const states = async () =>
    (await listVersions(database.db, 'sessions')).map(({ version, state }) => `${version} ${state}`);
  const outcomeOf = (work: Promise<unknown>) =>
    work.then(
      () => 'done',
      (error: Error) => error.message,
    );
  const refused = (work: Promise<unknown>) =>
    work.then(
      () => false,
      (error: unknown) => error instanceof VersionRefusal,
    );

  it('gives the same rows under load, and no reader hears a stale answer or none', async () => {
    const build = await live.start();
    live.write(3_000);
    const reading = live.writeAndRead(build);
    const phases: string[] = [];
    const onProgress = ({ phase }: Progress) => phases.at(-1) === phase || phases.push(phase);
    const { version, replaced } = await rebuild({ ...live.work, onProgress, pageSize: 500, lingerMs: 500 }, 'sessions');
    expect([version, replaced, ...phases]).to.deep.equal([2, 1, 'filling', 'catching up', 'switched']);
    expect(await states()).to.deep.equal(['1 standby', '2 live']);
    expect(await reading.end()).to.be.greaterThan(20);
    await live.expectAll(1);
    await live.expectAll(2);
    expect(await rowsOf(database.db, 2)).to.deep.equal(await rowsOf(database.db, 1));
  });

  it('is taken back in one step, and dropped', async () => {
    const build = await live.start();
    live.write(200);
    await rebuild({ ...live.work, lingerMs: 100 }, 'sessions');
    const reading = live.writeAndRead(build);
    expect(await refused(dropVersion(database.db, live.work.models, { name: 'sessions', version: 2 }))).to.equal(true);
    expect(await useVersion(database.db, { name: 'sessions', version: 1 })).to.equal(true);
    expect(await states()).to.deep.equal(['1 live', '2 standby']);
    await dropVersion(database.db, live.work.models, { name: 'sessions', version: 2 }, { waitMs: 200 });
    expect(await states()).to.deep.equal(['1 live']);
    expect(await tableNames(database.db)).to.deep.equal(['accounts_v1', 'imports_v1', 'session_documents_v1']);
    await reading.end();
    await live.expectAll(1);
    expect(await rebuild({ ...live.work, lingerMs: 100 }, 'sessions')).to.include({ version: 3, replaced: 1 });
    await live.expectAll(3);
  });

  it('needs no pipeline to run, nor one that ever has', async () => {
    await database.db.query(sql.unsafe`TRUNCATE projection_checkpoints`);
    live.write(500);
    expect(await rebuild({ ...live.work, lingerMs: 0 }, 'sessions')).to.include({ version: 2 });
    await live.expectAll(2);
  });

  it('goes on where it was when Postgres was away for a moment', async () => {
    live.write(3_000);
    await using lossy = await losingPostgres(live, 4);
    const { version } = await rebuild({ ...live.work, ...lossy, pageSize: 300, lingerMs: 0 }, 'sessions');
    expect(version).to.equal(2);
    expect(await states()).to.deep.equal(['1 standby', '2 live']);
    await live.expectAll(2);
  });

  it('that fails while Postgres is away for a moment is taken back all the same', async () => {
    live.write(2_000);
    const stop = new AbortController();
    await using lossy = await losingPostgres(live, 2);
    const page = async (after: bigint, limit: number) => {
      const events = await lossy.log.page(after, limit);
      if (after > 0n) stop.abort(new Error('stopped'));
      return events;
    };
    const options = { ...live.work, ...lossy, log: { ...lossy.log, page }, pageSize: 300, signal: stop.signal };
    expect(await outcomeOf(rebuild(options, 'sessions'))).to.equal('stopped');
    expect(await states()).to.deep.equal(['1 live']);
    expect(await tableNames(database.db)).not.to.include('session_documents_v2');
  });

  describe('that is stopped', () => {
    for (const at of ['filling', 'catching up'] as const) {
      it(`while ${at} changes nothing, and the next one succeeds`, async () => {
        await live.start();
        live.write(2_000);
        const stop = new AbortController();
        const onProgress = ({ phase, events }: Progress) => {
          if (phase === at && events > 500) stop.abort(new Error('stopped'));
        };
        const options = { ...live.work, onProgress, pageSize: 300, signal: stop.signal };
        expect(await outcomeOf(rebuild(options, 'sessions'))).to.equal('stopped');
        expect(await states()).to.deep.equal(['1 live']);
        expect(await tableNames(database.db)).to.deep.equal(['accounts_v1', 'imports_v1', 'session_documents_v1']);
        await live.expectAll(1);
        await rebuild({ ...live.work, lingerMs: 0 }, 'sessions');
        await live.expectAll(3);
      });
    }

    it('and could not tidy up leaves that to the next one', async () => {
      live.write(2_000);
      const failing = { ...live.work.log, page: () => Promise.reject(new Error('killed')) };
      const deaf = new Proxy(live.work.db, {
        get: (db, name) =>
          name === 'transaction' && seen > 0 ? () => Promise.reject(new Error('gone')) : Reflect.get(db, name),
      });
      let seen = 0;
      const page = (...parameters: Parameters<typeof failing.page>) => {
        seen += 1;
        return failing.page(...parameters);
      };
      expect(await outcomeOf(rebuild({ ...live.work, db: deaf, log: { ...failing, page } }, 'sessions'))).to.equal(
        'killed',
      );
      expect(await states()).to.deep.equal(['1 live', '2 building']);
      await rebuild({ ...live.work, lingerMs: 0 }, 'sessions');
      expect(await states()).to.deep.equal(['1 standby', '3 live']);
      expect(await tableNames(database.db)).not.to.include('session_documents_v2');
      await live.expectAll(3);
    });
  });

  it('says that it waits for another that is under way', async () => {
    live.write(300);
    const begun = Promise.withResolvers<void>();
    const waits = Promise.withResolvers<unknown>();
    const page: typeof live.log.page = async (after, limit) => {
      begun.resolve();
      await waits.promise;
      return live.log.page(after, limit);
    };
    const first = rebuild({ ...live.work, lingerMs: 0, log: { ...live.log, page } }, 'sessions');
    await begun.promise;
    const logger = { ...live.work.logger, warn: (_: string, fields?: object) => waits.resolve(fields) };
    const second = rebuild({ ...live.work, lingerMs: 0, logger }, 'sessions');
    expect(await waits.promise).to.deep.equal({ work: 'rebuild/sessions' });
    expect([(await first).version, (await second).version]).to.deep.equal([2, 3]);
  });

  it('of a paused read model is fed, and leaves the version before as it was', async () => {
    live.write(300);
    await pauseProjection(database.db, 'sessions');
    const done = await rebuild({ ...live.work, lingerMs: 0 }, 'sessions');
    expect(done).to.include({ version: 2, replaced: 1, isReplacedPaused: true });
    expect((await listVersions(database.db, 'sessions')).map(({ paused }) => paused)).to.deep.equal([true, false]);
    expect(await rebuild({ ...live.work, lingerMs: 0 }, 'sessions')).to.include({
      replaced: 2,
      isReplacedPaused: false,
    });
  });

  it('waits for its turn while another is under way', async () => {
    live.write(1_000);
    const options = { ...live.work, lingerMs: 0, pageSize: 200 };
    const both = await Promise.all([rebuild(options, 'sessions'), rebuild(options, 'sessions')]);
    expect(both.map(({ version }) => version).sort()).to.deep.equal([2, 3]);
    await live.expectAll(3);
  });

  it('obeys discards and parks what can not be applied, like the workers', async () => {
    const events = live.write(300);
    const discarded = events.findLast(({ type }) => type === 'SessionNoted');
    await database.db.query(sql.unsafe`
      INSERT INTO discarded_events (projection, event_id, stream, revision, position, reason, discarded_by)
      VALUES ('sessions', ${discarded?.id ?? ''}, ${discarded?.stream ?? ''}, ${discarded?.revision ?? 0},
        ${discarded?.position ?? 0n}, 'test', 'test')`);
    live.log.append({
      type: 'SetLogged',
      data: {},
      stream: 'session-01900000-0001-7000-8000-00000000ffff',
      owner: 'system',
    });
    await live.start();
    await rebuild({ ...live.work, lingerMs: 0 }, 'sessions');
    const parked = await database.db.anyFirst(sql.unsafe`
      SELECT version FROM parked_streams WHERE projection = 'sessions' ORDER BY version`);
    expect(parked).to.deep.equal([1, 2]);
    expect(await rowsOf(database.db, 2)).to.deep.equal(await rowsOf(database.db, 1));
    await database.db.query(sql.unsafe`TRUNCATE discarded_events, parked_streams CASCADE`);
  });
});
