import { expect } from 'chai';
import { sql } from 'slonik';
import { ensureCheckpoints } from '../../../src/projections/core/checkpoints.ts';
import { sessions } from '../../../src/projections/models/sessions.ts';
import { discardFirstEvent, listDiscarded } from '../../../src/projections/parking/discarded-events.ts';
import { findParked, listParked, type ParkedStream } from '../../../src/projections/parking/parked-streams.ts';
import { failingProjection, isRevisionOf, listParkedEvents, parkedEventsOf } from '../support/parked-events.ts';
import { onlyParked, rebuildTables } from '../support/parked-lane.ts';
import { noteEvent, sessionEvents } from '../support/session-events.ts';
import { readTables } from '../support/tables.ts';
import { useTestLane } from '../support/test-lane.ts';

const verdict = { reason: 'written by a broken client', by: 'test' };

describe('discarding an event of a parked stream', () => {
  const lane = useTestLane();

  /** Appends the stream of session 101 with this number of notes, and parks it at the event with this revision. */
  const park = async (revision: number, notes: number): Promise<ParkedStream> => {
    lane.append(...sessionEvents(101, notes), ...sessionEvents(102));
    await lane.applyAll({ projections: [failingProjection(sessions, isRevisionOf(101, revision))] });
    return onlyParked(lane.db);
  };
  const idOfRevision = (revision: number) => lane.eventsOf(101)[revision]?.id ?? '';
  const tryDiscard = (parked: ParkedStream, revision: number) =>
    discardFirstEvent(lane.db, parked, { eventId: idOfRevision(revision), ...verdict });
  const discard = async (parked: ParkedStream, revision: number) =>
    expect(await tryDiscard(parked, revision)).to.include({ discarded: true });
  const eventsWithout = (...revisions: readonly number[]) => {
    const isDiscarded = isRevisionOf(101, ...revisions);
    return lane.log.all().filter((event) => !isDiscarded(event));
  };

  it('discards the named event only if it is the first one that waits', async () => {
    const parked = await park(2, 4);
    const early = await tryDiscard(parked, 3);
    expect([early.discarded, early.first?.id]).to.deep.equal([false, idOfRevision(2)]);
    await discard(parked, 2);
    const again = await tryDiscard(parked, 2);
    expect([again.discarded, again.first?.id]).to.deep.equal([false, idOfRevision(3)]);
    expect(await listParkedEvents(lane.db)).to.deep.equal(parkedEventsOf('sessions', lane.eventsOf(101, 3)));
    expect((await listDiscarded(lane.db)).map(({ event }) => event)).to.deep.equal([idOfRevision(2)]);
  });

  it('skips the event in retries, in later batches and in rebuilds, and records the reason', async () => {
    const parked = await park(2, 4);
    await discard(parked, 2);
    expect((await findParked(lane.db, parked.id))?.position).to.equal(lane.eventsOf(101)[3]?.position);
    expect(await lane.retry(parked.id)).to.include({ applied: 2, left: 0 });
    await lane.expectDocumentsOf(eventsWithout(2));

    const seen = lane.log.all().length;
    lane.append(noteEvent(101, 'continues'));
    await lane.applyFrom(seen);
    await lane.expectDocumentsOf(eventsWithout(2));
    const live = await readTables(lane.db);
    expect(await rebuildTables(lane)).to.deep.equal(live);

    const row = await lane.db.one(sql.unsafe`
      SELECT projection, event_id::text AS event, reason, discarded_by AS by FROM discarded_events`);
    expect(row).to.deep.equal({ projection: 'sessions', event: idOfRevision(2), ...verdict });
  });

  it('ends the parking when it was the last event, and the next event of the stream is applied', async () => {
    const parked = await park(2, 3);
    await discard(parked, 2);
    await discard(parked, 3);
    expect(await listParked(lane.db)).to.deep.equal([]);
    expect(await tryDiscard(parked, 3)).to.include({ first: null });
    const seen = lane.log.all().length;
    lane.append(noteEvent(101, 'continues'));
    await lane.applyFrom(seen);
    expect(await listParked(lane.db)).to.deep.equal([]);
    await lane.expectDocumentsOf(eventsWithout(2, 3));
  });

  it('skips the event in every version, also in a version where it waits', async () => {
    const next = { ...sessions, version: 2, apply: async () => {} };
    await ensureCheckpoints(lane.db, lane.layout, [next]);
    lane.append(...sessionEvents(101, 2), ...sessionEvents(102));
    const isPoison = isRevisionOf(101, 1);
    await lane.applyAll({ projections: [failingProjection(sessions, isPoison), failingProjection(next, isPoison)] });
    const [first, second] = await listParked(lane.db);
    if (!first || !second) throw new Error('Not both versions have parked the stream');
    await discard(first, 1);
    const retried = await lane.retry(second.id, { projections: [failingProjection(next, isPoison)] });
    expect(retried).to.include({ applied: 1, left: 0 });
  });

  it('lets a version continue that has applied the event before it was discarded in another version', async () => {
    const next = { ...sessions, version: 2, apply: async () => {} };
    await ensureCheckpoints(lane.db, lane.layout, [next]);
    lane.append(...sessionEvents(101, 2), ...sessionEvents(102), ...sessionEvents(103));
    const isPoison = isRevisionOf(101, 2);
    const isCreation = isRevisionOf(102, 0);
    await lane.applyAll({
      projections: [sessions, failingProjection(next, (event) => isPoison(event) || isCreation(event))],
    });
    for (const parked of await listParked(lane.db)) {
      const first = lane.log.all().find(({ position }) => position === parked.position);
      const done = await discardFirstEvent(lane.db, parked, { eventId: first?.id ?? '', ...verdict });
      expect(done).to.include({ discarded: true });
    }
    expect(await listDiscarded(lane.db)).to.have.length(2);
    const seen = lane.log.all().length;
    lane.append(noteEvent(101, 'continues'), noteEvent(102, 'continues'));
    await lane.applyFrom(seen);
    expect((await listParked(lane.db)).filter(({ version }) => version === 1)).to.deep.equal([]);
    await lane.expectDocumentsOf();
  });

  it('leaves the next event waiting when the discarded event was the creation', async () => {
    const parked = await park(0, 1);
    await discard(parked, 0);
    const { left, error } = await lane.retry(parked.id);
    expect([left, (error as Error).message]).to.deep.equal([1, 'SessionNoted of a session that is absent']);
  });
});
