import { expect } from 'chai';
import type { PlanUnitId } from '../../src/events/ids.ts';
import type { PlanEvent } from '../../src/events/plan.ts';
import { maxPlanUnits } from '../../src/events/training-values.ts';
import {
  add,
  added,
  asked,
  change,
  create,
  created,
  documentAfter,
  edited,
  given,
  moved,
  partId,
  remove,
  reorder,
  reordered,
  replace,
  unitId,
} from './support/plans.ts';

const layoutAfter = (...events: readonly PlanEvent[]) =>
  documentAfter(...events).units.map(({ id, day, order }) => [id, day, order]);

describe('A training plan with units', () => {
  it('may have a training unit several times, also on one day, and days without units between', () => {
    const twice = { unitId: unitId(1), reference: { name: 'Day 1' } };
    const again = (number: number, day: number) =>
      added(number, day, { unitId: unitId(1), personal: { name: 'Day 1' } });
    given()
      .when(create([asked(1, 1), asked(2, 1, twice), asked(3, 14, twice)]))
      .thenYields(created, added(1, 1), again(2, 1), again(3, 14));
  });

  it('keeps a copy of the name of each unit, or has only a name', () => {
    given(created)
      .when(add(asked(1, 1)))
      .thenYields(added(1, 1));
    given(created)
      .when(add(asked(1, 1, { name: 'Heavy' })))
      .thenYields(added(1, 1, { personal: { name: 'Heavy' } }));
    const alone = { unitId: null, name: 'Run' };
    given(created)
      .when(add({ planUnitId: partId(1), day: 1, ...alone }))
      .thenYields(added(1, 1, { unitId: null, personal: { name: 'Run' } }));
    given(created)
      .when(add({ planUnitId: partId(1), day: 1, ...alone, name: null }))
      .thenRefused('validation', 'name');
  });

  it('refuses training units that do not exist', () => {
    for (const reference of [null, 'deleted'] as const) {
      given()
        .when(create([asked(1, 1, { reference })]))
        .thenRefused('unit-not-found');
      given(created)
        .when(add(asked(1, 1, { reference })))
        .thenRefused('unit-not-found');
      given(created, added(1, 1))
        .when(change(1, { unitId: unitId(2), reference }))
        .thenRefused('unit-not-found');
    }
    // What stays as it is refers to a unit that may be gone.
    given(created, added(1, 1))
      .when(replace([asked(1, 2, { reference: 'deleted' })]))
      .thenYields(reordered([1, 2]));
  });

  it('has at most 500 units', () => {
    const many = Array.from({ length: maxPlanUnits }, (_, at) =>
      added(1, 1, { planUnitId: `01900000-0000-7000-8000-0000000${10_000 + at}` as PlanUnitId }),
    );
    given(created, ...many)
      .when(add(asked(2, 1)))
      .thenRefused('validation', 'day');
  });

  it('moves a unit to a place of a day, or to the end of another day', () => {
    const past = [created, added(1, 1), added(2, 1), added(3, 2)];
    given(...past)
      .when(change(1, { day: 2 }))
      .thenYields(moved(1, 2, 1));
    given(...past)
      .when(change(3, { day: 1, order: 1 }))
      .thenYields(moved(3, 1, 1));
    given(...past)
      .when(change(2, { order: 0 }))
      .thenYields(moved(2, 1, 0));
    given(...past)
      .when(change(2, { day: 1, order: 1 }))
      .thenYields();
    given(...past)
      .when(change(1, { order: 2 }))
      .thenRefused('validation', 'order');
    expect(layoutAfter(...past, moved(3, 1, 1))).to.deep.equal([
      [partId(1), 1, 0],
      [partId(3), 1, 1],
      [partId(2), 1, 2],
    ]);
    expect(layoutAfter(...past, moved(1, 2, 1))).to.deep.equal([
      [partId(2), 1, 0],
      [partId(3), 2, 0],
      [partId(1), 2, 1],
    ]);
  });

  it('uses another training unit in the same place, with its name', () => {
    const other = { unitId: unitId(2), reference: { name: 'Day 2' } };
    const after = edited(1, { unitId: unitId(2), personal: { name: 'Day 2' } });
    given(created, added(1, 1)).when(change(1, other)).thenYields(after);
    given(created, added(1, 1))
      .when(change(1, { ...other, day: 3 }))
      .thenYields(after, moved(1, 3, 0));
    given(created, added(1, 1))
      .when(change(1, { unitId: null }))
      .thenYields(edited(1, { unitId: null }));
    given(created, added(1, 1))
      .when(change(1, { name: 'Light' }))
      .thenYields(edited(1, { personal: { name: 'Light' } }));
  });

  it('gives all its units other days and another order in one step', () => {
    const past = [created, added(1, 1), added(2, 1), added(3, 2)];
    given(...past)
      .when(reorder([3, 1], [2, 9], [1, 1]))
      .thenYields(reordered([3, 1], [1, 1], [2, 9]));
    given(...past)
      .when(reorder([1, 1], [2, 1], [3, 2]))
      .thenYields();
    for (const units of [
      [[1, 1]],
      [
        [1, 1],
        [2, 1],
        [2, 2],
      ],
      [
        [1, 1],
        [2, 1],
        [4, 2],
      ],
    ] as [number, number][][]) {
      given(...past)
        .when(reorder(...units))
        .thenRefused('validation', 'units');
    }
  });

  it('removes a unit, and does not know it afterwards', () => {
    given(created, added(1, 1))
      .when(remove(1))
      .thenYields({ type: 'PlanUnitRemoved', data: { planUnitId: partId(1) } });
    given(created).when(remove(1)).thenRefused('plan-unit-not-found');
    given(created)
      .when(change(1, { day: 1 }))
      .thenRefused('plan-unit-not-found');
  });
});
