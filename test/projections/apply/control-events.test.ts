import { expect } from 'chai';
import { sql } from 'slonik';
import { sessions } from '../../../src/projections/models/sessions.ts';
import { erasureOf } from '../support/accounts.ts';
import { anImport } from '../support/other-events.ts';
import { failingProjection, isRevisionOf, listParkedEvents, parkedEventsOf } from '../support/parked-events.ts';
import { noteEvent, sessionEvents } from '../support/session-events.ts';
import { readLowestCheckpoints, readSessionDocuments } from '../support/tables.ts';
import { messageOf, useTestLane } from '../support/test-lane.ts';
import { ownerId, sessionId } from '../support/training.ts';

describe('a batch of which no event can be applied', () => {
  const lane = useTestLane();

  /** Runs a test while the table of the read model `sessions` is renamed, so that no event can be applied to it. */
  const withoutTable = async (test: () => Promise<void>) => {
    await lane.db.query(sql.unsafe`ALTER TABLE session_documents_v1 RENAME TO renamed`);
    try {
      await test();
    } finally {
      await lane.db.query(sql.unsafe`ALTER TABLE renamed RENAME TO session_documents_v1`);
    }
  };

  it('has a poison event if the projection can still apply older events of the log', async () => {
    lane.append(...sessionEvents(101), ...sessionEvents(102));
    await lane.applyAll();
    lane.append(noteEvent(101, 'poison'));
    await lane.applyFrom(2, { projections: [failingProjection(sessions, isRevisionOf(101, 1))] });
    await lane.expectCaughtUp();
    expect(await listParkedEvents(lane.db)).to.deep.equal(parkedEventsOf('sessions', lane.eventsOf(101, 1)));
    expect((await readSessionDocuments(lane.db))[sessionId(102)]).to.contain('Session 102');
  });

  it('has a poison event also if the log begins with thousands of events of other kinds', async () => {
    lane.append(...Array.from({ length: 2_100 }, (_, number) => anImport(number)));
    lane.append(...sessionEvents(101), ...sessionEvents(102));
    await lane.applyAll();
    const seen = lane.log.all().length;
    lane.append(noteEvent(101, 'poison'));
    await lane.applyFrom(seen, { projections: [failingProjection(sessions, isRevisionOf(101, 1))] });
    await lane.expectCaughtUp();
    expect(await listParkedEvents(lane.db)).to.deep.equal(parkedEventsOf('sessions', lane.eventsOf(101, 1)));
  });

  it('has a poison event also if no other stream of its kind exists', async () => {
    lane.append(...sessionEvents(101));
    await lane.applyAll();
    lane.append(noteEvent(101, 'poison'));
    await lane.applyFrom(1, { projections: [failingProjection(sessions, isRevisionOf(101, 1))] });
    await lane.expectCaughtUp();
    expect(await listParkedEvents(lane.db)).to.deep.equal(parkedEventsOf('sessions', lane.eventsOf(101, 1)));
  });

  it('stops the lane without parking if the projection is broken or its table is missing', async () => {
    lane.append(...sessionEvents(101), ...sessionEvents(102));
    await lane.applyAll();
    lane.append(noteEvent(101, 'one'), noteEvent(102, 'two'));
    const broken = lane.createWorker({ projections: [failingProjection(sessions, () => true)] });
    expect(await messageOf(broken(lane.job(2)))).to.contain('has stopped');
    expect(await messageOf(broken(lane.job(2, 3)))).to.contain('has stopped');
    await withoutTable(async () => {
      expect(await messageOf(lane.createWorker()(lane.job(2)))).to.contain('42P01');
      expect(await messageOf(lane.createWorker()(lane.job(2, 3)))).to.contain('42P01');
    });
    expect(await listParkedEvents(lane.db)).to.deep.equal([]);
    expect(await readLowestCheckpoints(lane.db)).to.deep.equal([lane.log.all()[1]?.position]);
    await lane.applyAll();
    await lane.expectDocumentsOf();
  });

  it('stops the lane if the only events that succeed change no rows because their owner is erased', async () => {
    lane.append(...sessionEvents(100), ...sessionEvents(101), ...sessionEvents(102), erasureOf(100));
    await lane.applyAll();
    lane.append(noteEvent(100, 'late', ownerId(100)), noteEvent(101, 'one'), noteEvent(102, 'two'));
    await withoutTable(async () => {
      expect(await messageOf(lane.createWorker()(lane.job(4)))).to.contain('42P01');
      expect(await messageOf(lane.createWorker()(lane.job(4, 6)))).to.contain('42P01');
    });
    expect(await listParkedEvents(lane.db)).to.deep.equal([]);
    await lane.applyAll();
    await lane.expectCaughtUp();
    await lane.expectDocumentsOf(lane.eventsExcept(100));
  });
});
