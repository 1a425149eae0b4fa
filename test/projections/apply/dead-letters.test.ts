import { expect } from 'chai';
import { sql } from 'slonik';
import { DomainError } from '../../../src/errors.ts';
import type { RecordedEvent } from '../../../src/events/event.ts';
import type { Decrypt } from '../../../src/ports/log.ts';
import { dryRunRetry, retryParked } from '../../../src/projections/apply/retry-parked.ts';
import { ensureCheckpoints } from '../../../src/projections/core/checkpoints.ts';
import { imports } from '../../../src/projections/models/imports.ts';
import { sessions } from '../../../src/projections/models/sessions.ts';
import { discardFirstEvent, listDiscarded } from '../../../src/projections/parking/discarded-events.ts';
import { findParked, listParked, type ParkedStream } from '../../../src/projections/parking/parked-streams.ts';
import { useDatabase } from '../../support/databases.ts';
import { readPlainly } from '../../support/plain-events.ts';
import { failing, laneOn, letters, lettersOf, note, retrying, session, streamOf } from '../support/poison.ts';
import { decrypt, docs, foldedDocs, projections, tables } from '../support/tables.ts';
import { sessionId } from '../support/training.ts';

describe('dead letters', () => {
  const database = useDatabase();
  let lane: Awaited<ReturnType<typeof laneOn>>;

  beforeEach(async () => {
    lane = await laneOn(database.db);
  });

  const at =
    (number: number, ...revisions: readonly number[]) =>
    (event: Pick<RecordedEvent, 'stream' | 'revision'>) =>
      event.stream === streamOf(number) && revisions.includes(event.revision);
  const brokenAt = (number: number, ...revisions: readonly number[]) => ({
    carried: [failing(sessions, at(number, ...revisions)), imports],
  });
  const ofStream = (number: number, from = 0) =>
    lane.log.all().filter(({ stream, revision }) => stream === streamOf(number) && revision >= from);
  const onlyParked = async (): Promise<ParkedStream> => {
    const [parked, ...others] = await listParked(database.db);
    if (!parked || others.length > 0) throw new Error('Not one stream is parked');
    return parked;
  };
  const expectAll = async () => expect(await docs(database.db)).to.deep.equal(foldedDocs(lane.log.all()));
  const failureOf = (work: Promise<unknown>) =>
    work.then(
      () => null,
      (error: Error) => error,
    );

  /** Starts the read tables over, and takes in the log again. */
  const rebuilt = async () => {
    await database.db.query(sql.unsafe`TRUNCATE session_documents_v1, imports_v1, projection_checkpoints`);
    await database.db.query(sql.unsafe`TRUNCATE parked_streams, dead_letters`);
    await ensureCheckpoints(database.db, lane.layout, projections);
    await lane.takeIn();
    return tables(database.db);
  };

  it('are applied in order after the fix, also those of a creation and what came behind it', async () => {
    lane.log.append(...session(101, 3), ...session(102));
    await lane.takeIn(brokenAt(101, 0));
    const seen = lane.log.all().length;
    lane.log.append(note(101, 'more'), note(102, 'else'));
    await lane.workerWith()(lane.job(seen));
    expect(await letters(database.db)).to.deep.equal(lettersOf('sessions', ofStream(101)));

    const { id } = await onlyParked();
    expect(await lane.retry(id)).to.deep.equal({ applied: 5, left: 0, error: null });
    expect(await listParked(database.db)).to.deep.equal([]);
    expect(await letters(database.db)).to.deep.equal([]);
    await expectAll();
    const live = await tables(database.db);
    expect(await rebuilt()).to.deep.equal(live);

    const later = lane.log.all().length;
    lane.log.append(note(101, 'as ever'));
    await lane.workerWith()(lane.job(later));
    await expectAll();
  });

  it('stay when a retry fails, which says why', async () => {
    lane.log.append(...session(101, 3), ...session(102));
    await lane.takeIn(brokenAt(101, 1));
    const before = await onlyParked();
    const waiting = await letters(database.db);
    const { applied, left, error } = await lane.retry(before.id, brokenAt(101, 1));
    expect([applied, left, (error as Error).message]).to.deep.equal([0, 3, 'What somebody typed']);
    expect(await letters(database.db)).to.deep.equal(waiting);
    expect(await onlyParked()).to.deep.include({ id: before.id, position: before.position, tries: 2 });
  });

  it('are applied up to the next that fails', async () => {
    lane.log.append(...session(101, 5), ...session(102));
    await lane.takeIn(brokenAt(101, 1, 4));
    const { id } = await onlyParked();
    expect(await lane.retry(id, brokenAt(101, 4))).to.include({ applied: 3, left: 2 });
    expect(await letters(database.db)).to.deep.equal(lettersOf('sessions', ofStream(101, 4)));
    expect((await onlyParked()).position).to.equal(ofStream(101)[4]?.position);
    await lane.retry(id);
    await expectAll();
  });

  it('are opened by the present code, and read as erased once their account is', async () => {
    lane.log.append(...session(101, 2), ...session(102));
    const sealed: Decrypt = async (events) => {
      if (events.some(at(101, 1))) throw new Error('Unsupported state or unable to authenticate data');
      return decrypt(events);
    };
    await lane.takeIn({ decrypt: sealed });
    const { id } = await onlyParked();
    expect((await lane.retry(id, { decrypt: sealed })).left).to.equal(2);
    const keyless: Decrypt = () => Promise.reject(new DomainError('unavailable', 'A data key can not be had now.'));
    expect(await failureOf(lane.retry(id, { decrypt: keyless }))).to.include({ code: 'unavailable' });
    const erased: Decrypt = async (events) =>
      events
        .map(readPlainly)
        .map((event) => ({ ...event, data: { ...event.data, personal: { name: 'erased', notes: 'erased' } } }));
    expect((await lane.retry(id, { decrypt: erased })).left).to.equal(0);
    expect((await docs(database.db))[sessionId(101)]).to.contain('"notes":"erased"');
  });

  it('are of no use to a build that does not carry the projection or know the event', async () => {
    lane.log.append(...session(101, 2), ...session(102));
    await lane.takeIn(brokenAt(101, 1));
    const { id } = await onlyParked();
    expect((await failureOf(lane.retry(id, { carried: [imports] })))?.message).to.contain('has no code for version 1');
    await database.db.query(sql.unsafe`
      UPDATE dead_letters SET event = replace(event, 'SessionNoted', 'SessionCheered') WHERE revision = 2`);
    const { applied, left, error } = await lane.retry(id);
    expect([applied, left]).to.deep.equal([1, 1]);
    expect((error as Error).message).to.contain('does not know');
  });

  it('can be tried without changing anything', async () => {
    lane.log.append(...session(101, 2), ...session(102));
    await lane.takeIn(brokenAt(101, 1));
    const { id } = await onlyParked();
    const before = [await tables(database.db), await onlyParked()];
    const broken = retrying(database.db, brokenAt(101, 1).carried);
    expect((await dryRunRetry(broken, id))?.error).to.be.instanceOf(Error);
    expect(await dryRunRetry(retrying(database.db, projections), id)).to.equal(null);
    expect([await tables(database.db), await onlyParked()]).to.deep.equal(before);
  });

  it('are retried in batches, telling how far that is, while more come', async () => {
    lane.log.append(...session(101, 30), ...session(102));
    await lane.takeIn(brokenAt(101, 0));
    const { id } = await onlyParked();
    const told: number[] = [];
    const work = lane.workerWith();
    const seen = lane.log.all().length;
    lane.log.append(...Array.from({ length: 20 }, (_, nth) => note(101, `meanwhile ${nth}`)));
    const arrivals = (async () => {
      for (let from = seen; from < seen + 20; from += 1) await work(lane.job(from, from + 1));
    })();
    const options = { ...retrying(database.db, projections), batch: 4 };
    const retries = [retryParked(options, id, (applied) => void told.push(applied)), retryParked(options, id)];
    const [first, second] = await Promise.all(retries);
    await arrivals;
    const [rest] = await listParked(database.db);
    if (rest) await lane.retry(rest.id);
    expect((first?.applied ?? 0) + (second?.applied ?? 0)).to.be.within(31, 51);
    expect(told.length).to.be.greaterThan(1);
    expect(told).to.deep.equal(told.toSorted((a, b) => a - b));
    expect(await listParked(database.db)).to.deep.equal([]);
    await expectAll();
  });

  it('are not overtaken by what a worker takes in at the same time', async () => {
    for (let round = 0; round < 12; round += 1) {
      lane = await laneOn(database.db);
      lane.log.append(...session(101, 3), ...session(102));
      await lane.takeIn(brokenAt(101, 2));
      const { id } = await onlyParked();
      const seen = lane.log.all().length;
      lane.log.append(note(101, 'a'), note(101, 'b'), note(102, 'c'));
      const work = lane.workerWith();
      await Promise.all([lane.retry(id), work(lane.job(seen, seen + 2)), work(lane.job(seen))]);
      const [rest] = await listParked(database.db);
      if (rest) await lane.retry(rest.id);
      await expectAll();
    }
  });

  describe('that are discarded', () => {
    const verdict = { reason: 'written by a broken client', by: 'test' };
    const eventOf = (revision: number) => ofStream(101)[revision]?.id ?? '';
    const discard = async (parked: ParkedStream, revision: number) => {
      const { discarded } = await discardFirstEvent(database.db, parked, { eventId: eventOf(revision), ...verdict });
      expect(discarded).to.equal(true);
    };

    it('are those that were named, and the first that wait', async () => {
      lane.log.append(...session(101, 4), ...session(102));
      await lane.takeIn(brokenAt(101, 2));
      const parked = await onlyParked();
      const early = await discardFirstEvent(database.db, parked, { eventId: eventOf(3), ...verdict });
      expect([early.discarded, early.first?.id]).to.deep.equal([false, eventOf(2)]);
      await discard(parked, 2);
      const again = await discardFirstEvent(database.db, parked, { eventId: eventOf(2), ...verdict });
      expect([again.discarded, again.first?.id]).to.deep.equal([false, eventOf(3)]);
      expect(await letters(database.db)).to.deep.equal(lettersOf('sessions', ofStream(101, 3)));
      expect((await listDiscarded(database.db)).map(({ event }) => event)).to.deep.equal([eventOf(2)]);
    });

    it('are skipped from then on, by later events and by a rebuild alike', async () => {
      lane.log.append(...session(101, 4), ...session(102));
      await lane.takeIn(brokenAt(101, 2));
      const parked = await onlyParked();
      await discard(parked, 2);
      expect((await findParked(database.db, parked.id))?.position).to.equal(ofStream(101)[3]?.position);
      expect(await lane.retry(parked.id)).to.include({ applied: 2, left: 0 });
      const kept = () => foldedDocs(lane.log.all().filter((event) => !at(101, 2)(event)));
      expect(await docs(database.db)).to.deep.equal(kept());

      const seen = lane.log.all().length;
      lane.log.append(note(101, 'goes on'));
      await lane.workerWith()(lane.job(seen));
      expect(await docs(database.db)).to.deep.equal(kept());
      const live = await tables(database.db);
      expect(await rebuilt()).to.deep.equal(live);

      const row = await database.db.one(sql.unsafe`
        SELECT projection, event_id::text AS event, reason, discarded_by AS by FROM discarded_events`);
      expect(row).to.deep.equal({ projection: 'sessions', event: eventOf(2), ...verdict });
    });

    it('may be the last ones, with the next event right behind them', async () => {
      lane.log.append(...session(101, 3), ...session(102));
      await lane.takeIn(brokenAt(101, 2));
      const parked = await onlyParked();
      await discard(parked, 2);
      await discard(parked, 3);
      expect(await listParked(database.db)).to.deep.equal([]);
      expect(await discardFirstEvent(database.db, parked, { eventId: eventOf(3), ...verdict })).to.include({
        first: null,
      });
      const seen = lane.log.all().length;
      lane.log.append(note(101, 'goes on'));
      await lane.workerWith()(lane.job(seen));
      expect(await listParked(database.db)).to.deep.equal([]);
      expect(await docs(database.db)).to.deep.equal(
        foldedDocs(lane.log.all().filter((event) => !at(101, 2, 3)(event))),
      );
    });

    it('are skipped by every version, also where they wait there', async () => {
      const next = { ...sessions, version: 2, apply: async () => {} };
      await ensureCheckpoints(database.db, lane.layout, [next]);
      lane.log.append(...session(101, 2), ...session(102));
      await lane.takeIn({ carried: [failing(sessions, at(101, 1)), failing(next, at(101, 1))] });
      const [first, second] = await listParked(database.db);
      if (!first || !second) throw new Error('Not both versions have parked it');
      await discard(first, 1);
      expect(await lane.retry(second.id, { carried: [failing(next, at(101, 1))] })).to.include({ applied: 1, left: 0 });
    });

    it('may be a creation; what was made of nothing then waits in its place', async () => {
      lane.log.append(...session(101, 1), ...session(102));
      await lane.takeIn(brokenAt(101, 0));
      const parked = await onlyParked();
      await discard(parked, 0);
      const { left, error } = await lane.retry(parked.id);
      expect([left, (error as Error).message]).to.deep.equal([1, 'SessionNoted of a session that is absent']);
    });
  });
});
