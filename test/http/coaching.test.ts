import { expect } from 'chai';
import { problem } from './support/client.ts';
import type { Person } from './support/people.ts';
import { useApp } from './support/use-app.ts';

const address = 'coach@example.com';
const scope = ['history', 'plans'];

describe('coaching relationships', () => {
  const the = useApp();
  let [athlete, coach, stranger] = [] as unknown as [Person, Person, Person];

  beforeEach(async () => {
    athlete = await the.person('athlete@example.com', { name: 'Ana' });
    coach = await the.person(address, { name: 'Carl', role: 'fitness-trainer' });
    stranger = await the.person('stranger@example.com');
  });

  const invite = (email = address, by = athlete) => by.post('/coaching/invitations', { email, scope, message: 'Hi' });
  const ask = (email = 'athlete@example.com', by = coach) => by.post('/coaching/requests', { email, scope });
  const list = async (by: Person, as = 'athlete') => (await by.get(`/coaching?as=${as}`)).json.items;
  const tell = (by: Person, id: string, verb: string, body?: object) =>
    by.post(`/coaching/${id}/${verb}`, verb === 'accept' ? (body ?? {}) : undefined);
  const invited = async (): Promise<string> => (await invite()).json.id;
  const accepted = async (): Promise<string> => {
    const id = await invited();
    expect((await tell(coach, id, 'accept')).status).to.equal(200);
    return id;
  };

  it('begin with an invitation that the coach accepts', async () => {
    const made = await invite();
    expect(made.status, made.text).to.equal(201);
    expect(made.headers.get('location')).to.equal(`/api/v1/coaching/${made.json.id}`);
    expect(made.json).to.deep.include({ coachId: null, email: address, status: 'pending', scope, message: 'Hi' });
    const [seen] = await list(coach, 'coach');
    expect(seen).to.deep.include({ id: made.json.id, coachId: coach.id, athleteId: athlete.id, message: 'Hi' });
    expect(seen.athlete).to.deep.equal({ name: 'Ana', email: 'athlete@example.com' });
    const answer = await tell(coach, made.json.id, 'accept');
    expect(answer.status, answer.text).to.equal(200);
    const read = await athlete.get(`/coaching/${made.json.id}`);
    expect(read.json).to.deep.include({ status: 'active', coachId: coach.id, coach: { name: 'Carl', email: address } });
    expect((await list(stranger)).concat(await list(stranger, 'coach'))).to.deep.equal([]);
    problem(await stranger.get(`/coaching/${made.json.id}`), 404, 'coaching-not-found');
    expect((await athlete.get('/coaching?status=ended')).json.items).to.deep.equal([]);
  });

  it('begin with a request that the athlete accepts with an own scope and an end', async () => {
    const answer = await ask();
    expect([answer.status, answer.text]).to.deep.equal([202, '']);
    expect(await list(coach, 'coach')).to.deep.equal([]);
    const [seen] = await list(athlete);
    expect(seen).to.deep.include({ askedBy: 'coach', coachId: coach.id, coach: { name: 'Carl', email: address } });
    for (const verb of ['accept', 'decline', 'end']) {
      problem(await tell(coach, seen.id, verb), 404, 'coaching-not-found');
    }
    problem(await coach.get(`/coaching/${seen.id}`), 404, 'coaching-not-found');
    const own = { scope: ['statistics'], expiresAt: '2026-09-01T00:00:00Z' };
    const answered = await tell(athlete, seen.id, 'accept', own);
    expect(answered.json).to.deep.include({ status: 'active', scope: ['statistics'] });
    expect((await list(coach, 'coach'))[0]).to.deep.include({ id: seen.id, scope: ['statistics'], status: 'active' });
  });

  it('never tell whether an address has an account', async () => {
    const inactive = await the.person('inactive@example.com');
    const root = await the.superuser();
    await root.patch(`/users/${inactive.id}`, { isActive: false });
    const answers = [];
    for (const email of ['athlete@example.com', 'unknown@example.com', 'inactive@example.com', 'athlete@example.com']) {
      const { status, text, headers } = await ask(email);
      const names = [...headers.keys()].filter((name) => name !== 'x-request-id').toSorted();
      answers.push(JSON.stringify([status, text, names]));
    }
    expect(new Set(answers)).to.have.length(1);
    expect(await list(athlete)).to.have.length(1);
    const shapes = [];
    for (const email of [address, 'unknown@example.com']) {
      const { status, json } = await invite(email);
      shapes.push({ ...json, status, id: '', email: '' });
      problem(await invite(email), 409, 'coaching-exists');
    }
    expect(shapes[0]).to.deep.equal(shapes[1]);
    const items = (await list(athlete)).filter((each: { askedBy: string }) => each.askedBy === 'athlete');
    expect(items.map((each: { coach: unknown }) => each.coach)).to.deep.equal([null, null]);
  });

  it('refuse the own address on both sides, and requests of accounts that are no trainers', async () => {
    problem(await invite('athlete@example.com'), 422, 'validation');
    problem(await ask(address), 422, 'validation');
    problem(await ask('athlete@example.com', stranger), 403, 'not-permitted');
    const id = (await invite('stranger@example.com')).json.id;
    problem(await tell(stranger, id, 'accept'), 403, 'access-too-low');
    expect((await tell(stranger, id, 'decline')).json).to.include({ status: 'declined' });
  });

  it('are repeated with the same id or key, and refuse another invitation under it', async () => {
    const id = '01900000-0000-7000-8000-0000000000ff';
    const body = { id, email: address, scope };
    const [first, again] = [
      await athlete.post('/coaching/invitations', body),
      await athlete.post('/coaching/invitations', body),
    ];
    expect([first.status, again.status]).to.deep.equal([201, 201]);
    expect(again.json).to.deep.equal(first.json);
    problem(await athlete.post('/coaching/invitations', { ...body, scope: ['plans'] }), 409, 'id-taken');
    problem(await stranger.post('/coaching/invitations', body), 409, 'id-taken');
  });

  it('let only the athlete change the scope, and either side end it', async () => {
    const id = await accepted();
    problem(await coach.patch(`/coaching/${id}`, { scope: ['body_data'] }), 403, 'access-too-low');
    const less = await athlete.patch(`/coaching/${id}`, { scope: ['history'] });
    expect(less.json).to.deep.include({ scope: ['history'], revision: 2 });
    expect((await tell(coach, id, 'end')).json).to.include({ status: 'ended', endedBy: 'coach' });
    expect((await tell(coach, id, 'end')).json).to.include({ revision: 3 });
    expect((await list(coach, 'coach'))[0]).to.deep.include({ status: 'ended', athlete: null, coach: null });
    problem(await athlete.patch(`/coaching/${id}`, { scope }), 409, 'coaching-closed');
    const again = await accepted();
    expect((await tell(athlete, again, 'end')).json).to.include({ endedBy: 'athlete' });
  });

  it('exist once between an athlete and a coach', async () => {
    await accepted();
    problem(await tell(coach, await invited(), 'accept'), 409, 'coaching-exists');
    await ask();
    const pending = (await list(athlete)).find((each: { askedBy: string }) => each.askedBy === 'coach');
    problem(await tell(athlete, pending.id, 'accept'), 409, 'coaching-exists');
  });

  it('are listed for superusers, without messages', async () => {
    const id = await accepted();
    const root = await the.superuser();
    const { json } = await root.get('/coaching/all');
    expect(json.items).to.have.length(1);
    expect(json.items[0]).to.deep.include({
      id,
      message: null,
      athlete: { name: 'Ana', email: 'athlete@example.com' },
    });
  });

  it('are in the change feed of the athlete, without the account of an invited coach', async () => {
    const id = await invited();
    const [change] = (await athlete.get('/changes?types=coaching')).json.items;
    expect(change).to.deep.include({ type: 'coaching', id, deleted: false });
    expect(change.document).to.include({ coachId: null, status: 'pending' });
    expect((await coach.get('/changes?types=coaching')).json.items).to.deep.equal([]);
  });

  it('answer once the read model contains the end, and wait for nothing else', async () => {
    const waited: unknown[] = [];
    the.app.changeQueries({ waitUntilProjected: async ({ owner, models }) => void waited.push([owner, models]) });
    const id = await accepted();
    await tell(athlete, id, 'end');
    const model = { projection: 'coachings', table: 'coachings', shapes: [1] };
    expect(waited).to.deep.equal([
      [athlete.id, [model]],
      [athlete.id, [model]],
    ]);
  });
});
