import { expect } from 'chai';
import { signIn } from './support/client.ts';
import type { Person } from './support/people.ts';
import { now } from './support/test-app.ts';
import { useApp } from './support/use-app.ts';

const idOf = (n: number) => `01900000-0000-7000-8000-00000000006${n}`;
const planId = '01900000-0000-7000-8000-000000000071';
const sessions = '/training-sessions';
const names = ['Squat', 'Press', 'Row', 'Plank'];
const exercises = names.map((name, at) => ({
  ...{ id: idOf(at + 1), name, sets: 2 },
  ...(name === 'Plank' ? { mode: 'time', target: { seconds: 60 } } : { mode: 'reps', target: { reps: { min: 5 } } }),
}));
const plan = { id: planId, name: 'Weekly', difficulty: 'beginner', units: [{ unitId: idOf(0), day: 1 }] };

describe('a session from a plan, as planned and as done', () => {
  const the = useApp();
  let athlete: Person;
  let path = '';
  const entries: Record<string, string> = {};
  const timezone = 'UTC';
  beforeEach(async () => {
    athlete = await the.person();
    await athlete.post('/training-units', { id: idOf(0), name: 'Day A', exercises });
    await athlete.post('/training-plans', plan);
    await athlete.post(`/training-plans/${planId}/start`, { startsOn: now.slice(0, 10) });
    const [due] = (await athlete.get('/training-plans/current?timezone=UTC')).json.today.units;
    const { json } = await athlete.post(sessions, { timezone, plan: due.plan });
    path = `${sessions}/${json.id}`;
    for (const entry of json.exercises) entries[entry.name] = entry.id;
  });
  const logSets = async (name: string, count: number, set: object, by = athlete) => {
    const sets = `${path}/exercises/${entries[name]}/sets`;
    for (let n = 0; n < count; n += 1) expect((await by.post(sets, set)).status).to.equal(201);
  };
  /** Does all of the first exercise, half of the second, another one instead of the third, one more, and not the fourth. */
  const train = async (by = athlete) => {
    await logSets('Squat', 2, { reps: 5 }, by);
    await logSets('Press', 1, { reps: 5 }, by);
    await by.patch(`${path}/exercises/${entries.Row}`, { name: 'Pull-up' });
    await logSets('Row', 2, { reps: 8 }, by);
    await by.post(`${path}/exercises`, { name: 'Curl', mode: 'reps' });
  };
  const told = async () =>
    (await athlete.get(path)).json.exercises.map(
      ({ name, planned }: Record<string, Record<string, unknown> | null>) => [
        name,
        ...(planned ? [planned.name, planned.status, planned.isExchanged] : ['added']),
      ],
    );
  const trained = [
    ['Squat', 'Squat', 'done', false],
    ['Press', 'Press', 'partly', false],
    ['Pull-up', 'Row', 'done', true],
  ];

  it('tells what is done, partly done, skipped, exchanged and added, each with its targets', async () => {
    await train();
    expect(await told()).to.deep.equal([...trained, ['Plank', 'Plank', 'open', false], ['Curl', 'added']]);
    await athlete.post(`${path}/complete`);
    const after = [...trained, ['Plank', 'Plank', 'skipped', false], ['Curl', 'added']];
    expect(await told()).to.deep.equal(after);
    const [squat, , row, plank] = (await athlete.get(path)).json.exercises;
    expect(squat.planned.sets.map(({ reps }: typeof squat) => reps.min)).to.deep.equal([5, 5]);
    expect(row.planned).to.include({ unitExerciseId: idOf(3), mode: 'reps', order: 2 });
    expect(plank.planned.sets.map(({ seconds }: typeof squat) => seconds)).to.deep.equal([60, 60]);
  });

  it('tells it after an abort too, and follows corrections after the end', async () => {
    await train();
    await athlete.post(`${path}/abort`);
    expect((await told()).at(3)).to.deep.equal(['Plank', 'Plank', 'skipped', false]);
    await logSets('Plank', 2, { seconds: 45 });
    await athlete.patch(`${path}/exercises/${entries.Row}`, { name: 'Row' });
    expect((await told()).slice(2, 4)).to.deep.equal([
      ['Row', 'Row', 'done', false],
      ['Plank', 'Plank', 'done', false],
    ]);
  });

  it('counts in the compliance and for the day of the plan once it is completed', async () => {
    await train();
    const stateOf = async () => (await athlete.get('/training-plans/current?timezone=UTC')).json.today.units[0].state;
    expect(await stateOf()).to.equal('started');
    await athlete.post(`${path}/complete`);
    expect(await stateOf()).to.equal('done');
    const { windows } = (await athlete.get('/statistics/compliance?timezone=UTC')).json;
    expect(windows[0]).to.deep.include({ entries: 4, fulfilled: 2, skipped: 1, plannedSets: 8, doneSets: 5 });
  });

  it('tells for each planned exercise what was done, skipped and exchanged, once the session has ended', async () => {
    await train();
    const read = async () => (await athlete.get('/statistics/compliance/exercises?timezone=UTC')).json;
    expect((await read()).windows.map(({ exercises: own }: { exercises: object[] }) => own)).to.deep.equal([
      [],
      [],
      [],
    ]);
    await athlete.post(`${path}/complete`);
    const { today, windows } = await read();
    expect(windows.map(({ days, from, to }: typeof windows) => [days, from, to])).to.deep.equal([
      [7, '2026-02-23', today],
      [30, '2026-01-31', today],
      [90, '2025-12-02', today],
    ]);
    const planned = { exerciseId: null, entries: 1, plannedSets: 2 };
    const figures = (fulfilled: number, skipped: number, doneSets: number, exchanged: number) => ({
      ...{ fulfilled, skipped, doneSets, rate: fulfilled, exchanged },
    });
    for (const { exercises: own } of windows) {
      expect(own).to.deep.equal([
        { ...planned, name: 'Plank', ...figures(0, 1, 0, 0) },
        { ...planned, name: 'Press', ...figures(0, 0, 1, 0) },
        { ...planned, name: 'Row', ...figures(1, 0, 2, 1) },
        { ...planned, name: 'Squat', ...figures(1, 0, 2, 0) },
      ]);
    }
  });

  it('is continued on another device, which finds it as the active session', async () => {
    const tablet = { ...athlete, ...(await signIn(the.app, athlete.email)) };
    await logSets('Squat', 1, { reps: 5 });
    const { json } = await tablet.get(`${sessions}/active`);
    expect(`${sessions}/${json.id}`).to.equal(path);
    expect(json.exercises[0].sets).to.have.length(1);
    await logSets('Squat', 1, { reps: 5 }, tablet);
    expect((await athlete.get(`${sessions}/active`)).json.exercises[0].planned.status).to.equal('done');
    const completed = await tablet.post(`${path}/complete`);
    expect(completed.json.status).to.equal('completed');
    expect((await athlete.get(`${sessions}/active`)).status).to.equal(404);
  });

  it('outlives its templates', async () => {
    await train();
    await athlete.post(`${path}/complete`);
    const before = await athlete.get(path);
    await athlete.delete(`/training-plans/${planId}`);
    await athlete.delete(`/training-units/${idOf(0)}`);
    expect((await athlete.get(path)).text).to.equal(before.text);
    expect(before.json).to.deep.include({
      plan: { id: planId, name: 'Weekly', week: 1, day: 1, index: 0 },
      unit: { id: idOf(0), name: 'Day A' },
    });
  });
});
