import { expect } from 'chai';
import { perQuota } from '../../src/events/schemas.ts';
import { type Answer, problem } from './support/client.ts';
import type { Person } from './support/people.ts';
import { useApp } from './support/use-app.ts';

const squat = { name: 'Squat', mode: 'reps', sets: 3, target: { reps: { min: 5 } } };
const limit = 4;
type Unit = Readonly<{ unitId: string | null; name: string; day: number }>;

describe("a copy of another account's training plan", () => {
  const the = useApp({ quotas: perQuota((kind) => (kind === 'units' ? limit : 100)) });
  let [author, reader] = [] as unknown as [Person, Person];
  let [plan, dayA, dayB] = ['', '', ''];

  beforeEach(async () => {
    author = await the.person('author@example.com');
    reader = await the.person('reader@example.com');
    const create = async (name: string) =>
      (await author.post('/training-units', { name, description: 'As planned', exercises: [squat] })).json.id;
    [dayA, dayB] = [await create('Day A'), await create('Day B')];
    const units = [
      { unitId: dayA, day: 1 },
      { unitId: dayB, day: 3 },
      { unitId: dayA, name: 'Again', day: 5 },
      { name: 'Run', day: 6 },
    ];
    const body = { name: 'Three days', difficulty: 'expert', weeks: 2, repeats: 6, units };
    plan = (await author.post('/training-plans', body)).json.id;
    await author.put(`/training-plans/${plan}/grants/${reader.id}`, { level: 'read' });
    await author.put(`/training-plans/${plan}/sharing`, { status: 'shared' });
  });

  const copy = (body: object = { name: 'Mine' }, key?: string) =>
    reader.post(`/training-plans/${plan}/copy`, body, key === undefined ? {} : { 'idempotency-key': key });
  const own = async (kind: 'units' | 'plans') => (await reader.get(`/training-${kind}`)).json.items;
  const namesOf = async () => (await own('units')).map(({ name }: Unit) => name).sort();
  /** Makes appends to streams of a kind fail after some of them, like a crash of the process. */
  function crashAfter(appends: number): () => void {
    const { store } = the.app;
    const { append } = store;
    let left = appends;
    const failing: typeof append = async (stream, events, head) => {
      if (/^(unit|plan)-/.test(stream)) {
        if (left === 0) throw new Error('The process crashed');
        left -= 1;
      }
      return append(stream, events, head);
    };
    Object.assign(store, { append: failing });
    return () => void Object.assign(store, { append });
  }

  it('has a copy of each unit, once, and tells the origin of all', async () => {
    const made = await copy();
    expect(made.status, made.text).to.equal(201);
    expect(made.json).to.deep.include({
      ...{ name: 'Mine', copyOf: plan, userId: reader.id, access: 'owner', sharing: 'private', grants: [] },
      ...{ difficulty: 'expert', weeks: 2, repeats: 6 },
    });
    const units: readonly Unit[] = made.json.units;
    expect(units.map(({ name, day }) => [name, day])).to.deep.equal([
      ...[
        ['Day A', 1],
        ['Day B', 3],
        ['Again', 5],
        ['Run', 6],
      ],
    ]);
    const ids = units.map(({ unitId }) => unitId);
    expect(ids).to.deep.equal([ids[0], ids[1], ids[0], null]);
    expect(await namesOf()).to.deep.equal(['Day A', 'Day B']);
    const first = await reader.get(`/training-units/${ids[0]}`);
    expect(first.json).to.deep.include({
      copyOf: dayA,
      userId: reader.id,
      sharing: 'private',
      description: 'As planned',
    });
    expect(first.json.exercises[0]).to.deep.include({ name: 'Squat', sets: 3 });
  });

  it('stays as it is when the plan is no longer shared, and then no other copy can be made', async () => {
    const { id, units } = (await copy()).json;
    await author.put(`/training-plans/${plan}/sharing`, { status: 'private' });
    problem(await copy({ name: 'Again' }), 404, 'plan-not-found');
    expect((await reader.get(`/training-plans/${id}`)).json.name).to.equal('Mine');
    expect((await reader.get(`/training-units/${units[0].unitId}`)).status).to.equal(200);
    problem(await reader.get(`/training-units/${dayA}`), 404, 'unit-not-found');
  });

  it('is made once for one idempotency key or one id, also after the source has changed or ended', async () => {
    const id = '01900000-0000-7000-8000-0000000000aa';
    const byKey = await copy({ name: 'By key' }, 'k');
    const byId = await copy({ id, name: 'By id' });
    await author.delete(`/training-plans/${plan}`);
    const known = ({ status, text }: Answer) => [status, text];
    expect(known(await copy({ name: 'By key' }, 'k'))).to.deep.equal(known(byKey));
    expect(known(await copy({ id, name: 'By id' }))).to.deep.equal(known(byId));
    problem(await copy({ name: 'Other' }, 'k'), 422, 'idempotency-key-reused');
    problem(await copy({ id, name: 'Other' }), 409, 'id-taken');
    expect(await own('plans')).to.have.length(2);
    expect(await own('units')).to.have.length(4);
  });

  for (const appends of [0, 1, 2]) {
    it(`is finished by a repetition under the same key after a crash that left ${appends} units`, async () => {
      const restart = crashAfter(appends);
      expect((await copy({ name: 'Mine' }, 'k')).status).to.equal(500);
      restart();
      expect(await own('units')).to.have.length(appends);
      expect(await own('plans')).to.deep.equal([]);
      const made = await copy({ name: 'Mine' }, 'k');
      expect(made.status, made.text).to.equal(201);
      expect(await namesOf()).to.deep.equal(['Day A', 'Day B']);
      const ids = made.json.units.map(({ unitId }: Unit) => unitId);
      expect(new Set(ids).size).to.equal(3);
    });
  }

  it('leaves a name where the account has deleted a unit before the repetition', async () => {
    const restart = crashAfter(2);
    await copy({ name: 'Mine' }, 'k');
    restart();
    const [deleted] = await own('units');
    await reader.delete(`/training-units/${deleted.id}`);
    const { units } = (await copy({ name: 'Mine' }, 'k')).json;
    expect(units[0]).to.deep.include({ unitId: null, name: 'Day A' });
    expect(units[1].unitId).not.to.equal(null);
  });

  it('is one copy for requests under the same key at the same moment', async () => {
    const made = await Promise.all([1, 2, 3].map(() => copy({ name: 'Mine' }, 'k')));
    expect(made.map(({ status }) => status)).to.deep.equal([201, 201, 201]);
    expect(new Set(made.map(({ json }) => json.id)).size).to.equal(1);
    expect(await namesOf()).to.deep.equal(['Day A', 'Day B']);
  });

  it('numbers the names of units that the account has already', async () => {
    const long = 'x'.repeat(100);
    await author.patch(`/training-units/${dayB}`, { name: long });
    for (const name of ['Day A', long]) await reader.post('/training-units', { name });
    expect((await copy()).status).to.equal(201);
    expect(await namesOf()).to.deep.equal(['Day A', 'Day A (2)', `${'x'.repeat(96)} (2)`, long]);
  });

  it('is refused before anything is copied when its name is taken or a quota does not suffice', async () => {
    await reader.post('/training-plans', { name: 'Mine', difficulty: 'beginner' });
    problem(await copy(), 409, 'plan-name-taken');
    for (let count = 1; count < limit; count += 1) await reader.post('/training-units', { name: `Own ${count}` });
    const refused = await copy({ name: 'Other' });
    problem(refused, 422, 'quota-exceeded');
    expect(refused.json.details[0]).to.include({ type: 'quota_exceeded', field: 'units' });
    expect(await own('units')).to.have.length(limit - 1);
    await reader.delete(`/training-units/${(await own('units'))[0].id}`);
    expect((await copy({ name: 'Other' })).status).to.equal(201);
  });

  it('takes a public plan as well, and its units that the author has archived', async () => {
    const stranger = await the.person('stranger@example.com');
    problem(await stranger.post(`/training-plans/${plan}/copy`, { name: 'Mine' }), 404, 'plan-not-found');
    await author.put(`/training-plans/${plan}/sharing`, { status: 'public' });
    await author.post(`/training-units/${dayA}/archive`);
    const { units } = (await stranger.post(`/training-plans/${plan}/copy`, { name: 'Mine' })).json;
    expect((await stranger.get(`/training-units/${units[0].unitId}`)).json.archivedAt).to.equal(null);
  });
});
