import { expect } from 'chai';
import { type CommonQueryMethods, sql } from 'slonik';
import type { AccountId, PlanId, UnitId } from '../../../src/events/ids.ts';
import { getPlan } from '../../../src/queries/plans/get-plan.ts';
import { type ListPlans, listPlans } from '../../../src/queries/plans/list-plans.ts';
import { listGranted } from '../../../src/queries/sharing/list-granted.ts';
import { getUnit } from '../../../src/queries/units/get-unit.ts';
import { type ListUnits, listUnits } from '../../../src/queries/units/list-units.ts';
import { idFor, ownerId } from '../../projections/support/training.ts';
import { useDatabase } from '../../support/databases.ts';
import { createReadTables } from '../support/read-tables.ts';
import { plansOf } from '../support/statements.ts';
import { insertInBatches, volumeOf } from '../support/volume.ts';

const volume = volumeOf(40_000);
const owner = ownerId(1) as AccountId;
const page = { owner, requiredPosition: () => 0n, sortOrder: 'asc', orderBy: 'name', limit: 20, offset: 0 } as const;
const tables = ['units', 'plans'] as const;

describe('plans of the lists of units and plans on a realistic volume', function () {
  this.timeout(240_000);
  const database = useDatabase();
  let reader: Awaited<ReturnType<typeof createReadTables>>['reader'];

  // A thousandth belongs to the owner, a thousandth is shared with the owner, and a twentieth is public.
  before(async () => {
    reader = (await createReadTables(database.db, () => [])).reader;
    const account = (n: ReturnType<typeof sql.fragment>) =>
      sql.fragment`('00000000-0000-4000-8000-' || lpad((${n} / 40)::text, 12, '0'))::uuid`;
    const columns = {
      units: [sql.fragment`exercise_ids`, sql.fragment`'{}'::uuid[]`],
      plans: [sql.fragment`difficulty, unit_ids`, sql.fragment`'expert', '{}'::uuid[]`],
    } as const;
    for (const table of tables) {
      const [names, values] = columns[table];
      await insertInBatches(volume, (from, to) =>
        database.db.query(sql.unsafe`
          INSERT INTO ${sql.identifier([`${table}_v1`])} (id, owner, revision, deleted, sharing, readers, writers, is_archived,
            created_at, updated_at, sort_name, search_text, summary, doc, ${names})
          SELECT gen_random_uuid(), CASE WHEN n % 1000 = 0 THEN ${owner}::uuid ELSE ${account(sql.fragment`n`)} END, 0, false,
            CASE WHEN n % 20 = 1 THEN 'public' WHEN n % 50 = 2 THEN 'shared' ELSE 'private' END,
            CASE WHEN n % 1000 = 2 THEN ARRAY[${owner}::uuid] WHEN n % 50 = 2 THEN ARRAY[${account(sql.fragment`n + 40`)}]
              ELSE '{}' END, '{}', n % 10 = 0, at, at, 'day ' || n, 'day ' || n || md5(n::text), '{}', repeat('d', 300), ${values}
          FROM generate_series(${from}::int4, ${to}::int4) AS n,
            LATERAL (SELECT timestamptz '2020-01-01' + n * interval '1 minute' AS at) AS made`),
      );
      await database.db.query(sql.unsafe`ANALYZE ${sql.identifier([`${table}_v1`])}`);
    }
    await insertInBatches(volume / 40, (from, to) =>
      database.db.query(sql.unsafe`
        INSERT INTO accounts_v1 (id, owner, revision, is_active, created_at, sort_name, sort_email, search_text, doc)
        SELECT id, id, 0, true, now(), 'a', n::text, '', '{}'
        FROM generate_series(${from}::int4, ${to}::int4) AS n,
          LATERAL (SELECT ${account(sql.fragment`n * 40`)} AS id) AS made`),
    );
    await database.db.query(sql.unsafe`ANALYZE accounts_v1`);
  });

  const planBy = async (query: (db: CommonQueryMethods) => Promise<unknown>) =>
    (await plansOf(database.db, query)).join();
  const planOf = {
    units: (change: Partial<ListUnits>) =>
      planBy((db) => listUnits({ ...reader, db }, { ...page, scope: 'mine', ...change })),
    plans: (change: Partial<ListPlans>) =>
      planBy((db) => listPlans({ ...reader, db }, { ...page, scope: 'mine', ...change })),
  };
  const reads = (table: string) => `Seq Scan on ${table}_v1`;

  for (const table of tables) {
    it(`reads a page of own ${table} in the order of an index`, async () => {
      for (const [orderBy, index] of [
        ['name', 'named'],
        ['createdAt', 'created'],
        ['updatedAt', 'updated'],
      ] as const) {
        const plan = await planOf[table]({ orderBy });
        expect(plan).to.contain(`using ${table}_v1_${index} on`).and.not.to.contain(reads(table));
      }
    });

    it(`reads only the ${table} that others share with the account`, async () => {
      for (const change of [{}, { orderBy: 'updatedAt' }, { search: 'day 1' }, { archived: false }] as const) {
        const plan = await planOf[table]({ ...change, scope: 'shared' });
        expect(plan)
          .to.match(new RegExp(`${table}_v1_(readers|granted)`))
          .and.not.to.contain(reads(table));
      }
    });

    it(`reads a page of public ${table} in the order of an index, also after a place`, async () => {
      for (const [change, index] of [
        [{}, 'public_named'],
        [{ after: { key: 'day 4', id: owner } }, 'public_named'],
        [{ orderBy: 'createdAt', sortOrder: 'desc' }, 'public_created'],
        [{ orderBy: 'updatedAt' }, 'public_updated'],
      ] as const) {
        const plan = await planOf[table]({ ...change, scope: 'public' });
        expect(plan).to.contain(`${table}_v1_${index} on`).and.not.to.contain(reads(table));
      }
    });

    it(`searches public ${table} by an index of parts of names`, async () => {
      for (const search of ['c4ca4238', 'day 123']) {
        const plan = await planOf[table]({ scope: 'public', search });
        expect(plan).to.contain(`${table}_v1_public_searched`).and.not.to.contain(reads(table));
      }
    });
  }

  it('reads one unit or plan of others, and the grants of an account, without reading a whole table', async () => {
    const asked = { owner, requiredPosition: () => 0n };
    const plans = [
      await planBy((db) => getUnit({ ...reader, db }, { ...asked, id: idFor(6, 1) as UnitId })),
      await planBy((db) => getPlan({ ...reader, db }, { ...asked, id: idFor(8, 1) as PlanId })),
      // A statement that is not executed has no answer that can be parsed.
      await planBy((db) => listGranted({ ...reader, db }, { account: owner, position: 0n }).catch(() => [])),
    ];
    for (const plan of plans) for (const table of tables) expect(plan).not.to.contain(reads(table));
    expect(plans[2]).to.contain('units_v1_granted').and.to.contain('plans_v1_granted');
  });
});
