import { expect } from 'chai';
import { outcomesOf, sync } from './support/batches.ts';
import { problem, validationErrors } from './support/client.ts';
import type { Person } from './support/people.ts';
import { now } from './support/test-app.ts';
import { useApp } from './support/use-app.ts';

describe('/training-plans/current', () => {
  const the = useApp();
  let athlete: Person;
  let planId = '';
  const today = () => now.slice(0, 10);
  const dayAfter = (days: number) => new Date(Date.parse(today()) + days * 86_400_000).toISOString().slice(0, 10);
  beforeEach(async () => {
    athlete = await the.person();
    const units = [
      { name: 'Day A', day: 1 },
      { name: 'Day B', day: 3 },
    ];
    const facts = { name: 'Two days', difficulty: 'beginner', weeks: 1, repeats: 6 };
    planId = (await athlete.post('/training-plans', { ...facts, units })).json.id;
  });
  const start = (startsOn = today(), id = planId) => athlete.post(`/training-plans/${id}/start`, { startsOn });
  const current = async (query = '?timezone=UTC') => athlete.get(`/training-plans/current${query}`);

  it('answers today, this week and the next session of a plan that was started', async () => {
    const started = await start();
    expect(started.status, started.text).to.equal(200);
    expect(started.json).to.include({ planId, name: 'Two days', startsOn: today(), revision: 0 });
    const { json, status } = await current();
    expect(status).to.equal(200);
    expect(json).to.include({ planId, name: 'Two days', status: 'running', timezone: 'UTC', endsOn: dayAfter(41) });
    expect(json.today.units).to.have.length(1);
    expect(json.today.units[0]).to.include({ name: 'Day A', index: 0, state: 'due', sessionId: null });
    expect(json.thisWeek).to.have.length(7);
    expect(json.next).to.deep.equal(json.today);
    expect(json.missed).to.deep.equal([]);
  });

  it('reads the zone of the profile, and requires one', async () => {
    await start();
    expect(validationErrors(await current(''))).to.deep.equal(['missing timezone']);
    await athlete.patch('/profile', { timezone: 'Pacific/Kiritimati', firstDayOfWeek: 'sunday' });
    expect((await current('')).json.timezone).to.equal('Pacific/Kiritimati');
    expect((await current()).json.timezone).to.equal('UTC');
    const { thisWeek } = (await current()).json;
    expect(new Date(thisWeek[0].date).getUTCDay()).to.equal(0);
  });

  it('shows what was missed, and keeps it where it was after a shift', async () => {
    await start(dayAfter(-3));
    const before = (await current()).json;
    expect(before.missed.map(({ date }: { date: string }) => date)).to.deep.equal([dayAfter(-1), dayAfter(-3)]);
    const shifted = await athlete.post('/training-plans/current/shift', { from: today(), days: 2 });
    expect(shifted.json.parts).to.deep.equal([
      { day: 1, on: dayAfter(-3) },
      { day: 4, on: dayAfter(2) },
    ]);
    const after = (await current()).json;
    expect(after.missed).to.deep.equal(before.missed);
    expect(after.next.date).to.equal(dayAfter(6));
  });

  it('keeps what was due when the plan is changed or deleted', async () => {
    await start();
    const before = (await current()).json;
    await athlete.patch(`/training-plans/${planId}`, { name: 'Renamed' });
    const { units } = (await athlete.get(`/training-plans/${planId}`)).json;
    await athlete.delete(`/training-plans/${planId}/units/${units[0].id}`);
    expect((await current()).json).to.deep.equal(before);
    await athlete.delete(`/training-plans/${planId}`);
    expect((await current()).json).to.deep.equal(before);
  });

  it('repeats a start under the same key after the plan was deleted', async () => {
    const begin = () =>
      athlete.post(`/training-plans/${planId}/start`, { startsOn: today() }, { 'idempotency-key': 'k' });
    const once = await begin();
    await athlete.delete(`/training-plans/${planId}`);
    const again = await begin();
    expect([again.status, again.json]).to.deep.equal([200, once.json]);
    problem(await start(), 404, 'plan-not-found');
  });

  it('pauses, resumes and ends the plan, and refuses what does not fit, naming the plan', async () => {
    problem(await current(), 404, 'schedule-not-found');
    problem(await athlete.post('/training-plans/current/pause', { from: today() }), 404, 'schedule-not-found');
    await start();
    const other = (await athlete.post(`/training-plans/${planId}/copy`, { name: 'Other' })).json.id;
    const refused = await start(today(), other);
    problem(refused, 409, 'schedule-conflict');
    expect(refused.json.related).to.deep.equal([{ id: planId, name: 'Two days' }]);
    await athlete.post('/training-plans/current/pause', { from: today() });
    problem(await start(), 409, 'schedule-conflict');
    const paused = (await current()).json;
    expect([paused.status, paused.today.units, paused.next]).to.deep.equal(['paused', [], null]);
    const resumed = await athlete.post('/training-plans/current/resume', { on: dayAfter(7) });
    expect(resumed.json).to.deep.include({ pausedFrom: null, parts: [{ day: 1, on: dayAfter(7) }] });
    expect((await current()).json).to.include({ status: 'upcoming' });
    await athlete.post('/training-plans/current/end', { from: today() });
    expect((await current()).json).to.include({ status: 'ended' });
    problem(await athlete.post('/training-plans/current/resume', { on: today() }), 409, 'schedule-conflict');
    expect((await start(today(), other)).json).to.include({ planId: other, endedFrom: null });
  });

  it('shows the schedule with an ETag, which makes commands conditional', async () => {
    await start();
    const read = await athlete.get('/training-plans/current/schedule');
    expect(read.headers.get('etag')).to.equal('"0"');
    expect(read.json.units.map(({ name }: { name: string }) => name)).to.deep.equal(['Day A', 'Day B']);
    const stale = await athlete.post('/training-plans/current/end', { from: today() }, { 'if-match': '"7"' });
    problem(stale, 412, 'revision-mismatch');
    const key = { 'idempotency-key': 'k' };
    const shift = () => athlete.post('/training-plans/current/shift', { from: today(), days: 1 }, key);
    expect((await shift()).json).to.deep.equal((await shift()).json);
    const changes = (await athlete.get('/changes?types=schedule')).json.items;
    expect(changes).to.have.length(1);
    expect(changes[0].document).to.deep.equal((await athlete.get('/training-plans/current/schedule')).json);
  });

  it('does not start the plans of others, and starts plans without network', async () => {
    const stranger = await the.person('stranger@example.com');
    problem(await stranger.post(`/training-plans/${planId}/start`, { startsOn: today() }), 404, 'plan-not-found');
    const id = '01900000-0000-7000-8000-0000000000f7';
    const body = { id, name: 'New', difficulty: 'expert', units: [{ name: 'Run', day: 1 }] };
    const commands = [
      { key: 'end', operation: 'endSchedule', body: { from: dayAfter(9) } },
      { key: 'start', operation: 'startPlan', path: { id }, body: { startsOn: today() } },
      { key: 'create', operation: 'createPlan', body },
    ];
    const answers = await sync(athlete, [commands[2], commands[1], commands[0]]);
    expect(outcomesOf(answers)).to.deep.equal(['accepted', 'accepted', 'accepted']);
    const unknown = { ...commands[1], key: 'unknown', path: { id: '01900000-0000-7000-8000-0000000000f8' } };
    expect(outcomesOf(await sync(athlete, [unknown]))).to.deep.equal(['deferred plan-not-found']);
  });
});
