import { expect } from 'chai';
import { made, outcomesOf, sync } from './support/batches.ts';
import { problem, validationErrors } from './support/client.ts';
import type { Person } from './support/people.ts';
import { useApp } from './support/use-app.ts';

const id = (n: number) => `01900000-0000-7000-8000-00000000000${n}`;
const sessions = '/training-sessions';
const timezone = 'UTC';
const past = { startedAt: '2026-03-01T10:00:00Z', endedAt: '2026-03-01T11:00:00Z' };

describe('one active session', () => {
  const the = useApp();
  let athlete: Person;
  beforeEach(async () => {
    athlete = await the.person();
  });
  const start = (n: number, change: object = {}, by = athlete) =>
    by.post(sessions, { id: id(n), name: `Session ${n}`, timezone, ...change });
  const replace = (n: number, how: string, headers = {}) =>
    athlete.post(`${sessions}?replace=${how}`, { id: id(n), timezone }, headers);
  const active = async (by = athlete) => {
    const { status, json } = await by.get(`${sessions}/active`);
    return status === 200 ? json.id : status;
  };
  const statusOf = async (n: number) => (await athlete.get(`${sessions}/${id(n)}`)).json.status;

  it('refuses a second live session and names the first, which another device can read and go on with', async () => {
    problem(await athlete.get(`${sessions}/active`), 404, 'session-not-found');
    await start(1);
    const refused = await start(2);
    problem(refused, 409, 'session-active');
    expect(refused.json.related).to.deep.equal([{ id: id(1), name: 'Session 1' }]);
    problem(await athlete.get(`${sessions}/${id(2)}`), 404, 'session-not-found');
    const read = await athlete.get(`${sessions}/active`);
    expect(read.json).to.include({ id: id(1), status: 'in_progress' });
    expect(read.headers.get('etag')).to.match(/^"0/);
    const again = await athlete.get(`${sessions}/active`, { 'if-none-match': read.headers.get('etag') ?? '' });
    expect(again.status).to.equal(304);
    await athlete.post(`${sessions}/${id(1)}/exercises`, { name: 'Row', mode: 'reps' });
    expect((await athlete.get(`${sessions}/active`)).json.exercises).to.have.length(1);
  });

  it('names a session without a name by its unit, or by null', async () => {
    await start(1, { name: null });
    expect((await start(2)).json.related).to.deep.equal([{ id: id(1), name: null }]);
    const { json: unit } = await athlete.post('/training-units', { name: 'Day A' });
    await athlete.post(`${sessions}?replace=abort`, { id: id(3), timezone, unitId: unit.id });
    expect((await start(4)).json.related).to.deep.equal([{ id: id(3), name: 'Day A' }]);
  });

  it('allows another one after the first was completed, aborted, deleted or replaced by one with an end', async () => {
    const endings = [
      () => athlete.post(`${sessions}/${id(1)}/complete`),
      () => athlete.post(`${sessions}/${id(2)}/abort`),
      () => athlete.delete(`${sessions}/${id(3)}`),
      () => athlete.put(`${sessions}/${id(4)}`, { ...past, timezone, exercises: [] }, { 'if-match': '*' }),
    ];
    for (const [at, end] of endings.entries()) {
      expect((await start(at + 1)).status).to.equal(201);
      expect(await active()).to.equal(id(at + 1));
      await end();
      expect(await active()).to.equal(404);
    }
    expect((await start(5)).status).to.equal(201);
  });

  it('ends the active session and starts the new one when the request says so', async () => {
    await start(1);
    expect((await replace(2, 'complete')).status).to.equal(201);
    expect(await statusOf(1)).to.equal('completed');
    const { durationSeconds, endedAt } = (await athlete.get(`${sessions}/${id(1)}`)).json;
    expect([durationSeconds, endedAt === null]).to.deep.equal([0, false]);
    expect((await replace(3, 'abort')).status).to.equal(201);
    expect(await statusOf(2)).to.equal('aborted');
    expect(await active()).to.equal(id(3));
    await athlete.post(`${sessions}/${id(3)}/complete`);
    expect((await replace(4, 'abort')).status).to.equal(201);
    expect(await statusOf(3)).to.equal('completed');
    expect(validationErrors(await replace(5, 'delete'))).to.deep.equal(['enum replace']);
  });

  it('ends nothing when the new session is refused', async () => {
    await start(1);
    const unknown = { timezone, unitId: id(9) };
    problem(await athlete.post(`${sessions}?replace=abort`, unknown), 404, 'unit-not-found');
    expect(validationErrors(await athlete.post(`${sessions}?replace=abort`, {}))).to.deep.equal(['missing timezone']);
    expect(await active()).to.equal(id(1));
  });

  it('ends nothing when a request is repeated, by its key or by its id, after a third session was started', async () => {
    await start(1);
    const once = await replace(2, 'complete', { 'idempotency-key': 'k' });
    await replace(3, 'complete');
    const again = await replace(2, 'complete', { 'idempotency-key': 'k' });
    expect([again.text, again.headers.get('idempotent-replayed')]).to.deep.equal([once.text, 'true']);
    expect((await replace(2, 'complete')).json).to.include({ id: id(2), status: 'completed' });
    expect(await active()).to.equal(id(3));
    problem(await replace(2, 'abort', { 'idempotency-key': 'k' }), 422, 'idempotency-key-reused');
  });

  it('lets a refused request be sent again with the same key and a choice', async () => {
    await start(1);
    const key = { 'idempotency-key': 'k' };
    problem(await athlete.post(sessions, { timezone }, key), 409, 'session-active');
    const { status, json } = await athlete.post(`${sessions}?replace=abort`, { timezone }, key);
    expect([status, await active()]).to.deep.equal([201, json.id]);
  });

  it('does not concern sessions that are entered afterwards, or those of other accounts', async () => {
    await start(1);
    expect((await start(2, past)).json.status).to.equal('completed');
    expect((await athlete.post(`${sessions}?replace=abort`, { id: id(3), timezone, ...past })).status).to.equal(201);
    expect(await active()).to.equal(id(1));
    const other = await the.person('other@example.com');
    expect((await start(4, {}, other)).status).to.equal(201);
    expect([await active(), await active(other)]).to.deep.equal([id(1), id(4)]);
    await athlete.patch(`${sessions}/${id(2)}`, { startedAt: '2026-03-01T09:00:00Z' });
    expect((await athlete.get(`${sessions}/${id(2)}`)).json.durationSeconds).to.equal(7200);
  });

  it('does not concern sessions that come by a batch, but shows the latest while no other one is active', async () => {
    await start(1);
    const commands = [5, 6].map((n) => made.start({ id: id(n), startedAt: `2026-03-01T0${n}:00:00Z` }, `start-${n}`));
    expect(outcomesOf(await sync(athlete, commands))).to.deep.equal(['accepted', 'accepted']);
    expect(await active()).to.equal(id(1));
    const completed = [{ key: 'end', operation: 'completeSession', path: { id: id(1) }, body: {} }];
    expect(outcomesOf(await sync(athlete, completed))).to.deep.equal(['accepted']);
    expect(await active()).to.equal(id(6));
    expect((await start(2)).status).to.equal(201);
    expect(await active()).to.equal(id(2));
  });

  it('does not concern sessions that are imported', async () => {
    await start(1);
    const line = (date: string) => `${date} 10:00:00,Legs,1h,Squat,1,100,5,0,0,,,\n`;
    const names =
      'Date,Workout Name,Duration,Exercise Name,Set Order,Weight,Reps,Distance,Seconds,Notes,Workout Notes,RPE\n';
    const options = { method: 'POST', raw: `${names}${line('2026-02-01')}`, headers: { 'content-type': 'text/csv' } };
    const { status, text } = await athlete.ask('/imports?format=strong&unit=kg&timezone=UTC', options);
    expect(status, text).to.equal(201);
    expect(await active()).to.equal(id(1));
  });

  it('is free again for an account after a start whose append never came', async () => {
    await start(1);
    await athlete.delete(`${sessions}/${id(1)}`);
    problem(await start(1), 409, 'id-taken');
    expect(await active()).to.equal(404);
    expect((await start(2)).status).to.equal(201);
  });
});
