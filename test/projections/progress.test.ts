import { expect } from 'chai';
import { sql } from 'slonik';
import type { Layout } from '../../src/ports/lanes.ts';
import { createProgressMonitor } from '../../src/projections/progress.ts';
import { useDatabase } from '../support/databases.ts';
import { createMemoryLog, type MemoryLog } from './support/memory-log.ts';
import { projections, resetReadTables } from './support/tables.ts';

const seconds = 1_000;

describe('the progress monitor', () => {
  const database = useDatabase();
  let layout: Layout;
  let log: MemoryLog;
  let time: number;

  beforeEach(async () => {
    layout = await resetReadTables(database.db, 2);
    log = createMemoryLog();
    time = 0;
  });

  const createMonitor = (isWorkerRunning = async () => true) =>
    createProgressMonitor({
      isWorkerRunning,
      ...{ db: database.db, log, layout, projections: () => projections },
      patienceMs: 3 * seconds,
      now: () => time,
    });
  const write = () => log.append({ type: 'SetLogged', data: {}, stream: 'session-1', owner: 'ada' });
  const moveAllLanes = (position: bigint) =>
    database.db.query(sql.unsafe`UPDATE projection_checkpoints SET position = ${position}`);
  const moveFirstLane = (position: bigint) =>
    database.db.query(sql.unsafe`UPDATE projection_checkpoints SET position = ${position} WHERE lane = 0`);

  it('reports a stall after a lane with waiting events stayed at one position for longer than 3 s', async () => {
    const readStatus = createMonitor();
    write();
    expect(await readStatus()).to.deep.equal({ status: 'moving', isLagging: true });
    time += 3 * seconds;
    expect(await readStatus()).to.deep.equal({ status: 'moving', isLagging: true });
    time += 1;
    expect(await readStatus()).to.deep.equal({ status: 'stalled', isLagging: true });
    await moveAllLanes(await log.head());
    expect(await readStatus()).to.deep.equal({ status: 'moving', isLagging: false });
  });

  it('reports a stall until a worker was seen, and not again when that worker ends while nothing waits', async () => {
    let isRunning = false;
    const readStatus = createMonitor(async () => isRunning);
    expect((await readStatus()).status).to.equal('stalled');
    isRunning = true;
    expect((await readStatus()).status).to.equal('moving');
    isRunning = false;
    expect((await readStatus()).status).to.equal('moving');
  });

  it('reports no stall when it is called rarely and an event has just been appended each time', async () => {
    const readStatus = createMonitor();
    for (let round = 0; round < 3; round += 1) {
      await moveAllLanes(await log.head());
      expect(await readStatus()).to.deep.equal({ status: 'moving', isLagging: false });
      time += 60 * seconds;
      write();
      expect(await readStatus()).to.deep.equal({ status: 'moving', isLagging: true });
      time += 60 * seconds;
      await moveAllLanes(await log.head());
      write();
      expect(await readStatus()).to.deep.equal({ status: 'moving', isLagging: true });
    }
  });

  it('reports the stall of one lane while another lane moves, even one that lags more', async () => {
    const readStatus = createMonitor();
    for (let event = 0; event < 10; event += 1) write();
    const positionOf = (index: number) => log.all()[index]?.position ?? 0n;
    await moveAllLanes(positionOf(8));
    for (let round = 0; round < 5; round += 1) {
      await moveFirstLane(positionOf(round));
      expect((await readStatus()).status).to.equal(round < 4 ? 'moving' : 'stalled');
      time += seconds;
    }
  });
});
