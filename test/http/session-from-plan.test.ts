import { expect } from 'chai';
import { outcomesOf, sync } from './support/batches.ts';
import { problem, validationErrors } from './support/client.ts';
import type { Person } from './support/people.ts';
import { now } from './support/test-app.ts';
import { useApp } from './support/use-app.ts';

const id = '01900000-0000-7000-8000-000000000001';
const planId = '01900000-0000-7000-8000-000000000071';
const unitId = '01900000-0000-7000-8000-000000000061';
const squatId = '01900000-0000-7000-8000-000000000062';
const unknown = '01900000-0000-7000-8000-0000000000ee';
const sessions = '/training-sessions';
const timezone = 'UTC';
const today = now.slice(0, 10);

const squat = {
  ...{ id: squatId, name: 'Squat', mode: 'reps', sets: 1, loading: 'barbell' },
  target: { reps: { min: 5 }, weight: { value: 100, unit: 'kg' } },
  progression: { type: 'linear', increment: { value: 5, unit: 'kg' } },
};
const dayA = { id: unitId, name: 'Day A', exercises: [squat] };
const planUnits = [
  { unitId, day: 1 },
  { name: 'Run in the park', day: 1 },
];
const plan = { id: planId, name: 'Two weeks', difficulty: 'beginner', weeks: 1, repeats: 2, units: planUnits };
const first = { id: planId, week: 1, day: 1, index: 0 };

describe('POST /training-sessions with a day of a plan', () => {
  const the = useApp();
  let athlete: Person;
  beforeEach(async () => {
    athlete = await the.person();
    await athlete.post('/training-units', dayA);
    await athlete.post('/training-plans', plan);
  });
  const start = (change: object = {}, by = athlete) =>
    by.post(`${sessions}?replace=abort`, { plan: first, timezone, ...change });
  const startPlan = (startsOn = today, by = athlete) => by.post(`/training-plans/${planId}/start`, { startsOn });
  const current = async (by = athlete) => (await by.get('/training-plans/current?timezone=UTC')).json;

  it('takes what the current plan shows for the unit, copies plan and unit, and counts for that day', async () => {
    await startPlan();
    const [due, run] = (await current()).today.units;
    expect(due.plan).to.deep.equal(first);
    const { status, json } = await start({ plan: due.plan });
    expect(status).to.equal(201);
    expect(json).to.deep.include({ plan: { ...first, name: 'Two weeks' }, unit: { id: unitId, name: 'Day A' } });
    expect(json.exercises[0]).to.deep.include({ name: 'Squat', mode: 'reps', order: 0 });
    expect(json.exercises[0].planned.sets).to.have.length(1);
    const statesOf = async () => (await current()).today.units.map((unit: typeof due) => [unit.state, unit.sessionId]);
    expect(await statesOf()).to.deep.equal([
      ['started', json.id],
      ['due', null],
    ]);
    await athlete.post(`${sessions}/${json.id}/complete`);
    expect(await statesOf()).to.deep.equal([
      ['done', json.id],
      ['due', null],
    ]);
    expect(run.plan).to.deep.equal({ ...first, index: 1 });
  });

  it('starts a unit of the plan that is only a name, without exercises', async () => {
    const { json } = await start({ plan: { ...first, index: 1 } });
    expect(json).to.deep.include({ unit: { id: null, name: 'Run in the park' }, exercises: [] });
  });

  it('accepts each repeat of the plan, and refuses a day or a unit that the plan does not have', async () => {
    expect((await start({ plan: { ...first, week: 2 } })).json.plan.week).to.equal(2);
    const missing = [{ week: 3 }, { day: 2 }, { index: 2 }];
    for (const change of missing) {
      expect(validationErrors(await start({ plan: { ...first, ...change } }))).to.deep.equal(['value_error plan']);
    }
    expect(validationErrors(await start({ plan: { ...first, day: 8 } }))).to.deep.equal(['less_than_equal plan.day']);
    expect(validationErrors(await start({ unitId }))).to.deep.equal(['value_error unitId']);
  });

  it('is 404 for plans that the athlete may not read, and creates nothing', async () => {
    const other = await the.person('other@example.com');
    problem(await start({}, other), 404, 'plan-not-found');
    problem(await start({ plan: { ...first, id: unknown } }), 404, 'plan-not-found');
    expect((await other.get(sessions)).json.total).to.equal(0);
  });

  it('keeps what was planned when the plan and the unit are changed and deleted afterwards', async () => {
    const started = await start({ id });
    await athlete.patch(`/training-plans/${planId}`, { name: 'Renamed' });
    await athlete.delete(`/training-plans/${planId}`);
    await athlete.delete(`/training-units/${unitId}`);
    expect((await athlete.get(`${sessions}/${id}`)).text).to.equal(started.text);
    expect((await start({ id })).text).to.equal(started.text);
    problem(await start(), 404, 'plan-not-found');
  });

  it('starts a running plan as it was when it was started, also once it is changed or deleted', async () => {
    await startPlan();
    const { units } = (await athlete.get(`/training-plans/${planId}`)).json;
    await athlete.delete(`/training-plans/${planId}/units/${units[0].id}`);
    expect((await start()).json.unit).to.deep.equal({ id: unitId, name: 'Day A' });
    await athlete.delete(`/training-plans/${planId}`);
    expect((await start()).json.plan).to.deep.equal({ ...first, name: 'Two weeks' });
    await athlete.delete(`/training-units/${unitId}`);
    problem(await start(), 404, 'unit-not-found');
    await athlete.post('/training-plans/current/end', { from: today });
    problem(await start(), 404, 'plan-not-found');
  });

  it('repeats the answer under an idempotency key and for an id, though the plan has another unit there by now', async () => {
    const key = { 'idempotency-key': 'k' };
    const once = await athlete.post(sessions, { plan: first, timezone }, key);
    const own = await start({ id });
    const { units } = (await athlete.get(`/training-plans/${planId}`)).json;
    await athlete.delete(`/training-plans/${planId}/units/${units[0].id}`);
    expect((await athlete.post(sessions, { plan: first, timezone }, key)).text).to.equal(once.text);
    expect((await start({ id })).text).to.equal(own.text);
    problem(await start({ id, plan: { ...first, week: 2 } }), 409, 'id-taken');
  });

  it('is accepted by a batch that also creates and starts the plan, in any order', async () => {
    const another = '01900000-0000-7000-8000-0000000000f7';
    const body = { id: another, name: 'New', difficulty: 'expert', units: [{ unitId, day: 1 }] };
    const commands = [
      { key: 'create', operation: 'createPlan', body },
      { key: 'begin', operation: 'startPlan', path: { id: another }, body: { startsOn: today } },
      { key: 'start', operation: 'startSession', body: { id, timezone, plan: { ...first, id: another } } },
    ];
    const answers = await sync(athlete, [commands[2], commands[0], commands[1]]);
    expect(answers.map(({ outcome }) => outcome)).to.deep.equal(['accepted', 'accepted', 'accepted']);
    expect((await current()).today.units[0]).to.include({ state: 'started', sessionId: id });
    const absent = { key: 'absent', operation: 'startSession', body: { timezone, plan: { ...first, id: unknown } } };
    const refused = { ...absent, key: 'refused', body: { timezone, plan: { ...first, id: another, day: 2 } } };
    const malformed = { ...absent, key: 'malformed', body: { timezone, plan: 'tomorrow' } };
    const outcomes = await sync(athlete, [absent, refused, malformed]);
    expect(outcomesOf(outcomes)).to.deep.equal(['deferred plan-not-found', 'refused validation', 'refused validation']);
  });

  describe('of another account', () => {
    let friend: Person;
    const done = { startedAt: '2026-03-01T10:00:00Z', endedAt: '2026-03-01T11:00:00Z' };
    const squats = {
      exercises: [{ unitExerciseId: squatId, sets: [{ weight: { value: 100, unit: 'kg' }, reps: 5 }] }],
    };
    const weightOf = ({ json }: Awaited<ReturnType<typeof start>>) => json.exercises[0].planned.sets[0].weight.value;
    beforeEach(async () => {
      friend = await the.person('friend@example.com');
      await athlete.put(`/training-plans/${planId}/grants/${friend.id}`, { level: 'read' });
      await athlete.put(`/training-plans/${planId}/sharing`, { status: 'shared' });
    });

    it('starts with the history of the athlete who trains, and not with that of the owner', async () => {
      await start({ ...done, ...squats });
      expect(weightOf(await start())).to.equal(105);
      expect(weightOf(await start({}, friend))).to.equal(100);
      await start({ ...done, ...squats }, friend);
      expect(weightOf(await start({}, friend))).to.equal(105);
      expect(weightOf(await friend.post(`${sessions}?replace=abort`, { unitId, timezone }))).to.equal(105);
    });

    it('counts for the day of the plan when the other athlete does the plan', async () => {
      expect((await startPlan(today, friend)).status).to.equal(200);
      const [due] = (await current(friend)).today.units;
      const { json } = await start({ plan: due.plan }, friend);
      expect((await current(friend)).today.units[0]).to.include({ state: 'started', sessionId: json.id });
      problem(await athlete.get('/training-plans/current?timezone=UTC'), 404, 'schedule-not-found');
    });

    it('is refused once the plan is private, and leaves the session that was started', async () => {
      const started = await start({ id }, friend);
      await startPlan(today, friend);
      await athlete.put(`/training-plans/${planId}/sharing`, { status: 'private' });
      problem(await start({}, friend), 404, 'unit-not-found');
      problem(await friend.post(sessions, { unitId, timezone }), 404, 'unit-not-found');
      expect((await friend.get(`${sessions}/${id}`)).text).to.equal(started.text);
      expect((await start({ id }, friend)).text).to.equal(started.text);
    });

    it('does not link own exercises of the owner, but keeps their names', async () => {
      await the.app.addReferenceItems();
      const own = { name: 'My Squat', category: 'strength', difficultyLevel: 'expert', primaryMuscles: [1] };
      const { json: exercise } = await athlete.post('/exercises/user', own);
      const linked = { ...dayA, id: unknown, name: 'Linked', exercises: [{ ...squat, id, exerciseId: exercise.id }] };
      await athlete.post('/training-units', linked);
      await athlete.put(`/training-units/${unknown}/sharing`, { status: 'public' });
      const entryOf = async (by: Person) => (await by.post(sessions, { unitId: unknown, timezone })).json.exercises[0];
      expect((await entryOf(athlete)).exerciseId).to.equal(exercise.id);
      const entry = await entryOf(friend);
      expect([entry.name, entry.exerciseId, entry.planned.exerciseId]).to.deep.equal(['Squat', null, null]);
      expect(entry.planned.isExchanged).to.equal(false);
    });
  });
});
