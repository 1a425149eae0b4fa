import { expect } from 'chai';
import fc from 'fast-check';
import { plan } from '../../src/commands/plan/decider.ts';
import type { AskedPlanUnit } from '../../src/commands/plan/units/asked-plan-unit.ts';
import { present, replay } from '../../src/documents/presence.ts';
import type { PlanUnitId } from '../../src/events/ids.ts';
import type { PlanEvent } from '../../src/events/plan.ts';
import { maxPlanUnits } from '../../src/events/training-values.ts';
import { samples } from '../support/samples.ts';
import { noon, stranger, streamOfEvents } from '../support/specification.ts';
import {
  added,
  asked,
  create,
  created,
  edited,
  facts,
  factsData,
  given,
  moved,
  partId,
  places,
  planId,
  reordered,
  unitId,
} from './support/plans.ts';

const deleted: PlanEvent = { type: 'PlanDeleted', data: {} };
const archived: PlanEvent = { type: 'PlanArchived', data: {} };
const edit = (data: object) => ({ type: 'EditPlan', data }) as const;
const replace = (units: readonly AskedPlanUnit[], part: object = {}) =>
  ({ type: 'ReplacePlan', data: { ...facts, units, ...part } }) as const;
const add = (data: AskedPlanUnit) => ({ type: 'AddPlanUnit', data }) as const;
const change = (number: number, data: object) =>
  ({ type: 'EditPlanUnit', data: { planUnitId: partId(number), ...data } }) as const;
const remove = (number: number) => ({ type: 'RemovePlanUnit', data: { planUnitId: partId(number) } }) as const;
const reorder = (...units: readonly (readonly [number, number])[]) =>
  ({ type: 'ReorderPlanUnits', data: places(...units) }) as const;

const documentAfter = (...events: readonly PlanEvent[]) =>
  present(replay(plan, streamOfEvents(events)).presence, 'plan').document;
const layoutAfter = (...events: readonly PlanEvent[]) =>
  documentAfter(...events).units.map(({ id, day, order }) => [id, day, order]);

describe('A training plan', () => {
  it('is created with its units in one command, in the order of days', () => {
    given()
      .when(create([asked(1, 8), asked(2, 1), asked(3, 1)]))
      .thenYields(created, added(2, 1), added(3, 1), added(1, 8));
    expect(layoutAfter(created, added(2, 1), added(3, 1), added(1, 8))).to.deep.equal([
      [partId(2), 1, 0],
      [partId(3), 1, 1],
      [partId(1), 8, 0],
    ]);
  });

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

  it('refuses days after its weeks, and fewer weeks than its days need', () => {
    given()
      .when(create([asked(1, 15)]))
      .thenRefused('validation', 'weeks');
    given(created)
      .when(add(asked(1, 15)))
      .thenRefused('validation', 'day');
    given(created)
      .when(add(asked(1, 0)))
      .thenRefused('validation', 'day');
    given(created, added(1, 14))
      .when(change(1, { day: 15 }))
      .thenRefused('validation', 'day');
    given(created, added(1, 8))
      .when(edit({ weeks: 1 }))
      .thenRefused('validation', 'weeks');
    given(created, added(1, 7))
      .when(edit({ weeks: 1 }))
      .thenYields({ type: 'PlanEdited', data: factsData({ weeks: 1 }) });
    given(created, added(1, 1))
      .when(reorder([1, 15]))
      .thenRefused('validation', 'weeks');
  });

  it('refuses facts that break a rule', () => {
    for (const [field, value] of [
      ...[
        ['name', ''],
        ['name', 'x'.repeat(101)],
        ['description', 'x'.repeat(10_001)],
        ['difficulty', 'mad'],
      ],
      ...[
        ['weeks', 0],
        ['weeks', 53],
        ['weeks', 1.5],
        ['repeats', 0],
        ['repeats', 101],
      ],
    ] as const) {
      given()
        .when(create([], { [String(field)]: value }))
        .thenRefused('validation', String(field));
      given(created)
        .when(edit({ [String(field)]: value }))
        .thenRefused('validation', String(field));
    }
    given(created)
      .when(edit({ repeats: null }))
      .thenYields({ type: 'PlanEdited', data: factsData({ repeats: null }) });
    given(created)
      .when(edit({ weeks: 2 }))
      .thenYields();
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

  it('is not created twice by a repeated command, also when its unit was renamed or deleted since', () => {
    const past = [created, added(1, 1)];
    given(...past)
      .when(create([asked(1, 1)]))
      .thenYields();
    given(...past)
      .when(create([asked(1, 1, { reference: { name: 'Renamed' } })]))
      .thenYields();
    given(...past)
      .when(add(asked(1, 1, { reference: 'deleted' })))
      .thenYields();
    given(...past)
      .when(add(asked(1, 2)))
      .thenRefused('id-taken');
  });

  it('is not copied twice by a repeated command, also when the source was changed since', () => {
    const copy = { copyOf: '01900000-0000-7000-8000-0000000000f1' };
    const past = { ...created, data: { ...created.data, ...copy } } as PlanEvent;
    given(past)
      .when(create([asked(1, 1)], { ...copy, description: 'Changed' }))
      .thenYields();
    for (const part of [{ ...copy, name: 'Other' }, { copyOf: '01900000-0000-7000-8000-0000000000f2' }, {}]) {
      given(past).when(create([], part)).thenRefused('id-taken');
    }
    given(created).when(create([], copy)).thenRefused('id-taken');
    given(past).when(create([], copy), { by: stranger }).thenRefused('id-taken');
  });

  it('refuses its id for other content, for another account, and after its deletion', () => {
    given(created)
      .when(create([], { name: 'Other' }))
      .thenRefused('id-taken');
    given(created, added(1, 1)).when(create()).thenRefused('id-taken');
    given(created).when(create(), { by: stranger }).thenRefused('id-taken');
    given(created, deleted).when(create()).thenRefused('id-taken');
    given(created, added(1, 1), { type: 'PlanUnitRemoved', data: { planUnitId: partId(1) } })
      .when(add(asked(1, 1)))
      .thenRefused('id-taken');
  });

  it('is replaced by the difference', () => {
    const past = [created, added(1, 1), added(2, 1), added(3, 2)];
    given(...past)
      .when(replace([asked(1, 1), asked(2, 1), asked(3, 2)]))
      .thenYields();
    given(...past)
      .when(replace([asked(2, 1), asked(4, 1), asked(3, 2, { name: 'Light' })], { weeks: 3 }))
      .thenYields(
        { type: 'PlanEdited', data: factsData({ weeks: 3 }) },
        { type: 'PlanUnitRemoved', data: { planUnitId: partId(1) } },
        edited(3, { personal: { name: 'Light' } }),
        added(4, 1),
      );
    given(...past)
      .when(replace([asked(2, 1), asked(1, 1), asked(3, 2)]))
      .thenYields(reordered([2, 1], [1, 1], [3, 2]));
    given(...past)
      .when(replace([asked(1, 1), asked(1, 2)]))
      .thenRefused('validation', 'units.1.id');
  });

  it('is archived and restored once, and accepts changes meanwhile', () => {
    given(created).when({ type: 'ArchivePlan', data: {} }).thenYields(archived);
    given(created, archived).when({ type: 'ArchivePlan', data: {} }).thenYields();
    given(created, archived).when({ type: 'RestorePlan', data: {} }).thenYields({ type: 'PlanRestored', data: {} });
    given(created).when({ type: 'RestorePlan', data: {} }).thenYields();
    given(created, archived)
      .when(add(asked(1, 1)))
      .thenYields(added(1, 1));
  });

  it('does not exist for others, and after its deletion', () => {
    for (const command of [edit({ name: 'x' }), remove(1), reorder(), { type: 'DeletePlan', data: {} } as const]) {
      given(created).when(command, { by: stranger }).thenRefused('plan-not-found');
      given(created, deleted).when(command).thenRefused('plan-not-found');
      given().when(command).thenRefused('plan-not-found');
    }
    given(created).when({ type: 'DeletePlan', data: {} }).thenYields(deleted);
  });

  it('has each name once per account, also while it is archived', () => {
    const claims = (...events: readonly PlanEvent[]) => plan.claims(replay(plan, streamOfEvents(events)));
    const name = { scope: 'plan-name', key: `${documentAfter(created).userId} Three days` };
    expect(claims(created, archived)).to.deep.include(name);
    expect(claims(created, deleted)).to.deep.equal([]);
    expect(claims({ type: 'ClaimLapsed', data: { scope: 'plan-name', key: 'c0ffee' } })).to.deep.equal([]);
  });

  it('remains as it was when a claim lapses', () => {
    const lapsed: PlanEvent = { type: 'ClaimLapsed', data: { scope: 'plan-name', key: 'c0ffee' } };
    const { document } = { document: documentAfter(created, lapsed) };
    expect(document).to.deep.equal({ ...documentAfter(created), revision: 1 });
    given(lapsed).when(create()).thenYields(created);
    expect(replay(plan, streamOfEvents([created, deleted, lapsed])).presence.kind).to.equal('gone');
  });

  it('has the members of its events', () => {
    expect(documentAfter(created, added(1, 3))).to.deep.equal({
      ...{ id: planId, userId: documentAfter(created).userId, ...facts, archivedAt: null, copyOf: null },
      ...{ access: 'owner', sharing: 'private', grants: [] },
      units: [{ id: partId(1), unitId: unitId(1), name: 'Day 1', day: 3, order: 0 }],
      ...{ revision: 1, createdAt: noon, updatedAt: noon },
    });
  });

  it('is, after a replacement, what the replacement says', () => {
    const units = fc.uniqueArray(fc.tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 4 })), {
      selector: ([number]) => number,
    });
    const named = (all: readonly [number, number][]) => all.map(([number, day]) => asked(number, day));
    fc.assert(
      fc.property(units, units, (before, after) => {
        const first = streamOfEvents([...decided([], create(named(before)))]);
        const events = [...first, ...decided(first, replace(named(after)))];
        const expected = after.toSorted(([, a], [, b]) => a - b).map(([number, day]) => [partId(number), day]);
        const reached = present(replay(plan, streamOfEvents(events)).presence, 'plan').document.units;
        expect(reached.map(({ id, day }) => [id, day])).to.deep.equal(expected);
        for (const { day, order } of reached) {
          expect(reached.filter((each) => each.day === day)[order]?.order).to.equal(order);
        }
      }),
      samples(100),
    );
  });
});

/** The events of a command after others. */
const decided = (past: readonly PlanEvent[], command: Parameters<typeof plan.decide>[0]) =>
  plan.decide(command, replay(plan, streamOfEvents(past)), { by: documentAfter(created).userId, at: noon });
