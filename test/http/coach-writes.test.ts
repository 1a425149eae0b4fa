import { expect } from 'chai';
import { athleteCommandRoutes } from '../../src/http/coaching/athlete-commands.ts';
import { type Answer, problem } from './support/client.ts';
import type { Person } from './support/people.ts';
import { nameOf, pathOf } from './support/route-names.ts';
import { useApp } from './support/use-app.ts';

const squat = { name: 'Squat', mode: 'reps', sets: 3, target: { reps: { min: 5 } } };
const everything = ['history', 'plans', 'statistics', 'body_data'];

describe('what a coach writes', () => {
  const the = useApp();
  let [athlete, coach, author] = [] as unknown as [Person, Person, Person];
  let [ownUnit, ownPlan, coachUnit, coachPlan, relation] = ['', '', '', '', ''];

  const make = async (by: Person, path: string, body: object): Promise<string> => {
    const made = await by.post(path, body);
    expect(made.status, made.text).to.equal(201);
    return made.json.id;
  };
  const planOf = (by: Person, name: string, unitId: string) =>
    make(by, '/training-plans', { name, difficulty: 'beginner', units: [{ unitId, day: 1 }] });

  beforeEach(async () => {
    athlete = await the.person('athlete@example.com');
    coach = await the.person('coach@example.com', { role: 'fitness-trainer' });
    author = await the.person('author@example.com');
    ownUnit = await make(athlete, '/training-units', { name: 'Day A', exercises: [squat] });
    ownPlan = await planOf(athlete, 'Mine', ownUnit);
    coachUnit = await make(coach, '/training-units', { name: 'Day A', exercises: [squat] });
    coachPlan = await planOf(coach, 'Block 1', coachUnit);
    relation = await agree(['plans']);
  });

  async function agree(scope: readonly string[]): Promise<string> {
    const { json } = await athlete.post('/coaching/invitations', { email: 'coach@example.com', scope });
    expect((await coach.post(`/coaching/${json.id}/accept`, {})).status).to.equal(200);
    return json.id;
  }
  const base = () => `/coaching/athletes/${athlete.id}`;
  const exerciseIn = async (unit: string, by = athlete): Promise<string> =>
    (await by.get(`/training-units/${unit}`)).json.exercises[0].id;
  const editSets = async (sets: number, headers: Record<string, string> = {}): Promise<Answer> => {
    const exercise = await exerciseIn(ownUnit);
    return coach.patch(`${base()}/training-units/${ownUnit}/exercises/${exercise}`, { sets }, headers);
  };
  const eventsOf = async (kind: string, id: string) =>
    (await athlete.get(`/audit/events?kind=${kind}&id=${id}`)).json.items;
  /** Calls `act` just before the relationship is read for the `times`th time from now on. */
  function beforeCheck(times: number, act: () => Promise<unknown>): void {
    const { store } = the.app;
    const { read } = store;
    let left = times;
    Object.assign(store, {
      read: async (...args: Parameters<typeof read>) => {
        if (args[0] === `coaching-${relation}`) {
          left -= 1;
          if (left === 0) await act();
        }
        return read(...args);
      },
    });
  }

  it('changes a target of the athlete, as the coach', async () => {
    const changed = await editSets(5, { 'if-match': '"1"' });
    expect(changed.status, changed.text).to.equal(200);
    expect(changed.json).to.deep.include({ userId: athlete.id, access: 'read', grants: [] });
    expect((await athlete.get(`/training-units/${ownUnit}`)).json.exercises[0].sets).to.equal(5);
    const [last] = (await eventsOf('unit', ownUnit)).slice(-1);
    expect(last.actor.id).to.equal(coach.id);
    expect(last.actor.role).to.equal('fitness-trainer');
    const [read] = (await athlete.get(`/audit/reads?capacity=coach&reader=${coach.id}`)).json.items;
    expect(read).to.deep.include({ operation: 'editUnitExerciseOfAthlete', about: { kind: 'unit', id: ownUnit } });
    problem(await editSets(6, { 'if-match': '"1"' }), 412, 'revision-mismatch');
  });

  it('assigns a plan of the coach from a day: a copy that the athlete owns', async () => {
    const copy = await coach.post(`${base()}/training-plans/${coachPlan}/copy`, { name: 'Block 1' });
    expect(copy.status, copy.text).to.equal(201);
    expect(copy.json).to.deep.include({ userId: athlete.id, copyOf: coachPlan, name: 'Block 1' });
    expect(copy.headers.get('location')).to.equal(`/api/v1${base()}/training-plans/${copy.json.id}`);
    const started = await coach.post(`${base()}/training-plans/${copy.json.id}/start`, { startsOn: '2026-03-02' });
    expect(started.status, started.text).to.equal(200);
    expect(started.json).to.deep.include({ id: athlete.id, planId: copy.json.id, startsOn: '2026-03-02' });
    expect((await athlete.get('/training-plans/current/schedule')).json.planId).to.equal(copy.json.id);
    const { unitId } = copy.json.units[0];
    expect((await athlete.get(`/training-units/${unitId}`)).json).to.deep.include({ userId: athlete.id });
    const actors = [...(await eventsOf('plan', copy.json.id)), ...(await eventsOf('unit', unitId))];
    expect(new Set(actors.map(({ actor }) => actor.id))).to.deep.equal(new Set([coach.id]));
    expect((await coach.get('/training-plans')).json.total).to.equal(1);
  });

  it('starts a plan that the athlete owns, and no other plan', async () => {
    const start = (plan: string) => coach.post(`${base()}/training-plans/${plan}/start`, { startsOn: '2026-03-02' });
    problem(await start(coachPlan), 404, 'plan-not-found');
    expect((await start(ownPlan)).status).to.equal(200);
  });

  it('is repeated under an idempotency key, which is not that of the athlete', async () => {
    const key = { 'idempotency-key': 'one' };
    const first = await editSets(5, key);
    expect(first.headers.get('idempotent-replayed')).to.equal(null);
    expect((await editSets(5, key)).json.revision).to.equal(first.json.revision);
    problem(await editSets(6, key), 422, 'idempotency-key-reused');
    const path = `/training-units/${ownUnit}/exercises/${await exerciseIn(ownUnit)}`;
    expect((await athlete.patch(path, { sets: 7 }, key)).json.revision).to.equal(first.json.revision + 1);
  });

  it('repeats nothing once the relationship has ended', async () => {
    const key = { 'idempotency-key': 'one' };
    await editSets(5, key);
    await athlete.post(`/coaching/${relation}/end`);
    problem(await editSets(5, key), 404, 'coaching-not-found');
  });

  it('is refused for what others share with the athlete, also to write', async () => {
    const shared = await make(author, '/training-units', { name: 'Shared', exercises: [squat] });
    await author.put(`/training-units/${shared}/grants/${athlete.id}`, { level: 'write' });
    await author.put(`/training-units/${shared}/sharing`, { status: 'shared' });
    const exercise = await exerciseIn(shared);
    const path = `/training-units/${shared}/exercises/${exercise}`;
    expect((await athlete.patch(path, { sets: 4 })).status).to.equal(200);
    problem(await coach.patch(`${base()}${path}`, { sets: 5 }), 404, 'unit-not-found');
    problem(await coach.get(`${base()}/training-units/${shared}`), 404, 'unit-not-found');
    problem(
      await coach.patch(`${base()}/training-units/${coachUnit}/exercises/${exercise}`, {}),
      404,
      'unit-not-found',
    );
  });

  it('is decided with the right as it is then: a relationship that ends after the first check refuses', async () => {
    const end = () => athlete.post(`/coaching/${relation}/end`);
    let ended: Answer | undefined;
    beforeCheck(2, async () => {
      ended = await end();
    });
    problem(await editSets(5), 404, 'coaching-not-found');
    expect(ended?.status).to.equal(200);
    expect((await athlete.get(`/training-units/${ownUnit}`)).json.exercises[0].sets).to.equal(3);
  });

  it('is refused for an inactive or erased athlete', async () => {
    const root = await the.superuser();
    expect((await root.patch(`/users/${athlete.id}`, { isActive: false })).status).to.equal(200);
    const path = `${base()}/training-plans/current/end`;
    problem(await coach.post(path, { from: '2026-03-02' }), 404, 'coaching-not-found');
  });

  for (const route of athleteCommandRoutes) {
    it(`needs the right to the part that it concerns: ${nameOf(route)}`, async () => {
      const part = everything.find((each) => route.description?.startsWith(`Needs \`${each}\` in`)) ?? '';
      const exercise = await exerciseIn(ownUnit);
      const planUnit = (await athlete.get(`/training-plans/${ownPlan}`)).json.units[0].id;
      const about = route.path.includes('training-units') ? ownUnit : ownPlan;
      const ids: Readonly<Record<string, string>> = {
        ...{ athleteId: athlete.id, id: about, unitExerciseId: exercise, planUnitId: planUnit },
        commentId: planUnit,
      };
      const { body: example, headers = {} } = route.example.request ?? {};
      const named = example && 'coachId' in (example as object) ? { coachId: coach.id } : {};
      const body = example && { ...(example as object), ...named };
      const send = (by: Person) =>
        by.ask(
          pathOf(route, (name) => ids[name] ?? ''),
          {
            ...{ method: route.method.toUpperCase(), body, headers: headers as Record<string, string> },
          },
        );
      const refused = async () => problem(await send(coach), 404, 'coaching-not-found');
      problem(await send(athlete), 403, 'not-permitted');
      const isAllowed = async () => {
        const { json } = await send(coach);
        expect(json.code).not.to.equal('coaching-not-found');
      };
      await athlete.patch(`/coaching/${relation}`, { scope: everything.filter((each) => each !== part) });
      await refused();
      await athlete.patch(`/coaching/${relation}`, { scope: [part], expiresAt: '2026-03-01T12:00:01Z' });
      await isAllowed();
      await athlete.post(`/coaching/${relation}/end`);
      await refused();
      await agree([part]);
      await isAllowed();
    });
  }
});
