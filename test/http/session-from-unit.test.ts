import { expect } from 'chai';
import { exerciseId, made, sync } from './support/batches.ts';
import { type Client, problem, validationErrors } from './support/client.ts';
import { useApp } from './support/use-app.ts';

const id = '01900000-0000-7000-8000-000000000001';
const unitId = '01900000-0000-7000-8000-000000000061';
const squatId = '01900000-0000-7000-8000-000000000062';
const plankId = '01900000-0000-7000-8000-000000000063';
const unknown = '01900000-0000-7000-8000-0000000000ee';
const sessions = '/training-sessions';
const units = '/training-units';
const timezone = 'Europe/Berlin';

const squat = {
  ...{ id: squatId, name: 'Squat', mode: 'reps', sets: 3, restSeconds: 180, notes: 'deep', supersetGroup: 1 },
  target: { reps: { min: 5 }, weight: { value: 180, unit: 'lb' }, rpe: 8 },
};
const plank = { id: plankId, name: 'Plank', mode: 'time', sets: 1, target: { seconds: 60 } };
const dayA = { id: unitId, name: 'Day A', exercises: [squat, plank] };
const plannedSquatSet = {
  ...{ reps: { min: 5, max: null }, seconds: null, distance: null, weight: { value: 180, unit: 'lb' } },
  ...{ rpe: 8, rir: null },
};

type Entry = Readonly<{ planned: Readonly<{ status: string }> | null }>;

describe('POST /training-sessions with a unit', () => {
  const the = useApp();
  let athlete: Client;
  beforeEach(async () => {
    athlete = await the.person();
    await athlete.post(units, dayA);
  });
  const start = (change: object = {}, headers = {}) =>
    athlete.post(sessions, { id, unitId, timezone, ...change }, headers);
  const read = async () => (await athlete.get(`${sessions}/${id}`)).json;

  it('copies the name of the unit, and of each exercise mode, order, name, targets, superset and notes', async () => {
    const { status, json, text } = await start();
    expect(status).to.equal(201);
    expect(json).to.deep.include({ plan: null, unit: { id: unitId, name: 'Day A' }, revision: 2 });
    const [first, second] = json.exercises;
    expect(first).to.deep.include({ name: 'Squat', mode: 'reps', order: 0, supersetGroup: 1, notes: 'deep', sets: [] });
    expect(first.planned).to.deep.equal({
      ...{ unitExerciseId: squatId, exerciseId: null, name: 'Squat', mode: 'reps', order: 0 },
      ...{ sets: Array(3).fill(plannedSquatSet), restSeconds: 180, suggestion: null },
      ...{ explanation: null, status: 'open', isExchanged: false },
    });
    expect(second.planned).to.deep.include({ name: 'Plank', mode: 'time', order: 1, restSeconds: null });
    expect((await athlete.get(`${sessions}/${id}`)).text).to.equal(text);
    const [item] = (await athlete.get(sessions)).json.items;
    expect(item).to.deep.include({ unit: { id: unitId, name: 'Day A' }, exerciseCount: 2, setCount: 0 });
  });

  it('does not change when the unit is changed, renamed or deleted afterwards', async () => {
    const { text } = await start();
    await athlete.patch(`${units}/${unitId}`, { name: 'Day B' });
    await athlete.patch(`${units}/${unitId}/exercises/${squatId}`, { name: 'Front Squat', sets: 5 });
    await athlete.delete(`${units}/${unitId}/exercises/${plankId}`);
    expect((await athlete.get(`${sessions}/${id}`)).text).to.equal(text);
    await athlete.delete(`${units}/${unitId}`);
    expect((await athlete.get(`${sessions}/${id}`)).text).to.equal(text);
    expect((await start()).text).to.equal(text);
    problem(await athlete.post(sessions, { unitId, timezone }), 404, 'unit-not-found');
  });

  it('tells what became of each target', async () => {
    const [{ id: entry }] = (await start()).json.exercises;
    const statuses = async () => ((await read()).exercises as readonly Entry[]).map(({ planned }) => planned?.status);
    await athlete.post(`${sessions}/${id}/exercises/${entry}/sets`, { reps: 5 });
    await athlete.post(`${sessions}/${id}/exercises`, { name: 'Row', mode: 'reps' });
    expect(await statuses()).to.deep.equal(['partly', 'open', undefined]);
    await athlete.post(`${sessions}/${id}/complete`);
    expect(await statuses()).to.deep.equal(['partly', 'skipped', undefined]);
  });

  it('is 404 for an unknown unit and for that of another account, and creates nothing', async () => {
    const other = await the.person('other@example.com');
    problem(await other.post(sessions, { unitId, timezone }), 404, 'unit-not-found');
    problem(await start({ unitId: unknown }), 404, 'unit-not-found');
    expect((await athlete.get(sessions)).json.total).to.equal(0);
  });

  it('takes the exercises of the body instead, with the targets of those that name one of the unit', async () => {
    const exercises = [
      { unitExerciseId: plankId, sets: [{ seconds: 50 }] },
      { unitExerciseId: squatId, name: 'Leg Press', mode: 'reps' },
      { name: 'Row', mode: 'reps' },
    ];
    const past = { startedAt: '2026-03-01T10:00:00Z', endedAt: '2026-03-01T11:00:00Z' };
    const { json } = await start({ exercises, ...past });
    const shown = json.exercises.map(({ name, mode, planned }: typeof json) => [
      ...[name, mode, planned?.name, planned?.status, planned?.isExchanged],
    ]);
    expect(shown).to.deep.equal([
      ['Plank', 'time', 'Plank', 'done', false],
      ['Leg Press', 'reps', 'Squat', 'skipped', true],
      ['Row', 'reps', undefined, undefined, undefined],
    ]);
    expect(json).to.include({ status: 'completed', durationSeconds: 3600 });
    expect((await start({ exercises, ...past })).text).to.equal((await athlete.get(`${sessions}/${id}`)).text);
  });

  it('starts with no exercise at all when the body says so', async () => {
    expect((await start({ exercises: [] })).json.exercises).to.deep.equal([]);
  });

  it('refuses an exercise that the unit does not have, and one of a unit without that unit', async () => {
    const exercises = [{ unitExerciseId: unknown }];
    expect(validationErrors(await start({ exercises }))).to.deep.equal(['value_error exercises.0.unitExerciseId']);
    expect(validationErrors(await start({ unitId: null, exercises }))).to.deep.equal([
      'value_error exercises.0.unitExerciseId',
    ]);
  });

  it('keeps the targets when the body of a response is sent back', async () => {
    const { json, headers } = await start();
    const changed = { ...json, name: 'Legs', exercises: json.exercises.toReversed() };
    const replaced = await athlete.put(`${sessions}/${id}`, changed, { 'if-match': headers.get('etag') ?? '' });
    expect(replaced.json.exercises.map(({ planned }: typeof json) => planned)).to.deep.equal(
      json.exercises.map(({ planned }: typeof json) => planned).toReversed(),
    );
  });

  it('links the exercise that the unit is linked to', async () => {
    await the.app.addReferenceItems();
    await sync(athlete, [made.addExercise()]);
    const linked = { ...squat, exerciseId: exerciseId(), name: 'My squat' };
    await athlete.post(units, { id: unknown, name: 'Linked', exercises: [linked] });
    await start({ unitId: unknown });
    const linksOf = async () => {
      const [{ exerciseId, planned }] = (await read()).exercises;
      return [exerciseId, planned.exerciseId];
    };
    expect(await linksOf()).to.deep.equal([exerciseId(), exerciseId()]);
  });

  it('is accepted by a batch that also creates and changes the unit, in any order', async () => {
    const another = '01900000-0000-7000-8000-000000000071';
    const commands = [
      { key: 'unit', operation: 'createUnit', body: { id: another, name: 'Day C' } },
      { key: 'part', operation: 'addUnitExercise', path: { id: another }, body: { ...squat, id: unknown } },
      {
        ...{ key: 'start', operation: 'startSession' },
        body: { id, unitId: another, timezone, exercises: [{ unitExerciseId: unknown, sets: [{ reps: 5 }] }] },
      },
    ];
    const answers = await sync(athlete, commands.toReversed());
    expect(answers.map(({ outcome }) => outcome)).to.deep.equal(['accepted', 'accepted', 'accepted']);
    expect((await read()).exercises[0].planned).to.deep.include({ name: 'Squat', status: 'partly' });
    expect(await sync(athlete, commands.toReversed())).to.deep.equal(answers);
  });

  it('is deferred by a batch while the unit is unknown, and refused once it is deleted', async () => {
    const command = (unit: string) => ({ key: unit, operation: 'startSession', body: { unitId: unit, timezone } });
    await athlete.delete(`${units}/${unitId}`);
    const answers = await sync(athlete, [command(unknown), command(unitId)]);
    expect(answers.map(({ outcome }) => outcome)).to.deep.equal(['deferred', 'refused']);
  });
});
