import { expect } from 'chai';
import { perQuota } from '../../src/events/schemas.ts';
import { problem } from './support/client.ts';
import type { Person } from './support/people.ts';
import { useApp } from './support/use-app.ts';

const limit = 3;
const target = { reps: { min: 5 } };
const traits = { primaryMuscles: [1], difficultyLevel: 'expert', category: 'strength' };
const texts = { aliases: ['Zerchers'], instructions: 'Hold it in the elbows.', safety: 'Use a pad.' };
type Link = Readonly<{ exerciseId: string | null; name: string }>;

describe('the own exercises of an author, in a copy', () => {
  const the = useApp({ quotas: perQuota((kind) => (kind === 'exercises' ? limit : 100)) });
  let [author, reader] = [] as unknown as [Person, Person];
  let [zercher, unit] = ['', ''];

  const add = async (by: Person, name: string): Promise<string> =>
    (await by.post('/exercises/user', { name, ...traits, ...texts })).json.id;
  const share = async (...exercises: readonly object[]): Promise<string> => {
    const body = { name: `Day ${exercises.length}`, exercises };
    const { id } = (await author.post('/training-units', body)).json;
    await author.put(`/training-units/${id}/sharing`, { status: 'public' });
    return id;
  };
  const copy = (name: string, of = unit) => reader.post(`/training-units/${of}/copy`, { name });
  const linksOf = (answer: Readonly<{ json: { exercises: readonly Link[] } }>) =>
    answer.json.exercises.map(({ exerciseId }) => exerciseId);
  const own = async () => (await reader.get('/exercises?scope=user')).json.items;

  beforeEach(async () => {
    await the.app.addReferenceItems();
    author = await the.person('author@example.com');
    reader = await the.person('reader@example.com');
    zercher = await add(author, 'Zercher Squat');
    const linked = { exerciseId: zercher, target };
    unit = await share(linked, { ...linked, name: 'Other name', alternatives: [{ exerciseId: zercher }] });
  });

  it('become own exercises of the account that copies, once, with their content and their origin', async () => {
    const copied = await copy('Mine');
    expect(copied.status, copied.text).to.equal(201);
    const [made, ...others] = await own();
    expect(others).to.deep.equal([]);
    const source = (await author.get(`/exercises/${zercher}`)).json;
    expect(source).to.include({ copyOf: null });
    const stamps = { id: made.id, createdAt: made.createdAt, updatedAt: made.updatedAt };
    expect(made).to.deep.equal({ ...source, ...stamps, createdBy: reader.id, copyOf: zercher });
    expect(linksOf(copied)).to.deep.equal([made.id, made.id]);
    expect(copied.json.exercises[1]).to.deep.include({
      name: 'Other name',
      alternatives: [{ exerciseId: made.id, name: 'Zercher Squat' }],
    });
    const revised = await reader.patch(`/exercises/user/${made.id}`, { name: 'Renamed' });
    expect(revised.json).to.include({ name: 'Renamed', copyOf: zercher });
    problem(await reader.get(`/exercises/${zercher}`), 404, 'exercise-not-found');
  });

  it('are used again by later copies, also when they were renamed or archived', async () => {
    await copy('First');
    const [made] = await own();
    await reader.patch(`/exercises/user/${made.id}`, { name: 'Renamed' });
    await reader.post(`/exercises/${made.id}/archive`);
    expect(linksOf(await copy('Second'))).to.deep.equal([made.id, made.id]);
    expect(await own()).to.deep.equal([]);
  });

  it('are copied again when the account has deleted its copy', async () => {
    await copy('First');
    const [made] = await own();
    await reader.delete(`/exercises/${made.id}`);
    const [again] = linksOf(await copy('Second'));
    expect(again).not.to.be.oneOf([null, made.id]);
    expect((await own()).map(({ id }: { id: string }) => id)).to.deep.equal([again]);
  });

  it('are not missing when the account has an exercise of the same name in use', async () => {
    const same = await add(reader, 'Zercher Squat');
    expect(linksOf(await copy('First'))).to.deep.equal([same, same]);
    expect((await reader.get(`/exercises/${same}`)).json.copyOf).to.equal(null);
    await reader.post(`/exercises/${same}/archive`);
    expect(linksOf(await copy('Second'))[0]).not.to.equal(same);
    problem(await reader.post(`/exercises/${same}/restore`), 409, 'exercise-name-taken');
  });

  it('of one name become one exercise, when the author has archived one of them', async () => {
    await author.post(`/exercises/${zercher}/archive`);
    const second = await add(author, 'Zercher Squat');
    const both = await share(...[zercher, second, zercher].map((exerciseId) => ({ exerciseId, target })));
    const [first, ...others] = linksOf(await copy('Mine', both));
    expect(others).to.deep.equal([first, first]);
    expect(await own()).to.have.length(1);
  });

  it('become names when the author has deleted them', async () => {
    await author.delete(`/exercises/${zercher}`);
    const { json } = await copy('Mine');
    expect(json.exercises.map(({ exerciseId, name }: Link) => [exerciseId, name])).to.deep.equal([
      [null, 'Zercher Squat'],
      [null, 'Other name'],
    ]);
    expect(await own()).to.deep.equal([]);
  });

  it('lose the items that were deleted from the reference lists', async () => {
    const root = await the.superuser();
    await root.delete('/catalogs/muscle-groups/1');
    expect((await copy('Mine')).status).to.equal(201);
    expect((await own())[0].primaryMuscles).to.deep.equal([]);
  });

  it('are not copied when the copy is refused', async () => {
    await reader.post('/training-units', { name: 'Taken' });
    problem(await copy('Taken'), 409, 'unit-name-taken');
    for (let count = 0; count < limit; count += 1) await add(reader, `Own ${count}`);
    const refused = await copy('Mine');
    problem(refused, 422, 'quota-exceeded');
    expect(refused.json.details[0]).to.include({ field: 'exercises' });
    expect(await own()).to.have.length(limit);
    expect((await reader.get('/training-units')).json.total).to.equal(1);
  });

  it('come with the units of a copied plan, each once', async () => {
    const second = await share({ exerciseId: zercher, target });
    const units = [unit, second, unit].map((unitId, at) => ({ unitId, day: at + 1 }));
    const plan = (await author.post('/training-plans', { name: 'Plan', difficulty: 'beginner', units })).json.id;
    for (const id of [unit, second]) await author.put(`/training-units/${id}/sharing`, { status: 'private' });
    await author.put(`/training-plans/${plan}/sharing`, { status: 'public' });
    const copied = await reader.post(`/training-plans/${plan}/copy`, { name: 'Mine' });
    expect(copied.status, copied.text).to.equal(201);
    const [made, ...others] = await own();
    expect(others).to.deep.equal([]);
    for (const { unitId } of copied.json.units) {
      const { json } = await reader.get(`/training-units/${unitId}`);
      expect(new Set(json.exercises.map(({ exerciseId }: Link) => exerciseId))).to.deep.equal(new Set([made.id]));
    }
  });

  it('are made once by requests at the same moment', async () => {
    const copies = await Promise.all(['A', 'B', 'C'].map((name) => copy(name)));
    expect(copies.map(({ status }) => status)).to.deep.equal([201, 201, 201]);
    expect(new Set(copies.flatMap(linksOf)).size).to.equal(1);
    expect(await own()).to.have.length(1);
  });
});
