import { expect } from 'chai';
import { problem, validationErrors } from './support/client.ts';
import { type EventStream, openStream } from './support/event-stream.ts';
import type { Person } from './support/people.ts';
import { httpConfig } from './support/test-app.ts';
import { useApp } from './support/use-app.ts';

/** Times under which a stream ends only when a test ends it. */
const lasting = { retryMs: 3_000, checkMs: 60_000, lastsMs: 600_000 };
const quick = { ...lasting, checkMs: 5 };

describe('GET /audit/live', () => {
  const the = useApp();
  let [athlete, coach] = [] as unknown as [Person, Person];
  let streams: EventStream[];
  beforeEach(async () => {
    streams = [];
    the.app.change({ config: { ...httpConfig, live: lasting } });
    athlete = await the.person('athlete@example.com');
    coach = await the.person('coach@example.com', { role: 'fitness-trainer' });
  });
  afterEach(() => {
    for (const stream of streams) stream.close();
  });

  const open = async (path: string, client = athlete, headers: Readonly<Record<string, string>> = {}) => {
    const stream = await openStream(the.app, client, path, headers);
    streams.push(stream);
    return stream;
  };
  const begin = async (...parameters: Parameters<typeof open>) => {
    const stream = await open(...parameters);
    const first = await stream.next();
    expect(first).to.include({ event: 'begin', retry: '3000' });
    return { stream, at: first?.id ?? '' };
  };
  const rename = async (id: string, name: string) =>
    expect((await athlete.patch(`/training-sessions/${id}`, { name })).status).to.equal(200);
  const start = async (): Promise<string> =>
    (await athlete.post('/training-sessions', { name: 'Push', timezone: 'UTC' })).json.id;
  const agree = async (scope: readonly string[]): Promise<string> => {
    const { json } = await athlete.post('/coaching/invitations', { email: 'coach@example.com', scope });
    expect((await coach.post(`/coaching/${json.id}/accept`, {})).status).to.equal(200);
    return json.id;
  };
  const ofCoach = () => `/coaching/athletes/${athlete.id}/audit/live`;

  it('tells each event from now on, with its sentence and its position', async () => {
    const id = await start();
    const { stream } = await begin('/audit/live');
    await rename(id, 'Pull');
    const told = await stream.nextData();
    expect(told).to.deep.include({
      sentence: 'Session: name “Push” → “Pull”',
      about: { kind: 'session', id },
    });
    const [last] = (await athlete.get('/audit/history?limit=1')).json.items;
    expect(told).to.deep.equal(last);
  });

  it('continues after Last-Event-ID, which counts more than the position in the address', async () => {
    const id = await start();
    const { stream: left, at } = await begin('/audit/live');
    left.close();
    await rename(id, 'A');
    await rename(id, 'B');
    const { stream } = await begin('/audit/live?after=1', athlete, { 'last-event-id': at });
    expect([await stream.nextData(), await stream.nextData()].map(({ data }) => data.name)).to.deep.equal(['A', 'B']);
    const again = await begin(`/audit/live?after=${at}&type=SessionRenamed&kind=session`);
    expect((await again.stream.nextData()).data.name).to.equal('A');
    for (const each of streams) each.close();
    const other = await the.person('other@example.com');
    const wrong = await other.get('/audit/live', { 'last-event-id': 'x' });
    expect(validationErrors(wrong)).to.deep.equal(['value_error Last-Event-ID']);
  });

  it('tells only what was asked for, and sends comments meanwhile', async () => {
    the.app.change({ config: { ...httpConfig, live: quick } });
    const { stream } = await begin('/audit/live?type=MeasurementRecorded');
    await rename(await start(), 'Pull');
    expect(await stream.next()).to.have.property('comment');
    const weight = { kind: 'body_weight', value: 81.5, unit: 'kg', day: '2026-02-27' };
    await athlete.post('/body-measurements', weight);
    expect((await stream.nextData()).type).to.equal('MeasurementRecorded');
  });

  it('tells a coach the kinds in the scope, and is in the access log once', async () => {
    const id = await start();
    await agree(['history']);
    const { stream } = await begin(ofCoach(), coach);
    const weight = { kind: 'body_weight', value: 81.5, unit: 'kg', day: '2026-02-27' };
    await athlete.post('/body-measurements', weight);
    for (const name of ['A', 'B']) {
      await rename(id, name);
      expect((await stream.nextData()).data.name).to.equal(name);
    }
    const { items } = (await athlete.get('/audit/reads?capacity=coach')).json;
    expect(items.map(({ operation, reads }: Record<string, unknown>) => [operation, reads])).to.deep.equal([
      ['followAuditHistory', 1],
    ]);
  });

  it('ends when the right of the coach ends, without waiting for a check', async () => {
    const id = await agree(['history']);
    const { stream } = await begin(ofCoach(), coach);
    await athlete.post(`/coaching/${id}/end`);
    expect(await stream.nextData()).to.equal(null);
    problem(await coach.get(ofCoach()), 404, 'coaching-not-found');
  });

  it('ends when the scope has none of the kinds any more', async () => {
    const id = await agree(['history']);
    const { stream } = await begin(ofCoach(), coach);
    await athlete.patch(`/coaching/${id}`, { scope: ['statistics'] });
    expect(await stream.nextData()).to.equal(null);
  });

  it('ends when the sign-in ends, when the service stops, and after its time', async () => {
    the.app.change({ config: { ...httpConfig, live: quick } });
    const signedOut = await begin('/audit/live');
    await athlete.post('/access/logout-all');
    while (await signedOut.stream.next()) expect(signedOut.stream.status).to.equal(200);
    const other = await the.person('other@example.com');
    const closing = new AbortController();
    the.app.change({ config: { ...httpConfig, live: lasting }, closing: closing.signal });
    const stopped = await begin('/audit/live', other);
    closing.abort();
    expect(await stopped.stream.next()).to.equal(null);
    the.app.change({ config: { ...httpConfig, live: { ...lasting, lastsMs: 30 } } });
    const late = await begin('/audit/live', other);
    expect(await late.stream.nextData()).to.equal(null);
  });

  it('is limited for each account', async () => {
    for (let number = 0; number < 2; number += 1) await begin('/audit/live');
    problem(await athlete.get('/audit/live'), 429, 'too-many-requests');
  });
});
