import { expect } from 'chai';
import type { Client } from './support/client.ts';
import { useApp } from './support/use-app.ts';

type Item = Readonly<{ type: string; position: string; sentence: string; about: { kind: string; id: string } }>;

describe('GET /audit/history', () => {
  const the = useApp();
  let athlete: Client;
  let session: string;
  let set: string;

  beforeEach(async () => {
    athlete = await the.person();
    session = (await athlete.post('/training-sessions', { name: 'Push', timezone: 'Europe/Berlin' })).json.id;
    const entries = `/training-sessions/${session}/exercises`;
    const entry = (await athlete.post(entries, { name: 'Bench Press', mode: 'reps' })).json.exercises[0].id;
    const sets = `${entries}/${entry}/sets`;
    const { exercises } = (await athlete.post(sets, { weight: { value: 95, unit: 'kg' }, reps: 5 })).json;
    set = `${sets}/${exercises[0].sets[0].id}`;
    const weight = { kind: 'body_weight', value: 81.5, unit: 'kg', day: '2026-02-27' };
    await athlete.post('/body-measurements', weight);
    await athlete.patch(set, { weight: { value: 100, unit: 'kg' } });
  });

  const page = async (query = '', client = athlete) => (await client.get(`/audit/history?${query}`)).json;
  const sentences = async (query = '') => (await page(query)).items.map(({ sentence }: Item) => sentence);

  it('tells the events of everything that the athlete has, with the values before and after', async () => {
    const items: readonly Item[] = (await page('sortOrder=asc')).items;
    expect(items.map(({ type }) => type)).to.deep.equal([
      ...['AccountRegistered', 'SessionStarted', 'ExerciseAdded', 'SetLogged', 'MeasurementRecorded', 'SetCorrected'],
    ]);
    expect(items.at(-1)).to.deep.include({
      sentence: 'Set 1 of Bench Press: 95 kg × 5 → 100 kg × 5',
      about: { kind: 'session', id: session },
    });
    expect(await sentences('limit=1')).to.deep.equal([items.at(-1)?.sentence]);
    expect(await sentences('kind=measurement,plan')).to.have.length(1);
    expect(await sentences('kind=session&type=SetCorrected,SetLogged&sortOrder=asc')).to.have.length(2);
  });

  it('continues after a cursor, also when further events follow', async () => {
    const first = await page('limit=2');
    await athlete.patch(set, { reps: 6 });
    const second = await page(`limit=2&after=${first.next}`);
    const third = await page(`limit=2&after=${second.next}`);
    const types = [first, second, third].map(({ items }) => items.map(({ type }: Item) => type));
    expect(types).to.deep.equal([
      ['SetCorrected', 'MeasurementRecorded'],
      ['SetLogged', 'ExerciseAdded'],
      ['SessionStarted', 'AccountRegistered'],
    ]);
    expect(third.next).to.equal(null);
    const other = await athlete.get(`/audit/history?sortOrder=asc&after=${first.next}`);
    expect(other).to.include({ status: 422 });
  });

  it('tells long texts of any language whole', async () => {
    const texts = ['ü', '“', '力', '💪'].map((character) => character.repeat(900));
    for (const notes of texts) await athlete.patch(`/training-sessions/${session}`, { notes });
    const { json, text, headers } = await athlete.get('/audit/history?type=SessionNoted&sortOrder=asc');
    expect(json.items.map(({ data }: { data: { notes: string } }) => data.notes)).to.deep.equal(texts);
    expect(Buffer.byteLength(text)).to.be.above(8_192);
    expect(headers.get('content-length')).to.equal(String(Buffer.byteLength(text)));
  });

  it('tells nothing of other accounts, and is recorded', async () => {
    const stranger = await the.person('stranger@example.com');
    const items: readonly Item[] = (await page('', stranger)).items;
    expect(items.map(({ type }) => type)).to.deep.equal(['AccountRegistered']);
    const [read] = (await stranger.get('/audit/reads')).json.items;
    expect(read).to.deep.include({ operation: 'listAuditHistory', about: null });
  });

  it('reads events of many things, each of which it begins at its first event', async () => {
    for (let number = 0; number < 30; number += 1) {
      const weight = { kind: 'waist', value: 80 + number, unit: 'cm', day: '2026-02-20' };
      const { id } = (await athlete.post('/body-measurements', weight)).json;
      await athlete.patch(`/body-measurements/${id}`, { value: 90 + number });
    }
    const told = await sentences('type=MeasurementCorrected&sortOrder=asc&limit=100');
    expect(told).to.have.length(30);
    expect(told[3]).to.contain('83 cm → 93 cm');
  });

  it('refuses unknown kinds', async () => {
    expect(await athlete.get('/audit/history?kind=support')).to.include({ status: 422 });
    expect(await athlete.get('/audit/history?exercise=1')).to.include({ status: 422 });
  });
});
