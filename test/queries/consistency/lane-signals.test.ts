import { expect } from 'chai';
import { sql } from 'slonik';
import type { Layout } from '../../../src/ports/lanes.ts';
import { watchCheckpoints } from '../../../src/queries/consistency/checkpoint-watch.ts';
import { resetReadTables } from '../../projections/support/tables.ts';
import { useDatabase } from '../../support/databases.ts';
import { createInMemoryLaneSignals } from '../../support/in-memory-lane-signals.ts';
import { recordStatements } from '../support/statements.ts';

/** An interval in milliseconds that is longer than any test runs. */
const never = 3_600_000;

describe('a query that waits for a lane of which signals tell', () => {
  const database = useDatabase();
  let layout: Layout;

  beforeEach(async () => {
    layout = await resetReadTables(database.db, 2);
  });

  const laneOf = (lane: number) => ({ projection: 'sessions', version: 1, layout: layout.layout, lane });
  const reach = (lane: number, position: bigint) =>
    database.db.query(sql.unsafe`UPDATE projection_checkpoints SET position = ${position} WHERE lane = ${lane}`);
  function start() {
    const signals = createInMemoryLaneSignals();
    const { db, statements } = recordStatements(database.db);
    const watch = watchCheckpoints(db, { signals, pollMs: never });
    const announce = (lane: number, position: bigint) =>
      signals.announce({ set: 'any', layout: layout.layout, lane, position });
    return { watch, announce, statements };
  }

  it('asks for the checkpoints once, when a signal tells that the lane has come to the position', async () => {
    const { watch, announce, statements } = start();
    const waiting = watch.until(laneOf(1), 9n, true);
    announce(0, 9n);
    announce(1, 8n);
    await reach(1, 9n);
    expect(statements).to.have.length(0);
    announce(1, 9n);
    await waiting;
    expect(statements).to.have.length(1);
  });

  it('asks at once when the signal has come before', async () => {
    const { watch, announce, statements } = start();
    const first = watch.until(laneOf(1), 5n, true);
    await reach(1, 9n);
    announce(1, 9n);
    await Promise.all([first, watch.until(laneOf(1), 7n, true)]);
    await watch.until(laneOf(1), 9n, true);
    expect(statements.length).to.be.within(2, 3);
  });

  it('waits on when the signal is wrong, until the checkpoint is there', async () => {
    const { watch, announce, statements } = start();
    let isOver = false;
    const waiting = watch.until(laneOf(1), 9n, true).then(() => {
      isOver = true;
    });
    announce(1, 9n);
    // Another query that waits for what is there shares the poll that the wrong signal has caused.
    await watch.until(laneOf(1), 0n, true);
    expect([isOver, statements.length > 0]).to.deep.equal([false, true]);
    await reach(1, 9n);
    announce(1, 9n);
    await waiting;
  });

  it('asks again and again without signals, because they may be lost', async () => {
    const signals = createInMemoryLaneSignals();
    const watch = watchCheckpoints(database.db, { signals });
    const waiting = watch.until(laneOf(1), 9n, true);
    await reach(1, 9n);
    await waiting;
  });
});
