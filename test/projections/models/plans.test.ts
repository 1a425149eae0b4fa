import { expect } from 'chai';
import { sql } from 'slonik';
import { applyTwice, batchings } from '../support/model-lane.ts';
import { useTestLane } from '../support/test-lane.ts';
import { idFor, ownerId } from '../support/training.ts';

type TypeAndData = Readonly<{ type: string; data: object }>;

const id = (number: number) => idFor(8, number);
const unit = (number: number) => idFor(6, number);
const created = (number: number, name: string): TypeAndData => ({
  type: 'PlanCreated',
  data: {
    ...{ planId: id(number), userId: ownerId(1), copyOf: null, difficulty: 'expert', weeks: 2, repeats: null },
    personal: { name, description: 'x' },
  },
});
const added = (part: number, unitId: string | null, day: number): TypeAndData => ({
  type: 'PlanUnitAdded',
  data: { planUnitId: idFor(9, part), unitId, day, personal: { name: 'Day' } },
});

describe('the read model of training plans', () => {
  const lane = useTestLane();
  const append = (number: number, ...events: readonly TypeAndData[]) =>
    lane.append(
      ...events.map((event, second) => ({
        ...{ ...event, stream: `plan-${id(number)}`, owner: ownerId(1) },
        at: `2026-01-10T12:00:0${second}.000000Z`,
      })),
    );
  const rowOf = async (number: number) =>
    (await lane.db.one(sql.unsafe`SELECT * FROM plans_v1 WHERE id = ${id(number)}`)) as Record<string, unknown>;

  for (const { isSeparate, how } of batchings) {
    it(`has the columns of lists, and each training unit once, ${how}`, async () => {
      append(
        1,
        created(1, 'Älter'),
        added(1, unit(1), 8),
        added(2, unit(1), 1),
        added(3, null, 1),
        added(4, unit(2), 1),
      );
      append(2, created(2, 'Plan B'), added(5, unit(1), 1), { type: 'PlanArchived', data: {} });
      append(3, created(3, 'Plan C'), added(6, unit(1), 1), { type: 'PlanDeleted', data: {} });
      await applyTwice(lane, isSeparate);
      const row = await rowOf(1);
      const names = { sort_name: 'alter', search_text: 'älter' };
      expect(row).to.include({ ...names, is_archived: false, difficulty: 'expert', revision: 4 });
      expect(row.unit_ids).to.deep.equal([unit(1), unit(2)]);
      const summary = JSON.parse(String(row.summary));
      expect(summary).to.include({ name: 'Älter', unitCount: 4, weeks: 2, repeats: null });
      expect(await rowOf(2)).to.include({ is_archived: true });
      expect(await rowOf(3)).to.deep.include({
        doc: null,
        summary: null,
        difficulty: null,
        deleted: true,
        unit_ids: [],
      });
    });
  }
});
