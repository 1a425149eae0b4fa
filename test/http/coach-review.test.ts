import { expect } from 'chai';
import { problem } from './support/client.ts';
import type { Person } from './support/people.ts';
import { useApp } from './support/use-app.ts';

type Thing = Readonly<{ kind: string; id: string; events: number; isCreated: boolean }>;

describe('the review queue of a coach', () => {
  const the = useApp();
  let [ana, ben, coach] = [] as unknown as [Person, Person, Person];

  beforeEach(async () => {
    ana = await the.person('ana@example.com');
    ben = await the.person('ben@example.com');
    coach = await the.person('coach@example.com', { role: 'fitness-trainer' });
  });

  async function agree(athlete: Person, scope: readonly string[]): Promise<string> {
    const { json } = await athlete.post('/coaching/invitations', { email: 'coach@example.com', scope });
    expect((await coach.post(`/coaching/${json.id}/accept`, {})).status).to.equal(200);
    return json.id;
  }
  async function train(athlete: Person, day: string): Promise<string> {
    const times = { startedAt: `${day}T10:00:00Z`, endedAt: `${day}T11:00:00Z`, timezone: 'UTC' };
    return (await athlete.post('/training-sessions', times)).json.id;
  }
  const weigh = async (athlete: Person): Promise<string> => {
    const weight = { kind: 'body_weight', value: 80, unit: 'kg', day: '2026-01-01' };
    return (await athlete.post('/body-measurements', weight)).json.id;
  };
  const pathOf = (athlete: Person) => `/coaching/athletes/${athlete.id}/review`;
  const newOf = async (athlete: Person) => (await coach.get(pathOf(athlete))).json;
  const idsOf = ({ things }: Readonly<{ things: readonly Thing[] }>) => things.map(({ id }) => id);
  const queue = async () =>
    (await coach.get('/coaching/review')).json.athletes.map(({ email, things, events }: Record<string, unknown>) => [
      ...[email, things, events],
    ]);

  it('counts what is new of each athlete since the coaching began, the latest change first', async () => {
    await train(ana, '2026-01-01');
    await agree(ana, ['history', 'body_data']);
    await agree(ben, ['history']);
    expect(await queue()).to.deep.equal([
      ['ana@example.com', 0, 0],
      ['ben@example.com', 0, 0],
    ]);
    const first = await train(ben, '2026-01-02');
    const weight = await weigh(ana);
    await ana.patch(`/body-measurements/${weight}`, { value: 81 });
    const [one, other] = await queue();
    expect(one.slice(0, 2)).to.deep.equal(['ana@example.com', 1]);
    expect(other.slice(0, 2)).to.deep.equal(['ben@example.com', 1]);
    const { things } = await newOf(ana);
    expect(things.map(({ kind, id, events, isCreated }: Thing) => [kind, id, events, isCreated])).to.deep.equal([
      ['measurement', weight, 2, true],
    ]);
    expect(idsOf(await newOf(ben))).to.deep.equal([first]);
    const reads = (await ana.get(`/audit/reads?capacity=coach&reader=${coach.id}`)).json.items;
    expect(reads.map(({ operation }: { operation: string }) => operation)).to.have.members([
      ...['getReviewQueue', 'getReviewOfAthlete'],
    ]);
  });

  it('has what has come after the coach has looked, and never goes back', async () => {
    await agree(ana, ['history']);
    const first = await train(ana, '2026-01-01');
    const seen = await newOf(ana);
    const second = await train(ana, '2026-01-02');
    const mark = (to: string) => coach.post(`${pathOf(ana)}/seen`, { to });
    expect((await mark(seen.to)).json).to.deep.equal({ athleteId: ana.id, reviewedTo: seen.to, revision: 1 });
    expect(idsOf(await newOf(ana))).to.deep.equal([second]);
    const later = await newOf(ana);
    await mark(later.to);
    expect((await mark(seen.to)).json.reviewedTo).to.equal(later.to);
    expect((await newOf(ana)).things).to.deep.equal([]);
    await ana.patch(`/training-sessions/${first}`, { name: 'Legs' });
    expect((await newOf(ana)).things[0]).to.deep.include({ id: first, events: 1, isCreated: false });
    problem(await mark(String(BigInt(later.to) + 1000n)), 422, 'validation');
    problem(await mark('1.5'), 422, 'validation');
  });

  it('has nothing that the scope lacks, and nothing that the coach has done', async () => {
    const id = await agree(ana, ['plans']);
    await train(ana, '2026-01-01');
    await weigh(ana);
    const plan = { name: 'Plan', difficulty: 'beginner', units: [{ name: 'Run', day: 1 }] };
    const made = (await coach.post('/training-plans', plan)).json.id;
    const copy = await coach.post(`/coaching/athletes/${ana.id}/training-plans/${made}/copy`, { name: 'Plan' });
    expect(copy.status).to.equal(201);
    expect((await newOf(ana)).things).to.deep.equal([]);
    await ana.patch(`/training-plans/${copy.json.id}`, { name: 'Mine' });
    expect((await newOf(ana)).things).to.have.length(1);
    await ana.patch(`/coaching/${id}`, { scope: ['body_data'] });
    expect((await newOf(ana)).things.map(({ kind }: Thing) => kind)).to.deep.equal(['measurement']);
  });

  it('is 404 without a relationship, also to mark', async () => {
    problem(await coach.get(pathOf(ana)), 404, 'coaching-not-found');
    const id = await agree(ana, ['history']);
    const { to } = await newOf(ana);
    await ana.post(`/coaching/${id}/end`);
    problem(await coach.get(pathOf(ana)), 404, 'coaching-not-found');
    problem(await coach.post(`${pathOf(ana)}/seen`, { to }), 404, 'coaching-not-found');
    expect(await queue()).to.deep.equal([]);
    problem(await ana.get('/coaching/review'), 403, 'not-permitted');
  });
});
