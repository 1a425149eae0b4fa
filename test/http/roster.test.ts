import { expect } from 'chai';
import { problem } from './support/client.ts';
import { createProgram, type Person } from './support/people.ts';
import { useApp } from './support/use-app.ts';

const everything = ['history', 'plans', 'statistics', 'body_data'];

describe('the roster of a coach', () => {
  const the = useApp();
  let [ana, ben, coach] = [] as unknown as [Person, Person, Person];
  let exercises: ReadonlyMap<Person, string> = new Map();

  beforeEach(async () => {
    ana = await the.person('ana@example.com');
    ben = await the.person('ben@example.com');
    coach = await the.person('coach@example.com', { role: 'fitness-trainer' });
    await the.app.addReferenceItems();
    const traits = { primaryMuscles: [1], difficultyLevel: 'beginner', category: 'strength' };
    const added = async (athlete: Person) =>
      (await athlete.post('/exercises/user', { name: 'Zercher', ...traits })).json.id as string;
    exercises = new Map([
      [ana, await added(ana)],
      [ben, await added(ben)],
    ]);
  });

  async function agree(athlete: Person, scope: readonly string[], expiresAt: string | null = null): Promise<string> {
    const { json } = await athlete.post('/coaching/invitations', { email: 'coach@example.com', scope, expiresAt });
    expect((await coach.post(`/coaching/${json.id}/accept`, {})).status).to.equal(200);
    return json.id;
  }
  async function train(athlete: Person, day: string, notes: string | null = null, kilograms = 100): Promise<string> {
    const sets = [
      { exerciseId: exercises.get(athlete), sets: [{ reps: 1, weight: { value: kilograms, unit: 'kg' } }] },
    ];
    const times = { startedAt: `${day}T10:00:00Z`, endedAt: `${day}T11:00:00Z`, timezone: 'UTC' };
    const answer = await athlete.post('/training-sessions', { ...times, notes, exercises: sets });
    expect(answer.status, answer.text).to.equal(201);
    return answer.json.id;
  }
  const read = async () => (await coach.get('/coaching/roster')).json;
  const kindsOf = ({ signals }: Readonly<{ signals: readonly { kind: string; isSeen: boolean }[] }>) =>
    signals.filter(({ isSeen }) => !isSeen).map(({ kind }) => kind);

  it('has the athletes that need attention first, with the reasons and the events that they follow from', async () => {
    await agree(ana, everything);
    await agree(ben, everything);
    await train(ana, '2026-02-28');
    const sessionId = await train(ben, '2026-02-28', 'Sharp knee pain');
    const { athletes, needAttention } = await read();
    expect([athletes.map(({ email }: Person) => email), needAttention]).to.deep.equal([
      ['ben@example.com', 'ana@example.com'],
      1,
    ]);
    const [first] = athletes;
    expect(first.signals[0]).to.deep.include({
      kind: 'pain_note',
      subject: sessionId,
      notes: [{ sessionId, revision: 0, text: 'Sharp knee pain', words: ['pain'] }],
      events: [{ stream: `session-${sessionId}`, revisions: [0] }],
    });
    expect(first).to.deep.include({ needsAttention: true, today: '2026-03-01', corrections: 0 });
    expect(first.lastSession).to.deep.include({ id: sessionId, day: '2026-02-28' });
    expect(athletes[1]).to.deep.include({ needsAttention: false, signals: [] });
  });

  it('has only what the scope allows, and no athlete without a right', async () => {
    const id = await agree(ana, ['body_data']);
    await train(ana, '2026-02-28', 'Sharp knee pain');
    const [row] = (await read()).athletes;
    expect(row).to.have.all.keys(
      ...['athleteId', 'name', 'email', 'coachingId', 'scope', 'today', 'needsAttention', 'signals'],
    );
    expect(row.signals).to.deep.equal([]);
    const statistics = { scope: ['statistics'] };
    expect((await ana.patch(`/coaching/${id}`, statistics)).status).to.equal(200);
    expect((await read()).athletes[0])
      .to.include.keys('compliance', 'records')
      .and.not.have.any.keys('lag', 'lastSession');
    await ana.post(`/coaching/${id}/end`);
    expect((await read()).athletes).to.deep.equal([]);
    problem(await coach.get(`/coaching/athletes/${ana.id}/signals`), 404, 'coaching-not-found');
  });

  it('has no athlete whose relationship has expired, was only asked for, or is that of another coach', async () => {
    await agree(ana, everything, '2026-03-01T12:00:01Z');
    await coach.post('/coaching/requests', { email: 'ben@example.com', scope: everything });
    expect((await read()).athletes).to.have.length(1);
    const other = await the.person('other@example.com', { role: 'fitness-trainer' });
    expect((await other.get('/coaching/roster')).json.athletes).to.deep.equal([]);
    problem(await ana.get('/coaching/roster'), 403, 'not-permitted');
  });

  it('tells a signal that was seen again only when it is stronger', async () => {
    await agree(ana, everything);
    await train(ana, '2026-02-24', null, 100);
    await train(ana, '2026-02-26', null, 105);
    const [record] = (await coach.get(`/coaching/athletes/${ana.id}/signals`)).json.signals;
    expect(record).to.include({ kind: 'record', strength: 105, isSeen: false });
    const { kind, subject, strength, to } = record;
    const mark = { kind, subject, strength, to };
    const seen = await coach.post(`/coaching/athletes/${ana.id}/signals/seen`, { signals: [mark] });
    expect(seen.json).to.deep.equal({
      ...{ athleteId: ana.id, marks: [{ kind, subject, strength, until: to }], revision: 1 },
    });
    expect(kindsOf((await read()).athletes[0])).to.deep.equal([]);
    await train(ana, '2026-02-28', null, 110);
    expect(kindsOf((await read()).athletes[0])).to.include('record');
    const again = await coach.post(`/coaching/athletes/${ana.id}/signals/seen`, { signals: [mark] });
    expect(again.json.revision).to.equal(1);
  });

  it('is evaluated with the thresholds of the athlete, else with those of all athletes, else with the usual ones', async () => {
    await agree(ana, everything);
    await agree(ben, everything);
    await train(ana, '2026-02-24');
    await train(ben, '2026-02-24');
    const silent = async () => (await read()).athletes.flatMap(kindsOf).length;
    expect(await silent()).to.equal(0);
    const set = async (path: string, body: object) => {
      const answer = await coach.put(`/coaching/${path}`, body);
      expect(answer.status, answer.text).to.equal(200);
      return answer.json;
    };
    await set('thresholds', { silentDays: 4, skips: 5 });
    expect(await silent()).to.equal(2);
    const own = await set(`athletes/${ana.id}/thresholds`, { silentDays: 30 });
    expect(own.thresholds).to.deep.equal({ silentDays: 30 });
    expect(own.effective).to.include({ silentDays: 30, skips: 5, missedSessions: 2 });
    expect(await silent()).to.equal(1);
    expect((await coach.get(`/coaching/athletes/${ana.id}/thresholds`)).json).to.deep.equal(own);
    await set('thresholds', {});
    expect((await coach.get('/coaching/thresholds')).json).to.deep.include({ athleteId: null, thresholds: {} });
    expect(await silent()).to.equal(0);
  });

  it('refuses thresholds and marks that are none, and names the field', async () => {
    await agree(ana, everything);
    for (const [method, path, body, field] of [
      ['put', 'thresholds', { silentDays: 0 }, 'silentDays'],
      ['put', `athletes/${ana.id}/thresholds`, { magic: 1 }, 'magic'],
      ['post', `athletes/${ana.id}/signals/seen`, { signals: [] }, 'signals'],
    ] as const) {
      const answer = await coach[method](`/coaching/${path}`, body);
      problem(answer, 422, 'validation');
      expect(answer.text).to.include(field);
    }
    const body = { signals: [{ kind: 'silence', subject: null, strength: 10, to: '2026-02-20' }] };
    problem(await coach.post(`/coaching/athletes/${ben.id}/signals/seen`, body), 404, 'coaching-not-found');
    problem(await coach.put(`/coaching/athletes/${ben.id}/thresholds`, {}), 404, 'coaching-not-found');
  });

  it('is in the access log of each athlete, and needs the scope coach of a token', async () => {
    await agree(ana, everything);
    await read();
    await coach.get(`/coaching/athletes/${ana.id}/signals`);
    const reads = (await ana.get(`/audit/reads?capacity=coach&reader=${coach.id}`)).json.items;
    expect(reads.map(({ operation }: { operation: string }) => operation).sort()).to.deep.equal([
      'getRoster',
      'listSignalsOfAthlete',
    ]);
    const program = await createProgram(the.app, coach, ['read', 'write']);
    problem(await program.get('/coaching/roster'), 403, 'insufficient-scope');
    expect((await (await createProgram(the.app, coach, ['coach'])).get('/coaching/roster')).status).to.equal(200);
  });
});
