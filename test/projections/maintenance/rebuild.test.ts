import { expect } from 'chai';
import { sql } from 'slonik';
import type { Progress } from '../../../src/projections/maintenance/progress-counter.ts';
import { rebuild } from '../../../src/projections/maintenance/rebuild.ts';
import { dropVersion } from '../../../src/projections/versions/drop-version.ts';
import { pauseProjection } from '../../../src/projections/versions/pause.ts';
import { listVersions, VersionRefusal } from '../../../src/projections/versions/registry.ts';
import { useVersion } from '../../../src/projections/versions/switch-version.ts';
import { eventually } from '../support/eventually.ts';
import { useLiveSystem } from '../support/live-system.ts';
import { streamOf } from '../support/session-events.ts';
import { listReadTables, listStates, readVersionRows } from '../support/versions.ts';

const firstTables = ['accounts_v1', 'imports_v1', 'session_documents_v1'];

describe('a rebuild', () => {
  const live = useLiveSystem();

  it('makes the same rows while events are appended, and no reader gets a stale answer or none', async () => {
    const build = await live.startBuild();
    live.write(3_000);
    const reading = live.writeAndRead(build);
    const phases: string[] = [];
    const onProgress = ({ phase }: Progress) => phases.at(-1) === phase || phases.push(phase);
    const options = { ...live.maintenance, onProgress, pageSize: 500, lingerMs: 500 };
    const { version, replaced } = await rebuild(options, 'sessions');
    expect([version, replaced, ...phases]).to.deep.equal([2, 1, 'filling', 'catching up', 'switched']);
    expect(await listStates(live.db)).to.deep.equal(['1 standby', '2 live']);
    expect(await reading.end()).to.be.greaterThan(20);
    await live.expectFolded(1);
    await live.expectFolded(2);
    expect(await readVersionRows(live.db, 2)).to.deep.equal(await readVersionRows(live.db, 1));
  });

  it('can be undone by using the old version, which allows dropping the new one', async () => {
    const build = await live.startBuild();
    live.write(200);
    await rebuild({ ...live.maintenance, lingerMs: 100 }, 'sessions');
    const reading = live.writeAndRead(build);
    const [first, second] = [1, 2].map((version) => ({ name: 'sessions', version }));
    if (!first || !second) throw new Error('The versions are missing');
    const refusal = await dropVersion(live.db, live.maintenance.models, second).catch((error: unknown) => error);
    expect(refusal).to.be.instanceOf(VersionRefusal);
    expect(await useVersion(live.db, first)).to.equal(true);
    expect(await listStates(live.db)).to.deep.equal(['1 live', '2 standby']);
    await dropVersion(live.db, live.maintenance.models, second, { waitMs: 200 });
    expect(await listStates(live.db)).to.deep.equal(['1 live']);
    expect(await listReadTables(live.db)).to.deep.equal(firstTables);
    await reading.end();
    await live.expectFolded(1);
    const again = await rebuild({ ...live.maintenance, lingerMs: 100 }, 'sessions');
    expect(again).to.include({ version: 3, replaced: 1 });
    await live.expectFolded(3);
  });

  it('succeeds without a pipeline, also when no pipeline has ever created checkpoints', async () => {
    await live.db.query(sql.unsafe`TRUNCATE projection_checkpoints`);
    live.write(500);
    expect(await rebuild({ ...live.maintenance, lingerMs: 0 }, 'sessions')).to.include({ version: 2 });
    await live.expectFolded(2);
  });

  it('waits for another rebuild of the read model, and reports that', async () => {
    live.write(300);
    const started = Promise.withResolvers<void>();
    const reported = Promise.withResolvers<unknown>();
    const page: typeof live.log.page = async (after, limit) => {
      started.resolve();
      await reported.promise;
      return live.log.page(after, limit);
    };
    const first = rebuild({ ...live.maintenance, lingerMs: 0, log: { ...live.log, page } }, 'sessions');
    await started.promise;
    const warn = (_message: string, fields?: object) => reported.resolve(fields);
    const logger = { ...live.maintenance.logger, warn };
    const second = rebuild({ ...live.maintenance, lingerMs: 0, logger }, 'sessions');
    expect(await reported.promise).to.deep.equal({ work: 'rebuild/sessions' });
    expect([(await first).version, (await second).version]).to.deep.equal([2, 3]);
    await live.expectFolded(3);
  });

  it('of a paused read model feeds the new version, and leaves the old version paused', async () => {
    live.write(300);
    await pauseProjection(live.db, 'sessions');
    const first = await rebuild({ ...live.maintenance, lingerMs: 0 }, 'sessions');
    expect(first).to.include({ version: 2, replaced: 1, isReplacedPaused: true });
    expect((await listVersions(live.db, 'sessions')).map(({ paused }) => paused)).to.deep.equal([true, false]);
    const second = await rebuild({ ...live.maintenance, lingerMs: 0 }, 'sessions');
    expect(second).to.include({ replaced: 2, isReplacedPaused: false });
  });

  it('skips discarded events and parks poison events like the workers', async () => {
    const discarded = live.write(300).findLast(({ type }) => type === 'SessionNoted');
    if (!discarded) throw new Error('No session has a note');
    await live.db.query(sql.unsafe`
      INSERT INTO discarded_events (projection, event_id, stream, revision, position, reason, discarded_by)
      VALUES ('sessions', ${discarded.id}, ${discarded.stream}, ${discarded.revision}, ${discarded.position}, 'test', 'test')`);
    live.log.append({ type: 'SetLogged', data: {}, stream: streamOf(65_535), owner: 'system' });
    await live.startBuild();
    await rebuild({ ...live.maintenance, lingerMs: 0 }, 'sessions');
    // The workers may be later than the rebuild, which does not wait for them.
    await eventually(async () => {
      const parked = await live.db.anyFirst(sql.unsafe`
        SELECT version FROM parked_streams WHERE projection = 'sessions' ORDER BY version`);
      expect(parked).to.deep.equal([1, 2]);
      expect(await readVersionRows(live.db, 2)).to.deep.equal(await readVersionRows(live.db, 1));
    });
  });
});
