import { expect } from 'chai';
import { readLag } from '../../../src/projections/lag.ts';
import { resumeProjection } from '../../../src/projections/maintenance/resume.ts';
import { pauseProjection } from '../../../src/projections/versions/pause.ts';
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
});
