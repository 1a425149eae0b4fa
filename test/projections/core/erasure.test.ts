import { expect } from 'chai';
import { sql } from 'slonik';
import type { RecordedEvent } from '../../../src/events/event.ts';
import { accounts } from '../../../src/projections/models/accounts.ts';
import { sessions } from '../../../src/projections/models/sessions.ts';
import { listParked } from '../../../src/projections/parking/parked-streams.ts';
import { accountEvent, accountStream, erasureOf, registration } from '../support/accounts.ts';
import { anImport } from '../support/other-events.ts';
import { failingProjection, isRevisionOf, listParkedEvents } from '../support/parked-events.ts';
import { noteEvent, sessionEvents, streamOf } from '../support/session-events.ts';
import { projections, readTables } from '../support/tables.ts';
import { useTestLane } from '../support/test-lane.ts';
import { ownerId } from '../support/training.ts';

const someone = (owner: number) =>
  registration(owner, { email: `secret${owner}@example.com`, name: `Secret ${owner}` });
const importOf = (owner: number) => anImport(200 + owner, ownerId(owner), `secret ${owner}.csv`);
const renamed = accountEvent(1, { type: 'AccountRenamed', data: { personal: { name: 'Secret 1 again' } } });
const isAccountRevision = (owner: number, revision: number) => (event: RecordedEvent) =>
  event.stream === accountStream(owner) && event.revision === revision;

describe('the erasure of an account', () => {
  const lane = useTestLane();

  /** Reads every row of every read model and every parked stream, as JSON text. */
  const readEverything = async () =>
    JSON.stringify(
      [
        await readTables(lane.db),
        await lane.db.any(sql.unsafe`SELECT projection, version, stream, owner FROM parked_streams`),
      ],
      (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value),
    );
  /**
   * Expects that no row of the owner is left, except the row in which each read model notes that the owner was erased.
   */
  const expectErased = async (owner: number) => {
    const tables = await readTables(lane.db);
    const withOwner = Object.entries(tables).flatMap(([name, rows]) =>
      rows.some((row) => row.owner === ownerId(owner)) ? [name] : [],
    );
    expect(withOwner).to.deep.equal(['erased']);
    expect(tables.erased).to.have.lengthOf(projections.length);
    expect(await readEverything())
      .not.to.contain(`ecret ${owner}`)
      .and.not.to.contain(`ecret${owner}@`);
  };

  for (const isSeparate of [false, true]) {
    const how = isSeparate ? 'with one event per batch' : 'with all events in one batch';
    const applyAll = async () => {
      if (!isSeparate) return lane.applyAll();
      const work = lane.createWorker();
      for (let at = 0; at < lane.log.all().length; at += 1) await work(lane.job(at, at + 1));
    };

    it(`deletes the owner's rows from every read model and keeps those of others, ${how}`, async () => {
      lane.append(someone(1), someone(2), ...sessionEvents(101, 2, ownerId(1)), ...sessionEvents(102, 2, ownerId(2)));
      lane.append(importOf(1), importOf(2), erasureOf(1));
      await applyAll();
      await expectErased(1);
      expect(await readEverything())
        .to.contain('Secret 2')
        .and.contain('secret 2.csv')
        .and.contain('Session 102');
    });

    it(`makes later events of the owner change nothing, in old and new streams, ${how}`, async () => {
      lane.append(someone(1), ...sessionEvents(101, 1, ownerId(1)), erasureOf(1));
      lane.append(noteEvent(101, 'Secret 1', ownerId(1)), ...sessionEvents(103, 1, ownerId(1)), importOf(1));
      lane.append(accountEvent(1, { type: 'ClaimLapsed', data: { scope: 'email', key: 'digest' } }));
      await applyAll();
      await expectErased(1);
      expect(await listParkedEvents(lane.db)).to.deep.equal([]);
      await lane.expectCaughtUp();
    });
  }

  it('deletes the parked streams of the owner, and keeps those of others', async () => {
    lane.append(someone(1), ...sessionEvents(101, 3, ownerId(1)), ...sessionEvents(102, 3));
    const isPoison = (event: RecordedEvent) => isRevisionOf(101, 1)(event) || isRevisionOf(102, 2)(event);
    await lane.applyAll({ projections: [failingProjection(sessions, isPoison)] });
    expect(await listParked(lane.db)).to.have.lengthOf(2);
    lane.append(noteEvent(101, 'Secret 1', ownerId(1)), erasureOf(1), noteEvent(101, 'Secret 1', ownerId(1)));
    await lane.applyFrom(9);
    await expectErased(1);
    expect((await listParked(lane.db)).map(({ stream }) => stream)).to.deep.equal([streamOf(102)]);
  });

  it('deletes the rows even if the stream of the account itself is parked', async () => {
    lane.append(someone(1), renamed, someone(2));
    await lane.applyAll({ projections: [failingProjection(accounts, isAccountRevision(1, 1))] });
    expect(await readEverything()).to.contain('Secret 1');
    lane.append(renamed, erasureOf(1));
    await lane.applyFrom(3);
    await expectErased(1);
    expect(await listParkedEvents(lane.db)).to.deep.equal([]);
  });

  it('deletes the rows when poison events of the owner are in the same batch', async () => {
    lane.append(someone(1), ...sessionEvents(101, 2, ownerId(1)), someone(2));
    await lane.applyAll();
    lane.append(noteEvent(101, 'poison', ownerId(1)), renamed, erasureOf(1), ...sessionEvents(102, 1, ownerId(2)));
    const isPoison = (event: RecordedEvent) => isRevisionOf(101, 3)(event) || isAccountRevision(1, 1)(event);
    await lane.applyFrom(5, {
      projections: [failingProjection(sessions, isPoison), failingProjection(accounts, isPoison)],
    });
    await expectErased(1);
    expect(await listParkedEvents(lane.db)).to.deep.equal([]);
    await lane.expectCaughtUp();
  });

  it('makes a retry drop events of the owner that were parked after the erasure', async () => {
    lane.append(someone(1), ...sessionEvents(101, 1, ownerId(1)), ...sessionEvents(102), erasureOf(1));
    await lane.applyAll();
    const before = await readEverything();
    lane.append(noteEvent(101, 'late', ownerId(1)), noteEvent(101, 'later', ownerId(1)));
    await lane.applyFrom(5, { projections: [failingProjection(sessions, isRevisionOf(101, 2))] });
    const [parked] = await listParked(lane.db);
    expect(parked).to.include({ stream: streamOf(101), waiting: 2 });
    expect(await lane.retry(parked?.id ?? 0n)).to.deep.equal({ applied: 2, left: 0, error: null });
    expect(await readEverything()).to.equal(before);
  });
});
