import { expect } from 'chai';
import { type Client, problem } from './support/client.ts';
import { sent } from './support/still.ts';
import { apps, type Listed, since, useUndo } from './support/use-undo.ts';

describe('the reach of the undo of an app', () => {
  const { the, world, newApp, record, undo, everything } = useUndo();
  let [athlete, app] = [] as unknown as [Client, Client];
  let grant = '';
  beforeEach(() => {
    ({ athlete, app, grant } = world());
  });

  it('reaches only the changes of this app since the time', async () => {
    const other = newApp();
    const { id } = await record(app, { name: 'Before' });
    the.app.change({ apps, clock: () => '2026-03-02T12:00:00.000000Z' as never });
    const { id: kept } = await record(other.app, { name: 'Of another app' });
    const later = (await athlete.get(`/audit/events?kind=session&id=${kept}`)).json.items[0].recordedAt;
    const undone = async (body: object) => (await undo(body)).undone.map((each: Listed) => each.id);
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
    expect(answer.undone.map((each: Listed) => each.id)).to.deep.equal([id]);
    const again = await record(app);
    await sent(athlete.delete(`/access/grants/${grant}`));
    expect((await undo()).undone.map((each: Listed) => each.id)).to.have.members([id, again.id]);
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
    expect([undone.map(({ type }: Listed) => type), left]).to.deep.equal([['session', 'import'], []]);
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
