import { expect } from 'chai';
import { sql } from 'slonik';
import { exerciseFold } from '../../../src/documents/exercise.ts';
import { documentOf } from '../../../src/documents/presence.ts';
import { rebuild } from '../../../src/projections/maintenance/rebuild.ts';
import { verify } from '../../../src/projections/maintenance/verify.ts';
import { replayPlainly } from '../../support/plain-events.ts';
import { erasureOf } from '../support/accounts.ts';
import { applyTwice, batchings } from '../support/model-lane.ts';
import { decrypt, projections, silentLogger } from '../support/tables.ts';
import { useTestLane } from '../support/test-lane.ts';
import { idFor, ownerId } from '../support/training.ts';
import { dropExtraVersions } from '../support/versions.ts';

type TypeAndData = Readonly<{ type: string; data: object }>;

const id = (number: number) => idFor(5, number);
const traits = {
  ...{ category: 'strength', difficultyLevel: 'expert', force: 'push', mechanic: null, primaryMuscles: [2, 1] },
  ...{ secondaryMuscles: [], equipment: [7], tags: [], metrics: ['weight'], imagePathStart: null, imagePathEnd: null },
};
const texts = (name: string) => ({ name, aliases: ['Pec "Press" \\ {}'], instructions: 'é\n\u001e', safety: null });

const addedOwn = (number: number, name: string): TypeAndData => ({
  type: 'OwnExerciseAdded',
  data: { exerciseId: id(number), createdBy: ownerId(1), ...traits, personal: texts(name) },
});
const revisedOwn = (name: string): TypeAndData => ({
  type: 'OwnExerciseRevised',
  data: { ...traits, equipment: [], personal: texts(name) },
});
const added = (number: number, name: string, slug: string): TypeAndData => ({
  type: 'CatalogueExerciseAdded',
  data: { exerciseId: id(number), slug, ...texts(name), ...traits },
});
const revised = (name: string, slug: string): TypeAndData => ({
  type: 'CatalogueExerciseRevised',
  data: { slug, ...texts(name), ...traits },
});
const deleted: TypeAndData = { type: 'ExerciseDeleted', data: {} };
const lapsed: TypeAndData = { type: 'ClaimLapsed', data: { scope: 'exercise-name', key: 'c0ffee' } };

describe('the read model of exercises', () => {
  const lane = useTestLane();

  const append = (number: number, owner: string, ...events: readonly TypeAndData[]) =>
    lane.append(
      ...events.map((event, second) => ({
        ...{ ...event, stream: `exercise-${id(number)}`, owner },
        at: `2026-01-10T12:00:0${second}.000000Z`,
      })),
    );
  const readRow = async (key: string) =>
    (await lane.db.one(sql.unsafe`SELECT * FROM exercises_v1 WHERE id = ${key}`)) as Record<string, unknown>;
  /** Applies all events to the read model and compares each row with a fold of its stream. */
  const project = async (isSeparate: boolean) => {
    await applyTwice(lane, isSeparate);
    for (const [stream, events] of Map.groupBy(lane.log.all(), (event) => event.stream)) {
      const document = documentOf(replayPlainly(exerciseFold, events));
      const row = await readRow(stream.slice('exercise-'.length));
      expect(row.doc, stream).to.equal(document && JSON.stringify(document));
      expect(row.revision).to.equal(events.length - 1);
    }
  };

  for (const { isSeparate, how } of batchings) {
    it(`folds every type of event of an own exercise into its row, ${how}`, async () => {
      append(1, ownerId(1), lapsed, addedOwn(1, 'Drücken'), revisedOwn('Bank 1'), lapsed, revisedOwn('Bankdrücken'));
      await project(isSeparate);
      expect(await readRow(id(1))).to.deep.include({
        ...{ owner: ownerId(1), holder: ownerId(1), revision: 4, slug: null },
        ...{ name: 'Bankdrücken', sort_name: 'bankdrucken', category: 'strength', difficulty: 'expert' },
        ...{ primary_muscles: [2, 1], equipment: [], tags: [] },
        ...{ created_at: '2026-01-10T12:00:01.000000Z', updated_at: '2026-01-10T12:00:04.000000Z' },
      });
    });

    it(`puts an exercise of the catalogue into the lists of everyone, ${how}`, async () => {
      const renamed = revised('Chest\u001e \u001dPress\u0000', 'chest-press');
      append(2, 'system', added(2, 'Bench Press', 'bench-press'), renamed);
      await project(isSeparate);
      expect(await readRow(id(2))).to.deep.include({
        ...{ owner: null, holder: '00000000-0000-0000-0000-000000000000', slug: 'chest-press', name: 'Chest Press' },
      });
    });

    it(`keeps a row without values for a deleted exercise, even after a claim lapsed, ${how}`, async () => {
      append(1, ownerId(1), addedOwn(1, 'Gone'), deleted, lapsed);
      append(2, 'system', added(2, 'Gone', 'gone'), deleted);
      await project(isSeparate);
      for (const number of [1, 2]) {
        const { id: _id, owner: _owner, holder: _holder, revision: _revision, ...rest } = await readRow(id(number));
        expect(Object.values(rest).every((value) => value === null)).to.equal(true);
      }
    });

    it(`keeps a row without a document for an exercise whose claim lapsed before it was added, ${how}`, async () => {
      append(1, ownerId(1), lapsed);
      await project(isSeparate);
      expect(await readRow(id(1))).to.include({ owner: ownerId(1), revision: 0, doc: null, name: null });
    });

    it(`deletes the own exercises of an erased account and no others, ${how}`, async () => {
      append(1, ownerId(1), addedOwn(1, 'Mine'));
      append(2, 'system', added(2, 'Bench Press', 'bench-press'));
      lane.append(erasureOf(1));
      await applyTwice(lane, isSeparate);
      expect(await lane.db.anyFirst(sql.unsafe`SELECT id::text FROM exercises_v1`)).to.deep.equal([id(2)]);
    });
  }

  it('is verified with all columns, and rebuilt with the same documents', async () => {
    append(1, ownerId(1), lapsed, addedOwn(1, 'Mine'), revisedOwn('Still mine'));
    append(2, 'system', added(2, 'Bench Press', 'bench-press'), deleted, lapsed);
    append(3, 'system', added(3, 'Row', 'row'));
    await project(false);
    const maintenance = { db: lane.db, log: lane.log, decrypt, logger: silentLogger, models: projections };
    const { same, tables } = await verify(maintenance, 'exercises');
    expect([same, tables[0]?.rows]).to.deep.equal([true, 3]);
    await lane.db.query(sql.unsafe`UPDATE exercises_v1 SET tags = '{9}' WHERE id = ${id(3)}`);
    const [table] = (await verify(maintenance, 'exercises')).tables;
    expect(table?.first.map(({ id: key, kind, columns }) => [key, kind, columns])).to.deep.equal([
      [id(3), 'changed', ['tags']],
    ]);
    await rebuild({ ...maintenance, lingerMs: 0 }, 'exercises');
    const documents = await lane.db.anyFirst(sql.unsafe`SELECT doc FROM exercises_v2 ORDER BY id`);
    expect(documents).to.deep.equal(await lane.db.anyFirst(sql.unsafe`SELECT doc FROM exercises_v1 ORDER BY id`));
    await dropExtraVersions(lane.db);
  });
});
