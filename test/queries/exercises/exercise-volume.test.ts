import { expect } from 'chai';
import { type CommonQueryMethods, type QuerySqlToken, sql } from 'slonik';
import { getExercise } from '../../../src/queries/exercises/get-exercise.ts';
import { getExerciseCatalogue } from '../../../src/queries/exercises/get-exercise-catalogue.ts';
import { type ListExercises, listExercises } from '../../../src/queries/exercises/list-exercises.ts';
import { useDatabase } from '../../support/databases.ts';
import { athlete, exerciseId, imageBase, type Shelf, shelfOn } from '../support/shelf.ts';

const rows = 500_000;
const owners = 2_500;

describe('exercises on a realistic volume: the catalogue, and half a million of users’ own', function () {
  this.timeout(240_000);
  const database = useDatabase();
  let shelf: Shelf;

  before(async () => {
    shelf = await shelfOn(database.db);
    const size = (await shelf.seed()).exercises.length;
    await shelf.takeIn();
    // Names like the catalogue's, so that they match as often; the athlete is one of the owners.
    for (let from = 1; from <= rows; from += rows / 10) {
      await database.db.query(sql.unsafe`
        WITH source AS (
          SELECT *, row_number() OVER (ORDER BY id) - 1 AS place FROM exercises_v1 WHERE owner IS NULL
        )
        INSERT INTO exercises_v1 (id, owner, holder, revision, name, sort_name, search_text, category, difficulty,
          created_at, updated_at, primary_muscles, equipment, tags, doc)
        SELECT gen_random_uuid(), account, account, 0, name || ' ' || n, sort_name || ' ' || n,
          CASE WHEN account = ${athlete} THEN search_text ELSE left(search_text, 60) END, category, difficulty,
          created_at + n * interval '1 second', updated_at, primary_muscles, equipment, '{}',
          CASE WHEN account = ${athlete} THEN doc ELSE repeat('d', 80) END
        FROM generate_series(${from}::int4, ${from + rows / 10 - 1}::int4) AS n
        JOIN source ON source.place = n % ${size}::int4,
        LATERAL (SELECT ('01900000-0000-7000-8000-' || lpad((n % ${owners}::int4)::text, 12, '0'))::uuid) AS of (account)`);
    }
    await database.db.query(sql.unsafe`ANALYZE exercises_v1`);
  });

  /** What a query runs: each statement, and the plan of each. */
  const watched = async (query: (db: CommonQueryMethods) => Promise<unknown>) => {
    const plans: string[] = [];
    const explaining = {
      ...database.db,
      one: async (token: QuerySqlToken) => {
        const explained = await database.db.any({ ...token, sql: `EXPLAIN ${token.sql}`, parser: sql.unsafe``.parser });
        plans.push(JSON.stringify(explained));
        return database.db.one(token);
      },
    } as CommonQueryMethods;
    await query(explaining);
    return plans;
  };
  const usual = { caller: athlete, requiredPosition: () => 0n, imageBase };
  const page = { ...usual, scope: 'all', sortOrder: 'asc', limit: 20, offset: 0 } as const;

  const filters: Readonly<Record<string, Partial<ListExercises>>> = {
    muscles: { primaryMuscles: [1, 2] },
    equipment: { equipment: [1] },
    tags: { tags: [1, 2, 3] },
    category: { category: 'strength' },
    difficulty: { difficultyLevel: 'beginner' },
    search: { search: 'bench press' },
  };
  const names = Object.keys(filters);
  const combinations = Array.from({ length: 2 ** names.length }, (_, bits) =>
    names.filter((_name, at) => (bits >> at) & 1),
  );

  it('are listed by one statement on indexes, whatever is filtered by together, in every scope', async () => {
    for (const scope of ['all', 'user', 'system'] as const) {
      for (const combination of combinations) {
        const change = Object.assign({}, ...combination.map((name) => filters[name])) as Partial<ListExercises>;
        const plans = await watched((db) => listExercises({ ...shelf.reader, db }, { ...page, ...change, scope }));
        expect(plans).to.have.length(1);
        expect(plans[0], combination.join()).to.match(/Index (Only )?Scan|Bitmap Index Scan/);
        expect(plans[0], combination.join()).not.to.contain('Seq Scan on exercises_v1');
      }
    }
  });

  it('are listed so in every order', async () => {
    for (const orderBy of ['name', 'createdAt', 'updatedAt', 'difficultyLevel', 'category', 'slug'] as const) {
      const plans = await watched((db) =>
        listExercises({ ...shelf.reader, db }, { ...page, orderBy, sortOrder: 'desc' }),
      );
      expect(plans).to.have.length(1);
      expect(plans[0], orderBy).not.to.contain('Seq Scan on exercises_v1');
    }
  });

  it('are found alone so, and the catalogue as a whole', async () => {
    for (const by of [{ id: exerciseId(1) }, { name: 'Squat (Barbell)' }, { slug: 'squat-barbell' }]) {
      const plans = await watched((db) => getExercise({ ...shelf.reader, db }, { ...usual, by }));
      for (const plan of plans) expect(plan).not.to.contain('Seq Scan on exercises_v1');
    }
    const plans = await watched((db) => getExerciseCatalogue({ ...shelf.reader, db }, { ...usual, knownVersions: [] }));
    expect(plans).to.have.length(1);
    expect(plans[0]).not.to.contain('Seq Scan on exercises_v1');
  });

  it('are answered within tens of milliseconds', async () => {
    const median = async (change: Partial<ListExercises>) => {
      const times: number[] = [];
      for (let round = 0; round < 11; round += 1) {
        const start = performance.now();
        await listExercises(shelf.reader, { ...page, ...change });
        times.push(performance.now() - start);
      }
      return times.sort((a, b) => a - b)[5];
    };
    const times = {
      first: await median({}),
      search: await median({ search: 'bench dumbell' }),
      page: await median({ limit: 100 }),
    };
    for (const [name, time] of Object.entries(times)) expect(time, name).to.be.lessThan(400);
  });
});
