import { expect } from 'chai';
import { type DatabasePool, sql } from 'slonik';
import { retryStream } from '../../../cli/dead-letters/retry-stream.ts';
import { DomainError } from '../../../src/errors.ts';
import type { Decrypt } from '../../../src/ports/log.ts';
import { dryRunRetry, retryParked } from '../../../src/projections/apply/retry-parked.ts';
import { imports } from '../../../src/projections/models/imports.ts';
import { sessions } from '../../../src/projections/models/sessions.ts';
import { listParked } from '../../../src/projections/parking/parked-streams.ts';
import { readPlainly } from '../../support/plain-events.ts';
import { roundsOf } from '../../support/samples.ts';
import {
  failingProjection,
  isRevisionOf,
  listParkedEvents,
  parkedEventsOf,
  privateMessage,
} from '../support/parked-events.ts';
import { onlyParked, rebuildTables } from '../support/parked-lane.ts';
import { noteEvent, sessionEvents } from '../support/session-events.ts';
import { decrypt, readSessionDocuments, readTables } from '../support/tables.ts';
import { createTestLane, messageOf, retryOptions, type TestLane, useTestLane } from '../support/test-lane.ts';
import { sessionId } from '../support/training.ts';

const failingAt = (session: number, ...revisions: readonly number[]) => ({
  projections: [failingProjection(sessions, isRevisionOf(session, ...revisions)), imports],
});

/** Retries all streams that are still parked, with projections that can apply every event. */
const retryRest = async (lane: TestLane) => {
  for (const { id } of await listParked(lane.db)) await lane.retry(id);
};

describe('retrying a parked stream', () => {
  const lane = useTestLane();

  it('applies its events in order, beginning with the creation, and leaves the rows that a rebuild makes', async () => {
    lane.append(...sessionEvents(101, 3), ...sessionEvents(102));
    await lane.applyAll(failingAt(101, 0));
    const seen = lane.log.all().length;
    lane.append(noteEvent(101, 'more'), noteEvent(102, 'else'));
    await lane.applyFrom(seen);
    expect(await listParkedEvents(lane.db)).to.deep.equal(parkedEventsOf('sessions', lane.eventsOf(101)));

    const { id } = await onlyParked(lane.db);
    expect(await lane.retry(id)).to.deep.equal({ applied: 5, left: 0, error: null });
    expect(await listParked(lane.db)).to.deep.equal([]);
    expect(await listParkedEvents(lane.db)).to.deep.equal([]);
    await lane.expectDocumentsOf();
    const live = await readTables(lane.db);
    expect(await rebuildTables(lane)).to.deep.equal(live);

    const later = lane.log.all().length;
    lane.append(noteEvent(101, 'as usual'));
    await lane.applyFrom(later);
    await lane.expectDocumentsOf();
  });

  it('tells an operator what was applied before Postgres failed', async () => {
    lane.append(...sessionEvents(101, 4), ...sessionEvents(102));
    await lane.applyAll(failingAt(101, 0));
    const parked = await onlyParked(lane.db);
    let transactions = 0;
    const transaction: DatabasePool['transaction'] = async (...call) => {
      transactions += 1;
      if (transactions > 1) throw new DomainError('unavailable', 'Postgres is away.');
      return lane.db.transaction(...call);
    };
    const db: DatabasePool = { ...lane.db, transaction };
    const attempt = await retryStream({ ...retryOptions(db), batch: 2 }, parked, () => {});
    expect(attempt).to.deep.equal({ applied: 2, left: 3, reason: 'Postgres is away.' });
    expect(await listParkedEvents(lane.db)).to.deep.equal(parkedEventsOf('sessions', lane.eventsOf(101, 2)));
  });

  it('keeps all events and returns the error when the first one still cannot be applied', async () => {
    lane.append(...sessionEvents(101, 3), ...sessionEvents(102));
    await lane.applyAll(failingAt(101, 1));
    const before = await onlyParked(lane.db);
    const waiting = await listParkedEvents(lane.db);
    const { applied, left, error } = await lane.retry(before.id, failingAt(101, 1));
    expect([applied, left, (error as Error).message]).to.deep.equal([0, 3, privateMessage]);
    expect(await listParkedEvents(lane.db)).to.deep.equal(waiting);
    expect(await onlyParked(lane.db)).to.deep.include({ id: before.id, position: before.position, tries: 2 });
  });

  it('applies the events before the next one that fails', async () => {
    lane.append(...sessionEvents(101, 5), ...sessionEvents(102));
    await lane.applyAll(failingAt(101, 1, 4));
    const { id } = await onlyParked(lane.db);
    expect(await lane.retry(id, failingAt(101, 4))).to.include({ applied: 3, left: 2 });
    expect(await listParkedEvents(lane.db)).to.deep.equal(parkedEventsOf('sessions', lane.eventsOf(101, 4)));
    expect((await onlyParked(lane.db)).position).to.equal(lane.eventsOf(101)[4]?.position);
    await lane.retry(id);
    await lane.expectDocumentsOf();
  });

  it('decrypts the events again, waits for missing keys, and reads the texts of an erased account as erased', async () => {
    lane.append(...sessionEvents(101, 2), ...sessionEvents(102));
    const undecryptable: Decrypt = async (events) => {
      if (events.some(isRevisionOf(101, 1))) throw new Error('Unsupported state or unable to authenticate data');
      return decrypt(events);
    };
    await lane.applyAll({ decrypt: undecryptable });
    const { id } = await onlyParked(lane.db);
    expect((await lane.retry(id, { decrypt: undecryptable })).left).to.equal(2);
    const unavailable: Decrypt = () => Promise.reject(new DomainError('unavailable', 'A data key cannot be read now.'));
    const failure = await lane.retry(id, { decrypt: unavailable }).catch((error: unknown) => error);
    expect(failure).to.include({ code: 'unavailable' });
    const erased: Decrypt = async (events) =>
      events
        .map(readPlainly)
        .map((event) => ({ ...event, data: { ...event.data, personal: { name: 'erased', notes: 'erased' } } }));
    expect((await lane.retry(id, { decrypt: erased })).left).to.equal(0);
    expect((await readSessionDocuments(lane.db))[sessionId(101)]).to.contain('"notes":"erased"');
  });

  it('fails in a build without the projection, and stops at an event that the build does not know', async () => {
    lane.append(...sessionEvents(101, 2), ...sessionEvents(102));
    await lane.applyAll(failingAt(101, 1));
    const { id } = await onlyParked(lane.db);
    const message = await messageOf(lane.retry(id, { projections: [imports] }));
    expect(message).to.contain('has no code for version 1');
    await lane.db.query(sql.unsafe`
      UPDATE dead_letters SET event = replace(event, 'SessionNoted', 'SessionCheered') WHERE revision = 2`);
    const { applied, left, error } = await lane.retry(id);
    expect([applied, left]).to.deep.equal([1, 1]);
    expect((error as Error).message).to.contain('does not know');
  });

  it('can be rehearsed, which returns the error of the first event and changes nothing', async () => {
    lane.append(...sessionEvents(101, 2), ...sessionEvents(102));
    await lane.applyAll(failingAt(101, 1));
    const { id } = await onlyParked(lane.db);
    const before = [await readTables(lane.db), await onlyParked(lane.db)];
    const failing = retryOptions(lane.db, failingAt(101, 1).projections);
    expect((await dryRunRetry(failing, id))?.error).to.be.instanceOf(Error);
    expect(await dryRunRetry(retryOptions(lane.db), id)).to.equal(null);
    expect([await readTables(lane.db), await onlyParked(lane.db)]).to.deep.equal(before);
  });

  it('runs in batches and reports progress while more events of the stream arrive and another retry runs', async () => {
    lane.append(...sessionEvents(101, 30), ...sessionEvents(102));
    await lane.applyAll(failingAt(101, 0));
    const { id } = await onlyParked(lane.db);
    const reported: number[] = [];
    const work = lane.createWorker();
    const seen = lane.log.all().length;
    lane.append(...Array.from({ length: 20 }, (_, at) => noteEvent(101, `meanwhile ${at}`)));
    const arrivals = (async () => {
      for (let from = seen; from < seen + 20; from += 1) await work(lane.job(from, from + 1));
    })();
    const options = { ...retryOptions(lane.db), batch: 4 };
    const retries = [retryParked(options, id, (applied) => void reported.push(applied)), retryParked(options, id)];
    const [first, second] = await Promise.all(retries);
    await arrivals;
    await retryRest(lane);
    expect((first?.applied ?? 0) + (second?.applied ?? 0)).to.be.within(31, 51);
    expect(reported.length).to.be.greaterThan(1);
    expect(reported).to.deep.equal(reported.toSorted((a, b) => a - b));
    expect(await listParked(lane.db)).to.deep.equal([]);
    await lane.expectDocumentsOf();
  });

  it('is not overtaken by events that a worker applies at the same time', async () => {
    for (let round = 0; round < roundsOf(12); round += 1) {
      const fresh = await createTestLane(lane.db);
      fresh.append(...sessionEvents(101, 3), ...sessionEvents(102));
      await fresh.applyAll(failingAt(101, 2));
      const { id } = await onlyParked(fresh.db);
      const seen = fresh.log.all().length;
      fresh.append(noteEvent(101, 'a'), noteEvent(101, 'b'), noteEvent(102, 'c'));
      const work = fresh.createWorker();
      await Promise.all([fresh.retry(id), work(fresh.job(seen, seen + 2)), work(fresh.job(seen))]);
      await retryRest(fresh);
      await fresh.expectDocumentsOf();
    }
  });
});
