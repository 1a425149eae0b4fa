import { expect } from 'chai';
import { exerciseId, made, type SyncCommand, sync } from './support/batches.ts';
import type { Client } from './support/client.ts';
import { useApp } from './support/use-app.ts';

const unitId = (n = 1): string => `01900000-0000-7000-8000-0006${String(n).padStart(8, '0')}`;
const partId = (n: number): string => `01900000-0000-7000-8000-0007${String(n).padStart(8, '0')}`;
const path = { id: unitId() };

const create = (n = 1, body: object = {}): SyncCommand => ({
  ...{ key: `create-${n}`, operation: 'createUnit' },
  body: { id: unitId(n), name: `Day ${n}`, ...body },
});
const add = (n: number, body: object = {}): SyncCommand => ({
  ...{ key: `add-${n}`, operation: 'addUnitExercise', path },
  body: { id: partId(n), name: `Exercise ${n}`, mode: 'sets_only', ...body },
});
const edit = (n: number, body: object): SyncCommand => ({
  ...{ key: `edit-${n}`, operation: 'editUnitExercise', path: { ...path, unitExerciseId: partId(n) }, body },
});
const remove = (n: number): SyncCommand => ({
  ...{ key: `remove-${n}`, operation: 'removeUnitExercise', path: { ...path, unitExerciseId: partId(n) } },
});
const order = (...parts: number[]): SyncCommand => ({
  ...{ key: 'order', operation: 'reorderUnitExercises', path, body: { ids: parts.map(partId) } },
});
const onUnit = (operation: string, n = 1, body?: object): SyncCommand => ({
  ...{ key: `${operation}-${n}`, operation, path: { id: unitId(n) } },
  ...(body && { body }),
});

describe('POST /sync with training units', () => {
  const the = useApp();
  let athlete: Client;
  beforeEach(async () => {
    athlete = await the.person();
  });
  const outcomes = async (commands: readonly SyncCommand[]) =>
    (await sync(athlete, commands)).map(({ outcome, status, problem }) => [outcome, status, problem?.code]);

  it('executes what was made without network in any order, and answers a repetition alike', async () => {
    await the.app.addReferenceItems();
    const linked = { exerciseId: exerciseId(), target: { reps: { min: 5 } } };
    const whole = { exercises: [{ id: partId(1), exerciseId: exerciseId(), mode: 'sets_only' }] };
    const commands = [
      ...[made.addExercise(), create(1, whole), add(2, { ...linked, mode: 'reps' }), edit(2, { sets: 5 }), add(3)],
      ...[remove(1), order(3, 2), onUnit('editUnit', 1, { description: 'x' }), onUnit('archiveUnit')],
    ];
    const answers = await sync(athlete, commands.toReversed());
    expect(answers.map(({ outcome }) => outcome)).to.deep.equal(commands.map(() => 'accepted'));
    expect(await sync(athlete, commands.toReversed())).to.deep.equal(answers);
    const { json } = await athlete.get(`/training-units/${unitId()}`);
    expect(json).to.include({ name: 'Day 1', description: 'x' });
    expect(json.archivedAt).to.be.a('string');
    expect(json.exercises.map(({ id }: { id: string }) => id)).to.deep.equal([partId(3), partId(2)]);
    expect(json.exercises[1]).to.include({ name: 'Exercise 2', sets: 5 });
  });

  it('gives the name of a deleted unit to the next one of the batch', async () => {
    await sync(athlete, [create(1)]);
    const batch = [onUnit('deleteUnit'), create(2, { name: 'Day 1' })];
    expect(await outcomes(batch)).to.deep.equal([
      ['accepted', 204, undefined],
      ['accepted', 201, undefined],
    ]);
  });

  it('defers what names an unknown unit or exercise, and refuses what names a deleted unit', async () => {
    expect(
      await outcomes([add(1), onUnit('restoreUnit', 3), create(2, { exercises: [{ exerciseId: exerciseId() }] })]),
    ).to.deep.equal([
      ['deferred', 404, 'unit-not-found'],
      ['deferred', 404, 'unit-not-found'],
      ['deferred', 404, 'exercise-not-found'],
    ]);
    await sync(athlete, [create(1), onUnit('deleteUnit')]);
    expect(await outcomes([add(1)])).to.deep.equal([['refused', 404, 'unit-not-found']]);
  });

  it('replaces a unit whose exercises are made by the same batch', async () => {
    const replace: SyncCommand = {
      ...{ key: 'replace', operation: 'replaceUnit', path, ifMatch: '*' },
      body: { name: 'Day 9', exercises: [{ id: partId(1), name: 'New', mode: 'sets_only' }] },
    };
    expect(await outcomes([replace, add(1), create(1)])).to.deep.equal([
      ['accepted', 200, undefined],
      ['accepted', 201, undefined],
      ['accepted', 201, undefined],
    ]);
    const { json } = await athlete.get(`/training-units/${unitId()}`);
    expect(json.exercises).to.have.length(1);
    expect(json.exercises[0]).to.include({ id: partId(1), name: 'New' });
  });
});
