import { expect } from 'chai';
import type { Client } from './support/client.ts';
import { sent } from './support/still.ts';
import { kg, type Listed, since, useUndo } from './support/use-undo.ts';

describe('the undo of an app', () => {
  const { the, world, record, undo, everything, events } = useUndo();
  let [athlete, app] = [] as unknown as [Client, Client];
  let [grant, squat] = ['', ''];
  beforeEach(() => {
    ({ athlete, app, grant, squat } = world());
  });

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
    expect(told.undone.map(({ id }: Listed) => id)).to.have.members(undone.map(({ id }: Listed) => id));
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
    expect(left.map(({ id }: Listed) => id)).to.have.members(mine);
    expect(new Set(left.map(({ reason }: Listed) => reason))).to.deep.equal(new Set(['changed-since']));
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
});
