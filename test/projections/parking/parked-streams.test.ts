import { expect } from 'chai';
import { sql } from 'slonik';
import type { Decrypt } from '../../../src/ports/log.ts';
import type { Projection } from '../../../src/projections/core/projection.ts';
import { imports } from '../../../src/projections/models/imports.ts';
import { sessions } from '../../../src/projections/models/sessions.ts';
import { countParkedStreams, listParked } from '../../../src/projections/parking/parked-streams.ts';
import { readPlainly } from '../../support/plain-events.ts';
import {
  failingProjection,
  isRevisionOf,
  listParkedEvents,
  parkedEventsOf,
  privateMessage,
} from '../support/parked-events.ts';
import { sessionEvents, streamOf } from '../support/session-events.ts';
import { silentLogger } from '../support/tables.ts';
import { useTestLane } from '../support/test-lane.ts';
import { ownerId } from '../support/training.ts';

describe('a parked stream', () => {
  const lane = useTestLane();

  /** Creates a logger that collects the logged errors. */
  const createErrorLog = () => {
    const errors: unknown[] = [];
    return { errors, logger: { ...silentLogger, error: (...line: unknown[]) => void errors.push(line) } };
  };

  it('is parked once when its job arrives repeatedly and a worker dies while parking it', async () => {
    lane.append(...sessionEvents(101, 2), ...sessionEvents(102, 2));
    let attempts = 0;
    const deadly: Projection = {
      ...imports,
      categories: new Set(['session']),
      async apply(tx) {
        attempts += 1;
        if (attempts === 1) await tx.query(sql.unsafe`SELECT pg_terminate_backend(pg_backend_pid())`);
      },
    };
    const projections = [failingProjection(sessions, isRevisionOf(101, 1)), deadly];
    const { errors, logger } = createErrorLog();
    const work = lane.createWorker({ projections, logger });
    await Promise.all([work(lane.job()), work(lane.job()), lane.createWorker({ projections })(lane.job(0, 3))]);
    await work(lane.job(1, 4));
    expect(await listParkedEvents(lane.db)).to.deep.equal(parkedEventsOf('sessions', lane.eventsOf(101, 1)));
    await lane.expectDocumentsOf([...lane.eventsExcept(101), ...lane.eventsOf(101).slice(0, 1)]);
    expect(attempts).to.be.greaterThan(1);
    expect(errors.length).to.be.lessThan(2);
  });

  it('is stored and logged by ids and places in the code, with its events encrypted and no text of a user', async () => {
    lane.append(...sessionEvents(101, 1), ...sessionEvents(102));
    const decrypted: Decrypt = async (events) =>
      events
        .map(readPlainly)
        .map((event) => ({ ...event, data: { ...event.data, personal: { name: 'decrypted', notes: 'decrypted' } } }));
    const { errors, logger } = createErrorLog();
    const projections = [failingProjection(sessions, isRevisionOf(101, 1))];
    await lane.applyAll({ projections, decrypt: decrypted, logger });
    const [event] = lane.eventsOf(101, 1);
    const [parked] = await listParked(lane.db);
    expect(parked).to.include({
      ...{ projection: 'sessions', version: 1, stream: streamOf(101), owner: ownerId(101) },
      ...{ position: event?.position, waiting: 1, tries: 1 },
    });
    expect(parked?.reason).to.match(/^Error at .*parked-events\.ts:\d+:\d+\)?$/);
    expect(parked?.stack.split('\n').length).to.be.greaterThan(1);
    const texts = JSON.stringify([errors, parked?.reason, parked?.stack]);
    expect(texts).to.contain(streamOf(101)).and.to.contain(event?.id);
    expect(texts).not.to.contain(privateMessage).and.not.to.contain('"note');
    const stored = await lane.db.oneFirst(sql.unsafe`SELECT event FROM dead_letters`);
    expect(stored).to.contain('note 0').and.not.to.contain('decrypted');
    const counts = [{ projection: 'sessions', version: 1, streams: 1, events: 1 }];
    expect(await countParkedStreams(lane.db)).to.deep.equal(counts);
  });
});
