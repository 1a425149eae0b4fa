import { expect } from 'chai';
import { emptyMeasures } from '../../src/events/performance.ts';
import { type Client, problem, signUpAndIn, validationErrors } from './support/client.ts';
import { now } from './support/test-app.ts';
import { useApp } from './support/use-app.ts';

const session = '01900000-0000-7000-8000-000000000001';
const squat = '01900000-0000-7000-8000-000000000010';
const row = '01900000-0000-7000-8000-000000000011';
const set = '01900000-0000-7000-8000-000000000020';
const other = '01900000-0000-7000-8000-000000000021';
const unknown = '01900000-0000-7000-8000-0000000000ee';
const here = `/training-sessions/${session}`;
const exercises = `${here}/exercises`;
const sets = `${exercises}/${squat}/sets`;

describe('exercises and sets of a training session', () => {
  const the = useApp();
  let athlete: Client;
  beforeEach(async () => {
    athlete = await the.person();
    await athlete.post('/training-sessions', { id: session, timezone: 'UTC' });
    await athlete.post(exercises, { id: squat, name: 'Squat', mode: 'reps' });
  });

  describe('exercises', () => {
    it('adds an exercise at the end and returns the session with its Location', async () => {
      const answer = await athlete.post(exercises, {
        id: row,
        name: 'Row',
        mode: 'reps',
        supersetGroup: 0,
        notes: 'n',
      });
      expect(answer.status).to.equal(201);
      expect(answer.headers.get('location')).to.equal(`/api/v1${here}`);
      expect(answer.headers.get('etag')).to.equal('"2"');
      expect(answer.json.exercises[1]).to.deep.equal({
        id: row,
        exerciseId: null,
        name: 'Row',
        mode: 'reps',
        supersetGroup: 0,
        notes: 'n',
        order: 1,
        planned: null,
        sets: [],
      });
    });

    it('returns the exercise of a repeated idempotency key or client id', async () => {
      const key = { 'idempotency-key': 'k' };
      const body = { name: 'Row', mode: 'time' };
      const first = await athlete.post(exercises, body, key);
      expect((await athlete.post(exercises, body, key)).text).to.equal(first.text);
      const again = await athlete.post(exercises, { id: squat, name: 'Squat', mode: 'reps' });
      expect([again.status, again.json.exercises.length]).to.deep.equal([201, 2]);
      problem(await athlete.post(exercises, { id: squat, name: 'Row', mode: 'reps' }), 409, 'id-taken');
    });

    it('edits and removes an exercise of a session', async () => {
      const edited = await athlete.patch(`${exercises}/${squat}`, {
        name: 'Front Squat',
        supersetGroup: 3,
        mode: 'time',
      });
      expect(edited.json.exercises[0]).to.include({ name: 'Front Squat', supersetGroup: 3, mode: 'time' });
      const removed = await athlete.delete(`${exercises}/${squat}`);
      expect([removed.status, removed.json.exercises]).to.deep.equal([200, []]);
      problem(await athlete.delete(`${exercises}/${squat}`), 404, 'entry-not-found');
    });

    it('lists every validation error of an exercise of a session in one response', async () => {
      expect(validationErrors(await athlete.post(exercises, {}))).to.deep.equal(['missing mode', 'missing name']);
      const body = { name: ' ', mode: 'REPS', supersetGroup: -1, notes: 5, exerciseId: 'row', plan: null };
      expect(validationErrors(await athlete.post(exercises, body))).to.deep.equal([
        'enum mode',
        'extra_forbidden plan',
        'greater_than_equal supersetGroup',
        'string_too_short name',
        'string_type notes',
        'uuid_parsing exerciseId',
      ]);
      const nulls = { name: null, mode: null, supersetGroup: 1.5 };
      expect(validationErrors(await athlete.patch(`${exercises}/${squat}`, nulls))).to.deep.equal([
        'enum mode',
        'int_parsing supersetGroup',
        'string_type name',
      ]);
      expect(validationErrors(await athlete.patch(`${here}x/exercises/${squat}x`, {}))).to.deep.equal([
        'uuid_parsing entryId',
        'uuid_parsing id',
      ]);
    });
  });

  describe('order', () => {
    it('reorders the exercises of a session in one request', async () => {
      await athlete.post(exercises, { id: row, name: 'Row', mode: 'reps' });
      const answer = await athlete.put(`${exercises}/order`, { ids: [row, squat.toUpperCase()] });
      expect(answer.json.exercises.map(({ id, order }: { id: string; order: number }) => [id, order])).to.deep.equal([
        [row, 0],
        [squat, 1],
      ]);
    });

    it('reorders the sets of an exercise in one request', async () => {
      await athlete.post(sets, { id: set });
      await athlete.post(sets, { id: other });
      const answer = await athlete.put(`${sets}/order`, { ids: [other, set] });
      expect(answer.json.exercises[0].sets.map(({ id }: { id: string }) => id)).to.deep.equal([other, set]);
    });

    it('rejects an order that does not name every id exactly once', async () => {
      for (const ids of [[], [squat, squat], [row]]) {
        expect(validationErrors(await athlete.put(`${exercises}/order`, { ids }))).to.deep.equal(['value_error ids']);
      }
      expect(validationErrors(await athlete.put(`${exercises}/order`, { ids: [squat, 'x', 7] }))).to.deep.equal([
        'string_type ids.2',
        'uuid_parsing ids.1',
      ]);
      expect(validationErrors(await athlete.put(`${exercises}/order`, { ids: squat }))).to.deep.equal([
        'list_type ids',
      ]);
      expect(validationErrors(await athlete.put(`${exercises}/order`, [squat]))).to.deep.equal(['value_error body']);
    });
  });

  describe('sets', () => {
    it('logs a set of type normal when the body has no fields', async () => {
      const answer = await athlete.post(sets, { id: set });
      expect(answer.status).to.equal(201);
      expect(answer.json.exercises[0].sets).to.deep.equal([
        {
          id: set,
          order: 0,
          ...emptyMeasures,
          notes: null,
          performedAt: null,
        },
      ]);
    });

    it('returns the values of a set as they were sent', async () => {
      const body = {
        type: 'warm_up',
        weight: { value: 61.23496995, unit: 'lb' },
        reps: 10_000,
        rpe: 8.5,
        notes: 'n',
        performedAt: '2026-03-01T13:00:00.000001+01:00',
      };
      const { id, order, ...kept } = (await athlete.post(sets, body)).json.exercises[0].sets[0];
      expect(kept).to.deep.equal({
        ...emptyMeasures,
        ...body,
        performedAt: '2026-03-01T12:00:00.000001Z',
      });
    });

    for (const [mode, body] of [
      ['reps', { weight: { value: -999_999.999999, unit: 'kg' }, reps: 0 }],
      ['reps', { weight: { value: -0, unit: 'kg' }, reps: 1, rir: 0 }],
      ['time', { seconds: 0.001 }],
      ['time', { seconds: 1.005, distance: { value: 5e-324, unit: 'mi' } }],
      ['distance', { distance: { value: 999_999.9, unit: 'yd' }, seconds: 999_999.999 }],
    ] as const) {
      it(`accepts the set ${JSON.stringify(body)} in mode ${mode}`, async () => {
        const entry = (await athlete.post(exercises, { name: 'x', mode })).json.exercises[1].id;
        const answer = await athlete.post(`${exercises}/${entry}/sets`, body);
        expect(answer.status).to.equal(201);
        expect(answer.json.exercises[1].sets[0]).to.deep.include(JSON.parse(JSON.stringify(body)));
      });
    }

    for (const [body, ...expected] of [
      ['{"weight":{"value":1000000,"unit":"kg"}}', 'less_than_equal weight.value'],
      ['{"weight":{"value":-1000000,"unit":"kg"}}', 'greater_than_equal weight.value'],
      ['{"weight":{"value":1e400,"unit":"kg"}}', 'less_than_equal weight.value'],
      ['{"weight":{"value":-1e400,"unit":"kg"}}', 'greater_than_equal weight.value'],
      ['{"weight":{"value":"5","unit":"st"}}', 'enum weight.unit', 'value_error weight.value'],
      ['{"weight":{"value":5,"unit":"kg","x":1}}', 'extra_forbidden weight.x'],
      ['{"weight":{}}', 'missing weight.unit', 'missing weight.value'],
      ['{"weight":5}', 'value_error weight'],
      ['{"reps":-1}', 'greater_than_equal reps'],
      ['{"reps":10001}', 'less_than_equal reps'],
      ['{"reps":1e300}', 'less_than_equal reps'],
      ['{"reps":1.5}', 'int_parsing reps'],
      ['{"reps":"1"}', 'int_parsing reps'],
      ['{"reps":true}', 'int_parsing reps'],
      ['{"seconds":0}', 'greater_than_equal seconds'],
      ['{"seconds":0.0001}', 'value_error seconds'],
      ['{"seconds":1e-7}', 'value_error seconds'],
      ['{"seconds":1e308}', 'less_than_equal seconds'],
      ['{"distance":{"value":0,"unit":"km"}}', 'greater_than_equal distance.value'],
      ['{"distance":{"value":-5,"unit":"km"}}', 'greater_than_equal distance.value'],
      ['{"rpe":0.5}', 'greater_than_equal rpe'],
      ['{"rpe":10.5}', 'less_than_equal rpe'],
      ['{"rpe":7.25}', 'value_error rpe'],
      ['{"rir":11}', 'less_than_equal rir'],
      ['{"rpe":8,"rir":2}', 'value_error rir'],
      ['{"type":"dropset"}', 'enum type'],
      ['{"type":null}', 'enum type'],
      ['{"seconds":60}', 'value_error seconds'],
      ['{"performedAt":"2026-03-01T12:01:01Z"}', 'value_error performedAt'],
      ['{"performedAt":"2026-03-01T12:00:00"}', 'timezone_aware performedAt'],
      ['{"notes":"\\u0000"}', 'value_error notes'],
      ['{"__proto__":{"type":"drop"}}', 'extra_forbidden __proto__'],
      ['{"weight":{"value":5,"unit":"kg","__proto__":null}}', 'extra_forbidden weight.__proto__'],
      ['{"constructor":1,"toString":2}', 'extra_forbidden constructor', 'extra_forbidden toString'],
    ] as const) {
      it(`rejects the set ${body}`, async () => {
        const sent = { method: 'POST', raw: body, headers: { 'content-type': 'application/json' } };
        expect(validationErrors(await athlete.ask(sets, sent))).to.deep.equal(expected);
      });
    }

    it('corrects and removes a set', async () => {
      await athlete.post(sets, { id: set, reps: 5, weight: { value: 100, unit: 'kg' } });
      const corrected = await athlete.patch(`${sets}/${set}`, { reps: 6, rpe: 9, type: 'failure' });
      expect(corrected.json.exercises[0].sets[0]).to.deep.include({
        reps: 6,
        rpe: 9,
        type: 'failure',
        weight: { value: 100, unit: 'kg' },
      });
      const cleared = await athlete.patch(`${sets}/${set}`, { weight: null, rpe: null, performedAt: now });
      expect(cleared.json.exercises[0].sets[0]).to.include({ weight: null, rpe: null, performedAt: now });
      expect(validationErrors(await athlete.patch(`${sets}/${set}`, { type: null, id: set, order: 1 }))).to.deep.equal([
        'enum type',
        'extra_forbidden id',
        'extra_forbidden order',
      ]);
      const removed = await athlete.delete(`${sets}/${set}`);
      expect([removed.status, removed.json.exercises[0].sets]).to.deep.equal([200, []]);
      problem(await athlete.patch(`${sets}/${set}`, {}), 404, 'set-not-found');
    });

    it('logs a set once for a repeated idempotency key or client id', async () => {
      const key = { 'idempotency-key': 'k' };
      const first = await athlete.post(sets, { reps: 5 }, key);
      expect((await athlete.post(sets, { reps: 5 }, key)).text).to.equal(first.text);
      problem(await athlete.post(sets, { reps: 6 }, key), 422, 'idempotency-key-reused');
      await athlete.post(sets, { id: set, reps: 5 });
      const again = await athlete.post(sets, { id: set, reps: 5 });
      expect([again.status, again.json.exercises[0].sets.length]).to.deep.equal([201, 2]);
      problem(await athlete.post(sets, { id: set, reps: 7 }), 409, 'id-taken');
    });

    it('returns 404 for sets of an unknown exercise or of another account’s session', async () => {
      problem(await athlete.post(`${exercises}/${unknown}/sets`, { reps: 5 }), 404, 'entry-not-found');
      const stranger = await signUpAndIn(the.app, 'other@example.com');
      problem(await stranger.post(sets, { reps: 5 }), 404, 'session-not-found');
      problem(await stranger.put(`${sets}/order`, { ids: [] }), 404, 'session-not-found');
      problem(await stranger.delete(`${exercises}/${squat}`), 404, 'session-not-found');
    });
  });
});
