import { expect } from 'chai';
import { sql } from 'slonik';
import type { AccountId } from '../../../src/events/ids.ts';
import { feedKinds } from '../../../src/events/schemas.ts';
import { placeAfter } from '../../../src/queries/changes/feed-token.ts';
import { type ListChanges, listChanges } from '../../../src/queries/changes/list-changes.ts';
import { ownerId } from '../../projections/support/training.ts';
import { useDatabase } from '../../support/databases.ts';
import { createReadTables } from '../support/read-tables.ts';
import { pagesReadBy, plansOf } from '../support/statements.ts';
import { insertInBatches, volumeOf } from '../support/volume.ts';

const volume = volumeOf(20_000);
const perOwner = 1_000;
const catalogue = 2_000;

describe('plans of the change feed on a realistic volume', function () {
  this.timeout(240_000);
  const database = useDatabase();
  const owner = ownerId(7) as AccountId;
  let reader: Awaited<ReturnType<typeof createReadTables>>['reader'];

  before(async () => {
    reader = (await createReadTables(database.db, () => [])).reader;
    await insertInBatches(volume, (from, to) =>
      database.db.query(sql.unsafe`
        WITH made AS (
          SELECT n, ('01900000-0001-7000-8000-' || lpad(n::text, 12, '0'))::uuid AS id,
            ('01900000-0000-7000-8000-' || lpad((n % ${volume / perOwner}::int4)::text, 12, '0'))::uuid AS owner
          FROM generate_series(${from}::int4, ${to}::int4) AS n
        ), changed AS (
          INSERT INTO changes_v1 SELECT 'session-' || id, owner, 'session', id::text, n, n % 10 = 0 FROM made
        )
        INSERT INTO session_documents_v1
          (id, owner, revision, deleted, status, started_at, local_day, created_at, summary, doc)
        SELECT id, owner, 9, false, 'completed', day, day::date, day, '{"updatedAt":"x"}', '{"d":"' || repeat('d', 1500) || '"}'
        FROM made, LATERAL (SELECT timestamptz '2020-01-01' + n * interval '20 minutes') AS t (day)`),
    );
    await database.db.query(sql.unsafe`
      INSERT INTO changes_v1 SELECT 'exercise-' || n, NULL, 'exercise', gen_random_uuid()::text, n, false
      FROM generate_series(1, ${catalogue}::int4) AS n`);
    await database.db.query(sql.unsafe`UPDATE projection_checkpoints SET position = ${volume}`);
    await database.db.query(sql.unsafe`ANALYZE session_documents_v1, changes_v1`);
  });

  const question: ListChanges = {
    ...{ owner, requiredPosition: () => 0n, imageBase: '', kinds: feedKinds, limit: 100, after: null },
  };
  const tokenAt = (position: bigint) => {
    const place = placeAfter(position);
    return { kinds: feedKinds, since: position, own: place, shared: place, landmark: null };
  };

  for (const [when, after] of [
    ['that begins', null],
    ['in the middle', tokenAt(BigInt(volume / 2))],
    ['at the end', tokenAt(BigInt(volume))],
  ] as const) {
    it(`reads a page of a client ${when} by the index of changes and the keys of documents`, async () => {
      const plan = (await plansOf(database.db, (db) => listChanges({ ...reader, db }, { ...question, after }))).join();
      expect(plan)
        .to.contain('changes_v1_latest')
        .and.to.contain('session_documents_v1_pkey')
        .and.not.to.contain('Seq Scan on changes_v1')
        .and.not.to.contain('Seq Scan on session_documents_v1');
    });
  }

  it('reads fewer pages of the database than there are changes of the owner and the catalogue', async () => {
    const pages = await pagesReadBy(database.db, (db) => listChanges({ ...reader, db }, question));
    expect(pages).to.be.lessThan(perOwner + catalogue);
  });
});
