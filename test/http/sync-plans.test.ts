import { expect } from 'chai';
import { type SyncCommand, sync } from './support/batches.ts';
import type { Client } from './support/client.ts';
import { useApp } from './support/use-app.ts';

const idOf = (kind: number, n: number): string => `01900000-0000-7000-8000-000${kind}${String(n).padStart(8, '0')}`;
const unitId = (n: number) => idOf(6, n);
const planId = (n = 1) => idOf(8, n);
const partId = (n: number) => idOf(9, n);
const path = { id: planId() };

const createUnit = (n: number): SyncCommand => ({
  ...{ key: `unit-${n}`, operation: 'createUnit', body: { id: unitId(n), name: `Day ${n}` } },
});
const deleteUnit = (n: number): SyncCommand => ({
  ...{ key: `delete-unit-${n}`, operation: 'deleteUnit', path: { id: unitId(n) } },
});
const create = (n = 1, body: object = {}): SyncCommand => ({
  ...{ key: `create-${n}`, operation: 'createPlan' },
  body: { id: planId(n), name: `Plan ${n}`, difficulty: 'beginner', weeks: 2, ...body },
});
const add = (n: number, unit: number, day = 1): SyncCommand => ({
  ...{ key: `add-${n}`, operation: 'addPlanUnit', path },
  body: { id: partId(n), unitId: unitId(unit), day },
});
const edit = (n: number, body: object): SyncCommand => ({
  ...{ key: `edit-${n}`, operation: 'editPlanUnit', path: { ...path, planUnitId: partId(n) }, body },
});
const remove = (n: number): SyncCommand => ({
  ...{ key: `remove-${n}`, operation: 'removePlanUnit', path: { ...path, planUnitId: partId(n) } },
});
const order = (...parts: readonly (readonly [number, number])[]): SyncCommand => ({
  ...{ key: 'order', operation: 'reorderPlanUnits', path },
  body: { units: parts.map(([n, day]) => ({ id: partId(n), day })) },
});
const onPlan = (operation: string, body?: object): SyncCommand => ({
  ...{ key: operation, operation, path, ...(body && { body }) },
});

describe('POST /sync with training plans', () => {
  const the = useApp();
  let athlete: Client;
  beforeEach(async () => {
    athlete = await the.person();
  });
  const outcomes = async (commands: readonly SyncCommand[]) =>
    (await sync(athlete, commands)).map(({ outcome, status, problem }) => [outcome, status, problem?.code]);

  it('executes what was made without network in any order, and answers a repetition alike', async () => {
    const whole = { units: [{ id: partId(1), unitId: unitId(1), day: 1 }] };
    const commands = [
      ...[createUnit(1), createUnit(2), create(1, whole), add(2, 2), edit(2, { name: 'Light' }), add(3, 1)],
      ...[remove(1), order([2, 9], [3, 8]), onPlan('editPlan', { description: 'x' }), onPlan('archivePlan')],
    ];
    const answers = await sync(athlete, commands.toReversed());
    expect(answers.map(({ outcome }) => outcome)).to.deep.equal(commands.map(() => 'accepted'));
    expect(await sync(athlete, commands.toReversed())).to.deep.equal(answers);
    const { json } = await athlete.get(`/training-plans/${planId()}`);
    expect(json).to.include({ name: 'Plan 1', description: 'x' });
    expect(json.archivedAt).to.be.a('string');
    const places = json.units.map(({ id, day, name }: Record<string, unknown>) => [id, day, name]);
    expect(places).to.deep.equal([
      [partId(3), 8, 'Day 1'],
      [partId(2), 9, 'Light'],
    ]);
  });

  it('defers what names an unknown plan or unit, and refuses what names a deleted one', async () => {
    expect(await outcomes([add(1, 1), create(2, { units: [{ unitId: unitId(1), day: 1 }] })])).to.deep.equal([
      ['deferred', 404, 'plan-not-found'],
      ['deferred', 404, 'unit-not-found'],
    ]);
    await sync(athlete, [createUnit(1), deleteUnit(1), create(), onPlan('deletePlan')]);
    expect(await outcomes([add(1, 1), create(3, { units: [{ unitId: unitId(1), day: 1 }] })])).to.deep.equal([
      ['refused', 404, 'plan-not-found'],
      ['refused', 404, 'unit-not-found'],
    ]);
  });

  it('deletes a unit that the same batch removes from a plan, and names the plans that still use a unit', async () => {
    await sync(athlete, [createUnit(1), createUnit(2), create(), add(1, 1), add(2, 2)]);
    const answers = await sync(athlete, [remove(1), deleteUnit(1), deleteUnit(2)]);
    expect(answers.map(({ outcome }) => outcome)).to.deep.equal(['accepted', 'accepted', 'refused']);
    expect(answers[2]?.problem).to.deep.include({ code: 'unit-in-use', related: [{ id: planId(), name: 'Plan 1' }] });
  });

  it('replaces a plan whose units are made by the same batch', async () => {
    const replace: SyncCommand = {
      ...{ key: 'replace', operation: 'replacePlan', path, ifMatch: '*' },
      body: {
        ...{ name: 'Plan 9', difficulty: 'expert', weeks: 1, repeats: null },
        units: [{ id: partId(1), unitId: unitId(1), day: 2 }],
      },
    };
    const batch = [replace, add(1, 1), create(1), createUnit(1)];
    expect((await outcomes(batch)).map(([outcome]) => outcome)).to.deep.equal(batch.map(() => 'accepted'));
    const { json } = await athlete.get(`/training-plans/${planId()}`);
    expect(json).to.include({ name: 'Plan 9', repeats: null });
    expect(json.units).to.have.length(1);
    expect(json.units[0]).to.include({ id: partId(1), name: 'Day 1', day: 2 });
  });
});
