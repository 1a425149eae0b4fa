import { expect } from 'chai';
import { sql } from 'slonik';
import type { AccountId, ExerciseId, Instant } from '../../../src/events/ids.ts';
import { auditedKinds } from '../../../src/queries/audit/audited-kinds.ts';
import { listChangedThings } from '../../../src/queries/audit/list-changed-things.ts';
import { type ListPlaces, listPlaces } from '../../../src/queries/audit/list-places.ts';
import { idFor, ownerId } from '../../projections/support/training.ts';
import { useDatabase } from '../../support/databases.ts';
import { createReadTables } from '../support/read-tables.ts';
import { pagesReadBy, plansOf } from '../support/statements.ts';
import { insertInBatches, volumeOf } from '../support/volume.ts';

/** One athlete has the first part of the events, more than a page looks at; the others have a thousand each. */
const own = 60_000;
const volume = own + volumeOf(20_000);

describe('plans of the places of events on a realistic volume', function () {
  this.timeout(240_000);
  const database = useDatabase();
  const athlete = ownerId(7) as AccountId;
  const exercise = idFor(4, 1) as ExerciseId;
  let reader: Awaited<ReturnType<typeof createReadTables>>['reader'];

  before(async () => {
    reader = (await createReadTables(database.db, () => [])).reader;
    await insertInBatches(volume, (from, to) =>
      database.db.query(sql.unsafe`
        INSERT INTO audit_events_v1 (id, owner, position, kind, item, revision, type, occurred_at, recorded_at, actor, via,
          correction, exercise_id, entry_id)
        SELECT item || '/' || n % 25,
          CASE WHEN n <= ${own}::int4 THEN ${athlete}::uuid
            ELSE ('01900000-0000-7000-8000-' || lpad((100 + n / 1000)::text, 12, '0'))::uuid END,
          n, 'session', item, n % 25, CASE n % 25 WHEN 0 THEN 'SessionStarted' WHEN 1 THEN 'ExerciseAdded' ELSE 'SetLogged' END,
          day, day, 'a', CASE WHEN n = 10 THEN 'cli' ELSE 'http' END, n % 100 = 0,
          CASE n % 25 WHEN 1 THEN ('01900000-0004-7000-8000-' || lpad((1 + n / 25 % 15)::text, 12, '0'))::uuid END,
          CASE WHEN n % 25 > 0 THEN item END
        FROM generate_series(${from}::int4, ${to}::int4) AS n,
          LATERAL (SELECT ('01900000-0001-7000-8000-' || lpad((n / 25)::text, 12, '0'))::uuid AS item,
            timestamptz '2020-01-01' + n * interval '1 hour' AS day) AS made`),
    );
    await database.db.query(sql.unsafe`UPDATE projection_checkpoints SET position = ${volume}`);
    await database.db.query(sql.unsafe`ANALYZE audit_events_v1`);
  });

  const question: ListPlaces = {
    ...{ athlete, kinds: auditedKinds, filters: {}, sortOrder: 'desc', after: null, limit: 50 },
    requiredPosition: () => 0n,
  };
  const asked: Readonly<Record<string, Partial<ListPlaces>>> = {
    'the first page': {},
    'a later page': { after: 30_000n },
    'the oldest events': { sortOrder: 'asc' },
    corrections: { filters: { isCorrection: true } },
    'the events of an exercise': { filters: { exercise } },
    'the events of a month': {
      filters: { recordedFrom: '2024-01-01T00:00Z' as Instant, recordedTo: '2024-02-01T00:00Z' as Instant },
    },
  };

  for (const [what, change] of Object.entries(asked)) {
    it(`finds ${what} by the index of positions, without reading the whole history`, async () => {
      const whole = { ...question, ...change };
      const plan = (await plansOf(database.db, (db) => listPlaces({ ...reader, db }, whole))).join();
      expect(plan).to.contain('audit_events_v1_position').and.not.to.contain('Seq Scan on audit_events_v1');
      const { places } = await listPlaces(reader, whole);
      expect(places).to.have.length(50);
      expect(await pagesReadBy(database.db, (db) => listPlaces({ ...reader, db }, whole))).to.be.lessThan(1_000);
    });
  }

  for (const [whose, owner] of [
    ['of a long history', athlete],
    ['of one of many accounts', ownerId(170) as AccountId],
  ] as const) {
    it(`finds what was changed since a time ${whose} from its first position on`, async () => {
      const changed = { owner, since: '2026-10-01T00:00:00Z' as Instant, requiredPosition: () => 0n };
      const plan = (await plansOf(database.db, (db) => listChangedThings({ ...reader, db }, changed))).join();
      expect(plan).not.to.contain('Seq Scan on audit_events_v1');
      expect(plan).to.match(/Index Scan Backward using audit_events_v1_position/);
      expect(plan).to.match(/Index Cond: [^\]]*position\W+ >/);
      await listChangedThings(reader, changed);
    });
  }

  it('looks at 50,000 events for a page, and continues there', async () => {
    const rare = { ...question, filters: { via: 'cli' } } as const;
    const first = await listPlaces(reader, rare);
    expect(first).to.deep.equal({ places: [], next: BigInt(own - 50_000 + 1), end: BigInt(own) });
    const second = await listPlaces(reader, { ...rare, after: first.next });
    expect(second.places.map(({ position }) => position)).to.deep.equal([10n]);
    expect(second.next).to.equal(null);
  });
});
