import { expect } from 'chai';
import type { Client } from './support/client.ts';
import { useApp } from './support/use-app.ts';

describe('GET /audit/diff', () => {
  const the = useApp();
  let athlete: Client;
  let session: string;

  beforeEach(async () => {
    athlete = await the.person();
    session = (await athlete.post('/training-sessions', { name: 'Push', timezone: 'UTC' })).json.id;
    const entries = `/training-sessions/${session}/exercises`;
    const entry = (await athlete.post(entries, { name: 'Bench Press', mode: 'reps' })).json.exercises[0].id;
    const sets = `${entries}/${entry}/sets`;
    const set = (await athlete.post(sets, { weight: { value: 95, unit: 'kg' }, reps: 5 })).json.exercises[0].sets[0].id;
    await athlete.patch(`${sets}/${set}`, { weight: { value: 97.5, unit: 'kg' } });
    await athlete.patch(`${sets}/${set}`, { weight: { value: 100, unit: 'kg' } });
    await athlete.patch(`/training-sessions/${session}`, { name: 'Pull' });
  });

  const diff = async (from: number, to: number, client = athlete) =>
    client.get(`/audit/diff?kind=session&id=${session}&from=${from}&to=${to}`);

  it('tells in words and as JSON Patch how two revisions differ', async () => {
    const { json } = await diff(2, 5);
    expect(json).to.include({ kind: 'session', id: session, from: 2, to: 5 });
    expect(json.sentences).to.deep.equal([
      'Session: name “Push” → “Pull”',
      'Set 1 of Bench Press: 95 kg × 5 → 100 kg × 5',
    ]);
    expect(json.patch).to.deep.equal([
      { op: 'replace', path: '/name', value: 'Pull' },
      { op: 'replace', path: '/exercises/0/sets/0/weight/value', value: 100 },
      { op: 'replace', path: '/revision', value: 5 },
    ]);
  });

  it('tells nothing of a revision and itself, and a deletion in one sentence', async () => {
    expect((await diff(3, 3)).json).to.deep.include({ sentences: [], patch: [] });
    await athlete.delete(`/training-sessions/${session}`);
    const patch = [{ op: 'replace', path: '', value: null }];
    expect((await diff(3, 6)).json).to.deep.include({ sentences: ['It was deleted'], patch });
  });

  it('refuses revisions that do not exist or are in the wrong order, and other accounts', async () => {
    expect((await diff(0, 6)).status).to.equal(422);
    expect((await diff(2, 1)).status).to.equal(422);
    expect((await diff(0, 1, await the.person('stranger@example.com'))).status).to.equal(404);
  });
});
