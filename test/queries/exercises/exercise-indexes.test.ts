import { expect } from 'chai';
import { type CommonQueryMethods, sql } from 'slonik';
import type { Instant } from '../../../src/events/ids.ts';
import { getExercise } from '../../../src/queries/exercises/get-exercise.ts';
import { getExerciseCatalogue } from '../../../src/queries/exercises/get-exercise-catalogue.ts';
import { type ListExercises, listExercises } from '../../../src/queries/exercises/list-exercises.ts';
import { useDatabase } from '../../support/databases.ts';
import { createExerciseFixture, type ExerciseFixture } from '../support/exercise-fixture.ts';
import { athlete, exerciseId, imageBase } from '../support/exercise-samples.ts';
import { pagesReadBy, plansOf } from '../support/statements.ts';
import { insertInBatches, volumeOf } from '../support/volume.ts';

const volume = volumeOf(20_000);
const exercisesPerOwner = 200;

describe('plans of exercise queries on a realistic volume', function () {
  this.timeout(240_000);
  const database = useDatabase();
  let fixture: ExerciseFixture;

  before(async () => {
    fixture = await createExerciseFixture(database.db);
    const { exercises } = await fixture.seed();
    await fixture.project();
    // Inserts exercises with names like those in the exercise catalogue, so that searches match as often. The athlete
    // of the test owns some of them.
    await insertInBatches(volume, (from, to) =>
      database.db.query(sql.unsafe`
        WITH source AS MATERIALIZED (
          SELECT *, row_number() OVER (ORDER BY id) - 1 AS place FROM exercises_v1 WHERE owner IS NULL
        )
        INSERT INTO exercises_v1 (id, owner, holder, revision, name, sort_name, search_text, category, difficulty,
          created_at, updated_at, primary_muscles, equipment, tags, doc)
        SELECT gen_random_uuid(), account, account, 0, name || ' ' || n, sort_name || ' ' || n,
          CASE WHEN account = ${athlete} THEN search_text ELSE left(search_text, 60) END, category, difficulty,
          created_at + n * interval '1 second', updated_at, primary_muscles, equipment, '{}',
          CASE WHEN account = ${athlete} THEN doc ELSE repeat('d', 80) END
        FROM generate_series(${from}::int4, ${to}::int4) AS n
        JOIN source ON source.place = n % ${exercises.length}::int4,
        LATERAL (SELECT n % ${Math.ceil(volume / exercisesPerOwner)}::int4 AS number) AS owners,
        LATERAL (SELECT ('01900000-0000-7000-8000-' || lpad(owners.number::text, 12, '0'))::uuid AS account) AS accounts`),
    );
    await database.db.query(sql.unsafe`ANALYZE exercises_v1`);
    // The first search of a process caches the names. The tests look at execution plans and times of later searches.
    await fixture.list({ search: 'bench press' });
  });

  const usual = { caller: athlete, requiredPosition: () => 0n, imageBase };
  const page = { ...usual, scope: 'all', sortOrder: 'asc', limit: 20, offset: 0 } as const;
  const plansBy = (query: (db: CommonQueryMethods) => Promise<unknown>) => plansOf(database.db, query);
  const planOfList = async (change: Partial<ListExercises>): Promise<string> => {
    const plans = await plansBy((db) => listExercises({ ...fixture.reader, db }, { ...page, ...change }));
    expect(plans).to.have.length(1);
    return plans[0] ?? '';
  };

  const filters: Readonly<Record<string, Partial<ListExercises>>> = {
    muscles: { primaryMuscles: [1, 2] },
    equipment: { equipment: [1] },
    tags: { tags: [1, 2, 3] },
    category: { category: 'strength' },
    difficulty: { difficultyLevel: 'beginner' },
    search: { search: 'bench press' },
    change: { updatedAfter: '2020-01-01T00:00:00.000000Z' as Instant },
  };
  const names = Object.keys(filters);
  const combinations = Array.from({ length: 2 ** names.length }, (_, bits) =>
    names.filter((_name, at) => (bits >> at) & 1),
  );

  for (const scope of ['all', 'user', 'system'] as const) {
    it(`lists exercises of scope ${scope} with one statement on indexes, with every combination of filters`, async () => {
      for (const combination of combinations) {
        const change = Object.assign({}, ...combination.map((name) => filters[name])) as Partial<ListExercises>;
        const plan = await planOfList({ ...change, scope });
        expect(plan, combination.join()).to.match(/Index (Only )?Scan|Bitmap Index Scan/);
        expect(plan, combination.join()).not.to.contain('Seq Scan on exercises_v1');
      }
    });
  }

  for (const orderBy of ['name', 'createdAt', 'updatedAt', 'difficultyLevel', 'category', 'slug'] as const) {
    it(`lists exercises sorted by ${orderBy} without reading the whole table`, async () =>
      expect(await planOfList({ orderBy, sortOrder: 'desc' })).not.to.contain('Seq Scan on exercises_v1'));
  }

  it('reads the names of the catalogue and of own exercises without reading the whole table', async () => {
    const unknowing = { ...fixture.reader, locator: { ...fixture.reader.locator } };
    const plans = await plansBy((db) => listExercises({ ...unknowing, db }, { ...page, search: 'bench press' }));
    expect(plans).to.have.length(1);
    expect(plans[0]).to.contain('holder').and.not.to.contain('Seq Scan on exercises_v1');
  });

  it('finds one exercise without reading the whole table', async () => {
    for (const by of [{ id: exerciseId(1) }, { name: 'Squat (Barbell)' }, { slug: 'squat-barbell' }]) {
      const plans = await plansBy((db) => getExercise({ ...fixture.reader, db }, { ...usual, by }));
      expect(plans).not.to.have.length(0);
      for (const plan of plans) expect(plan).not.to.contain('Seq Scan on exercises_v1');
    }
  });

  it('reads the exercise catalogue with one statement, without reading the own exercises', async () => {
    const question = { ...usual, knownVersions: [] };
    const plans = await plansBy((db) => getExerciseCatalogue({ ...fixture.reader, db }, question));
    expect(plans).to.have.length(1);
    expect(plans[0]).not.to.contain('Seq Scan on exercises_v1');
  });

  for (const [what, change] of [
    ['the first page of exercises', {}],
    ['a search for exercises', { search: 'bench dumbell' }],
    ['a page of 100 exercises', { limit: 100 }],
  ] as const) {
    it(`reads less than 1,000 pages of the database for ${what}`, async () => {
      const list = (db: CommonQueryMethods) => listExercises({ ...fixture.reader, db }, { ...page, ...change });
      expect(await pagesReadBy(database.db, list)).to.be.lessThan(1_000);
    });
  }
});
