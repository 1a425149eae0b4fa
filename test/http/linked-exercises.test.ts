import { expect } from 'chai';
import { type Client, problem, validationErrors } from './support/client.ts';
import { type Cast, createCast } from './support/people.ts';
import { startTestApp, type TestApp } from './support/test-app.ts';

const entryId = '01900000-0000-7000-8000-000000000011';
const unknown = '01900000-0000-7000-8000-0000000000ee';
const plain = { primaryMuscles: [1000], difficultyLevel: 'beginner', category: 'strength' };

describe('session exercises that link to an exercise', () => {
  let app: TestApp;
  let cast: Cast;
  let shared: string;
  let mine: string;
  let path: string;

  beforeEach(async () => {
    app = await startTestApp();
    cast = await createCast(app);
    for (const list of ['muscle-groups', 'exercise-tags'])
      await cast.superuser.post(`/catalogs/${list}`, { name: 'first' });
    const system = { ...plain, name: 'Squat', instructions: 'Bend.', tags: [1000] };
    shared = (await cast.superuser.post('/exercises/system', system)).json.id;
    mine = (await cast.athlete.post('/exercises/user', { ...plain, name: 'My Row' })).json.id;
    const session = await cast.athlete.post('/training-sessions', { timezone: 'UTC' });
    path = `/training-sessions/${session.json.id}/exercises`;
  });
  afterEach(() => app[Symbol.asyncDispose]());

  const add = (body: object, headers = {}, by: Client = cast.athlete) =>
    by.post(path, { mode: 'reps', ...body }, headers);

  it('copies the name of the linked exercise unless the request has a name', async () => {
    expect((await add({ exerciseId: shared })).json.exercises[0]).to.include({ exerciseId: shared, name: 'Squat' });
    expect((await add({ exerciseId: mine, name: 'Row' })).json.exercises[1]).to.include({
      exerciseId: mine,
      name: 'Row',
    });
    expect(validationErrors(await add({}))).to.deep.equal(['missing name']);
    expect(validationErrors(await add({ exerciseId: 7 }))).to.deep.equal(['string_type exerciseId']);
  });

  it('takes the mode of the linked exercise unless the request has a mode', async () => {
    const modeWith = async (metrics: readonly string[] | undefined) => {
      const body = { ...plain, name: `Move ${metrics}`, ...(metrics && { metrics }) };
      const { id } = (await cast.athlete.post('/exercises/user', body)).json;
      const added = await cast.athlete.post(path, { exerciseId: id });
      expect(added.status).to.equal(201);
      return added.json.exercises.at(-1).mode;
    };
    for (const [metrics, mode] of [
      [undefined, 'reps'],
      [['time', 'reps'], 'reps'],
      [['weight', 'distance', 'time'], 'distance'],
      [['weight', 'time'], 'time'],
      [['weight'], 'sets_only'],
    ] as const) {
      expect(await modeWith(metrics)).to.equal(mode);
    }
    expect((await add({ exerciseId: mine, mode: 'time' })).json.exercises.at(-1).mode).to.equal('time');
    expect(validationErrors(await cast.athlete.post(path, {}))).to.deep.equal(['missing mode', 'missing name']);
  });

  it('keeps the copied name when the linked exercise is renamed', async () => {
    await add({ exerciseId: mine });
    await cast.athlete.patch(`/exercises/user/${mine}`, { name: 'Another' });
    const { json } = await cast.athlete.get(path.replace('/exercises', ''));
    expect(json.exercises[0]).to.include({ exerciseId: mine, name: 'My Row' });
  });

  it('rejects a link to an exercise that the caller may not use', async () => {
    const foreign = (await cast.stranger.post('/exercises/user', { ...plain, name: 'Theirs' })).json.id;
    for (const exerciseId of [unknown, foreign]) problem(await add({ exerciseId }), 404, 'exercise-not-found');
    await add({ id: entryId, name: 'Row' });
    for (const exerciseId of [unknown, foreign]) {
      problem(await cast.athlete.patch(`${path}/${entryId}`, { exerciseId }), 404, 'exercise-not-found');
    }
    const linked = await cast.athlete.patch(`${path}/${entryId}`, { exerciseId: mine });
    expect(linked.json.exercises[0]).to.include({ exerciseId: mine, name: 'Row' });
    const unlinked = await cast.athlete.patch(`${path}/${entryId}`, { exerciseId: null });
    expect(unlinked.json.exercises[0]).to.include({ exerciseId: null, name: 'Row' });
    problem(await add({ exerciseId: unknown }, {}, cast.stranger), 404, 'session-not-found');
  });

  it('recognises a repeated addition after the linked exercise was renamed or deleted', async () => {
    const key = { 'idempotency-key': 'add-1' };
    const keyed = await add({ exerciseId: mine }, key);
    const first = await add({ id: entryId, exerciseId: mine });
    expect([keyed.status, first.status]).to.deep.equal([201, 201]);
    for (const change of [
      () => cast.athlete.patch(`/exercises/user/${mine}`, { name: 'Another' }),
      () => cast.athlete.delete(`/exercises/${mine}`),
    ]) {
      await change();
      const again = await add({ id: entryId, exerciseId: mine });
      expect([again.status, again.json]).to.deep.equal([201, first.json]);
      expect((await add({ exerciseId: mine }, key)).text).to.equal(keyed.text);
    }
    problem(await add({ exerciseId: mine }), 404, 'exercise-not-found');
    problem(await add({ id: entryId, exerciseId: mine, name: 'Other' }), 409, 'id-taken');
  });

  it('lists the caller’s sessions with an exercise in its history, also after its deletion', async () => {
    await add({ exerciseId: shared });
    await add({ exerciseId: mine });
    const history = async (by: Client, id: string, query = '') =>
      (await by.get(`/exercises/${id}/history${query}`)).json;
    expect(await history(cast.athlete, shared)).to.include({ total: 1, limit: 20, offset: 0 });
    await cast.superuser.delete(`/exercises/${shared}`);
    expect(await history(cast.athlete, shared, '?pageSize=5&currentPage=2&sortOrder=asc')).to.include({
      ...{ total: 1, limit: 5, offset: 5 },
    });
    for (const by of [cast.stranger, cast.trainer, cast.superuser]) {
      for (const id of [shared, mine, unknown]) expect(await history(by, id)).to.include({ total: 0 });
    }
    expect(validationErrors(await cast.athlete.get('/exercises/7/history?orderBy=x&pageSize=21'))).to.deep.equal([
      ...['extra_forbidden orderBy', 'less_than_equal pageSize', 'uuid_parsing id'],
    ]);
  });
});
