import { expect } from 'chai';
import type { Dependencies } from '../../src/http/dependencies.ts';
import { type Client, problem, programOf } from './support/client.ts';
import { useExercises } from './support/use-exercises.ts';

const publicUrl = 'https://irontrack.example';
const apps: Dependencies['apps'] = { publicUrl: () => publicUrl, load: () => Promise.reject(new Error('Not needed')) };
const since = '2026-01-01T00:00:00Z';
const times = { startedAt: '2026-02-20T17:00:00Z', endedAt: '2026-02-20T18:00:00Z', timezone: 'UTC' };
const kg = (value: number) => ({ value, unit: 'kg' });

type Left = Readonly<{ type: string; id: string; reason: string }>;

describe('the undo of an app', () => {
  const the = useExercises();
  let [athlete, app] = [] as unknown as [Client, Client];
  let grant = '';
  let account = '';
  let squat = '';
  beforeEach(async () => {
    athlete = the.cast.athlete;
    squat = await the.idOf(the.addSystem({ name: 'Squat' }));
    the.app.change({ apps });
    account = (await athlete.get('/access/me')).json.id;
    ({ grant, app } = newApp());
  });

  function newApp() {
    const granted = the.app.appGrants.grant(
      { account, generation: 0 } as never,
      ['read', 'write'],
      `${publicUrl}/api/v1`,
    );
    return { grant: granted.id, app: programOf(the.app, granted.text) };
  }

  const sent = async (answer: ReturnType<Client['get']>) => {
    const { status, text, json } = await answer;
    expect(status, text).to.be.within(200, 204);
    return json;
  };
  const record = (by: Client, body: object = {}) =>
    sent(
      by.post('/training-sessions', {
        ...times,
        exercises: [{ exerciseId: squat, sets: [{ weight: kg(100), reps: 5 }, { reps: 8 }] }],
        ...body,
      }),
    );
  const undo = (body: object = {}, by = athlete) => sent(by.post(`/access/grants/${grant}/undo`, { since, ...body }));

  const moving = new Set(['revision', 'createdAt', 'updatedAt', 'grantedAt']);
  /** A document without the times and revisions that each change moves. */
  const still = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(still);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).flatMap(([name, each]) => (moving.has(name) ? [] : [[name, still(each)]])),
    );
  };
  const lists = [
    ...[
      '/training-sessions?view=full',
      '/training-units',
      '/training-plans',
      '/exercises?scope=own',
      '/body-measurements',
    ],
    ...['/training-plans/current?timezone=UTC', '/profile', '/statistics/dashboard'],
  ];
  /** Everything that the athlete can read. */
  const everything = async () => {
    const found = await Promise.all([...lists, `/statistics/exercises/${squat}`].map((path) => athlete.get(path)));
    const things = await Promise.all(
      ['unit', 'plan'].map(async (kind) => {
        const { items } = (await athlete.get(`/training-${kind}s`)).json;
        return Promise.all(
          items.map(async ({ id }: { id: string }) => (await athlete.get(`/training-${kind}s/${id}`)).json),
        );
      }),
    );
    return still([found.map(({ status, json }) => ({ status, json: status === 200 ? json : null })), things]);
  };
  const events = () => the.app.store.all().length;

  const targetOf = (exerciseId: string) => ({ exerciseId, sets: 3, target: { reps: { min: 5, max: 5 } } });

  /** What the athlete has before the app comes. */
  async function prepare() {
    const session = await record(athlete, { name: 'Mine' });
    const target = targetOf(squat);
    const unit = await sent(athlete.post('/training-units', { name: 'Legs', exercises: [target, target] }));
    const other = await sent(athlete.post('/training-units', { name: 'Arms', exercises: [target] }));
    const units = [{ unitId: unit.id, day: 1 }];
    const plan = await sent(
      athlete.post('/training-plans', { name: 'Strength', difficulty: 'beginner', weeks: 1, repeats: 4, units }),
    );
    const measured = { kind: 'body_weight', value: 80, unit: 'kg', day: '2026-02-01' };
    const measurement = await sent(athlete.post('/body-measurements', measured));
    const own = await sent(the.addOwn({ name: 'My Press' }));
    await sent(athlete.patch('/profile', { unit: 'lb' }));
    await sent(athlete.put(`/profile/training-maxes/${squat}`, { weight: kg(100), setOn: '2026-02-01' }));
    await sent(athlete.post(`/training-plans/${plan.id}/start`, { startsOn: '2026-02-02' }));
    await sent(athlete.post('/training-plans/current/shift', { from: '2026-02-16', days: 2 }));
    return { session, unit, other, plan, measurement, own };
  }

  it('gives everything back that the app has changed, created or deleted, with the same ids', async () => {
    const { session, unit, other, plan, measurement, own } = await prepare();
    const before = await everything();
    const [entry] = session.exercises;
    await sent(app.delete(`/training-sessions/${session.id}/exercises/${entry.id}/sets/${entry.sets[0].id}`));
    await sent(app.post(`/training-sessions/${session.id}/exercises`, { exerciseId: squat }));
    await sent(app.patch(`/training-sessions/${session.id}`, { name: 'Theirs', startedAt: '2026-02-20T16:00:00Z' }));
    await record(app, { name: 'Invented' });
    const removed = unit.exercises[0].id;
    await sent(app.delete(`/training-units/${unit.id}/exercises/${removed}`));
    await sent(app.post(`/training-units/${unit.id}/archive`, {}));
    await sent(app.put(`/training-units/${unit.id}/sharing`, { status: 'public' }));
    await sent(app.delete(`/training-units/${other.id}`));
    const mine = await sent(app.post('/training-units', { name: 'Arms', exercises: [targetOf(squat)] }));
    await sent(app.patch(`/training-plans/${plan.id}`, { name: 'Theirs', weeks: 2 }));
    await sent(app.post(`/training-plans/${plan.id}/units`, { unitId: mine.id, day: 3 }));
    await sent(
      app.post('/training-plans', {
        name: 'Strength',
        difficulty: 'expert',
        weeks: 1,
        repeats: 1,
        units: [{ unitId: mine.id, day: 1 }],
      }),
    );
    await sent(app.delete(`/body-measurements/${measurement.id}`));
    await sent(app.post('/body-measurements', { kind: 'body_weight', value: 99, unit: 'kg', day: '2026-02-02' }));
    await sent(app.patch(`/exercises/user/${own.id}`, { name: 'Their Press' }));
    await sent(the.addOwn({ name: 'My Press' }, app));
    await sent(app.patch('/profile', { unit: 'kg', timezone: 'Europe/Berlin' }));
    await sent(app.put(`/profile/training-maxes/${squat}`, { weight: kg(150), setOn: '2026-02-10' }));
    await sent(app.post('/training-plans/current/end', { from: '2026-02-20' }));
    await sent(app.post(`/training-plans/${plan.id}/start`, { startsOn: '2026-03-02' }));
    expect(await everything()).to.not.deep.equal(before);

    const appended = events();
    const told = await undo({ preview: true });
    expect(events()).to.equal(appended);
    const { undone, left } = await undo();
    expect(left).to.deep.equal([]);
    expect(undone).to.have.lengthOf(13);
    expect(told.undone.map(({ id }: Left) => id)).to.have.members(undone.map(({ id }: Left) => id));
    expect(await everything()).to.deep.equal(before);
  });

  it('undoes 200 writes, and leaves alone and lists the 20 things that the athlete has changed since', async () => {
    await prepare();
    const before = await everything();
    const ids: string[] = [];
    for (let number = 0; number < 100; number += 1) {
      const { id } = await record(app, { name: `Workout ${number}` });
      await sent(app.patch(`/training-sessions/${id}`, { notes: 'Felt good.' }));
      ids.push(id);
    }
    const mine = ids.filter((_, at) => at % 5 === 0);
    for (const id of mine) await sent(athlete.patch(`/training-sessions/${id}`, { name: 'Mine now' }));
    const { undone, left } = await undo();
    expect(undone).to.have.lengthOf(80);
    expect(left.map(({ id }: Left) => id)).to.have.members(mine);
    expect(new Set(left.map(({ reason }: Left) => reason))).to.deep.equal(new Set(['changed-since']));
    const { items } = (await athlete.get('/training-sessions?pageSize=100')).json;
    expect(items).to.have.lengthOf(21);
    for (const id of mine) {
      const { name, notes } = (await athlete.get(`/training-sessions/${id}`)).json;
      expect({ name, notes }).to.deep.equal({ name: 'Mine now', notes: 'Felt good.' });
      await sent(athlete.delete(`/training-sessions/${id}`));
    }
    expect(await everything()).to.deep.equal(before);

    const audit = (await athlete.get(`/audit/events?kind=session&id=${ids[1]}`)).json.items;
    const told = audit.map(({ type, actor }: { type: string; actor: { app: string } }) => [type, actor.app]);
    expect(told.at(0)).to.deep.equal(['SessionStarted', 'Bar Path']);
    expect(told.at(-1)).to.deep.equal(['SessionDeleted', null]);
  }).timeout(120_000);

  it('goes on where it was interrupted, and changes nothing when it is repeated', async () => {
    const { session, unit } = await prepare();
    const before = await everything();
    await sent(app.patch(`/training-sessions/${session.id}`, { name: 'Theirs' }));
    await sent(app.patch(`/training-units/${unit.id}`, { name: 'Theirs' }));
    for (let number = 0; number < 10; number += 1) await record(app);
    const { append } = the.app.store;
    let appends = 0;
    Object.assign(the.app.store, {
      append: (...parts: Parameters<typeof append>) => {
        appends += 1;
        if (appends > 4) throw new Error('The process ends here');
        return append(...parts);
      },
    });
    expect((await athlete.post(`/access/grants/${grant}/undo`, { since })).status).to.equal(500);
    Object.assign(the.app.store, { append });
    expect((await undo()).left).to.deep.equal([]);
    expect(await everything()).to.deep.equal(before);

    const appended = events();
    const { undone } = await undo();
    expect(events()).to.equal(appended);
    expect(undone.flatMap(({ changes }: { changes: string[] }) => changes)).to.deep.equal([]);
    // What the athlete has done after the undo is no reason to list the things once more.
    await sent(athlete.patch(`/training-units/${unit.id}`, { name: 'Legs again' }));
    expect((await undo()).left).to.deep.equal([]);
  });

  it('reaches only the changes of this app since the time', async () => {
    const other = newApp();
    const { id } = await record(app, { name: 'Before' });
    the.app.change({ apps, clock: () => '2026-03-02T12:00:00.000000Z' as never });
    const { id: kept } = await record(other.app, { name: 'Of another app' });
    const later = (await athlete.get(`/audit/events?kind=session&id=${kept}`)).json.items[0].recordedAt;
    const undone = async (body: object) => (await undo(body)).undone.map((each: Left) => each.id);
    expect(await undone({ since: '2100-01-01T00:00:00Z' })).to.deep.equal([]);
    expect(await undone({ since: later })).to.not.include(kept);
    expect(await undone({})).to.deep.equal([id]);
    expect((await athlete.get(`/training-sessions/${kept}`)).status).to.equal(200);
  });

  it('is for the account itself, and for the app itself', async () => {
    const { id } = await record(app);
    const other = newApp();
    const path = `/access/grants/${grant}/undo`;
    problem(await the.cast.stranger.post(path, { since }), 404, 'app-grant-not-found');
    problem(await other.app.post(path, { since }), 404, 'app-grant-not-found');
    problem(await athlete.post(path, { since: 'yesterday' }), 422, 'validation');
    const answer = await sent(app.post(path, { since }));
    expect(answer.undone.map((each: Left) => each.id)).to.deep.equal([id]);
    const again = await record(app);
    await sent(athlete.delete(`/access/grants/${grant}`));
    expect((await undo()).undone.map((each: Left) => each.id)).to.have.members([id, again.id]);
    expect((await athlete.get('/training-sessions')).json.items).to.deep.equal([]);
  });

  it('undoes what an import of the app has added, and the import', async () => {
    const before = await everything();
    const file =
      'Date,Workout Name,Duration,Exercise Name,Set Order,Weight,Reps,Distance,Seconds,Notes,Workout Notes,RPE\n2025-02-01 10:00:00,Legs,1h,Squat,1,100,5,0,0,,,';
    const imported = await app.ask('/imports?format=strong&unit=kg&timezone=UTC', {
      ...{ method: 'POST', raw: file, headers: { 'content-type': 'text/csv' } },
    });
    expect(imported.status, imported.text).to.equal(201);
    const { undone, left } = await undo();
    expect([undone.map(({ type }: Left) => type), left]).to.deep.equal([['session', 'import'], []]);
    expect((await athlete.get(`/imports/${imported.json.id}`)).json.status).to.equal('undone');
    expect(await everything()).to.deep.equal(before);
  });

  it('lists what has no opposite', async () => {
    await sent(app.post('/coaching/invitations', { email: 'trainer@example.com', scope: ['history'] }));
    const { left } = await undo();
    expect(left).to.have.lengthOf(1);
    expect(left[0]).to.include({ type: 'coaching', reason: 'not-reversible' });
  });
});
