import { expect } from 'chai';
import { sessions } from '../../../src/projections/models/sessions.ts';
import { pauseProjection } from '../../../src/projections/versions/pause.ts';
import { failingProjection, isRevisionOf, listParkedEvents, parkedEventsOf } from '../support/parked-events.ts';
import { noteEvent, sessionEvents } from '../support/session-events.ts';
import { useTestLane } from '../support/test-lane.ts';
import { readPositions } from '../support/versions.ts';
import { watch } from '../support/watched-database.ts';

describe('a worker that applies a job without locking the lane first', () => {
  const lane = useTestLane();

  /** Appends 60 events of 12 sessions. */
  const writeEvents = () => {
    for (let session = 101; session <= 112; session += 1) lane.append(...sessionEvents(session, 4));
  };

  it('needs two statements for events, and two for a range without events', async () => {
    writeEvents();
    const { db, use } = watch(lane.db);
    const work = lane.createWorker({ db });
    await work(lane.job(0, 40));
    expect(use).to.deep.equal({ statements: 2, transactions: 0 });
    await work(lane.job(40, 60));
    const head = await lane.log.head();
    await work(lane.job(60, 60, { from: head, to: head + 3n }));
    expect(use).to.deep.equal({ statements: 6, transactions: 0 });
    await lane.expectDocumentsOf();
  });

  it('changes nothing for a job whose events are applied', async () => {
    writeEvents();
    await lane.applyAll();
    const { db, use } = watch(lane.db);
    await lane.createWorker({ db })(lane.job());
    expect(use).to.deep.equal({ statements: 1, transactions: 0 });
    await lane.expectDocumentsOf();
  });

  it('applies each event once when another worker applies the job, or a part of it, meanwhile', async () => {
    writeEvents();
    const [part, whole] = [lane.job(0, 25), lane.job(25, 60)];
    const first = watch(lane.db, () => lane.createWorker()(part));
    await lane.createWorker({ db: first.db })(lane.job(0, 40));
    const second = watch(lane.db, () => lane.createWorker()(whole));
    await lane.createWorker({ db: second.db })(lane.job(40, 60));
    expect([first.use.transactions, second.use.transactions]).to.deep.equal([1, 1]);
    await lane.expectDocumentsOf();
    await lane.expectCaughtUp();
  });

  it('lets the events of a stream wait that another worker parks meanwhile', async () => {
    lane.append(...sessionEvents(101, 1), ...sessionEvents(102, 1));
    await lane.applyAll();
    const seen = lane.log.all().length;
    lane.append(noteEvent(101, 'second'), noteEvent(102, 'second'), noteEvent(101, 'third'));
    const failing = failingProjection(sessions, isRevisionOf(101, 2));
    const { db } = watch(lane.db, () => lane.createWorker({ projections: [failing] })(lane.job(seen, seen + 2)));
    await lane.createWorker({ db })(lane.job(seen));
    const waiting = lane.eventsOf(101, 2);
    expect(await listParkedEvents(lane.db)).to.deep.equal(parkedEventsOf('sessions', waiting));
    await lane.expectDocumentsOf(lane.log.all().filter((event) => !waiting.includes(event)));
  });

  it('moves no checkpoint of a read model that is paused meanwhile', async () => {
    writeEvents();
    const before = await readPositions(lane.db, 'sessions');
    const { db } = watch(lane.db, () => pauseProjection(lane.db, 'sessions'));
    await lane.createWorker({ db })(lane.job());
    expect(await readPositions(lane.db, 'sessions')).to.deep.equal(before);
    expect(await readPositions(lane.db, 'changes')).to.deep.equal([await lane.log.head()]);
    await lane.expectDocumentsOf([]);
  });

  it('needs a transaction only for the jobs with events of a parked stream', async () => {
    lane.append(...sessionEvents(101, 1), ...sessionEvents(102, 1));
    await lane.applyAll({ projections: [failingProjection(sessions, isRevisionOf(101, 1))] });
    const seen = lane.log.all().length;
    lane.append(noteEvent(102, 'second'), noteEvent(101, 'second'));
    const { db, use } = watch(lane.db);
    const work = lane.createWorker({ db });
    await work(lane.job(seen, seen + 1));
    expect(use).to.deep.equal({ statements: 2, transactions: 0 });
    await work(lane.job(seen + 1));
    expect(use).to.deep.equal({ statements: 3, transactions: 1 });
    expect(await listParkedEvents(lane.db)).to.deep.equal(parkedEventsOf('sessions', lane.eventsOf(101, 1)));
  });
});
