import { expect } from 'chai';
import { type Client, problem, validationErrors } from './support/client.ts';
import { useApp } from './support/use-app.ts';

const id = '01900000-0000-7000-8000-000000000001';
const entryId = '01900000-0000-7000-8000-000000000011';
const setId = '01900000-0000-7000-8000-000000000021';
const unknown = '01900000-0000-7000-8000-0000000000ee';
const sessions = '/training-sessions';
const key = { 'idempotency-key': 'phone-1' };

const squat = { name: 'Squat', mode: 'reps', supersetGroup: 1, sets: [{ reps: 5 }, { reps: 4, type: 'drop' }] };
const plank = { name: 'Plank', mode: 'time', supersetGroup: 1, sets: [{ seconds: 60 }] };
const legs = {
  ...{ name: 'Legs', timezone: 'Europe/Berlin', startedAt: '2026-03-01T10:00:00Z', endedAt: '2026-03-01T11:00:00Z' },
  exercises: [squat, plank],
};

describe('POST /training-sessions with exercises', () => {
  const the = useApp();
  let athlete: Client;
  beforeEach(async () => {
    athlete = await the.person();
  });
  const record = (change: object = {}, headers = {}) => athlete.post(sessions, { ...legs, ...change }, headers);
  const events = () => the.app.store.all().filter(({ stream }) => stream.startsWith('session-'));

  it('stores the whole session at once, and returns it as reads do', async () => {
    const answer = await record();
    expect(answer.status).to.equal(201);
    expect(answer.headers.get('etag')).to.equal('"6"');
    expect(answer.json).to.include({ name: 'Legs', status: 'completed', durationSeconds: 3600, revision: 6 });
    const shown = answer.json.exercises.map(({ name, order, supersetGroup, sets }: typeof answer.json) => ({
      ...{ name, order, supersetGroup },
      sets: sets.map(({ order, type, reps, seconds }: typeof sets) => [order, type, reps, seconds]),
    }));
    expect(shown).to.deep.equal([
      {
        ...{ name: 'Squat', order: 0, supersetGroup: 1 },
        sets: [
          [0, 'normal', 5, null],
          [1, 'drop', 4, null],
        ],
      },
      { name: 'Plank', order: 1, supersetGroup: 1, sets: [[0, 'normal', null, 60]] },
    ]);
    expect((await athlete.get(`${sessions}/${answer.json.id}`)).text).to.equal(answer.text);
    expect(events()).to.have.length(7);
  });

  it('accepts ids of the session, of exercises and of sets, and generates the others', async () => {
    const exercises = [{ ...squat, id: entryId.toUpperCase(), sets: [{ id: setId, reps: 5 }, { reps: 4 }] }, plank];
    const { json } = await record({ id, exercises });
    expect([json.id, json.exercises[0].id, json.exercises[0].sets[0].id]).to.deep.equal([id, entryId, setId]);
    const v7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
    expect(json.exercises[0].sets[1].id).to.match(v7);
    expect(json.exercises[1].id).to.match(v7);
  });

  it('returns the session of a repeated idempotency key, with the same generated ids', async () => {
    const first = await record({}, key);
    await athlete.delete(`${sessions}/${first.json.id}/exercises/${first.json.exercises[0].id}`);
    const again = await record({}, key);
    expect([again.status, again.text]).to.deep.equal([201, first.text]);
    expect(again.headers.get('idempotent-replayed')).to.equal('true');
    problem(await record({ exercises: [squat] }, key), 422, 'idempotency-key-reused');
    expect(events()).to.have.length(8);
  });

  it('returns the current session for a repeated id, also when the parts have no ids', async () => {
    const first = await record({ id });
    await athlete.patch(`${sessions}/${id}`, { notes: 'heavy' });
    await athlete.post(`${sessions}/${id}/exercises`, { name: 'Row', mode: 'reps' });
    await athlete.delete(`${sessions}/${id}/exercises/${first.json.exercises[0].id}`);
    const again = await record({ id });
    expect(again.status).to.equal(201);
    expect(again.headers.get('idempotent-replayed')).to.equal('true');
    expect(again.json).to.include({ id, notes: 'heavy', revision: 9 });
    for (const other of [{ exercises: [squat] }, { exercises: [] }, { endedAt: null }, { exercises: [plank, squat] }]) {
      problem(await record({ id, ...other }), 409, 'id-taken');
    }
    problem(await athlete.post(sessions, { id, timezone: 'Europe/Berlin' }), 409, 'id-taken');
    expect(events()).to.have.length(10);
  });

  it('returns the current session for a repeated id after other requests with the same request id', async () => {
    const trace = { 'x-request-id': '3f0f8a52-6b0e-4c2b-9a53-6d0a1c1d7e11' };
    await record({ id }, trace);
    await athlete.patch(`${sessions}/${id}`, { notes: 'heavy' }, { ...trace, ...key });
    expect((await record({ id }, trace)).json).to.include({ notes: 'heavy', revision: 7 });
  });

  it('lists every error of the body with the place of its field', async () => {
    const exercises = [
      { name: 'Squat', mode: 'reps', sets: [{ reps: -1 }, { reps: 5, weight: { value: 'x', unit: 'st' } }] },
      { mode: 'walk', sets: 7, order: 1 },
      null,
    ];
    expect(validationErrors(await record({ exercises, endedAt: 'x' }))).to.deep.equal([
      'enum exercises.0.sets.1.weight.unit',
      'enum exercises.1.mode',
      'extra_forbidden exercises.1.order',
      'greater_than_equal exercises.0.sets.0.reps',
      'list_type exercises.1.sets',
      'missing exercises.1.name',
      'value_error endedAt',
      'value_error exercises.0.sets.1.weight.value',
      'value_error exercises.2',
    ]);
  });

  it('refuses a part that breaks a rule of sessions, names its place and stores nothing', async () => {
    const withSets = (sets: object[]) => ({ exercises: [plank, { ...squat, sets }] });
    const refused = async (change: object) => validationErrors(await record(change));
    expect(await refused(withSets([{ seconds: 5 }]))).to.deep.equal(['value_error exercises.1.sets.0.seconds']);
    expect(await refused(withSets([{ reps: 5, rpe: 8, rir: 2 }]))).to.deep.equal([
      'value_error exercises.1.sets.0.rir',
    ]);
    expect(await refused({ endedAt: '2026-03-01T09:00:00Z' })).to.deep.equal(['value_error endedAt']);
    const twice = { ...squat, id: entryId };
    expect(await refused({ exercises: [twice, twice] })).to.deep.equal(['value_error exercises.1.id']);
    const answer = await record({ exercises: [plank, { exerciseId: unknown }] });
    expect(problem(answer, 404, 'exercise-not-found'));
    expect(answer.json.detail).to.match(/^exercises\.1: /);
    expect(events()).to.deep.equal([]);
  });

  it('refuses too many exercises or sets before it reads them', async () => {
    const nothing = Array(501).fill(7);
    const refused = async (exercises: unknown) => validationErrors(await record({ exercises }));
    expect(await refused(nothing)).to.deep.equal(['less_than_equal exercises']);
    expect(await refused([{ sets: nothing }])).to.include('less_than_equal exercises.0.sets');
    expect(await refused(Array(5).fill({ sets: Array(401).fill(7) }))).to.deep.equal(['less_than_equal exercises']);
  });
});
