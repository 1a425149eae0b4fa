import { expect } from 'chai';
import { type CommonQueryMethods, sql } from 'slonik';
import type { AccountId } from '../../../src/events/ids.ts';
import { getMeasurementSeries } from '../../../src/queries/measurements/get-measurement-series.ts';
import { listLatestMeasurements } from '../../../src/queries/measurements/list-latest-measurements.ts';
import { type ListMeasurements, listMeasurements } from '../../../src/queries/measurements/list-measurements.ts';
import { ownerId } from '../../projections/support/training.ts';
import { useDatabase } from '../../support/databases.ts';
import { createReadTables } from '../support/read-tables.ts';
import { plansOf } from '../support/statements.ts';
import { insertInBatches, volumeOf } from '../support/volume.ts';

const usualVolume = 40_000;
const volume = volumeOf(usualVolume);
const owner = ownerId(1) as AccountId;
const usual = { owner, requiredPosition: () => 0n };

describe('plans of measurement queries on a realistic volume', function () {
  this.timeout(240_000);
  const database = useDatabase();
  let reader: Awaited<ReturnType<typeof createReadTables>>['reader'];

  before(async () => {
    reader = (await createReadTables(database.db, () => [])).reader;
    // Every fifth measurement of the usual volume is one of the owner, of two kinds: some years of daily measurements. In
    // a larger volume, all further ones are those of others.
    await insertInBatches(volume, (from, to) =>
      database.db.query(sql.unsafe`
        INSERT INTO measurements_v1 (id, owner, revision, kind, moment, value, unit, created_at, updated_at, doc)
        SELECT gen_random_uuid(), CASE WHEN n % 5 = 0 AND n <= ${usualVolume} THEN ${owner} ELSE gen_random_uuid() END, 0,
          CASE WHEN n % 2 = 0 THEN 'body_weight' ELSE 'waist' END, to_char(day, 'YYYY-MM-DD') || 'T07:30', 80 + n % 7, 'kg',
          day, day, json_build_object('d', repeat('d', 300))::text
        FROM generate_series(${from}::int4, ${to}::int4) AS n, LATERAL (SELECT timestamptz '2000-01-01' + n / 10 * interval '1 day' AS day) AS made`),
    );
    await database.db.query(sql.unsafe`ANALYZE measurements_v1`);
  });

  const planBy = async (query: (db: CommonQueryMethods) => Promise<unknown>) =>
    (await plansOf(database.db, query)).join();
  const planOfList = (change: Partial<ListMeasurements>) =>
    planBy((db) =>
      listMeasurements({ ...reader, db }, { ...usual, sortOrder: 'desc', limit: 20, offset: 0, ...change }),
    );

  it('reads a page in the order of an index, also of one kind and after a place', async () => {
    for (const [change, index] of [
      [{}, 'measurements_v1_moments'],
      [{ kind: 'body_weight' }, 'measurements_v1_kinds'],
      [{ after: { key: '2005-01-01T07:30', id: owner } }, 'measurements_v1_moments'],
    ] as const) {
      const plan = await planOfList(change);
      expect(plan).to.contain(`using ${index} on`);
      expect(plan).not.to.match(/Sort Key: (?!page\.place)/);
    }
  });

  it('reads the days of a range, and what has changed since a time, by an index', async () => {
    const ranged = await planOfList({ kind: 'waist', from: '2005-01-01', to: '2005-02-01' });
    expect(ranged)
      .to.match(/Index Cond:[^"]*moment >=/)
      .and.not.to.contain('Seq Scan on measurements');
    const changed = await planOfList({ updatedAfter: '2010-12-01T00:00:00.000000Z' as never });
    expect(changed).not.to.contain('Seq Scan on measurements');
  });

  it('finds the latest of each kind and a series by the index of kinds', async () => {
    const latest = await planBy((db) => listLatestMeasurements({ ...reader, db }, usual));
    expect(latest).to.contain('measurements_v1_kinds').and.not.to.contain('Seq Scan on measurements');
    const asked = { ...usual, kind: 'body_weight', unit: 'lb', limit: 5_000, from: '2008-01-01' } as const;
    const series = await planBy((db) => getMeasurementSeries({ ...reader, db }, asked));
    expect(series).to.contain('measurements_v1_kinds').and.not.to.contain('Seq Scan on measurements');
  });
});
