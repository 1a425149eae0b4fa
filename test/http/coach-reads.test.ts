import { expect } from 'chai';
import { athleteRoutes } from '../../src/http/coaching/athlete-routes.ts';
import type { Route } from '../../src/http/route.ts';
import { problem } from './support/client.ts';
import { createProgram, type Person } from './support/people.ts';
import { nameOf, pathOf } from './support/route-names.ts';
import { useApp } from './support/use-app.ts';

const everything = ['history', 'plans', 'statistics', 'body_data'];
const base = '/api/v1/coaching/athletes/:athleteId';

describe('what a coach reads', () => {
  const the = useApp();
  let [athlete, coach] = [] as unknown as [Person, Person];
  let ids: Readonly<Record<string, string>> = {};

  beforeEach(async () => {
    athlete = await the.person('athlete@example.com');
    coach = await the.person('coach@example.com', { role: 'fitness-trainer' });
    const created = async (path: string, body: object) => {
      const answer = await athlete.post(path, body);
      expect(answer.status, answer.text).to.equal(201);
      return answer.json.id as string;
    };
    await the.app.addReferenceItems();
    const traits = { primaryMuscles: [1], difficultyLevel: 'beginner', category: 'strength' };
    const exerciseId = await created('/exercises/user', { name: 'Zercher', ...traits });
    const sets = [{ reps: 5, weight: { value: 100, unit: 'kg' } }];
    const startedAt = '2026-02-27T10:00:00Z';
    const session = { startedAt, timezone: 'UTC', exercises: [{ exerciseId, sets }], endedAt: '2026-02-27T11:00:00Z' };
    const weight = { kind: 'body_weight', value: 81.5, unit: 'kg', day: '2026-02-27' };
    const plan = await created('/training-plans', {
      name: 'Plan',
      difficulty: 'beginner',
      units: [{ name: 'Run', day: 1 }],
    });
    await athlete.post(`/training-plans/${plan}/start`, { startsOn: '2026-03-01' });
    ids = {
      'training-sessions': await created('/training-sessions', session),
      'training-plans': plan,
      'training-units': await created('/training-units', {
        name: 'Day A',
        exercises: [{ exerciseId, sets: 3, target: { reps: { min: 5 } } }],
      }),
      'body-measurements': await created('/body-measurements', weight),
      exercises: exerciseId,
    };
  });

  async function agree(scope: readonly string[], expiresAt: string | null = null): Promise<string> {
    const { json } = await athlete.post('/coaching/invitations', { email: 'coach@example.com', scope, expiresAt });
    expect((await coach.post(`/coaching/${json.id}/accept`, {})).status).to.equal(200);
    if (scope.includes('history') && expiresAt === null) {
      const comment = { coachId: coach.id, text: 'Deep enough?' };
      const added = await athlete.post(`/training-sessions/${ids['training-sessions']}/comments`, comment);
      expect(added.status, added.text).to.equal(201);
      ids = { ...ids, discussions: added.json.id };
    }
    return json.id;
  }
  /** Reads by a route of coaches, or by the route of the athlete from which it is made. */
  function read(route: Route, by: Person, { of = athlete, asAthlete = false } = {}) {
    const [, kind = ''] = /\/([a-z-]+)\/:(?:id|exerciseId)/.exec(route.path.slice(base.length)) ?? [];
    const path = pathOf(
      asAthlete ? { ...route, path: `/api/v1${route.path.slice(base.length)}` as const } : route,
      (name) => (name === 'athleteId' ? of.id : (ids[kind] ?? '')),
    );
    const query = { ...((route.example.request?.query ?? {}) as Record<string, string>) };
    for (const filter of ['status', 'searchString', 'unread']) delete query[filter];
    return by.get(`${path}?${new URLSearchParams(query)}`);
  }
  const partsOf = ({ description = '' }: Route) =>
    everything.filter((part) => description.slice(0, description.indexOf('in the scope')).includes(`\`${part}\``));

  for (const route of athleteRoutes) {
    it(`is what the athlete reads, with the right to it: ${nameOf(route)}`, async () => {
      const id = await agree(partsOf(route));
      const own = await read(route, athlete, { asAthlete: true });
      expect(own.status, own.text).to.equal(200);
      const seen = await read(route, coach);
      expect(seen.status, seen.text).to.equal(200);
      const shown = JSON.stringify(own.json).replaceAll('"access":"owner"', '"access":"read"');
      expect(JSON.stringify(seen.json)).to.equal(shown);
      const recorded = (await athlete.get(`/audit/reads?capacity=coach&reader=${coach.id}`)).json.items;
      expect(recorded.map(({ operation }: { operation: string }) => operation)).to.deep.equal([route.operationId]);
      for (const missing of partsOf(route)) {
        const scope = everything.filter((part) => part !== missing);
        expect((await athlete.patch(`/coaching/${id}`, { scope })).status).to.equal(200);
        problem(await read(route, coach), 404, 'coaching-not-found');
      }
    });

    it(`is 404 without the right: ${nameOf(route)}`, async () => {
      const refused = async () => problem(await read(route, coach), 404, 'coaching-not-found');
      await refused();
      problem(await read(route, coach, { of: coach }), 404, 'coaching-not-found');
      await coach.post('/coaching/requests', { email: 'athlete@example.com', scope: everything });
      await refused();
      const id = await agree(everything);
      await coach.post(`/coaching/${id}/end`);
      await refused();
      problem(await read(route, athlete), 403, 'not-permitted');
    });
  }

  it('has no estimates of assisted sets, from which the body weight could be computed', async () => {
    await agree(['statistics']);
    const exercises = [{ exerciseId: ids.exercises, sets: [{ reps: 5, weight: { value: -20, unit: 'kg' } }] }];
    const times = { startedAt: '2026-02-28T10:00:00Z', endedAt: '2026-02-28T11:00:00Z', timezone: 'UTC' };
    expect((await athlete.post('/training-sessions', { ...times, exercises })).status).to.equal(201);
    const path = `/statistics/exercises/${ids.exercises}`;
    const weightsOf = ({ json }: Awaited<ReturnType<Person['get']>>) =>
      json.series.map(({ bodyWeight }: typeof json) => bodyWeight?.value ?? null);
    expect(weightsOf(await athlete.get(path))).to.deep.equal([null, 81.5]);
    expect(weightsOf(await coach.get(`/coaching/athletes/${athlete.id}${path}`))).to.deep.equal([null]);
  });

  it('ends with the role of the coach, which keeps the relationship', async () => {
    const id = await agree(everything, '2026-03-01T12:00:01Z');
    expect((await coach.get(`/coaching/athletes/${athlete.id}/training-sessions`)).status).to.equal(200);
    const root = await the.superuser();
    expect((await root.patch(`/roles/${coach.email}/revoke`, { roleSlug: 'fitness-trainer' })).status).to.equal(200);
    problem(await coach.get(`/coaching/athletes/${athlete.id}/training-sessions`), 403, 'not-permitted');
    expect((await athlete.get(`/coaching/${id}`)).json.status).to.equal('active');
  });

  it('is what the athlete tells coaches, with any scope and without training maxes', async () => {
    const path = `/coaching/athletes/${athlete.id}/profile`;
    problem(await coach.get(path), 404, 'coaching-not-found');
    const id = await agree(['body_data']);
    const usual = { unit: 'kg', timezone: null, gear: { kg: null, lb: null } };
    const nothing = { goals: null, limitations: null, equipment: null, birthYear: null };
    expect((await coach.get(path)).json).to.deep.equal({
      ...{ athleteId: athlete.id, ...nothing, ...usual, updatedAt: null },
    });
    const told = { goals: 'Squat 150 kg', limitations: 'Left knee', birthYear: 1990 };
    const { json } = await athlete.patch('/profile', { forCoaches: told });
    expect((await coach.get(path)).json).to.deep.equal({
      ...{ athleteId: athlete.id, ...nothing, ...told, ...usual, updatedAt: json.updatedAt },
    });
    const [read] = (await athlete.get(`/audit/reads?capacity=coach&reader=${coach.id}`)).json.items;
    expect(read).to.deep.include({ operation: 'getProfileOfAthlete', about: { kind: 'profile', id: athlete.id } });
    await athlete.post(`/coaching/${id}/end`);
    problem(await coach.get(path), 404, 'coaching-not-found');
  });

  it('has pages whose links stay with the athlete', async () => {
    await agree(['history']);
    const started = { startedAt: '2026-02-28T10:00:00Z', timezone: 'UTC', endedAt: '2026-02-28T11:00:00Z' };
    await athlete.post('/training-sessions', started);
    const path = `/coaching/athletes/${athlete.id}/training-sessions`;
    const first = await coach.get(`${path}?pageSize=1`);
    const next = /<\/api\/v1([^>]+)>; rel="next"/.exec(first.headers.get('link') ?? '')?.[1] ?? '';
    expect(next).to.match(new RegExp(`^${path}\\?`));
    expect((await coach.get(next)).json.items[0].id).to.equal(ids['training-sessions']);
  });

  it('is read by a program with the scope coach, and by no other program', async () => {
    await agree(['history']);
    const path = `/coaching/athletes/${athlete.id}/training-sessions`;
    expect((await (await createProgram(the.app, coach, ['coach'])).get(path)).status).to.equal(200);
    problem(await (await createProgram(the.app, coach, ['read', 'write'])).get(path), 403, 'insufficient-scope');
  });
});
