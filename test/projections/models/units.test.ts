import { expect } from 'chai';
import { sql } from 'slonik';
import { documentOf } from '../../../src/documents/presence.ts';
import { unitFold } from '../../../src/documents/unit.ts';
import { rebuild } from '../../../src/projections/maintenance/rebuild.ts';
import { verify } from '../../../src/projections/maintenance/verify.ts';
import { examples } from '../../golden/examples.ts';
import { replayPlainly } from '../../support/plain-events.ts';
import { erasureOf } from '../support/accounts.ts';
import { applyTwice, batchings } from '../support/model-lane.ts';
import { decrypt, projections, silentLogger } from '../support/tables.ts';
import { useTestLane } from '../support/test-lane.ts';
import { idFor, ownerId } from '../support/training.ts';
import { dropExtraVersions } from '../support/versions.ts';

type TypeAndData = Readonly<{ type: string; data: object }>;

const id = (number: number) => idFor(6, number);
const [example] = examples.unit;
const added = example?.events.find(({ type }) => type === 'UnitExerciseAdded')?.data ?? {};
const linked = idFor(5, 1);
const created = (number: number, name: string): TypeAndData => ({
  type: 'UnitCreated',
  data: { unitId: id(number), userId: ownerId(1), copyOf: null, personal: { name, description: 'x' } },
});
const withExercise: TypeAndData = {
  type: 'UnitExerciseAdded',
  data: { ...added, exerciseId: linked, alternatives: [null, idFor(5, 2)] },
};

describe('the read model of training units', () => {
  const lane = useTestLane();
  const append = (number: number, ...events: readonly TypeAndData[]) =>
    lane.append(
      ...events.map((event, second) => ({
        ...{ ...event, stream: `unit-${id(number)}`, owner: ownerId(1) },
        at: `2026-01-10T12:00:0${second}.000000Z`,
      })),
    );
  const readRows = async () =>
    (await lane.db.any(sql.unsafe`SELECT * FROM units_v1 ORDER BY id`)) as readonly Record<string, unknown>[];
  const rowOf = async (number: number) => (await readRows()).find((row) => row.id === id(number));

  for (const { isSeparate, how } of batchings) {
    it(`has the fold of each stream and the columns of lists, ${how}`, async () => {
      append(1, created(1, 'Älter'), withExercise, { type: 'UnitArchived', data: {} });
      append(2, created(2, 'Day B'), { type: 'UnitDeleted', data: {} });
      append(3, { type: 'ClaimLapsed', data: { scope: 'unit-name', key: 'c0ffee' } }, created(3, 'Day C'));
      await applyTwice(lane, isSeparate);
      for (const [stream, events] of Map.groupBy(lane.log.all(), (event) => event.stream)) {
        const document = documentOf(replayPlainly(unitFold, events));
        const row = (await readRows()).find((each) => `unit-${each.id}` === stream);
        expect(row?.doc).to.equal(document && JSON.stringify(document));
        expect(row?.deleted).to.equal(document === null);
      }
      expect(await rowOf(1)).to.include({ is_archived: true, sort_name: 'alter', search_text: 'älter', revision: 2 });
      expect((await rowOf(1))?.exercise_ids).to.deep.equal([linked, idFor(5, 2)]);
      const summary = JSON.parse(String((await rowOf(1))?.summary));
      expect(summary).to.include({ name: 'Älter', exerciseCount: 1, archivedAt: '2026-01-10T12:00:02.000000Z' });
      expect(await rowOf(2)).to.include({ doc: null, summary: null, sort_name: null });
      expect(await rowOf(3)).to.include({ is_archived: false, revision: 1 });
    });
  }

  it('continues from a stored row', async () => {
    append(1, created(1, 'Day A'));
    await applyTwice(lane, true);
    append(1, { type: 'UnitEdited', data: { personal: { name: 'Day B', description: null } } });
    await applyTwice(lane, true);
    expect(JSON.parse(String((await rowOf(1))?.doc))).to.include({ name: 'Day B', description: null, revision: 1 });
  });

  it('loses the rows of an erased account, is verified, and is rebuilt with the same rows', async () => {
    append(1, created(1, 'Day A'), withExercise);
    lane.append({
      ...{ type: 'UnitCreated', stream: `unit-${id(9)}`, owner: ownerId(2) },
      data: { unitId: id(9), userId: ownerId(2), copyOf: null, personal: { name: 'Day A', description: null } },
    });
    lane.append(erasureOf(1));
    await applyTwice(lane, false);
    const before = await readRows();
    expect(before.map(({ owner }) => owner)).to.deep.equal([ownerId(2)]);
    const maintenance = { db: lane.db, log: lane.log, decrypt, logger: silentLogger, models: projections };
    const { same, tables } = await verify(maintenance, 'units');
    expect([same, tables[0]?.rows]).to.deep.equal([true, 1]);
    await rebuild({ ...maintenance, lingerMs: 0 }, 'units');
    expect(await lane.db.any(sql.unsafe`SELECT * FROM units_v2 ORDER BY id`)).to.deep.equal(before);
    await dropExtraVersions(lane.db);
  });
});
