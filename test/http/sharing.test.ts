import { expect } from 'chai';
import { type Answer, problem } from './support/client.ts';
import type { Person } from './support/people.ts';
import { useApp } from './support/use-app.ts';

const squat = { name: 'Squat', mode: 'reps', sets: 3, target: { reps: { min: 5 } } };

describe('sharing a training unit', () => {
  const the = useApp();
  let [owner, friend, stranger] = [] as unknown as [Person, Person, Person];
  let id = '';
  const path = (...rest: readonly string[]) => ['/training-units', id, ...rest].join('/');
  const share = (status: string, by = owner) => by.put(path('sharing'), { status });
  const grant = (level: string, to = friend, by = owner) => by.put(path('grants', to.id), { level });

  beforeEach(async () => {
    owner = await the.person('owner@example.com');
    friend = await the.person('friend@example.com');
    stranger = await the.person('stranger@example.com');
    id = (await owner.post('/training-units', { name: 'Day A', exercises: [squat] })).json.id;
  });

  it('lets accounts with a grant read it, and everyone once it is public', async () => {
    expect((await grant('read')).json).to.deep.include({ access: 'owner', sharing: 'private' });
    problem(await friend.get(path()), 404, 'unit-not-found');
    const shared = await share('shared');
    expect(shared.json.grants).to.have.length(1);
    expect(shared.json.grants[0]).to.include({ accountId: friend.id, level: 'read' });
    expect((await friend.get(path())).json).to.deep.equal({ ...shared.json, access: 'read', grants: [] });
    problem(await stranger.get(path()), 404, 'unit-not-found');
    await share('public');
    expect((await stranger.get(path())).json).to.include({ name: 'Day A', access: 'read', sharing: 'public' });
  });

  it('lists what others share apart from what belongs to the caller', async () => {
    await grant('read');
    await share('shared');
    const list = async (by: Person, scope: string) => (await by.get(`/training-units${scope}`)).json.items;
    expect(await list(friend, '')).to.deep.equal([]);
    expect(await list(friend, '?scope=public')).to.deep.equal([]);
    const [found] = await list(friend, '?scope=shared');
    expect(found).to.include({ id, userId: owner.id, access: 'read', sharing: 'shared', exerciseCount: 1 });
    expect(found).not.to.have.property('grants');
    expect((await list(owner, '?scope=mine'))[0]).to.include({ id, access: 'owner' });
    await share('public');
    expect(await list(stranger, '?scope=public')).to.have.length(1);
  });

  it('answers 403 for what an account may see but not do, and 404 to all others', async () => {
    await grant('write');
    await share('shared');
    const attempts = (by: Person) => [
      share('public', by),
      grant('read', stranger, by),
      by.delete(path('grants', owner.id)),
      by.post(path('archive')),
      by.delete(path()),
    ];
    for (const attempt of attempts(friend)) problem(await attempt, 403, 'access-too-low');
    for (const attempt of attempts(stranger)) problem(await attempt, 404, 'unit-not-found');
    await grant('read');
    problem(await friend.patch(path(), { name: 'Mine' }), 403, 'access-too-low');
    problem(await stranger.patch(path(), { name: 'Mine' }), 404, 'unit-not-found');
  });

  it('lets an account with the right to write edit, and shows the owner who did it', async () => {
    await grant('write');
    await share('shared');
    const read = await friend.get(path());
    const [exercise] = read.json.exercises;
    const sent = {
      ...read.json,
      name: 'Day B',
      exercises: [exercise, { name: 'Row', mode: 'reps', target: squat.target }],
    };
    const replaced = await friend.put(path(), sent, { 'if-match': read.headers.get('etag') ?? '' });
    expect(replaced.status, replaced.text).to.equal(200);
    expect(replaced.json).to.deep.include({ access: 'write', grants: [], userId: owner.id });
    const edited = await friend.patch(path('exercises', exercise.id), { sets: 5 });
    expect(edited.json.exercises[0].sets).to.equal(5);
    expect((await owner.get(path())).json).to.include({ name: 'Day B', access: 'owner' });
    const last = the.app.store.all().at(-1);
    expect(last?.metadata.owner).to.equal(owner.id);
    expect(last?.metadata.actor.id).to.equal(friend.id);
    const changes = (await owner.get('/changes?types=unit')).json.items;
    expect(changes.at(-1).document).to.deep.include({ name: 'Day B', access: 'owner' });
    expect((await friend.get('/changes?types=unit')).json.items).to.deep.equal([]);
  });

  it('lets an account with the right to write link exercises of the catalogue, and keep the links of the unit', async () => {
    await the.app.addReferenceItems();
    const traits = { primaryMuscles: [1], difficultyLevel: 'beginner', category: 'strength' };
    const addOwn = async (by: Person) => (await by.post('/exercises/user', { name: 'Zercher', ...traits })).json.id;
    const [ofOwner, ofFriend, other] = [await addOwn(owner), await addOwn(friend), await addOwn(stranger)];
    const linked = { exerciseId: ofOwner, target: squat.target };
    expect((await owner.post(path('exercises'), linked)).status).to.equal(201);
    await grant('write');
    await share('shared');
    expect((await friend.post(path('exercises'), { ...linked, name: 'Again' })).status).to.equal(201);
    for (const exerciseId of [ofFriend, other]) {
      problem(await friend.post(path('exercises'), { ...linked, exerciseId }), 404, 'exercise-not-found');
    }
    await owner.delete(`/exercises/${ofOwner}`);
    // Reads show null for a deleted exercise. Sent back, null keeps the link.
    const { json } = await friend.get(path());
    const exercises = json.exercises.map((each: object) => ({ ...each, exerciseId: null }));
    const replaced = await friend.put(path(), { ...json, exercises }, { 'if-match': '*' });
    expect(replaced.json.exercises.map((each: { exerciseId: unknown }) => each.exerciseId)).to.deep.equal([
      ...[null, ofOwner, ofOwner],
    ]);
  });

  it('shows the muscles of own exercises of the author, as they were when it was added, with their present names', async () => {
    await the.app.addReferenceItems();
    const root = await the.superuser();
    const { id: hips } = (await root.post('/catalogs/muscle-groups', { name: 'Hips' })).json;
    const muscles = { primaryMuscles: [hips, 1], secondaryMuscles: [1] };
    const traits = { difficultyLevel: 'beginner', category: 'strength' };
    const exerciseId = (await owner.post('/exercises/user', { name: 'Zercher', ...traits, ...muscles })).json.id;
    const own = (await owner.get(`/exercises/${exerciseId}`)).json;
    const added = await owner.post(path('exercises'), { exerciseId, target: squat.target });
    const musclesOf = ({ json }: Answer) =>
      json.exercises.map(({ primaryMuscles, secondaryMuscles }: Record<string, unknown>) => [
        primaryMuscles,
        secondaryMuscles,
      ]);
    const asAdded = [
      [[], []],
      [own.primaryMuscles, own.secondaryMuscles],
    ];
    expect(musclesOf(added)).to.deep.equal(asAdded);
    await grant('read');
    expect(musclesOf(await share('shared'))).to.deep.equal(asAdded);
    problem(await friend.get(`/exercises/${exerciseId}`), 404, 'exercise-not-found');
    expect(musclesOf(await friend.get(path()))).to.deep.equal(asAdded);

    await owner.patch(`/exercises/user/${exerciseId}`, { primaryMuscles: [1], secondaryMuscles: null });
    expect(musclesOf(await friend.get(path()))).to.deep.equal(asAdded);
    expect(musclesOf(await friend.post(path('copy'), { name: 'Mine' }))).to.deep.equal(asAdded);
    await root.patch(`/catalogs/muscle-groups/${hips}`, { name: 'renamed' });
    await owner.delete(`/exercises/${exerciseId}`);
    const [, renamed] = musclesOf(await friend.get(path()));
    expect(renamed[0]).to.deep.equal([{ id: hips, name: 'renamed' }, own.primaryMuscles[1]]);
  });

  it('lets an account that may read it copy it, with the origin and with the own exercises of the author', async () => {
    await the.app.addReferenceItems();
    const traits = { primaryMuscles: [1], difficultyLevel: 'beginner', category: 'strength' };
    const exerciseId = (await owner.post('/exercises/user', { name: 'Zercher', ...traits })).json.id;
    await owner.post(path('exercises'), { exerciseId, target: squat.target, alternatives: [{ exerciseId }] });
    problem(await friend.post(path('copy'), { name: 'Mine' }), 404, 'unit-not-found');
    await share('public');
    const copy = await friend.post(path('copy'), { name: 'Mine' });
    expect(copy.status, copy.text).to.equal(201);
    expect(copy.json).to.deep.include({
      userId: friend.id,
      copyOf: id,
      access: 'owner',
      sharing: 'private',
      grants: [],
    });
    const [own] = (await friend.get('/exercises?scope=user')).json.items;
    expect(own).to.deep.include({ name: 'Zercher', createdBy: friend.id, copyOf: exerciseId });
    expect(copy.json.exercises[1]).to.deep.include({
      ...{ exerciseId: own.id, name: 'Zercher', mode: 'reps' },
      alternatives: [{ exerciseId: own.id, name: 'Zercher' }],
    });
    await share('private');
    problem(await friend.post(path('copy'), { name: 'Again' }), 404, 'unit-not-found');
    expect((await friend.get(`/training-units/${copy.json.id}`)).json.name).to.equal('Mine');
  });

  it('ends at once when it becomes private or a grant ends, also for an account that gives up its own', async () => {
    await grant('write');
    await share('shared');
    expect((await friend.delete(path('grants', friend.id))).status).to.equal(204);
    problem(await friend.get(path()), 404, 'unit-not-found');
    await grant('write');
    expect((await friend.get(path())).status).to.equal(200);
    expect((await owner.delete(path('grants', friend.id))).status).to.equal(204);
    expect((await owner.delete(path('grants', friend.id))).status).to.equal(204);
    problem(await friend.patch(path(), { name: 'Mine' }), 404, 'unit-not-found');
    await grant('write');
    await share('private');
    problem(await friend.get(path()), 404, 'unit-not-found');
    problem(await friend.patch(path(), { name: 'Mine' }), 404, 'unit-not-found');
  });

  it('lets an account with the right to write edit a plan, keep its units and add what has only a name', async () => {
    const body = { name: 'Plan', difficulty: 'beginner', units: [{ unitId: id, day: 1 }] };
    const plan = await owner.post('/training-plans', body);
    const place = `/training-plans/${plan.json.id}`;
    expect((await owner.put(`${place}/grants/${friend.id}`, { level: 'write' })).status).to.equal(200);
    problem(await friend.get(place), 404, 'plan-not-found');
    await owner.put(`${place}/sharing`, { status: 'shared' });
    const read = await friend.get(place);
    expect(read.json).to.deep.include({ access: 'write', grants: [], name: 'Plan' });
    const units = [...read.json.units, { name: 'Run', day: 2 }];
    const replaced = await friend.put(place, { ...read.json, units }, { 'if-match': '*' });
    expect(replaced.status, replaced.text).to.equal(200);
    expect(replaced.json.units.map((each: { unitId: unknown }) => each.unitId)).to.deep.equal([id, null]);
    const own = (await friend.post('/training-units', { name: 'Own' })).json.id;
    problem(await friend.post(`${place}/units`, { unitId: own, day: 3 }), 404, 'unit-not-found');
    expect((await friend.post(`${place}/units`, { unitId: id, day: 3 })).status).to.equal(201);
    problem(await friend.delete(place), 403, 'access-too-low');
    problem(await stranger.patch(place, { name: 'Mine' }), 404, 'plan-not-found');
    expect((await friend.get('/training-plans?scope=shared')).json.items).to.have.length(1);
    await owner.put(`${place}/sharing`, { status: 'private' });
    problem(await friend.get(place), 404, 'plan-not-found');
  });

  it('lets an account that may read a plan read its units, but not list, change or share them', async () => {
    const body = { name: 'Plan', difficulty: 'beginner', units: [{ unitId: id, day: 1 }] };
    const place = `/training-plans/${(await owner.post('/training-plans', body)).json.id}`;
    await owner.put(`${place}/grants/${friend.id}`, { level: 'write' });
    problem(await friend.get(path()), 404, 'unit-not-found');
    await owner.put(`${place}/sharing`, { status: 'shared' });
    expect((await friend.get(path())).json).to.deep.include({ name: 'Day A', access: 'read', grants: [] });
    expect((await friend.get('/training-units?scope=shared')).json.items).to.deep.equal([]);
    problem(await friend.patch(path(), { name: 'Mine' }), 404, 'unit-not-found');
    problem(await share('public', friend), 404, 'unit-not-found');
    problem(await stranger.get(path()), 404, 'unit-not-found');
    for (const [method, at] of [
      ['delete', ''],
      ['post', '/archive'],
      ['delete', `/grants/${owner.id}`],
    ] as const) {
      problem(await friend[method](`${place}${at}`), 403, 'access-too-low');
    }
    problem(await friend.put(`${place}/sharing`, { status: 'public' }), 403, 'access-too-low');
    problem(await friend.put(`${place}/grants/${stranger.id}`, { level: 'read' }), 403, 'access-too-low');
    problem(await owner.put(`${place}/grants/${owner.id}`, { level: 'read' }), 422, 'validation');
    await owner.delete(`${place}/grants/${friend.id}`);
    problem(await friend.get(path()), 404, 'unit-not-found');
  });

  it('refuses grants to the owner and to what is no account, and tells only owners about accounts', async () => {
    const own = await owner.put(path('grants', owner.id), { level: 'read' });
    problem(own, 422, 'validation');
    const unknownId = '01900000-0000-7000-8000-0000000000ff';
    problem(await owner.put(path('grants', unknownId), { level: 'read' }), 404, 'account-not-found');
    problem(await stranger.put(path('grants', unknownId), { level: 'read' }), 404, 'unit-not-found');
    problem(await owner.put(path('grants', friend.id), { level: 'all' }), 422, 'validation');
    problem(await share('open'), 422, 'validation');
  });
});
