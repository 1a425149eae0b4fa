import { expect } from 'chai';
import { problem, validationErrors } from './support/client.ts';
import type { Person } from './support/people.ts';
import { useApp } from './support/use-app.ts';

const squat = {
  ...{ name: 'Squat', mode: 'reps', sets: 3, loading: 'barbell', restSeconds: 180 },
  target: { reps: { min: 5 }, weight: { value: 180, unit: 'lb' } },
  progression: { type: 'linear', increment: { value: 5, unit: 'lb' }, deload: { afterFailures: 3, percent: 10 } },
};
const plank = { name: 'Plank', mode: 'time', target: { seconds: 60 } };

describe('/training-units', () => {
  const the = useApp();
  let athlete: Person;
  beforeEach(async () => {
    athlete = await the.person();
  });
  const create = async (body: object = {}) => {
    const answer = await athlete.post('/training-units', { name: 'Day A', exercises: [squat, plank], ...body });
    expect(answer.status, answer.text).to.equal(201);
    return answer;
  };
  const addOwn = async (name: string) => {
    await the.app.addReferenceItems();
    const traits = { primaryMuscles: [1], difficultyLevel: 'beginner', category: 'strength' };
    return (await athlete.post('/exercises/user', { name, ...traits })).json.id as string;
  };

  it('create a unit, whose address and document are those of a later read', async () => {
    const { json, headers } = await create();
    expect(headers.get('location')).to.equal(`/api/v1/training-units/${json.id}`);
    const read = await athlete.get(`/training-units/${json.id}`);
    expect(read.json).to.deep.equal(json);
    expect(read.headers.get('etag')).to.equal('"2"');
    expect(json.exercises[0].target).to.deep.equal({
      ...{ reps: { min: 5, max: null }, seconds: null, distance: null, weight: { value: 180, unit: 'lb' } },
      ...{ percentOfTrainingMax: null, rpe: null, rir: null },
    });
    expect(json.exercises[1]).to.include({ sets: 1, loading: 'steps', restSeconds: null, order: 1 });
    expect(json.exercises[1].progression).to.deep.equal({ type: 'none' });
  });

  it('keep 180 lb as 180 lb after any number of round trips', async () => {
    let { json } = await create();
    for (let round = 0; round < 5; round += 1) {
      const sent = { ...json, name: `Round ${round}` };
      const answer = await athlete.put(`/training-units/${json.id}`, sent, { 'if-match': '*' });
      expect(answer.status, answer.text).to.equal(200);
      json = answer.json;
    }
    expect(json.exercises[0].target.weight).to.deep.equal({ value: 180, unit: 'lb' });
    expect(json.revision).to.equal(7);
  });

  it('repeat a creation by its id or its key, and refuse other content under the id', async () => {
    const id = '01900000-0000-7000-8000-0000000000f1';
    const first = await create({ id });
    const again = await create({ id });
    expect(again.json).to.deep.equal(first.json);
    expect(again.headers.get('idempotent-replayed')).to.equal('true');
    problem(await athlete.post('/training-units', { id, name: 'Day B' }), 409, 'id-taken');
    const key = { 'idempotency-key': 'k' };
    const body = { name: 'Day C', exercises: [squat] };
    const [one, two] = [
      await athlete.post('/training-units', body, key),
      await athlete.post('/training-units', body, key),
    ];
    expect(two.json).to.deep.equal(one.json);
  });

  it('refuse a name that the account has, archived or not, and free it by renaming and deleting', async () => {
    const { json } = await create();
    const other = await athlete.post('/training-units', { name: 'Day A' });
    problem(other, 409, 'unit-name-taken');
    await athlete.post(`/training-units/${json.id}/archive`);
    problem(await athlete.post('/training-units', { name: 'Day A' }), 409, 'unit-name-taken');
    await athlete.patch(`/training-units/${json.id}`, { name: 'Day B' });
    const { json: second } = await create();
    const renamed = await athlete.patch(`/training-units/${second.id}`, { name: 'Day B' });
    problem(renamed, 409, 'unit-name-taken');
    expect((await athlete.delete(`/training-units/${json.id}`)).status).to.equal(204);
    expect((await athlete.patch(`/training-units/${second.id}`, { name: 'Day B' })).status).to.equal(200);
    const stranger = await the.person('stranger@example.com');
    expect((await stranger.post('/training-units', { name: 'Day B' })).status).to.equal(201);
  });

  it('copy a unit under another name, with new ids and the same targets', async () => {
    const { json } = await create();
    await athlete.post(`/training-units/${json.id}/archive`);
    const copy = await athlete.post(`/training-units/${json.id}/copy`, { name: 'Day B' });
    expect(copy.status).to.equal(201);
    expect(copy.json).to.include({ name: 'Day B', copyOf: json.id, archivedAt: null });
    const withoutIds = (exercises: readonly { id: string }[]) => exercises.map(({ id: _, ...rest }) => rest);
    expect(withoutIds(copy.json.exercises)).to.deep.equal(withoutIds(json.exercises));
    expect(copy.json.exercises[0].id).not.to.equal(json.exercises[0].id);
    const again = await athlete.post(`/training-units/${json.id}/copy`, { name: 'Day B' });
    problem(again, 409, 'unit-name-taken');
    const stranger = await the.person('stranger@example.com');
    const theirs = await stranger.post(`/training-units/${json.id}/copy`, { name: 'Mine' });
    problem(theirs, 404, 'unit-not-found');
  });

  it('take names and modes of linked exercises, and keep them when the exercise is renamed', async () => {
    const exerciseId = await addOwn('Zercher squat');
    const linked = { exerciseId, target: { reps: { max: 5 } }, alternatives: [{ exerciseId }, { name: 'Leg press' }] };
    const { json } = await create({ exercises: [linked] });
    await athlete.patch(`/exercises/user/${exerciseId}`, { name: 'Renamed' });
    const [exercise] = (await athlete.get(`/training-units/${json.id}`)).json.exercises;
    expect(exercise).to.include({ exerciseId, name: 'Zercher squat', mode: 'reps' });
    expect(exercise.alternatives).to.deep.equal([
      { exerciseId, name: 'Zercher squat' },
      { exerciseId: null, name: 'Leg press' },
    ]);
    const stranger = await the.person('stranger@example.com');
    const theirs = await stranger.post('/training-units', { name: 'x', exercises: [linked] });
    problem(theirs, 404, 'exercise-not-found');
  });

  it('add, change, reorder and remove exercises', async () => {
    const { json } = await create({ exercises: [squat] });
    const path = `/training-units/${json.id}/exercises`;
    const added = await athlete.post(path, plank);
    expect(added.status).to.equal(201);
    const [first, second] = added.json.exercises.map(({ id }: { id: string }) => id);
    const edited = await athlete.patch(`${path}/${second}`, { sets: 4, notes: 'slow', target: { seconds: 45.5 } });
    expect(edited.json.exercises[1]).to.include({ sets: 4, notes: 'slow', name: 'Plank' });
    const ordered = await athlete.put(`${path}/order`, { ids: [second, first] });
    expect(ordered.json.exercises.map(({ id }: { id: string }) => id)).to.deep.equal([second, first]);
    const removed = await athlete.delete(`${path}/${second}`);
    expect(removed.json.exercises.map(({ id, order }: { id: string; order: number }) => [id, order])).to.deep.equal([
      [first, 0],
    ]);
    problem(await athlete.delete(`${path}/${second}`), 404, 'unit-exercise-not-found');
  });

  it('replace a unit by the difference, only with If-Match', async () => {
    const { json } = await create();
    const path = `/training-units/${json.id}`;
    problem(await athlete.put(path, json), 428, 'precondition-required');
    const same = await athlete.put(path, json, { 'if-match': '"2"' });
    expect([same.status, same.json.revision]).to.deep.equal([200, 2]);
    const [, second] = json.exercises;
    const changed = await athlete.put(path, { ...json, exercises: [second] }, { 'if-match': '"2"' });
    expect(changed.json.exercises).to.deep.equal([{ ...second, order: 0 }]);
    problem(await athlete.put(path, json, { 'if-match': '"2"' }), 412, 'revision-mismatch');
  });

  it('keep the links to deleted exercises when a body is sent back that shows them as null', async () => {
    const [first, second] = [await addOwn('First'), await addOwn('Second')];
    const alternatives = [{ exerciseId: second }, { name: 'Leg press' }];
    const { json } = await create({ exercises: [{ exerciseId: first, target: { reps: { min: 5 } }, alternatives }] });
    for (const id of [first, second]) expect((await athlete.delete(`/exercises/${id}`)).status).to.equal(204);
    const [exercise] = json.exercises;
    const shown = {
      ...{ ...exercise, exerciseId: null },
      alternatives: exercise.alternatives.map((each: object) => ({ ...each, exerciseId: null })),
    };
    const put = (body: object) => athlete.put(`/training-units/${json.id}`, body, { 'if-match': '*' });
    expect((await put({ ...json, exercises: [shown] })).json.revision).to.equal(json.revision);
    const renamed = (await put({ ...json, exercises: [{ ...shown, name: 'Other' }] })).json.exercises[0];
    expect(renamed).to.include({ exerciseId: first, name: 'Other' });
    const unlinked = { ...shown, alternatives: [{ exerciseId: null, name: 'New' }] };
    expect((await put({ ...json, exercises: [unlinked] })).json.exercises[0].alternatives).to.deep.equal([
      { exerciseId: null, name: 'New' },
    ]);
  });

  it('archive and restore a unit, and list by that', async () => {
    const { json } = await create();
    const archived = await athlete.post(`/training-units/${json.id}/archive`);
    expect(archived.json.archivedAt).to.equal(archived.json.updatedAt);
    const totals = async () =>
      Promise.all(
        ['', '?archived=true', '?archived=false'].map(
          async (query) => (await athlete.get(`/training-units${query}`)).json.total,
        ),
      );
    expect(await totals()).to.deep.equal([1, 1, 0]);
    const restored = await athlete.post(`/training-units/${json.id}/restore`);
    expect(restored.json.archivedAt).to.equal(null);
    expect(await totals()).to.deep.equal([1, 0, 1]);
  });

  it('name every field that breaks a rule', async () => {
    const broken = {
      name: '',
      exercises: [
        { name: 'Squat', sets: 0, target: { reps: { min: 0 }, rpe: 8.3 }, loading: 'chains' },
        { ...squat, progression: { type: 'linear', increment: { value: 0, unit: 'kg' }, deload: { percent: 10.001 } } },
        { ...squat, progression: { type: 'magic' } },
      ],
    };
    expect(validationErrors(await athlete.post('/training-units', broken))).to.have.members([
      'string_too_short name',
      'missing exercises.0.mode',
      'greater_than_equal exercises.0.sets',
      'greater_than_equal exercises.0.target.reps.min',
      'value_error exercises.0.target.rpe',
      'enum exercises.0.loading',
      'greater_than_equal exercises.1.progression.increment.value',
      'missing exercises.1.progression.deload.afterFailures',
      'value_error exercises.1.progression.deload.percent',
      'value_error exercises.2.progression.type',
    ]);
    const rule = await athlete.post('/training-units', { name: 'x', exercises: [{ ...plank, target: {} }] });
    expect(validationErrors(rule)).to.deep.equal(['value_error exercises.0.target.seconds']);
  });

  it('hide the units of other accounts', async () => {
    const { json } = await create();
    const stranger = await the.person('stranger@example.com');
    for (const answer of [
      await stranger.get(`/training-units/${json.id}`),
      await stranger.patch(`/training-units/${json.id}`, { name: 'x' }),
      await stranger.delete(`/training-units/${json.id}`),
    ]) {
      problem(answer, 404, 'unit-not-found');
    }
    expect((await stranger.get('/training-units')).json.total).to.equal(0);
  });

  it('count toward a quota, which deleting frees', async () => {
    const { json } = await create();
    expect((await athlete.get('/access/me/usage')).json.units).to.deep.include({ used: 1 });
    await athlete.delete(`/training-units/${json.id}`);
    expect((await athlete.get('/access/me/usage')).json.units).to.deep.include({ used: 0 });
  });

  it('appear in the changes, and as deleted ones', async () => {
    const { json } = await create();
    const first = (await athlete.get('/changes?types=unit')).json;
    expect(first.items).to.deep.equal([{ type: 'unit', id: json.id, revision: 2, deleted: false, document: json }]);
    await athlete.delete(`/training-units/${json.id}`);
    const next = (await athlete.get(`/changes?types=unit&after=${first.next}`)).json;
    expect(next.items).to.deep.equal([{ type: 'unit', id: json.id, deleted: true }]);
  });
});
