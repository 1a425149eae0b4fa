import { expect } from 'chai';
import { type SyncCommand, sync } from './support/batches.ts';
import { type Client, problem, validationErrors } from './support/client.ts';
import { useApp } from './support/use-app.ts';

const id = '01900000-0000-7000-8000-0000000000b1';
const weight = { kind: 'body_weight', value: 180, unit: 'lb', day: '2026-02-28', time: '07:30' };
const path = `/body-measurements/${id}`;

describe('/body-measurements', () => {
  const the = useApp();
  let athlete: Client;
  beforeEach(async () => {
    athlete = await the.person();
  });
  const record = (body: object = {}) => athlete.post('/body-measurements', { ...weight, ...body });

  it('records a measurement, answers a repetition alike, and shows the number as it was typed', async () => {
    const first = await record({ id });
    expect([first.status, first.headers.get('location')]).to.deep.equal([201, `/api/v1${path}`]);
    expect(first.json).to.include({ ...weight, id, notes: null, importId: null, revision: 0 });
    expect(first.text).to.include('"value":180,"unit":"lb"');
    const again = await record({ id });
    expect([again.status, again.json]).to.deep.equal([201, first.json]);
    problem(await record({ id, value: 181 }), 409, 'id-taken');
    const key = { 'idempotency-key': 'k' };
    const [one, two] = [
      await athlete.post('/body-measurements', weight, key),
      await athlete.post('/body-measurements', weight, key),
    ];
    expect(two.json).to.deep.equal(one.json);
    expect((await athlete.get(path)).json).to.deep.equal(first.json);
  });

  it('corrects and removes a measurement, with If-Match and ETag', async () => {
    await record({ id });
    const corrected = await athlete.patch(path, { value: 179.55, notes: 'fasted' }, { 'if-match': '"0"' });
    expect([corrected.status, corrected.headers.get('etag')]).to.deep.equal([200, '"1"']);
    expect(corrected.json).to.include({ value: 179.55, unit: 'lb', notes: 'fasted', revision: 1 });
    problem(await athlete.patch(path, { value: 1 }, { 'if-match': '"0"' }), 412, 'revision-mismatch');
    const tag = { 'if-none-match': '"1"' };
    expect((await athlete.get(path, tag)).status).to.equal(304);
    expect((await athlete.delete(path)).status).to.equal(204);
    problem(await athlete.get(path), 404, 'measurement-not-found');
    problem(await athlete.patch(path, {}), 404, 'measurement-not-found');
  });

  it('names the field of a wrong value', async () => {
    const wrong = async (body: object) => validationErrors(await record(body));
    expect(await wrong({ kind: 'height', unit: 'm', value: 0, time: '25:00' })).to.deep.equal([
      ...['enum kind', 'enum unit', 'greater_than_equal value', 'string_pattern_mismatch time'],
    ]);
    expect(await wrong({ unit: 'cm' })).to.deep.equal(['value_error unit']);
    expect(await wrong({ day: '2999-01-01' })).to.deep.equal(['value_error day']);
    expect(await wrong({ kind: 'body_fat', unit: '%', value: 101 })).to.deep.equal(['value_error value']);
    expect(await wrong({ weight: 1 })).to.deep.equal(['extra_forbidden weight']);
  });

  it('hides the measurements of others', async () => {
    await record({ id });
    const stranger = await the.person('stranger@example.com');
    for (const answer of [await stranger.get(path), await stranger.patch(path, {}), await stranger.delete(path)]) {
      problem(answer, 404, 'measurement-not-found');
    }
    expect((await stranger.get('/body-measurements')).json.items).to.deep.equal([]);
    problem(await stranger.post('/body-measurements', { ...weight, id }), 409, 'id-taken');
  });

  it('lists several measurements of a day, the latest first, and the latest of each kind', async () => {
    const fat = { kind: 'body_fat', unit: '%', value: 18.5 };
    for (const body of [{}, { time: '21:00', value: 182 }, { day: '2026-01-01' }, { ...fat, time: null }]) {
      expect((await record(body)).status).to.equal(201);
    }
    const values = async (query: string) =>
      (await athlete.get(`/body-measurements${query}`)).json.items.map(({ value }: { value: number }) => value);
    expect(await values('?kind=body_weight&from=2026-02-01&to=2026-02-28')).to.deep.equal([182, 180]);
    expect(await values('?kind=body_fat')).to.deep.equal([18.5]);
    expect(await values('/latest')).to.deep.equal([182, 18.5]);
  });

  it('tells a series in the asked unit, by default in that of the profile', async () => {
    await record();
    const series = async (query: string) => athlete.get(`/statistics/body-measurements?${query}`);
    expect((await series('kind=body_weight')).json).to.include({ unit: 'kg', isComplete: true });
    await athlete.patch('/profile', { unit: 'lb' });
    const { json } = await series('kind=body_weight&from=2026-01-01');
    expect(json.points).to.deep.equal([{ id: json.points[0].id, day: '2026-02-28', time: '07:30', value: 180 }]);
    expect((await series('kind=waist')).json).to.include({ unit: 'in' });
    expect((await series('kind=body_fat')).json).to.deep.include({ unit: '%', points: [] });
    expect(validationErrors(await series('kind=waist&unit=kg'))).to.deep.equal(['value_error unit']);
    expect(validationErrors(await series(''))).to.deep.equal(['missing kind']);
  });

  it('takes what was measured without network, in any order', async () => {
    const command = (operation: string, body?: object): SyncCommand => ({
      ...{
        key: operation,
        operation,
        ...(operation !== 'recordMeasurement' && { path: { id } }),
        ...(body && { body }),
      },
    });
    const commands = [command('recordMeasurement', { ...weight, id }), command('correctMeasurement', { value: 179 })];
    const answers = await sync(athlete, commands.toReversed());
    expect(answers.map(({ outcome }) => outcome)).to.deep.equal(['accepted', 'accepted']);
    expect((await athlete.get(path)).json.value).to.equal(179);
    const [removal] = await sync(athlete, [command('removeMeasurement')]);
    expect(removal?.status).to.equal(204);
  });

  it('shows changes to clients that keep a copy', async () => {
    const { next } = (await athlete.get('/changes')).json;
    const { json } = await record({ id });
    const after = `/changes?after=${next}`;
    expect((await athlete.get(after)).json.items).to.deep.equal([
      { type: 'measurement', id, revision: 0, deleted: false, document: json },
    ]);
    await athlete.delete(path);
    expect((await athlete.get(after)).json.items).to.deep.equal([{ type: 'measurement', id, deleted: true }]);
  });
});
