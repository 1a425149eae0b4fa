import { expect } from 'chai';
import { problem } from './support/client.ts';
import type { Person } from './support/people.ts';
import { useApp } from './support/use-app.ts';

describe('the private notes of a coach', () => {
  const the = useApp();
  let [athlete, coach, other] = [] as unknown as [Person, Person, Person];

  beforeEach(async () => {
    athlete = await the.person('athlete@example.com');
    coach = await the.person('coach@example.com', { role: 'fitness-trainer' });
    other = await the.person('other@example.com', { role: 'fitness-trainer' });
  });

  async function agree(by: Person): Promise<string> {
    const { json } = await athlete.post('/coaching/invitations', { email: by.email, scope: ['plans'] });
    expect((await by.post(`/coaching/${json.id}/accept`, {})).status).to.equal(200);
    return json.id;
  }
  const path = () => `/coaching/athletes/${athlete.id}/notes`;

  it('are for the coach who has written them, and in no answer to the athlete', async () => {
    await agree(coach);
    await agree(other);
    expect((await coach.get(path())).json).to.deep.equal({ athleteId: athlete.id, text: null, revision: null });
    const written = await coach.put(path(), { text: 'Says the knee is fine. It is not.' });
    expect(written.status, written.text).to.equal(200);
    expect((await coach.get(path())).json).to.deep.equal(written.json);
    expect((await other.get(path())).json.text).to.equal(null);
    problem(await athlete.get(path()), 403, 'not-permitted');
    for (const own of ['/export', '/audit/history', '/changes', '/coaching']) {
      expect((await athlete.get(own)).text).not.to.include('knee');
    }
    expect((await coach.put(path(), { text: null })).json.text).to.equal(null);
  });

  it('can be read and removed, not written, after the end of the relationship', async () => {
    problem(await coach.put(path(), { text: 'Early' }), 404, 'coaching-not-found');
    problem(await coach.get(path()), 404, 'coaching-not-found');
    const id = await agree(coach);
    await coach.put(path(), { text: 'Mornings' });
    await athlete.post(`/coaching/${id}/end`);
    expect((await coach.get(path())).json.text).to.equal('Mornings');
    problem(await coach.put(path(), { text: 'Evenings' }), 404, 'coaching-not-found');
    expect((await coach.put(path(), { text: null })).status).to.equal(200);
    problem(await coach.get(path()), 404, 'coaching-not-found');
  });

  it('are not replaced if another device has changed them, and are written once under a key', async () => {
    await agree(coach);
    const key = { 'idempotency-key': 'one' };
    const first = await coach.put(path(), { text: 'Mornings' }, key);
    expect((await coach.put(path(), { text: 'Mornings' }, key)).json).to.deep.equal(first.json);
    const stale = { 'if-match': '"0"' };
    problem(await coach.put(path(), { text: 'Evenings' }, stale), 412, 'revision-mismatch');
  });
});
