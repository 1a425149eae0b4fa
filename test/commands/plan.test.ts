import { expect } from 'chai';
import fc from 'fast-check';
import { plan } from '../../src/commands/plan/decider.ts';
import { present, replay } from '../../src/documents/presence.ts';
import type { PlanEvent } from '../../src/events/plan.ts';
import { samples } from '../support/samples.ts';
import { noon, stranger, streamOfEvents } from '../support/specification.ts';
import {
  add,
  added,
  asked,
  change,
  create,
  created,
  documentAfter,
  edit,
  edited,
  facts,
  factsData,
  given,
  partId,
  planId,
  remove,
  reorder,
  reordered,
  replace,
  unitId,
} from './support/plans.ts';

const deleted: PlanEvent = { type: 'PlanDeleted', data: {} };
const archived: PlanEvent = { type: 'PlanArchived', data: {} };
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
