import { expect } from 'chai';
import type { Client } from './client.ts';
import type { TestApp } from './test-app.ts';

const sets = [
  { type: 'warm_up', reps: 5, weight: { value: 61.23496995, unit: 'kg' }, rir: 3, notes: 'line\nbreak' },
  { type: 'failure', reps: 3, weight: { value: -20, unit: 'lb' }, rpe: 9.5, performedAt: '2026-02-01T10:20:00Z' },
];

/** Creates a history with everything that an account may have: links, supersets, notes, all ends and zones. */
export async function createHistory(app: TestApp, client: Client): Promise<void> {
  await app.addReferenceItems();
  const body = { name: 'My Row', primaryMuscles: [1], difficultyLevel: 'beginner', category: 'strength' };
  const own = await client.post('/exercises/user', { ...body, aliases: ['Row'], safety: 'Slow.', force: 'pull' });
  expect(own.status, own.text).to.equal(201);
  const archived = await client.post('/exercises/user', { ...body, name: 'My Old Row' });
  await client.post(`/exercises/${archived.json.id}/archive`);
  const exercises = [
    { exerciseId: own.json.id, name: 'Row as I call it', mode: 'reps', supersetGroup: 7, notes: 'wide', sets },
    {
      name: 'My Row',
      mode: 'time',
      supersetGroup: 7,
      sets: [{ seconds: 30.25, distance: { value: 1, unit: 'ft' } }],
    },
    { name: 'Nothing', mode: 'sets_only', sets: [{ notes: 'a' }] },
    { name: 'Empty', mode: 'reps', sets: [] },
  ];
  const start = { timezone: 'Asia/Kathmandu', startedAt: '2026-02-01T10:00:00.123456Z' };
  const whole = { ...start, name: '=cmd|1', notes: 'n', exercises, endedAt: '2026-02-01T11:00:00.000001Z' };
  expect((await client.post('/training-sessions', whole)).status).to.equal(201);
  const twin = await client.post('/training-sessions', { ...start, name: '=cmd|1' });
  await client.post(`/training-sessions/${twin.json.id}/abort`, { endedAt: '2026-02-01T10:30:00Z' });
  await client.post('/training-sessions', { timezone: 'UTC', startedAt: '2026-02-03T10:00:00Z' });
  await createUnits(client, own.json.id);
  await createMeasurements(client);
  await changeProfile(client, own.json.id);
}

/** Changes everything that a profile has. */
async function changeProfile(client: Client, exerciseId: string): Promise<void> {
  const gear = { bar: 7.5, plates: [{ value: 1.25, pairs: 2 }, { value: 20 }], dumbbells: [8, 12.5], step: 2.5 };
  const preferences = { unit: 'lb', timezone: 'Asia/Kathmandu', firstDayOfWeek: 'sunday', e1rmFormula: 'brzycki' };
  expect((await client.patch('/profile', { ...preferences, gear: { kg: gear } })).status).to.equal(200);
  const max = { weight: { value: 225.5, unit: 'lb' }, setOn: '2026-02-28' };
  expect((await client.put(`/profile/training-maxes/${exerciseId}`, max)).status).to.equal(200);
}

async function createMeasurements(client: Client): Promise<void> {
  const day = '2026-02-01';
  for (const body of [
    { kind: 'body_weight', value: 180, unit: 'lb', day, time: '07:30', notes: 'line\nbreak' },
    { kind: 'body_weight', value: 61.23496995, unit: 'kg', day },
    { kind: 'body_fat', value: 18.05, unit: '%', day },
  ]) {
    expect((await client.post('/body-measurements', body)).status).to.equal(201);
  }
}

/** Creates a unit with each kind of progression and target, and an archived copy of it. */
async function createUnits(client: Client, exerciseId: string): Promise<void> {
  const kg = (value: number) => ({ value, unit: 'kg' });
  const deload = { afterFailures: 3, percent: 12.5 };
  const raised = { increment: kg(2.5), deload };
  const reps = { reps: { min: 5, max: 8 } };
  const exercises = [
    { exerciseId, target: { ...reps, weight: kg(-12.25) }, progression: { type: 'linear', ...raised } },
    { name: 'A', mode: 'reps', target: { ...reps, rpe: 8.5 }, progression: { type: 'rpe', deload: null } },
    { name: 'B', mode: 'reps', target: { ...reps, percentOfTrainingMax: 72.5 }, progression: { type: 'fixed' } },
    { name: 'C', mode: 'reps', target: reps, sets: 4, progression: { type: 'double', ...raised, deload: null } },
    { name: 'D', mode: 'reps', progression: { type: 'percentage', weeks: [[{ percent: 65, reps: 5 }]], ...raised } },
    {
      ...{ name: 'E', mode: 'distance', target: { distance: { value: 1, unit: 'mi' }, seconds: 400.5 } },
      ...{ restSeconds: 90, supersetGroup: 2, loading: 'dumbbells', notes: 'slow' },
      alternatives: [{ exerciseId }, { name: 'F' }],
    },
  ];
  const unit = await client.post('/training-units', { name: 'Day A', description: '=1', exercises });
  expect(unit.status, unit.text).to.equal(201);
  const copy = await client.post(`/training-units/${unit.json.id}/copy`, { name: 'Day B' });
  await client.post(`/training-units/${copy.json.id}/archive`);
  await createPlans(client, [unit.json.id, copy.json.id]);
  const past = { startedAt: '2026-02-02T10:00:00Z', endedAt: '2026-02-02T11:00:00Z' };
  const done = await client.post('/training-sessions', { timezone: 'UTC', ...past, unitId: unit.json.id });
  expect(done.status, done.text).to.equal(201);
}

/** Creates a plan with two units, one of them twice, and an archived copy of it without a number of repeats. */
async function createPlans(client: Client, [one, two]: readonly [string, string]): Promise<void> {
  const units = [
    ...[
      { unitId: one, day: 9 },
      { unitId: two, name: 'Light', day: 1 },
      { unitId: one, day: 1 },
    ],
    { name: 'Run', day: 3 },
  ];
  const facts = { name: 'Plan A', description: '=1', difficulty: 'expert', weeks: 2, repeats: 6 };
  const plan = await client.post('/training-plans', { ...facts, units });
  expect(plan.status, plan.text).to.equal(201);
  const copy = await client.post(`/training-plans/${plan.json.id}/copy`, { name: 'Plan B' });
  await client.patch(`/training-plans/${copy.json.id}`, { repeats: null });
  await client.post(`/training-plans/${copy.json.id}/archive`);
  await startPlan(client, plan.json.id);
}

/** Starts a plan, brings it forward, postpones it, and pauses it twice, once for more than a year. */
async function startPlan(client: Client, planId: string): Promise<void> {
  const own = '/training-plans/current';
  for (const [path, body] of [
    [`/training-plans/${planId}/start`, { startsOn: '2026-03-02' }],
    [`${own}/shift`, { from: '2026-03-04', days: -1 }],
    [`${own}/shift`, { from: '2026-03-09', days: 2 }],
    [`${own}/pause`, { from: '2026-03-20' }],
    [`${own}/resume`, { on: '2027-06-01' }],
    [`${own}/pause`, { from: '2027-07-01' }],
  ] as const) {
    const { status, text } = await client.post(path, body);
    expect(status, text).to.equal(200);
  }
}
