import { expect } from 'chai';
import { sql } from 'slonik';
import { readLag } from '../../../src/projections/lag.ts';
import { resumeProjection } from '../../../src/projections/maintenance/resume.ts';
import { pauseProjection } from '../../../src/projections/versions/pause.ts';
import { listVersions, VersionRefusal } from '../../../src/projections/versions/registry.ts';
import { readTopology } from '../../../src/projections/versions/topology.ts';
import { eventually } from '../support/eventually.ts';
import { useLiveSystem } from '../support/live-system.ts';
import { anImport } from '../support/other-events.ts';
import { readPositions } from '../support/versions.ts';

describe('a paused read model', () => {
  const live = useLiveSystem();

  it('keeps its checkpoints while the others are fed, and applies the missed events when it is resumed', async () => {
    const build = await live.startBuild();
    live.write(200);
    await live.expectFolded(1);
    await pauseProjection(live.db, 'sessions');
    const before = await readPositions(live.db, 'sessions');
    const missed = live.write(300).length;
    live.log.append(anImport(50));
    const head = await live.log.head();
    await eventually(async () => {
      expect((await readPositions(live.db, 'imports')).every((position) => position >= head)).to.equal(true);
    });
    expect(await readPositions(live.db, 'sessions')).to.deep.equal(before);
    const paused = (await readLag(live.maintenance)).versions.find(({ projection }) => projection === 'sessions');
    expect(paused).to.include({ paused: true });
    expect(paused?.lanes.reduce((sum, { events }) => sum + events, 0)).to.equal(missed + 1);

    live.log.append(anImport(51));
    await resumeProjection(live.maintenance, 'sessions');
    const reading = live.writeAndRead(build);
    await eventually(async () => {
      expect((await readTopology(live.db)).versions.every((version) => !version.paused)).to.equal(true);
    });
    await reading.end();
    await live.expectFolded(1);
  });

  it('is not resumed by a build that has no code for any of its paused versions', async () => {
    await live.startBuild();
    await pauseProjection(live.db, 'sessions');
    const models = live.maintenance.models.filter(({ name }) => name !== 'sessions');
    const refusal = await resumeProjection({ ...live.maintenance, models }, 'sessions').catch((error) => error);
    expect(refusal).to.be.instanceOf(VersionRefusal);
    expect(refusal.message).to.match(/no code for version 1 of sessions/);
    expect(await pausedVersions()).to.deep.equal([1]);
  });

  it('is resumed without the versions for which the build has no code, and the caller learns which these are', async () => {
    await live.startBuild();
    await live.db.query(sql.unsafe`
      INSERT INTO projection_versions (projection, version, shape, state) VALUES ('sessions', 2, 999, 'standby')`);
    await pauseProjection(live.db, 'sessions');
    expect(await resumeProjection(live.maintenance, 'sessions')).to.deep.equal([2]);
    expect(await pausedVersions()).to.deep.equal([2]);
  });

  const pausedVersions = async () =>
    (await listVersions(live.db, 'sessions')).filter(({ paused }) => paused).map(({ version }) => version);
});
