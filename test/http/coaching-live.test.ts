import { expect } from 'chai';
import { problem, validationErrors } from './support/client.ts';
import { type EventStream, openStream } from './support/event-stream.ts';
import type { Person } from './support/people.ts';
import { httpConfig } from './support/test-app.ts';
import { useApp } from './support/use-app.ts';

/** Times under which a stream ends only when a test ends it. */
const lasting = { retryMs: 3_000, checkMs: 60_000, lastsMs: 600_000 };

describe('GET /coaching/live', () => {
  const the = useApp();
  let [ada, ben, coach] = [] as unknown as [Person, Person, Person];
  let streams: EventStream[];
  beforeEach(async () => {
    streams = [];
    the.app.change({ config: { ...httpConfig, live: lasting } });
    coach = await the.person('coach@example.com', { role: 'fitness-trainer' });
    ada = await the.person('ada@example.com');
    ben = await the.person('ben@example.com');
  });
  afterEach(() => {
    for (const stream of streams) stream.close();
  });

  const begin = async (headers: Readonly<Record<string, string>> = {}) => {
    const stream = await openStream(the.app, coach, '/coaching/live', headers);
    streams.push(stream);
    const first = await stream.next();
    expect(first).to.include({ event: 'begin', retry: '3000' });
    return { stream, at: first?.id ?? '', known: JSON.parse(first?.data ?? '') };
  };
  const agree = async (athlete: Person, scope: readonly string[] = ['history']): Promise<string> => {
    const { json } = await athlete.post('/coaching/invitations', { email: coach.email, scope });
    expect((await coach.post(`/coaching/${json.id}/accept`, {})).status).to.equal(200);
    return json.id;
  };
  const train = async (athlete: Person): Promise<string> =>
    (await athlete.post('/training-sessions?replace=abort', { timezone: 'UTC' })).json.id;
  const weigh = (athlete: Person) =>
    athlete.post('/body-measurements', { kind: 'body_weight', value: 81.5, unit: 'kg', day: '2026-02-27' });
  const nothing = { athletes: [], begun: [], ended: [], reset: false };
  const changeOf = (athlete: Person, id: string) => ({
    ...nothing,
    athletes: [{ athleteId: athlete.id, changes: [{ type: 'session', id, deleted: false }] }],
  });

  it('tells what each athlete changes, as far as the scope allows', async () => {
    await agree(ada);
    await agree(ben, ['body_data']);
    const { stream, known } = await begin();
    expect(known).to.deep.equal({ athletes: [ada.id, ben.id], reset: false });
    await train(ben);
    await weigh(ada);
    const id = await train(ada);
    expect(await stream.nextData()).to.deep.equal(changeOf(ada, id));
    await weigh(ben);
    const [told] = (await stream.nextData()).athletes;
    expect(told).to.deep.include({ athleteId: ben.id });
    expect(told.changes[0]).to.include({ type: 'measurement', deleted: false });
    await ada.delete(`/training-sessions/${id}`);
    expect((await stream.nextData()).athletes[0].changes).to.deep.equal([{ type: 'session', id, deleted: true }]);
  });

  it('continues after Last-Event-ID, and says when it cannot', async () => {
    await agree(ada);
    const { stream: left, at } = await begin();
    left.close();
    const id = await train(ada);
    const { stream, known, at: begun } = await begin({ 'last-event-id': at });
    expect(known.reset).to.equal(false);
    // A client that loses the connection before the changes arrive continues where it was.
    expect(begun).to.equal(at);
    expect(await stream.nextData()).to.deep.equal(changeOf(ada, id));
    stream.close();
    const { known: anew } = await begin({ 'last-event-id': at.replace(/^\d+/, '99') });
    expect(anew).to.deep.equal({ athletes: [ada.id], reset: true });
    for (const each of streams) each.close();
    for (const wrong of ['x', '1', '1-', '1-01', `1-${2n ** 63n}`]) {
      const refused = await coach.get('/coaching/live', { 'last-event-id': wrong });
      expect(validationErrors(refused), wrong).to.deep.equal(['value_error Last-Event-ID']);
    }
  });

  it('tells the end of a relationship at once, and nothing of the athlete after it', async () => {
    const coaching = await agree(ada);
    await agree(ben);
    const { stream } = await begin();
    await ada.post(`/coaching/${coaching}/end`);
    expect(await stream.nextData()).to.deep.equal({ ...nothing, ended: [ada.id] });
    await train(ada);
    const id = await train(ben);
    expect(await stream.nextData()).to.deep.equal(changeOf(ben, id));
  });

  it('tells the end of a relationship that expires', async () => {
    const expiresAt = new Date(Date.now() + 3_600_000).toISOString();
    const coaching = await agree(ada);
    await ada.patch(`/coaching/${coaching}`, { expiresAt });
    const page = await the.app.queries.listAthleteChanges({
      coach: coach.id as never,
      after: null,
      requiredPosition: () => 0n,
    });
    const [athlete] = page.athletes;
    let isOver = false;
    the.app.changeQueries({
      listAthleteChanges: async () => ({
        ...page,
        athletes: isOver || !athlete ? [] : [{ ...athlete, expiresAt: new Date(Date.now() + 20).toISOString() }],
      }),
    });
    const { stream } = await begin();
    isOver = true;
    expect(await stream.nextData()).to.deep.equal({ ...nothing, ended: [ada.id] });
  });

  it('tells of an athlete who begins, at the next check', async () => {
    the.app.change({ config: { ...httpConfig, live: { ...lasting, checkMs: 5 } } });
    const { stream, known } = await begin();
    expect(known.athletes).to.deep.equal([]);
    await agree(ada);
    expect(await stream.nextData()).to.deep.equal({ ...nothing, begun: [ada.id] });
  });

  it('tells to read anew when too much has changed', async () => {
    await agree(ada);
    const { at } = await begin();
    const { listAthleteChanges } = the.app.queries;
    the.app.changeQueries({
      listAthleteChanges: async (asked) => ({ ...(await listAthleteChanges(asked)), isTooMuch: true }),
    });
    expect((await begin({ 'last-event-id': at })).known.reset).to.equal(true);
  });

  it('is in the access log of each athlete once, and for trainers only', async () => {
    await agree(ada);
    const { stream } = await begin();
    for (let number = 0; number < 2; number += 1) {
      const id = await train(ada);
      expect((await stream.nextData()).athletes[0].changes.at(-1).id)
        .to.be.a('string')
        .and.not.equal('');
      expect(id).to.be.a('string');
    }
    const { items } = (await ada.get('/audit/reads?capacity=coach')).json;
    expect(items.map(({ operation, reads }: Record<string, unknown>) => [operation, reads])).to.deep.equal([
      ['followAthletes', 1],
    ]);
    problem(await ada.get('/coaching/live'), 403, 'not-permitted');
  });

  it('ends when the sign-in ends', async () => {
    the.app.change({ config: { ...httpConfig, live: { ...lasting, checkMs: 5 } } });
    const { stream } = await begin();
    await coach.post('/access/logout-all');
    while (await stream.next()) expect(stream.status).to.equal(200);
  });
});
