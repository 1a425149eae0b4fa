import { expect } from 'chai';
import { exerciseId, made, sync } from './support/batches.ts';
import { problem, validationErrors } from './support/client.ts';
import type { Person } from './support/people.ts';
import { useApp } from './support/use-app.ts';

const max = { weight: { value: 225.5, unit: 'lb' }, setOn: '2026-02-28' };
const gear = { bar: 7.5, plates: [{ value: 1.25, pairs: 2 }, { value: 20 }], dumbbells: [8, 12.5], step: 2.5 };

describe('/profile', () => {
  const the = useApp();
  let athlete: Person;
  beforeEach(async () => {
    athlete = await the.person();
  });
  const addOwn = async () => {
    await the.app.addReferenceItems();
    const traits = { primaryMuscles: [1], difficultyLevel: 'beginner', category: 'strength' };
    return (await athlete.post('/exercises/user', { name: 'Squat', ...traits })).json.id as string;
  };

  it('shows defaults before the first change', async () => {
    const { status, json } = await athlete.get('/profile');
    expect(status).to.equal(200);
    expect(json).to.deep.equal({
      ...{ id: athlete.id, unit: 'kg', timezone: null, firstDayOfWeek: 'monday', e1rmFormula: 'epley' },
      forCoaches: { goals: null, limitations: null, equipment: null, birthYear: null },
      ...{ gear: { kg: null, lb: null }, trainingMaxes: [], revision: null, createdAt: null, updatedAt: null },
    });
  });

  it('keeps what was changed, number by number', async () => {
    const id = await addOwn();
    const changed = await athlete.patch('/profile', { unit: 'lb', timezone: 'Europe/Berlin', gear: { kg: gear } });
    expect([changed.status, changed.headers.get('etag')]).to.deep.equal([200, '"2"']);
    const set = await athlete.put(`/profile/training-maxes/${id}`, max);
    expect(set.json.trainingMaxes).to.deep.equal([{ exerciseId: id, ...max }]);
    const { json } = await athlete.get('/profile');
    expect(json).to.deep.equal(set.json);
    expect(json.gear).to.deep.equal({
      kg: {
        ...gear,
        plates: [
          { value: 1.25, pairs: 2 },
          { value: 20, pairs: null },
        ],
      },
      lb: null,
    });
    const removed = await athlete.delete(`/profile/training-maxes/${id}`);
    expect([removed.status, removed.json.trainingMaxes]).to.deep.equal([200, []]);
    const again = await athlete.delete(`/profile/training-maxes/${id}`);
    expect(again.json.revision).to.equal(removed.json.revision);
  });

  it('keeps what coaches are told, member by member, and refuses a year that has not come', async () => {
    const told = await athlete.patch('/profile', { forCoaches: { goals: 'Squat 150 kg', birthYear: 1990 } });
    const all = { goals: 'Squat 150 kg', limitations: null, equipment: null, birthYear: 1990 };
    expect(told.json.forCoaches).to.deep.equal(all);
    const more = await athlete.patch('/profile', { forCoaches: { limitations: 'Knee', birthYear: null } });
    expect(more.json.forCoaches).to.deep.equal({ ...all, limitations: 'Knee', birthYear: null });
    const refused = await athlete.patch('/profile', { forCoaches: { birthYear: 2027 } });
    problem(refused, 422, 'validation');
    expect(refused.json.details[0].field).to.equal('forCoaches.birthYear');
  });

  it('is one for each account', async () => {
    const stranger = await the.person('stranger@example.com');
    await athlete.patch('/profile', { unit: 'lb' });
    expect((await stranger.get('/profile')).json).to.include({ id: stranger.id, unit: 'kg', revision: null });
  });

  it('changes only at the revision that If-Match names', async () => {
    const { json } = await athlete.patch('/profile', { unit: 'lb' });
    const stale = await athlete.patch('/profile', { unit: 'kg' }, { 'if-match': `"${json.revision - 1}"` });
    problem(stale, 412, 'revision-mismatch');
    const fresh = await athlete.patch('/profile', { unit: 'kg' }, { 'if-match': `"${json.revision}"` });
    expect(fresh.json).to.include({ unit: 'kg', revision: json.revision + 1 });
  });

  it('changes once for a key', async () => {
    const key = { 'idempotency-key': 'k' };
    const [one, two] = [
      await athlete.patch('/profile', { unit: 'lb' }, key),
      await athlete.patch('/profile', { unit: 'lb' }, key),
    ];
    expect(two.json).to.deep.equal(one.json);
    expect(two.headers.get('idempotent-replayed')).to.equal('true');
  });

  it('names every field that breaks a rule', async () => {
    const body = {
      ...{ unit: 'stone', timezone: 'Mars/Base', firstDayOfWeek: 'friday', e1rmFormula: null },
      gear: { kg: { bar: 7.125, plates: [{ value: 0 }, { value: 5, pairs: -1 }], dumbbells: [8, 8] } },
    };
    expect(validationErrors(await athlete.patch('/profile', body))).to.have.members([
      ...['enum unit', 'value_error timezone', 'enum firstDayOfWeek', 'enum e1rmFormula'],
      ...['value_error gear.kg.bar', 'greater_than_equal gear.kg.plates.0.value'],
      ...['greater_than_equal gear.kg.plates.1.pairs', 'value_error gear.kg.dumbbells', 'missing gear.kg.step'],
    ]);
    const id = await addOwn();
    const broken = await athlete.put(`/profile/training-maxes/${id}`, { weight: { value: 0, unit: 'kg' }, setOn: 'x' });
    expect(validationErrors(broken)).to.have.members(['greater_than_equal weight.value', 'value_error setOn']);
  });

  it('has training maxes only of exercises that the athlete may use', async () => {
    const id = await addOwn();
    const stranger = await the.person('stranger@example.com');
    problem(await stranger.put(`/profile/training-maxes/${id}`, max), 404, 'exercise-not-found');
    problem(await athlete.put(`/profile/training-maxes/${exerciseId()}`, max), 404, 'exercise-not-found');
  });

  it('accepts changes that were made without network, in any order', async () => {
    await the.app.addReferenceItems();
    const change = { key: 'change', operation: 'changeProfile', body: { unit: 'lb' } };
    const path = { exerciseId: exerciseId() };
    const set = { key: 'set', operation: 'setTrainingMax', path, body: max };
    const removed = { key: 'remove', operation: 'removeTrainingMax', path };
    const answers = await sync(athlete, [set, change, made.addExercise()]);
    expect(answers.map(({ outcome, status }) => [outcome, status])).to.deep.equal([
      ...[
        ['accepted', 200],
        ['accepted', 200],
        ['accepted', 201],
      ],
    ]);
    expect(await sync(athlete, [set, change])).to.deep.equal(answers.slice(0, 2));
    expect((await athlete.get('/profile')).json).to.deep.include({
      unit: 'lb',
      trainingMaxes: [{ exerciseId: exerciseId(), ...max }],
    });
    await sync(athlete, [removed]);
    expect((await athlete.get('/profile')).json.trainingMaxes).to.deep.equal([]);
    const unknown = { ...set, key: 'unknown', path: { exerciseId: exerciseId(2) } };
    expect((await sync(athlete, [unknown])).map(({ outcome }) => outcome)).to.deep.equal(['deferred']);
  });

  it('appears in the changes', async () => {
    const { json } = await athlete.patch('/profile', { unit: 'lb' });
    expect((await athlete.get('/changes?types=profile')).json.items).to.deep.equal([
      { type: 'profile', id: athlete.id, revision: json.revision, deleted: false, document: json },
    ]);
  });
});
