import { expect } from 'chai';
import { type CommonQueryMethods, sql } from 'slonik';
import type { AccountId, SessionId } from '../../src/events/ids.ts';
import { layoutOf } from '../../src/projections/core/lanes.ts';
import { watchCheckpoints } from '../../src/queries/consistency/checkpoint-watch.ts';
import { getSession } from '../../src/queries/sessions/get-session.ts';
import { type ListSessions, listSessions } from '../../src/queries/sessions/list-sessions.ts';
import { firstVersions } from '../projections/support/first-versions.ts';
import { reset } from '../projections/support/tables.ts';
import { ownerId } from '../projections/support/training.ts';
import { useDatabase } from '../support/databases.ts';
import { planIn } from './support/plans.ts';

const owners = 100;
const perOwner = 1_000;

describe('queries on a realistic volume', () => {
  const database = useDatabase();
  const owner = ownerId(7) as AccountId;

  before(async () => {
    await reset(database.db, 4);
    await database.db.query(sql.unsafe`
      INSERT INTO session_documents_v1
        (id, owner, revision, deleted, status, started_at, local_day, created_at, sort_name, search_text, summary, doc)
      SELECT
        gen_random_uuid(),
        ('01900000-0000-7000-8000-' || lpad((n % ${owners})::text, 12, '0'))::uuid,
        9, false, 'completed', day, day::date, day, 'session ' || n % 97, 'session ' || n % 97 || ' bench press',
        repeat('s', 400), repeat('d', 1500)
      FROM generate_series(1, ${owners * perOwner}::int4) AS n, LATERAL (SELECT timestamptz '2020-01-01' + n * interval '20 minutes') AS t (day)`);
    await database.db.query(sql.unsafe`ANALYZE session_documents_v1`);
  });

  const planOf = (query: (db: CommonQueryMethods) => Promise<unknown>) => planIn(database.db, query);
  const planOfList = (change: Partial<ListSessions>) =>
    planOf((db) =>
      listSessions(
        { db, locator: firstVersions(layoutOf(1, 4)), watch: watchCheckpoints(db) },
        {
          ...{
            owner,
            requiredPosition: () => 0n,
            view: 'summary',
            orderBy: 'startedAt',
            sortOrder: 'desc',
            limit: 20,
            offset: 0,
          },
          ...change,
        },
      ),
    );

  for (const [orderBy, index] of [
    ['startedAt', 'session_documents_v1_started'],
    ['name', 'session_documents_v1_named'],
    ['createdAt', 'session_documents_v1_created'],
  ] as const) {
    for (const sortOrder of ['asc', 'desc'] as const) {
      it(`page through the index when sorted by ${orderBy} ${sortOrder}`, async () => {
        const plan = await planOfList({ orderBy, sortOrder });
        expect(plan).to.contain(`using ${index} on`).and.not.to.contain('Seq Scan on session_documents_v1');
        expect(plan).not.to.match(/Sort Key: (?!\(row_number)/);
      });
    }
  }

  it('narrow days down by the index', async () => {
    const plan = await planOfList({ from: '2021-01-01', to: '2021-02-01' });
    expect(plan).to.match(/Index Cond:[^"]*started_at >=[^"]*started_at </);
    expect(plan).not.to.contain('Seq Scan on session_documents_v1');
  });

  it('read one session by its id', async () => {
    const id = owner as string as SessionId;
    const plan = await planOf((db) =>
      getSession(
        { db, locator: firstVersions(layoutOf(1, 4)), watch: watchCheckpoints(db) },
        { id, owner, requiredPosition: () => 0n },
      ),
    );
    expect(plan).to.contain('session_documents_v1_pkey').and.not.to.contain('Seq Scan on session_documents_v1');
  });

  it('answer within a few milliseconds', async () => {
    const reader = { db: database.db, locator: firstVersions(layoutOf(1, 4)), watch: watchCheckpoints(database.db) };
    const list = { owner, requiredPosition: () => 0n, orderBy: 'startedAt', sortOrder: 'desc', limit: 20 } as const;
    const times: number[] = [];
    for (let round = 0; round < 15; round += 1) {
      const start = performance.now();
      await listSessions(reader, { ...list, view: 'full', offset: round * 20, search: 'bench' });
      times.push(performance.now() - start);
    }
    expect(times.sort((a, b) => a - b)[7]).to.be.lessThan(50);
  });
});
