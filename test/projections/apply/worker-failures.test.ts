import { expect } from 'chai';
import { sql } from 'slonik';
import { DomainError } from '../../../src/errors.ts';
import { createApply } from '../../../src/projections/apply/apply.ts';
import { createWorker } from '../../../src/projections/apply/worker.ts';
import type { Projection } from '../../../src/projections/core/projection.ts';
import { sessions } from '../../../src/projections/models/sessions.ts';
import type { MemoryLog } from '../support/memory-log.ts';
import { noteEvent } from '../support/session-events.ts';
import { decrypt, projections, readLowestCheckpoints, readSessionDocuments, silentLogger } from '../support/tables.ts';
import { messageOf, useTestLane } from '../support/test-lane.ts';

describe('a worker that fails', () => {
  const lane = useTestLane();

  it('does not skip events that a lagging node of the event store does not show yet', async () => {
    lane.writeUntil(20);
    const whole = lane.log;
    const lagging: MemoryLog = { ...whole, page: async (after, limit) => (await whole.page(after, limit)).slice(0, 5) };
    const stop = new AbortController();
    const logger = { ...silentLogger, warn: () => stop.abort() };
    const apply = createApply({ db: lane.db, projections, decrypt });
    const work = createWorker({ log: lagging, layout: lane.layout, apply, logger, signal: stop.signal });
    await work(lane.job(20, 20));
    expect(stop.signal.aborted).to.equal(true);
    expect(await readLowestCheckpoints(lane.db)).to.deep.equal([0n]);
    await lane.createWorker()(lane.job(20, 20));
    await lane.expectDocumentsOf();
    await lane.expectCaughtUp();
  });

  it('changes neither rows nor checkpoints when it fails between the rows and the commit', async () => {
    lane.writeUntil(30);
    const stop = new AbortController();
    const failing: Projection = {
      ...sessions,
      async apply(tx, events) {
        await sessions.apply(tx, events);
        stop.abort();
        throw new DomainError('unavailable', 'Postgres is down.');
      },
    };
    await lane.createWorker({ projections: [failing], signal: stop.signal })(lane.job(0, 30));
    expect(stop.signal.aborted).to.equal(true);
    expect(await readSessionDocuments(lane.db)).to.deep.equal({});
    expect(await readLowestCheckpoints(lane.db)).to.deep.equal([0n]);
    await lane.createWorker()(lane.job(0, 30));
    await lane.expectDocumentsOf();
    await lane.expectCaughtUp();
  });

  it('repeats a transaction whose connection was lost', async () => {
    lane.writeUntil(30);
    let attempts = 0;
    const disconnecting: Projection = {
      ...sessions,
      async apply(tx, events) {
        await sessions.apply(tx, events);
        attempts += 1;
        if (attempts === 1) await tx.query(sql.unsafe`SELECT pg_terminate_backend(pg_backend_pid())`);
      },
    };
    await lane.createWorker({ projections: [disconnecting] })(lane.job(0, 30));
    expect(attempts).to.equal(2);
    await lane.expectDocumentsOf();
  });

  it('stops the lane at an event that cannot be applied when the log has no event that can', async () => {
    lane.append(noteEvent(1, 'of a session that never started'));
    expect(await messageOf(lane.createWorker()(lane.job(0, 1)))).to.match(
      // The runtime names the frame `Object.foldSession [as evolve]` unless it has inlined the call.
      /^The lane has stopped: Error at (Object\.)?foldSession /,
    );
    expect(await readLowestCheckpoints(lane.db)).to.deep.equal([0n]);
  });
});
