import { expect } from 'chai';
import { type CommonQueryMethods, sql } from 'slonik';
import type { AccountId, Instant, SessionId } from '../../../src/events/ids.ts';
import { getSession } from '../../../src/queries/sessions/get-session.ts';
import { type ListSessions, listSessions } from '../../../src/queries/sessions/list-sessions.ts';
import { ownerId } from '../../projections/support/training.ts';
import { useDatabase } from '../../support/databases.ts';
import { createReadTables } from '../support/read-tables.ts';
import { pagesReadBy, plansOf } from '../support/statements.ts';
import { insertInBatches, volumeOf } from '../support/volume.ts';

const volume = volumeOf(20_000);
const sessionsPerOwner = 1_000;

describe('plans of training session queries on a realistic volume', function () {
  this.timeout(240_000);
  const database = useDatabase();
  const owner = ownerId(7) as AccountId;
  let reader: Awaited<ReturnType<typeof createReadTables>>['reader'];

  before(async () => {
    reader = (await createReadTables(database.db, () => [])).reader;
    await insertInBatches(volume, (from, to) =>
      database.db.query(sql.unsafe`
        INSERT INTO session_documents_v1
          (id, owner, revision, deleted, status, started_at, local_day, created_at, sort_name, search_text, summary, doc)
        SELECT
          gen_random_uuid(),
          ('01900000-0000-7000-8000-' || lpad((n % ${volume / sessionsPerOwner}::int4)::text, 12, '0'))::uuid,
          9, false, 'completed', day, day::date, day, 'session ' || n % 97, 'session ' || n % 97 || ' bench press',
          json_build_object('s', repeat('s', 400), 'updatedAt', '2020-01-01T00:00:00.' || lpad(n::text, 6, '0') || 'Z')::text,
          repeat('d', 1500)
        FROM generate_series(${from}::int4, ${to}::int4) AS n,
          LATERAL (SELECT timestamptz '2020-01-01' + n * interval '20 minutes') AS t (day)`),
    );
    await database.db.query(sql.unsafe`ANALYZE session_documents_v1`);
  });

  const usual = { owner, requiredPosition: () => 0n, orderBy: 'startedAt', sortOrder: 'desc', limit: 20 } as const;
  const lately = `2020-01-01T00:00:00.${String(volume - 10).padStart(6, '0')}Z` as Instant;
  const planBy = async (query: (db: CommonQueryMethods) => Promise<unknown>) =>
    (await plansOf(database.db, query)).join();
  const planOfList = (change: Partial<ListSessions>) =>
    planBy((db) => listSessions({ ...reader, db }, { ...usual, view: 'summary', offset: 0, ...change }));

  for (const [orderBy, index] of [
    ['startedAt', 'session_documents_v1_started'],
    ['name', 'session_documents_v1_named'],
    ['createdAt', 'session_documents_v1_created'],
    ['updatedAt', 'session_documents_v1_updated'],
  ] as const) {
    for (const sortOrder of ['asc', 'desc'] as const) {
      it(`reads a page of training sessions sorted by ${orderBy} ${sortOrder} in the order of an index`, async () => {
        const plan = await planOfList({ orderBy, sortOrder });
        expect(plan).to.contain(`using ${index} on`).and.not.to.contain('Seq Scan on session_documents_v1');
        expect(plan).not.to.match(/Sort Key: (?!page\.place)/);
      });
    }
  }

  for (const [orderBy, key] of [
    ['startedAt', '2020-03-01T00:00:00.000000Z'],
    ['name', 'session 5'],
    ['createdAt', '2020-03-01T00:00:00.000000Z'],
    ['updatedAt', '2020-01-01T00:00:00.000500Z'],
  ] as const) {
    for (const sortOrder of ['asc', 'desc'] as const) {
      it(`finds the place after which a page by ${orderBy} ${sortOrder} begins in an index`, async () => {
        const plan = await planOfList({ orderBy, sortOrder, after: { key, id: owner } });
        expect(plan)
          .to.match(/Index Cond:[^"]*ROW\(/)
          .and.not.to.contain('Seq Scan on session_documents_v1');
        expect(plan).not.to.match(/Sort Key: (?!page\.place|"?session_documents_v1_?\d?"?\.sort_name)/);
      });
    }
  }

  it('reads training sessions changed since an instant by an index', async () => {
    const plan = await planOfList({ updatedAfter: lately });
    expect(plan)
      .to.match(/Index Cond:[^"]*updated_at >=/)
      .and.not.to.contain('Seq Scan on session_documents_v1');
  });

  it('reads training sessions of a range of days by an index', async () => {
    const plan = await planOfList({ from: '2020-03-01', to: '2020-04-01' });
    expect(plan).to.match(/Index Cond:[^"]*started_at >=[^"]*started_at </);
    expect(plan).not.to.contain('Seq Scan on session_documents_v1');
  });

  it('reads one training session by the primary key', async () => {
    const question = { id: owner as string as SessionId, owner, requiredPosition: () => 0n };
    const plan = await planBy((db) => getSession({ ...reader, db }, question));
    expect(plan).to.contain('session_documents_v1_pkey').and.not.to.contain('Seq Scan on session_documents_v1');
  });

  it('reads at most two pages of the database for each session of the athlete in a search', async () => {
    const question = { ...usual, view: 'full', search: 'bench', offset: 0 } as const;
    expect(await pagesReadBy(database.db, (db) => listSessions({ ...reader, db }, question))).to.be.lessThan(
      2 * sessionsPerOwner,
    );
  });
});
