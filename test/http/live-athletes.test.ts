import { expect } from 'chai';
import { problem } from './support/client.ts';
import { type EventStream, openStream } from './support/event-stream.ts';
import type { Person } from './support/people.ts';
import { httpConfig } from './support/test-app.ts';
import { useApp } from './support/use-app.ts';

/** Times under which a stream ends only when a test ends it. */
const live = { retryMs: 3_000, checkMs: 20, lastsMs: 600_000 };

describe('GET /coaching/live', () => {
  const the = useApp();
  let [athlete, coach] = [] as unknown as [Person, Person];
  let stream: EventStream;
  beforeEach(async () => {
    the.app.change({ config: { ...httpConfig, live } });
    athlete = await the.person('athlete@example.com');
    coach = await the.person('coach@example.com', { role: 'fitness-trainer' });
    const { json } = await athlete.post('/coaching/invitations', { email: 'coach@example.com', scope: ['history'] });
    expect((await coach.post(`/coaching/${json.id}/accept`, {})).status).to.equal(200);
    stream = await openStream(the.app, coach, '/coaching/live');
    expect(await stream.next()).to.deep.equal({ event: 'begin', retry: '3000', data: '{}' });
  });
  afterEach(() => stream.close());

  it('tells which athlete has something new, and sends comments meanwhile', async () => {
    expect(await stream.next()).to.have.property('comment');
    const other = await the.person('other@example.com');
    await other.post('/training-sessions', { timezone: 'UTC' });
    await athlete.post('/training-sessions', { timezone: 'UTC' });
    expect(await stream.nextData()).to.deep.equal({ athletes: [athlete.id] });
    const { items } = (await athlete.get('/audit/reads?capacity=coach')).json;
    expect(items.map(({ operation }: Record<string, unknown>) => operation)).to.include('followAthletes');
  });

  it('tells when a relationship has begun or ended', async () => {
    const other = await the.person('other@example.com');
    const { json } = await other.post('/coaching/invitations', { email: 'coach@example.com', scope: ['plans'] });
    await coach.post(`/coaching/${json.id}/accept`, {});
    expect(await stream.nextData()).to.deep.equal({ athletes: [other.id] });
    await other.post(`/coaching/${json.id}/end`);
    expect(await stream.nextData()).to.deep.equal({ athletes: [other.id] });
  });

  it('ends with the sign-in, and is for trainers only', async () => {
    problem(await athlete.get('/coaching/live'), 403, 'not-permitted');
    await coach.post('/access/logout-all');
    expect(await stream.nextData()).to.equal(null);
  });
});
