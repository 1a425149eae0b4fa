import { expect } from 'chai';
import { readLag } from '../../src/projections/lag.ts';
import { eventually } from './support/eventually.ts';
import { useLiveSystem } from './support/live-system.ts';

const writtenAt = '2026-01-10T12:00:00.000000Z';
const now = () => Date.parse(writtenAt) + 30_000;

describe('readLag', () => {
  const live = useLiveSystem();

  it('returns the number of missing events of each lane and the age of the oldest', async () => {
    live.write(300);
    const { head, versions } = await readLag({ ...live.maintenance, now });
    expect(head).to.equal(await live.log.head());
    const lanes = versions.find(({ projection }) => projection === 'sessions')?.lanes ?? [];
    expect(lanes).to.have.length(4);
    expect(lanes.reduce((sum, { events }) => sum + events, 0)).to.equal(live.log.all().length);
    expect(lanes.every(({ seconds, isMore }) => seconds === 30 && !isMore)).to.equal(true);
  });

  it('returns zeros for lanes at the end of the log, without reading the log', async () => {
    live.write(300);
    await live.startBuild();
    await live.expectFolded(1);
    await eventually(async () => {
      const { versions } = await readLag(live.maintenance);
      const lags = versions.flatMap(({ lanes }) => lanes.map(({ events, seconds }) => events + seconds));
      expect(lags.every((lag) => lag === 0)).to.equal(true);
    });
    const pages = live.log.pages();
    await readLag(live.maintenance);
    expect(live.log.pages()).to.equal(pages);
  });

  it('returns a lower bound for lanes that lag more than a few pages', async () => {
    live.write(300);
    const before = live.log.pages();
    const { versions } = await readLag({ ...live.maintenance, pageSize: 10, now });
    expect(live.log.pages() - before).to.be.at.most(4);
    const lanes = versions[0]?.lanes ?? [];
    expect(lanes.reduce((sum, { events }) => sum + events, 0)).to.equal(10);
    expect(lanes.every(({ isMore }) => isMore)).to.equal(true);
  });
});
