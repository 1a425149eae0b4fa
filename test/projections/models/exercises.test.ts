import { expect } from 'chai';
import { sql } from 'slonik';
import { exerciseFold } from '../../../src/documents/exercise.ts';
import { documentOf } from '../../../src/documents/presence.ts';
import type { Layout } from '../../../src/ports/lanes.ts';
import { createApply } from '../../../src/projections/apply/apply.ts';
import { createWorker } from '../../../src/projections/apply/worker.ts';
import { rebuild } from '../../../src/projections/maintenance/rebuild.ts';
import { verify } from '../../../src/projections/maintenance/verify.ts';
import { exerciseSearchTextOf } from '../../../src/projections/models/exercise-search-text.ts';
import { useDatabase } from '../../support/databases.ts';
import { replayPlainly } from '../../support/plain-events.ts';
import { type MemoryLog, memoryLog, type Written } from '../support/memory-log.ts';
import { decrypt, dropCopies, projections, reset, silent } from '../support/tables.ts';
import { idFor, ownerId } from '../support/training.ts';

const id = (number: number) => idFor(5, number);
const traits = {
  ...{ category: 'strength', difficultyLevel: 'expert', force: 'push', mechanic: null, primaryMuscles: [2, 1] },
  ...{ secondaryMuscles: [], equipment: [7], tags: [], metrics: ['weight'], imagePathStart: null, imagePathEnd: null },
};
const texts = (name: string) => ({ name, aliases: ['Pec "Press" \\ {}'], instructions: 'é\n\u001e', safety: null });

const addedOwn = (number: number, name: string): Omit<Written, 'stream' | 'owner'> => ({
  type: 'OwnExerciseAdded',
  data: { exerciseId: id(number), createdBy: ownerId(1), ...traits, personal: texts(name) },
});
const revisedOwn = (name: string) => ({
  type: 'OwnExerciseRevised',
  data: { ...traits, equipment: [], personal: texts(name) },
});
const added = (number: number, name: string, slug: string) => ({
  type: 'CatalogueExerciseAdded',
  data: { exerciseId: id(number), slug, ...texts(name), ...traits },
});
const revised = (name: string, slug: string) => ({
  type: 'CatalogueExerciseRevised',
  data: { slug, ...texts(name), ...traits },
});
const deleted = { type: 'ExerciseDeleted', data: {} };
const lapsed = { type: 'ClaimLapsed', data: { scope: 'exercise-name', key: 'c0ffee' } };

describe('the read model of exercises', () => {
  const database = useDatabase();
  let log: MemoryLog;
  let layout: Layout;

  beforeEach(async () => {
    log = memoryLog();
    layout = await reset(database.db, 1);
  });

  const write = (number: number, owner: string, ...events: readonly Omit<Written, 'stream' | 'owner'>[]) =>
    events.map((event, at) =>
      log.append({
        ...event,
        stream: `exercise-${id(number)}`,
        owner,
        at: `2026-01-10T12:00:0${at}.000000Z`,
      } as Written),
    );
  /** Takes in all that was written, a job for each event if asked so, and each job twice; rows have to be folds then. */
  const project = async (separately: boolean) => {
    const apply = createApply({ db: database.db, projections, decrypt });
    const work = createWorker({ log, layout, apply, logger: silent, signal: new AbortController().signal });
    let from = 0n;
    for (const events of separately ? log.all().map((event) => [event]) : [log.all()]) {
      const to = events.at(-1)?.position ?? from;
      for (const _time of [1, 2]) await work({ layout: 1, lane: 0, from, to, bookmark: null, events });
      from = to;
    }
    for (const [stream, facts] of Map.groupBy(log.all(), (event) => event.stream)) {
      const document = documentOf(replayPlainly(exerciseFold, facts));
      const row = await rowOf(stream.slice('exercise-'.length));
      expect(row.doc, stream).to.equal(document && JSON.stringify(document));
      expect(row.revision).to.equal(facts.length - 1);
    }
  };
  const rowOf = async (key: string) =>
    (await database.db.one(sql.unsafe`SELECT * FROM exercises_v1 WHERE id = ${key}`)) as Record<string, unknown>;

  for (const separately of [false, true]) {
    const how = separately ? 'event by event' : 'in one batch';

    it(`keeps an own one through all that it can go through, ${how}`, async () => {
      write(1, ownerId(1), lapsed, addedOwn(1, 'Drücken'), revisedOwn('Bank 1'), lapsed, revisedOwn('Bankdrücken'));
      await project(separately);
      expect(await rowOf(id(1))).to.deep.include({
        ...{
          owner: ownerId(1),
          holder: ownerId(1),
          revision: 4,
          slug: null,
          name: 'Bankdrücken',
          sort_name: 'bankdrucken',
        },
        ...{ category: 'strength', difficulty: 'expert', primary_muscles: [2, 1], equipment: [], tags: [] },
        ...{ created_at: '2026-01-10T12:00:01.000000Z', updated_at: '2026-01-10T12:00:04.000000Z' },
      });
    });

    it(`keeps one of the catalogue in everybody’s lists, ${how}`, async () => {
      write(
        2,
        'system',
        added(2, 'Bench Press', 'bench-press'),
        revised('Chest\u001e \u001dPress\u0000', 'chest-press'),
      );
      await project(separately);
      expect(await rowOf(id(2))).to.deep.include({
        ...{ owner: null, holder: '00000000-0000-0000-0000-000000000000', slug: 'chest-press', name: 'Chest Press' },
      });
    });

    it(`keeps of a deleted one that it was there, whatever claim lapses behind it, ${how}`, async () => {
      write(1, ownerId(1), addedOwn(1, 'Gone'), deleted, lapsed);
      write(2, 'system', added(2, 'Gone', 'gone'), deleted);
      await project(separately);
      for (const number of [1, 2]) {
        const { id: _, owner: _o, holder: _h, revision: _r, ...rest } = await rowOf(id(number));
        expect(Object.values(rest).every((value) => value === null)).to.equal(true);
      }
    });

    it(`keeps of one whose claim lapsed before it was there nothing that shows, ${how}`, async () => {
      write(1, ownerId(1), lapsed);
      await project(separately);
      expect(await rowOf(id(1))).to.include({ owner: ownerId(1), revision: 0, doc: null, name: null });
    });

    it(`forgets those of an erased account, and no others, ${how}`, async () => {
      write(1, ownerId(1), addedOwn(1, 'Mine'));
      write(2, 'system', added(2, 'Bench Press', 'bench-press'));
      log.append({ type: 'AccountErased', data: {}, stream: `account-${ownerId(1)}`, owner: ownerId(1) });
      const onlyExercises = projections.filter(({ name }) => name === 'exercises');
      const apply = createApply({ db: database.db, projections: onlyExercises, decrypt });
      const work = createWorker({ log, layout, apply, logger: silent, signal: new AbortController().signal });
      await work({ layout: 1, lane: 0, from: 0n, to: await log.head(), bookmark: null, events: log.all() });
      expect(await database.db.anyFirst(sql.unsafe`SELECT id::text FROM exercises_v1`)).to.deep.equal([id(2)]);
    });
  }

  it('is the same rebuilt, and found right by a verification', async () => {
    write(1, ownerId(1), lapsed, addedOwn(1, 'Mine'), revisedOwn('Still mine'));
    write(2, 'system', added(2, 'Bench Press', 'bench-press'), deleted, lapsed);
    write(3, 'system', added(3, 'Row', 'row'));
    await project(false);
    const parts = { db: database.db, log, decrypt, logger: silent, models: projections };
    const { same, tables } = await verify(parts, 'exercises');
    expect([same, tables[0]?.rows]).to.deep.equal([true, 3]);
    await database.db.query(sql.unsafe`UPDATE exercises_v1 SET tags = '{9}' WHERE id = ${id(3)}`);
    const { tables: wrong } = await verify(parts, 'exercises');
    expect(wrong[0]?.first.map(({ id: key, kind, columns }) => [key, kind, columns])).to.deep.equal([
      [id(3), 'changed', ['tags']],
    ]);
    await rebuild({ ...parts, lingerMs: 0 }, 'exercises');
    const rows = await database.db.anyFirst(sql.unsafe`SELECT doc FROM exercises_v2 ORDER BY id`);
    expect(rows).to.deep.equal(await database.db.anyFirst(sql.unsafe`SELECT doc FROM exercises_v1 ORDER BY id`));
    await dropCopies(database.db);
  });

  it('writes down what an exercise may be searched by', () => {
    const { name, aliases } = { name: 'Bench Presses (Dumbbell)', aliases: ['DB-Press', 'Übung %', '!!'] };
    expect(
      exerciseSearchTextOf({ name, aliases })
        .split('\n\n')
        .map((part) => part.split('\n')),
    ).to.deep.equal([
      ['bench press dumbbell', 'db press', 'ubung'],
      ['bench press dumbbell db ubung db'],
      ['bench presses (dumbbell)', 'db-press', 'ubung %', '!!', 'benchpressdumbbell', 'dbpress'],
    ]);
  });
});
