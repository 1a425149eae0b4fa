import { expect } from 'chai';
import { problem, validationErrors } from './support/client.ts';
import type { Person } from './support/people.ts';
import { useApp } from './support/use-app.ts';

type PlanUnit = Readonly<{ id: string; unitId: string | null; name: string; day: number; order: number }>;

describe('/training-plans', () => {
  const the = useApp();
  let athlete: Person;
  let [dayA, dayB] = ['', ''];
  const addUnit = async (person: Person, name: string) =>
    (await person.post('/training-units', { name })).json.id as string;
  beforeEach(async () => {
    athlete = await the.person();
    [dayA, dayB] = [await addUnit(athlete, 'Day A'), await addUnit(athlete, 'Day B')];
  });
  const create = async (body: object = {}) => {
    const units = [
      { unitId: dayA, day: 1 },
      { unitId: dayB, day: 3 },
      { unitId: dayA, day: 5 },
    ];
    const facts = { name: 'Three days', difficulty: 'beginner', weeks: 2, repeats: 6 };
    const answer = await athlete.post('/training-plans', { ...facts, units, ...body });
    expect(answer.status, answer.text).to.equal(201);
    return answer;
  };
  const placesOf = (units: readonly PlanUnit[]) => units.map(({ name, day, order }) => [name, day, order]);

  it('create a plan, whose address and document are those of a later read', async () => {
    const { json, headers } = await create();
    expect(headers.get('location')).to.equal(`/api/v1/training-plans/${json.id}`);
    const read = await athlete.get(`/training-plans/${json.id}`);
    expect(read.json).to.deep.equal(json);
    expect(read.headers.get('etag')).to.equal('"3"');
    expect(json).to.include({ weeks: 2, repeats: 6, difficulty: 'beginner', copyOf: null, archivedAt: null });
    expect(placesOf(json.units)).to.deep.equal([
      ['Day A', 1, 0],
      ['Day B', 3, 0],
      ['Day A', 5, 0],
    ]);
    const small = await athlete.post('/training-plans', { name: 'Small', difficulty: 'expert' });
    expect(small.json).to.deep.include({ weeks: 1, repeats: 1, description: null, units: [] });
  });

  it('keep the names of units that were renamed since', async () => {
    const { json } = await create();
    await athlete.patch(`/training-units/${dayA}`, { name: 'Renamed' });
    expect((await athlete.get(`/training-plans/${json.id}`)).json).to.deep.equal(json);
    const added = await athlete.post(`/training-plans/${json.id}/units`, { unitId: dayA, day: 5 });
    expect(added.json.units.at(-1)).to.include({ name: 'Renamed', day: 5, order: 1 });
  });

  it('repeat a creation by its id or its key, and refuse other content under the id', async () => {
    const id = '01900000-0000-7000-8000-0000000000f1';
    const first = await create({ id });
    await athlete.patch(`/training-units/${dayA}`, { name: 'Renamed' });
    const again = await create({ id });
    expect(again.json).to.deep.equal(first.json);
    expect(again.headers.get('idempotent-replayed')).to.equal('true');
    problem(await athlete.post('/training-plans', { id, name: 'x', difficulty: 'expert' }), 409, 'id-taken');
    const key = { 'idempotency-key': 'k' };
    const body = { name: 'Other', difficulty: 'expert', units: [{ name: 'Run', day: 2 }] };
    const one = await athlete.post('/training-plans', body, key);
    expect((await athlete.post('/training-plans', body, key)).json).to.deep.equal(one.json);
  });

  it('refuse a name that the account has, archived or not, and free it by renaming and deleting', async () => {
    const { json } = await create();
    await athlete.post(`/training-plans/${json.id}/archive`);
    const twin = { name: 'Three days', difficulty: 'expert' };
    problem(await athlete.post('/training-plans', twin), 409, 'plan-name-taken');
    await athlete.patch(`/training-plans/${json.id}`, { name: 'Renamed' });
    const { json: second } = await create();
    problem(await athlete.patch(`/training-plans/${second.id}`, { name: 'Renamed' }), 409, 'plan-name-taken');
    expect((await athlete.delete(`/training-plans/${json.id}`)).status).to.equal(204);
    expect((await athlete.patch(`/training-plans/${second.id}`, { name: 'Renamed' })).status).to.equal(200);
    const stranger = await the.person('stranger@example.com');
    expect((await stranger.post('/training-plans', { ...twin, name: 'Renamed' })).status).to.equal(201);
  });

  it('copy a plan under another name, with new ids and the same units', async () => {
    const { json } = await create();
    await athlete.post(`/training-plans/${json.id}/archive`);
    const copy = await athlete.post(`/training-plans/${json.id}/copy`, { name: 'Copy' });
    expect(copy.status, copy.text).to.equal(201);
    expect(copy.json).to.include({ name: 'Copy', copyOf: json.id, archivedAt: null, weeks: 2, repeats: 6 });
    const withoutIds = (units: readonly PlanUnit[]) => units.map(({ id: _, ...rest }) => rest);
    expect(withoutIds(copy.json.units)).to.deep.equal(withoutIds(json.units));
    expect(copy.json.units[0].id).not.to.equal(json.units[0].id);
    problem(await athlete.post(`/training-plans/${json.id}/copy`, { name: 'Copy' }), 409, 'plan-name-taken');
    const stranger = await the.person('stranger@example.com');
    problem(await stranger.post(`/training-plans/${json.id}/copy`, { name: 'x' }), 404, 'plan-not-found');
  });

  it('add, move, exchange, reorder and remove units', async () => {
    const { json } = await create();
    const path = `/training-plans/${json.id}/units`;
    const added = await athlete.post(path, { name: 'Run', day: 1 });
    expect(added.status).to.equal(201);
    const [first, run, third, last] = added.json.units.map(({ id }: PlanUnit) => id);
    const moved = await athlete.patch(`${path}/${run}`, { order: 0 });
    expect(placesOf(moved.json.units).slice(0, 2)).to.deep.equal([
      ['Run', 1, 0],
      ['Day A', 1, 1],
    ]);
    const exchanged = await athlete.patch(`${path}/${run}`, { unitId: dayB, day: 9 });
    expect(exchanged.json.units.at(-1)).to.deep.equal({ id: run, unitId: dayB, name: 'Day B', day: 9, order: 0 });
    const order = [run, last, third, first].map((id, at) => ({ id, day: at < 2 ? 1 : 2 }));
    const ordered = await athlete.put(`${path}/order`, { units: order });
    expect(ordered.json.units.map(({ id, day, order: place }: PlanUnit) => [id, day, place])).to.deep.equal([
      [run, 1, 0],
      [last, 1, 1],
      [third, 2, 0],
      [first, 2, 1],
    ]);
    const removed = await athlete.delete(`${path}/${run}`);
    expect(placesOf(removed.json.units)[0]).to.deep.equal(['Day A', 1, 0]);
    problem(await athlete.delete(`${path}/${run}`), 404, 'plan-unit-not-found');
    expect((await athlete.get(`/training-units/${dayB}`)).status).to.equal(200);
  });

  it('replace a plan by the difference, only with If-Match', async () => {
    const { json } = await create();
    const path = `/training-plans/${json.id}`;
    problem(await athlete.put(path, json), 428, 'precondition-required');
    const same = await athlete.put(path, json, { 'if-match': '"3"' });
    expect([same.status, same.json.revision]).to.deep.equal([200, 3]);
    const [, second] = json.units;
    const changed = await athlete.put(path, { ...json, units: [{ ...second, day: 1 }] }, { 'if-match': '"3"' });
    expect(changed.json.units).to.deep.equal([{ ...second, day: 1 }]);
    problem(await athlete.put(path, json, { 'if-match': '"3"' }), 412, 'revision-mismatch');
  });

  it('archive and restore a plan, and list by that', async () => {
    const { json } = await create();
    const archived = await athlete.post(`/training-plans/${json.id}/archive`);
    expect(archived.json.archivedAt).to.equal(archived.json.updatedAt);
    const total = async (query: string) => (await athlete.get(`/training-plans${query}`)).json.total;
    expect([await total(''), await total('?archived=true'), await total('?archived=false')]).to.deep.equal([1, 1, 0]);
    expect((await athlete.post(`/training-plans/${json.id}/restore`)).json.archivedAt).to.equal(null);
    const { units: _, grants: _grants, ...summary } = (await athlete.get(`/training-plans/${json.id}`)).json;
    expect((await athlete.get('/training-plans')).json.items).to.deep.equal([{ ...summary, unitCount: 3 }]);
  });

  it('name every field that breaks a rule', async () => {
    const broken = {
      name: '',
      weeks: 0,
      repeats: 1.5,
      units: [{ day: 0 }, { unitId: 'x', day: 1 }, { name: 'x', day: 365, order: 1 }],
    };
    expect(validationErrors(await athlete.post('/training-plans', broken))).to.have.members([
      'string_too_short name',
      'missing difficulty',
      'greater_than_equal weeks',
      'int_parsing repeats',
      'greater_than_equal units.0.day',
      'missing units.0.name',
      'uuid_parsing units.1.unitId',
      'less_than_equal units.2.day',
      'extra_forbidden units.2.order',
    ]);
    const late = { name: 'x', difficulty: 'expert', units: [{ name: 'Run', day: 8 }] };
    expect(validationErrors(await athlete.post('/training-plans', late))).to.deep.equal(['value_error weeks']);
  });

  it('refuse units that do not exist, and hide those and the plans of other accounts', async () => {
    const { json } = await create();
    const stranger = await the.person('stranger@example.com');
    const theirs = await addUnit(stranger, 'Theirs');
    for (const unitId of [theirs, '01900000-0000-7000-8000-0000000000ff']) {
      const answer = await athlete.post(`/training-plans/${json.id}/units`, { unitId, day: 1 });
      problem(answer, 404, 'unit-not-found');
    }
    for (const answer of [
      await stranger.get(`/training-plans/${json.id}`),
      await stranger.patch(`/training-plans/${json.id}`, { name: 'x' }),
      await stranger.delete(`/training-plans/${json.id}`),
    ]) {
      problem(answer, 404, 'plan-not-found');
    }
    expect((await stranger.get('/training-plans')).json.total).to.equal(0);
  });

  it('keep their units from being deleted, and are named', async () => {
    const { json } = await create();
    await athlete.post(`/training-plans/${json.id}/archive`);
    const refused = await athlete.delete(`/training-units/${dayB}`);
    problem(refused, 409, 'unit-in-use');
    expect(refused.json.related).to.deep.equal([{ id: json.id, name: 'Three days' }]);
    expect(refused.json.detail).to.include('"Three days"');
    expect((await athlete.get(`/training-plans?unitId=${dayB}`)).json.total).to.equal(1);
    await athlete.delete(`/training-plans/${json.id}/units/${json.units[1].id}`);
    expect((await athlete.delete(`/training-units/${dayB}`)).status).to.equal(204);
    problem(await athlete.post(`/training-plans/${json.id}/units`, { unitId: dayB, day: 1 }), 404, 'unit-not-found');
    await athlete.delete(`/training-plans/${json.id}`);
    expect((await athlete.delete(`/training-units/${dayA}`)).status).to.equal(204);
  });

  it('count toward a quota, which deleting frees', async () => {
    const { json } = await create();
    expect((await athlete.get('/access/me/usage')).json.plans).to.deep.include({ used: 1 });
    await athlete.delete(`/training-plans/${json.id}`);
    expect((await athlete.get('/access/me/usage')).json.plans).to.deep.include({ used: 0 });
  });

  it('appear in the changes, and as deleted ones', async () => {
    const { json } = await create();
    const first = (await athlete.get('/changes?types=plan')).json;
    expect(first.items).to.deep.equal([{ type: 'plan', id: json.id, revision: 3, deleted: false, document: json }]);
    await athlete.delete(`/training-plans/${json.id}`);
    const next = (await athlete.get(`/changes?types=plan&after=${first.next}`)).json;
    expect(next.items).to.deep.equal([{ type: 'plan', id: json.id, deleted: true }]);
  });
});
