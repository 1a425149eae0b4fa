import { expect } from 'chai';
import { sql } from 'slonik';
import type { Layout } from '../../src/ports/lanes.ts';
import { createProgressMonitor } from '../../src/projections/progress.ts';
import { useDatabase } from '../support/databases.ts';
import { type MemoryLog, memoryLog } from './support/memory-log.ts';
import { projections, reset } from './support/tables.ts';

const seconds = 1_000;

describe('the progress of the pipeline', () => {
  const database = useDatabase();
  let layout: Layout;
  let log: MemoryLog;
  let time: number;

  beforeEach(async () => {
    layout = await reset(database.db, 2);
    log = memoryLog();
    time = 0;
  });

  const status = () =>
    createProgressMonitor({
      ...{ db: database.db, log, layout, projections: () => projections },
      patienceMs: 3 * seconds,
      now: () => time,
    });
  const write = () => log.append({ type: 'SetLogged', data: {}, stream: 'session-1', owner: 'ada' });
  const lanesReach = (position: bigint) =>
    database.db.query(sql.unsafe`UPDATE projection_checkpoints SET position = ${position}`);
  const oneLaneReaches = (position: bigint) =>
    database.db.query(sql.unsafe`UPDATE projection_checkpoints SET position = ${position} WHERE lane = 0`);

  it('stands still once work was seen to wait for too long', async () => {
    const look = status();
    write();
    expect(await look()).to.deep.equal({ status: 'moving', behind: true });
    time += 3 * seconds;
    expect(await look()).to.deep.equal({ status: 'moving', behind: true });
    time += 1;
    expect(await look()).to.deep.equal({ status: 'stalled', behind: true });
    await lanesReach(await log.head());
    expect(await look()).to.deep.equal({ status: 'moving', behind: false });
  });

  it('is not taken to stand still by who looks seldom and just when something has come', async () => {
    const look = status();
    for (let round = 0; round < 3; round += 1) {
      await lanesReach(await log.head());
      expect(await look()).to.deep.equal({ status: 'moving', behind: false });
      time += 60 * seconds;
      write();
      expect(await look()).to.deep.equal({ status: 'moving', behind: true });
      time += 60 * seconds;
      await lanesReach(await log.head());
      write();
      expect(await look()).to.deep.equal({ status: 'moving', behind: true });
    }
  });

  it('is that of each lane: one that stands still is seen beside one that moves, also where that is the slower one', async () => {
    const look = status();
    for (let event = 0; event < 10; event += 1) write();
    const place = (at: number) => log.all()[at]?.position ?? 0n;
    await lanesReach(place(8));
    for (let round = 0; round < 5; round += 1) {
      await oneLaneReaches(place(round));
      expect((await look()).status).to.equal(round < 4 ? 'moving' : 'stalled');
      time += seconds;
    }
  });
});
