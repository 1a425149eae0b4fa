import { expect } from 'chai';
import { problem } from './support/client.ts';
import type { Person } from './support/people.ts';
import { useApp } from './support/use-app.ts';

const place = { entryId: null, setId: null };

describe('comments on training sessions', () => {
  const the = useApp();
  let [athlete, coach, other] = [] as unknown as [Person, Person, Person];
  let session = '';
  let coaching = '';
  let [entryId, setId] = ['', ''];

  const agree = async (by: Person, scope = ['history']): Promise<string> => {
    const { json } = await athlete.post('/coaching/invitations', { email: by.email, scope });
    expect((await by.post(`/coaching/${json.id}/accept`, {})).status).to.equal(200);
    return json.id;
  };
  beforeEach(async () => {
    athlete = await the.person('athlete@example.com');
    coach = await the.person('coach@example.com', { role: 'fitness-trainer' });
    other = await the.person('other@example.com', { role: 'fitness-trainer' });
    coaching = await agree(coach);
    const { json } = await athlete.post('/training-sessions', {
      ...{ startedAt: '2026-02-27T10:00:00Z', timezone: 'UTC' },
      exercises: [{ name: 'Squat', mode: 'reps', sets: [{ reps: 5 }] }],
    });
    [session, entryId, setId] = [json.id, json.exercises[0].id, json.exercises[0].sets[0].id];
  });

  const ofAthlete = () => `/coaching/athletes/${athlete.id}`;
  const write = (by: Person, body: object = {}, headers = {}) => {
    const path = `${by === athlete ? '' : ofAthlete()}/training-sessions/${session}/comments`;
    const named = by === athlete ? { coachId: coach.id } : {};
    return by.post(path, { text: `From ${by.email}`, ...named, ...body }, headers);
  };
  const read = (by: Person, id: string) => by.get(`${by === athlete ? '' : ofAthlete()}/discussions/${id}`);
  const list = async (by: Person, query = '') =>
    (await by.get(`${by === athlete ? '' : '/coaching'}/discussions${query}`)).json.items;

  it('are a discussion of the athlete and the coach, no matter who begins, with unread marks of both', async () => {
    const asked = await write(athlete, { entryId, setId });
    expect(asked.status, asked.text).to.equal(201);
    const { id } = asked.json;
    expect(asked.headers.get('location')).to.equal(`/api/v1/discussions/${id}`);
    expect(asked.json.comments[0]).to.deep.include({ by: 'athlete', entryId, setId });
    expect(asked.json.unread).to.deep.equal({ athlete: 0, coach: 1 });
    const answered = await write(coach, { entryId });
    expect(answered.status, answered.text).to.equal(201);
    expect(answered.headers.get('location')).to.equal(`/api/v1${ofAthlete()}/discussions/${id}`);
    expect(answered.json.id).to.equal(id);
    expect(answered.json.unread).to.deep.equal({ athlete: 1, coach: 1 });
    expect((await list(coach, '?unread=true')).map((each: { id: string }) => each.id)).to.deep.equal([id]);
    const marked = await coach.post(`${ofAthlete()}/discussions/${id}/read`, {});
    expect(marked.json.unread).to.deep.equal({ athlete: 1, coach: 0 });
    expect(await list(coach, '?unread=true')).to.deep.equal([]);
    const [item] = await list(athlete, `?unread=true&sessionId=${session}`);
    expect(item).to.deep.include({ id, commentCount: 2, lastComment: answered.json.comments[1] });
    await athlete.post(`/discussions/${id}/read`, { upTo: 2 });
    expect(await list(athlete, '?unread=true')).to.deep.equal([]);
    expect((await read(athlete, id)).json.comments).to.deep.equal((await read(coach, id)).json.comments);
  });

  it('have the coach as actor and the athlete as owner, whose feed tells of them', async () => {
    const { id } = (await write(coach)).json;
    const events = the.app.store.all().filter(({ stream }) => stream === `discussion-${id}`);
    expect(events.map(({ metadata: { actor, owner } }) => [actor.id, actor.role, owner])).to.deep.equal(
      Array(2).fill([coach.id, 'fitness-trainer', athlete.id]),
    );
    const { items } = (await athlete.get('/changes?types=discussion')).json;
    expect(items.map((each: { id: string }) => each.id)).to.deep.equal([id]);
    expect((await coach.get('/changes?types=discussion')).json.items).to.deep.equal([]);
    const told = (await athlete.get(`/audit/events?kind=discussion&id=${id}`)).json.items;
    expect(told.at(-1).sentence).to.equal('The coach commented on the session: “From coach@example.com”');
  });

  it('are repeated without effect under an idempotency key, of which coach and athlete have different ones', async () => {
    const headers = { 'idempotency-key': 'k' };
    const once = await write(coach, {}, headers);
    const again = await write(coach, {}, headers);
    expect(again.json).to.deep.equal(once.json);
    const own = await write(athlete, {}, headers);
    expect(own.status, own.text).to.equal(201);
    expect(own.json.comments).to.have.length(2);
  });

  it('are repeated under an idempotency key after their set was removed', async () => {
    const headers = { 'idempotency-key': 'k' };
    const once = await write(coach, { entryId, setId }, headers);
    await athlete.delete(`/training-sessions/${session}/exercises/${entryId}/sets/${setId}`);
    const again = await write(coach, { entryId, setId }, headers);
    expect([again.status, again.json]).to.deep.equal([201, once.json]);
    problem(await write(coach, { entryId, setId }), 404, 'set-not-found');
  });

  it('are repeated by the athlete, under an idempotency key or their id, after the relationship has ended', async () => {
    const [headers, id] = [{ 'idempotency-key': 'k' }, crypto.randomUUID()];
    const once = await write(athlete, { id }, headers);
    await coach.post(`${ofAthlete()}/discussions/${once.json.id}/read`, {});
    await coach.post(`/coaching/${coaching}/end`);
    const again = await write(athlete, { id }, headers);
    expect([again.status, again.json]).to.deep.equal([201, once.json]);
    const byId = await write(athlete, { id });
    expect([byId.status, byId.json.comments]).to.deep.equal([201, once.json.comments]);
    problem(await write(athlete), 404, 'coaching-not-found');
  });

  it('are changed and removed by who has written them', async () => {
    const { id, comments } = (await write(coach)).json;
    const path = `/discussions/${id}/comments/${comments[0].id}`;
    problem(await athlete.patch(path, { text: 'Mine' }), 403, 'access-too-low');
    problem(await athlete.delete(path), 403, 'access-too-low');
    const edited = await coach.patch(`${ofAthlete()}${path}`, { text: 'Lower' });
    expect(edited.json.comments[0]).to.deep.include({ text: 'Lower', by: 'coach' });
    expect((await coach.delete(`${ofAthlete()}${path}`)).json.comments).to.deep.equal([]);
    problem(await coach.patch(`${ofAthlete()}${path}`, { text: 'x' }), 404, 'comment-not-found');
  });

  it('are not seen, changed or removed by another coach of the athlete', async () => {
    await agree(other);
    const { id, comments } = (await write(athlete)).json;
    const path = `${ofAthlete()}/discussions/${id}`;
    problem(await read(other, id), 404, 'discussion-not-found');
    problem(await other.patch(`${path}/comments/${comments[0].id}`, { text: 'x' }), 404, 'discussion-not-found');
    problem(await other.delete(`${path}/comments/${comments[0].id}`), 404, 'discussion-not-found');
    problem(await other.post(`${path}/read`, {}), 404, 'discussion-not-found');
    expect((await other.get(`${ofAthlete()}/discussions`)).json.items).to.deep.equal([]);
    expect(await list(other)).to.deep.equal([]);
    const own = await write(other);
    expect(own.json.id).not.to.equal(id);
    expect(await list(athlete, `?coachId=${other.id}`)).to.have.length(1);
    expect(await list(athlete)).to.have.length(2);
  });

  it('need the right to the history, on both sides, and a thing that the athlete has', async () => {
    problem(await write(other), 404, 'coaching-not-found');
    problem(await write(athlete, { coachId: other.id }), 404, 'coaching-not-found');
    problem(await write(coach, { coachId: other.id }), 422, 'validation');
    problem(await athlete.post(`/training-sessions/${session}/comments`, { text: 'x' }), 422, 'validation');
    problem(await write(coach, { entryId: session }), 404, 'entry-not-found');
    problem(await write(coach, { entryId, setId: session }), 404, 'set-not-found');
    problem(await write(coach, { ...place, setId }), 422, 'validation');
    const theirs = await coach.post('/training-sessions', { startedAt: '2026-02-27T10:00:00Z', timezone: 'UTC' });
    const path = `${ofAthlete()}/training-sessions/${theirs.json.id}/comments`;
    problem(await coach.post(path, { text: 'x' }), 404, 'session-not-found');
    await athlete.patch(`/coaching/${coaching}`, { scope: ['plans', 'statistics', 'body_data'] });
    problem(await write(coach), 404, 'coaching-not-found');
    problem(await write(athlete), 404, 'coaching-not-found');
  });

  it('stay with the athlete after the end, who may still change own ones, and are gone for the coach', async () => {
    const { id, comments } = (await write(athlete)).json;
    await write(coach, {}, { 'idempotency-key': 'k' });
    await athlete.post(`/coaching/${coaching}/end`);
    problem(await read(coach, id), 404, 'coaching-not-found');
    problem(await write(coach), 404, 'coaching-not-found');
    problem(await write(coach, {}, { 'idempotency-key': 'k' }), 404, 'coaching-not-found');
    problem(await coach.post(`${ofAthlete()}/discussions/${id}/read`, {}), 404, 'coaching-not-found');
    expect(await list(coach)).to.deep.equal([]);
    problem(await write(athlete), 404, 'coaching-not-found');
    expect((await read(athlete, id)).json.comments).to.have.length(2);
    expect((await athlete.patch(`/discussions/${id}/comments/${comments[0].id}`, { text: 'x' })).status).to.equal(200);
  });

  it('are written by trainers only, with the scope coach of a token', async () => {
    problem(
      await athlete.post(`${ofAthlete()}/training-sessions/${session}/comments`, { text: 'x' }),
      403,
      'not-permitted',
    );
  });
});
