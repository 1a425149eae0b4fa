import { expect } from 'chai';
import { problem } from './support/client.ts';
import type { Person } from './support/people.ts';
import { useApp } from './support/use-app.ts';

describe('the reports of the audit', () => {
  const the = useApp();
  let [athlete, coach] = [] as unknown as [Person, Person];
  let session: string;
  let set: string;

  beforeEach(async () => {
    athlete = await the.person('athlete@example.com');
    coach = await the.person('coach@example.com', { role: 'fitness-trainer' });
    const sets = [95, 100, 105, 110].map((value) => ({ reps: 5, weight: { value, unit: 'kg' } }));
    const times = { startedAt: '2026-03-01T08:00:00Z', endedAt: '2026-03-01T09:00:00Z' };
    const exercises = [{ name: 'Bench Press', mode: 'reps', sets }];
    const { json } = await athlete.post('/training-sessions', { name: 'Push', timezone: 'UTC', ...times, exercises });
    session = json.id;
    const [entry] = json.exercises;
    set = `/training-sessions/${session}/exercises/${entry.id}/sets/${entry.sets[0].id}`;
  });
  const agree = async (scope: readonly string[]) => {
    const { json } = await athlete.post('/coaching/invitations', { email: 'coach@example.com', scope });
    expect((await coach.post(`/coaching/${json.id}/accept`, {})).status).to.equal(200);
  };

  it('say what was changed after the end of a session, by whom and how late, to the athlete and the coach', async () => {
    await athlete.patch(set, { weight: { value: 97.5, unit: 'kg' } });
    await athlete.patch(`/training-sessions/${session}`, { notes: 'heavy' });
    const { items, next } = (await athlete.get('/audit/corrections?limit=1')).json;
    expect(items[0]).to.deep.include({
      sentence: 'Session: notes none → “heavy” (after the session had ended)',
      session: { name: 'Push', startedAt: '2026-03-01T08:00:00.000000Z', endedAt: '2026-03-01T09:00:00.000000Z' },
      secondsAfterEnd: 10_800,
    });
    const older = (await athlete.get(`/audit/corrections?limit=1&after=${next}`)).json;
    expect(older.items[0]).to.deep.include({ secondsAfterEnd: 10_800 });
    expect(older.items[0].sentence).to.contain('95 kg × 5 → 97.5 kg × 5');
    expect(older.items[0].actor.id).to.equal(athlete.id);
    expect(older.next).to.equal(null);
    await agree(['history']);
    const seen = await coach.get(`/coaching/athletes/${athlete.id}/audit/corrections`);
    expect(seen.json.items).to.deep.equal([...items, ...older.items]);
    expect((await athlete.get(`/audit/corrections?actor=${coach.id}`)).json.items).to.deep.equal([]);
  });

  it('say which sets were recorded late, and which sessions at once', async () => {
    const { items, next } = (await athlete.get('/audit/recordings')).json;
    expect(next).to.equal(null);
    expect(items).to.have.length(1);
    expect(items[0]).to.include({ sessionId: session, via: 'http', sets: 4, recordedSeconds: 0, isBatch: true });
    await agree(['history']);
    const seen = await coach.get(`/coaching/athletes/${athlete.id}/audit/recordings`);
    expect(seen.json.items).to.deep.equal(items);
  });

  it('need the right to the history', async () => {
    await agree(['plans', 'body_data']);
    for (const report of ['corrections', 'recordings']) {
      problem(await coach.get(`/coaching/athletes/${athlete.id}/audit/${report}`), 404, 'coaching-not-found');
    }
  });
});
