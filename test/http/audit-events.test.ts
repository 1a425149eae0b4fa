import { expect } from 'chai';
import type { Client } from './support/client.ts';
import { useApp } from './support/use-app.ts';

type Item = Readonly<{ type: string; revision: number; sentence: string; isCorrection: boolean }>;

describe('GET /audit/events', () => {
  const the = useApp();
  let athlete: Client;
  let session: string;

  beforeEach(async () => {
    athlete = await the.person();
    session = (await athlete.post('/training-sessions', { name: 'Push', timezone: 'Europe/Berlin' })).json.id;
    const entries = `/training-sessions/${session}/exercises`;
    const entry = (await athlete.post(entries, { name: 'Bench Press', mode: 'reps' })).json.exercises[0].id;
    const sets = `${entries}/${entry}/sets`;
    await athlete.post(sets, { weight: { value: 90, unit: 'kg' }, reps: 5 });
    const { exercises } = (await athlete.post(sets, { weight: { value: 95, unit: 'kg' }, reps: 5 })).json;
    await athlete.patch(`${sets}/${exercises[0].sets[1].id}`, { weight: { value: 100, unit: 'kg' } });
    await athlete.post(`/training-sessions/${session}/complete`);
    await athlete.patch(`/training-sessions/${session}`, { notes: 'heavy' });
  });

  const listed = async (query = '', client = athlete) => client.get(`/audit/events?kind=session&id=${session}${query}`);
  const itemsOf = async (query = ''): Promise<readonly Item[]> => (await listed(query)).json.items;

  it('tells every event with a sentence, its actor and its data', async () => {
    const items = await itemsOf();
    expect(items.map(({ sentence }) => sentence)).to.deep.equal([
      'Session “Push” started at 2026-03-01 13:00 (Europe/Berlin)',
      'Bench Press added as exercise 1',
      'Set 1 of Bench Press logged: 90 kg × 5',
      'Set 2 of Bench Press logged: 95 kg × 5',
      'Set 2 of Bench Press: 95 kg × 5 → 100 kg × 5',
      'Session completed at 2026-03-01 13:00',
      'Session: notes none → “heavy” (after the session had ended)',
    ]);
    expect(items.map(({ revision }) => revision)).to.deep.equal([0, 1, 2, 3, 4, 5, 6]);
    expect(items[4]).to.nested.include({ 'actor.via': 'http', 'data.reps': 5, isCorrection: false });
    expect(items[6]).to.deep.include({ isCorrection: true, data: { correction: true, notes: 'heavy' } });
  });

  it('lists only the events of a type, a channel, an actor and a time', async () => {
    const { id } = (await athlete.get('/access/me')).json;
    const types = '&type=SetLogged,SetCorrected';
    expect((await itemsOf(types)).map(({ revision }) => revision)).to.deep.equal([2, 3, 4]);
    expect(await itemsOf(`${types}&via=http&actor=${id}&recordedFrom=2026-03-01T12:00Z`)).to.have.length(3);
    expect(await itemsOf('&via=cli')).to.deep.equal([]);
    expect(await itemsOf('&actor=system')).to.deep.equal([]);
    expect(await itemsOf('&occurredTo=2026-03-01T12:00Z')).to.deep.equal([]);
    expect(await itemsOf('&recordedFrom=2026-03-01T12:00:01Z')).to.deep.equal([]);
  });

  it('continues after a cursor, also when further events follow', async () => {
    const first = (await listed('&limit=3')).json;
    await athlete.patch(`/training-sessions/${session}`, { name: 'Push B' });
    const second = (await listed(`&limit=3&after=${first.next}`)).json;
    const third = (await listed(`&limit=3&after=${second.next}`)).json;
    const revisions = [first, second, third].map(({ items }) => items.map(({ revision }: Item) => revision));
    expect(revisions).to.deep.equal([
      [0, 1, 2],
      [3, 4, 5],
      [6, 7],
    ]);
    expect(third.next).to.equal(null);
    const other = await listed(`&via=http&after=${first.next}`);
    expect(other).to.include({ status: 422 });
  });

  it('keeps the history of a deleted session', async () => {
    await athlete.delete(`/training-sessions/${session}`);
    expect((await itemsOf()).at(-1)?.sentence).to.equal('Session “Push” deleted, with 1 exercise and 2 sets');
  });

  it('answers 404 for the history of another account, and for none, in the same way', async () => {
    const stranger = await the.person('stranger@example.com');
    const foreign = await listed('', stranger);
    const missing = await stranger.get('/audit/events?kind=session&id=01900000-0000-7000-8000-00000000dead');
    expect(foreign.status).to.equal(404);
    expect(foreign.json.code).to.equal('history-not-found');
    expect({ ...missing.json, requestId: null }).to.deep.equal({ ...foreign.json, requestId: null });
  });
});
