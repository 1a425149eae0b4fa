import { expect } from 'chai';
import { sql } from 'slonik';
import type { AccountId } from '../../../src/events/ids.ts';
import { type ListRecordings, listRecordings } from '../../../src/queries/audit/list-recordings.ts';
import { createMemoryLog, type MemoryLog } from '../../projections/support/memory-log.ts';
import { ownerId, sessionId } from '../../projections/support/training.ts';
import { useDatabase } from '../../support/databases.ts';
import { createReadTables } from '../support/read-tables.ts';
import { createSessionWriter } from '../support/session-writer.ts';
import { plansOf } from '../support/statements.ts';

const [athlete, other] = [ownerId(1), ownerId(2)] as [AccountId, AccountId];

describe('how sets were recorded', () => {
  const database = useDatabase();
  let log: MemoryLog;
  let tables: Awaited<ReturnType<typeof createReadTables>>;

  beforeEach(async () => {
    log = createMemoryLog();
    tables = await createReadTables(database.db, log.all, { lanes: 4 });
  });

  const question: ListRecordings = {
    ...{ athlete, lateSeconds: 900, batchSeconds: 300, after: null, limit: 10, requiredPosition: () => 0n },
  };
  const list = (change: Partial<ListRecordings> = {}) => listRecordings(tables.reader, { ...question, ...change });

  /** A session whose sets have these lags, and were recorded so many seconds after the first one. */
  async function writeSession(
    number: number,
    sets: readonly (readonly [lag: number, after: number])[],
    owner = athlete,
  ) {
    const session = createSessionWriter(log, number, owner);
    session.start({ startedAt: '2026-01-10T12:00:00.000000Z' });
    const entry = session.addExercise(null, 'Squat');
    for (const _ of sets) session.logSet(entry, { value: 100, unit: 'kg' });
    await tables.project();
    for (const [at, [lag, after]] of sets.entries()) {
      const recorded = sql.fragment`timestamptz '2026-01-10 18:00:00+00' + ${after} * interval '1 second'`;
      await database.db.query(sql.unsafe`
        UPDATE audit_events_v1 SET recorded_at = ${recorded}, occurred_at = ${recorded} - ${lag} * interval '1 second'
        WHERE id = ${`session-${sessionId(number)}/${at + 2}`}`);
    }
  }

  it('is told for each session of the athlete, the newest first', async () => {
    await writeSession(1, [
      [10, 0],
      [20, 400],
      [1_000, 800],
      [5, 1_200],
    ]);
    await writeSession(2, [
      [7_200, 0],
      [7_000, 20],
      [6_800, 40],
      [6_600, 60],
    ]);
    await writeSession(3, [[0, 0]], other);
    await writeSession(4, []);
    const { items, next } = await list();
    expect(next).to.equal(null);
    expect(items.map(({ sessionId: id }) => id)).to.deep.equal([4, 2, 1].map(sessionId));
    const [empty, batch, live] = items;
    expect(empty).to.include({ sets: 0, lateSets: 0, firstRecordedAt: null, medianLagSeconds: null, isBatch: false });
    expect(batch).to.include({
      ...{ sets: 4, lateSets: 4, recordedSeconds: 60, medianLagSeconds: 6_800, maxLagSeconds: 7_200, isBatch: true },
      ...{ firstRecordedAt: '2026-01-10T18:00:00.000000Z', lastRecordedAt: '2026-01-10T18:01:00.000000Z' },
    });
    expect(live).to.include({ sets: 4, lateSets: 1, recordedSeconds: 1_200, medianLagSeconds: 10, isBatch: false });
    expect((await list({ batchSeconds: 1_200, lateSeconds: 5 })).items[2]).to.include({ lateSets: 3, isBatch: true });
  });

  it('has pages that continue at a position of the log', async () => {
    for (const number of [1, 2, 3]) await writeSession(number, [[0, 0]]);
    const first = await list({ limit: 2 });
    await writeSession(4, []);
    const second = await list({ limit: 2, after: first.next });
    const ids = [first, second].map(({ items }) => items.map(({ sessionId: id }) => id));
    expect(ids).to.deep.equal([[3, 2].map(sessionId), [1].map(sessionId)]);
    expect(second.next).to.equal(null);
  });

  it('is found by the indexes of sessions and of their events', async () => {
    const plan = (await plansOf(database.db, (db) => listRecordings({ ...tables.reader, db }, question))).join();
    expect(plan).to.contain('audit_events_v1_pkey');
  });
});
