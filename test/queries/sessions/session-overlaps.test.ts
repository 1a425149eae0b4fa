import { expect } from 'chai';
import fc from 'fast-check';
import { sql } from 'slonik';
import type { AccountId } from '../../../src/events/ids.ts';
import { listSessions } from '../../../src/queries/sessions/list-sessions.ts';
import { createMemoryLog, type MemoryLog } from '../../projections/support/memory-log.ts';
import { ownerId, sessionId } from '../../projections/support/training.ts';
import { useDatabase } from '../../support/databases.ts';
import { samples } from '../../support/samples.ts';
import { createReadTables } from '../support/read-tables.ts';
import { createSessionWriter } from '../support/session-writer.ts';
import { fastestTimeOf } from '../support/statements.ts';

const owner = ownerId(1) as AccountId;
const page = { orderBy: 'startedAt', sortOrder: 'asc', limit: 100, offset: 0, requiredPosition: () => 0n } as const;
type Item = Readonly<{ id: string; overlaps?: readonly string[] }>;

describe('the training sessions that overlap', () => {
  const database = useDatabase();
  let log: MemoryLog;
  let tables: Awaited<ReturnType<typeof createReadTables>>;
  beforeEach(async () => {
    log = createMemoryLog();
    tables = await createReadTables(database.db, log.all, { lanes: 4 });
  });

  const at = (time: string) => `2026-01-${time}:00.000000Z`;
  function write(number: number, from: string, to: string | null, of: string = owner) {
    const session = createSessionWriter(log, number, of);
    session.start({ startedAt: at(from) });
    if (to !== null) session.write('SessionCompleted', { endedAt: at(to) });
    return session;
  }
  const list = async (overlapping: boolean | undefined, view: 'summary' | 'full' = 'summary') => {
    const { body } = await listSessions(tables.reader, { ...page, owner, view, overlapping });
    return JSON.parse(body) as { items: Item[]; total: number };
  };
  const listed = async (overlapping = true) =>
    Object.fromEntries((await list(overlapping)).items.map(({ id, overlaps }) => [id, overlaps]));
  const ids = (...numbers: number[]) => numbers.map(sessionId);

  it('are listed with the others of the owner that share time with them, in the order of their starts', async () => {
    write(1, '10T10:00', '10T11:00');
    write(2, '10T10:30', '10T12:00');
    write(3, '10T09:00', '10T10:01');
    write(4, '10T10:15', '10T10:45', ownerId(2));
    write(5, '10T13:00', '10T14:00');
    await tables.project();
    expect(await listed()).to.deep.equal({
      ...{ [sessionId(1)]: ids(3, 2), [sessionId(2)]: ids(1), [sessionId(3)]: ids(1) },
    });
    expect(await listed(false)).to.deep.equal({ [sessionId(5)]: undefined });
    expect((await list(undefined)).items.every((item) => !('overlaps' in item))).to.equal(true);
    const full = await list(true, 'full');
    expect(full.items.map(({ overlaps }) => overlaps)).to.deep.equal([ids(1), ids(3, 2), ids(1)]);
    expect(full.total).to.equal(3);
  });

  it('contain a session in progress that started at most a day before', async () => {
    write(1, '10T10:00', null);
    write(2, '11T09:59', '11T10:30');
    write(3, '11T10:00', '11T11:00');
    write(4, '09T23:00', '10T10:01');
    await tables.project();
    expect(await listed()).to.deep.equal({
      ...{ [sessionId(1)]: ids(4, 2), [sessionId(2)]: ids(1, 3), [sessionId(3)]: ids(2), [sessionId(4)]: ids(1) },
    });
  });

  it('no longer contain a session when the other one is deleted', async () => {
    write(1, '10T10:00', '10T11:00');
    write(2, '10T10:30', '10T12:00').write('SessionDeleted', {});
    await tables.project();
    expect(await listed()).to.deep.equal({});
  });

  it('name twenty others at most', async () => {
    for (let number = 1; number <= 25; number += 1) write(number, '10T10:00', '10T11:00');
    await tables.project();
    expect((await listed())[sessionId(25)]).to.have.length(20);
  });

  it('are those of which the earlier one ends after the start of the later one', async () => {
    const spans = fc.array(
      fc.record({ start: fc.integer({ min: 0, max: 12 }), hours: fc.integer({ min: 0, max: 30 }), open: fc.boolean() }),
      { maxLength: 8 },
    );
    const hour = (n: number) => new Date(Date.UTC(2026, 0, 1) + n * 3_600_000).toISOString();
    await fc.assert(
      fc.asyncProperty(spans, async (all) => {
        await database.db.query(sql.unsafe`DELETE FROM session_documents_v1`);
        for (const [number, { start, hours, open }] of all.entries()) {
          const summary = { id: sessionId(number), endedAt: open ? null : hour(start + hours) };
          await database.db.query(sql.unsafe`
            INSERT INTO session_documents_v1 (id, owner, revision, deleted, status, started_at, summary, doc)
            VALUES (${sessionId(number)}, ${owner}, 1, false, 'completed', ${hour(start)}, ${JSON.stringify(summary)}, '{}')`);
        }
        const endOf = ({ start, hours, open }: (typeof all)[number]) => start + (open ? 24 : Math.min(24, hours));
        const expected = Object.fromEntries(
          [...all.entries()].flatMap(([number, one]) => {
            const others = [...all.entries()].filter(
              ([n, other]) => n !== number && other.start < endOf(one) && one.start < endOf(other),
            );
            const inOrder = others.toSorted(([m, a], [n, b]) => a.start - b.start || m - n);
            return others.length === 0 ? [] : [[sessionId(number), ids(...inOrder.map(([n]) => n))]];
          }),
        );
        expect(await listed()).to.deep.equal(expected);
      }),
      samples(15),
    );
  });

  it('are found in one pass over the sessions', async () => {
    await database.db.query(sql.unsafe`
      INSERT INTO session_documents_v1 (id, owner, revision, deleted, status, started_at, summary, doc)
      SELECT gen_random_uuid(), ${owner}, 1, false, 'completed', day,
        json_build_object('id', gen_random_uuid(), 'endedAt', day + interval '1 hour')::text, '{}'
      FROM generate_series(timestamptz '2000-01-01', timestamptz '2013-09-08', interval '12 hours') AS day`);
    await database.db.query(sql.unsafe`ANALYZE session_documents_v1`);
    const usual = await fastestTimeOf(3, () => list(undefined));
    // A search for the others of each session would take hundreds of times as long.
    expect(await fastestTimeOf(3, () => list(true))).to.be.below(50 * usual);
  });
});
