import { expect } from 'chai';
import type { Answer } from './support/client.ts';
import type { Person } from './support/people.ts';
import { useApp } from './support/use-app.ts';

const terms = { scope: ['history'], message: 'Hi' };

describe('the audit of a coaching relationship', () => {
  const the = useApp();
  let [athlete, coach] = [] as unknown as [Person, Person];
  beforeEach(async () => {
    athlete = await the.person('athlete@example.com');
    coach = await the.person('coach@example.com', { name: 'Carl', role: 'fitness-trainer' });
  });

  const invite = async (email: string): Promise<string> =>
    (await athlete.post('/coaching/invitations', { email, ...terms })).json.id;
  const answer = (by: Person, id: string, verb: string) =>
    by.post(`/coaching/${id}/${verb}`, verb === 'accept' ? {} : undefined);
  const asked = (id: string) => `kind=coaching&id=${id}`;
  const reads = (id: string, last: number) => [
    ...[`events?${asked(id)}`, `state?${asked(id)}`, `diff?${asked(id)}&from=0&to=${last}`, 'history?kind=coaching'],
    ...['export?kind=coaching', 'export?kind=coaching&format=csv'],
  ];
  const textsOf = async (id: string, last: number): Promise<string> => {
    const answers: Answer[] = await Promise.all(reads(id, last).map((read) => athlete.get(`/audit/${read}`)));
    for (const { status, text } of answers) expect(status, text).to.equal(200);
    return answers.map(({ text }) => text).join('\n');
  };
  const sentences = async (id: string): Promise<string[]> =>
    (await athlete.get(`/audit/events?${asked(id)}`)).json.items.map(({ sentence }: { sentence: string }) => sentence);

  it('tells who was invited, and not whether the address has an account', async () => {
    const [known, unknown] = [await invite('coach@example.com'), await invite('unknown@example.com')];
    expect(await textsOf(known, 0)).not.to.contain(coach.id);
    const shapes = [known, unknown].map(async (id) => {
      const { items } = (await athlete.get(`/audit/events?${asked(id)}`)).json;
      const { document } = (await athlete.get(`/audit/state?${asked(id)}`)).json;
      expect(items[0].sentence).to.equal(`Coach “${document.email}” invited to read: history`);
      expect(items[0].data).to.deep.equal({
        ...{ coachingId: id, athleteId: athlete.id, coachId: null, email: document.email, message: 'Hi' },
        ...{ scope: ['history'], expiresAt: null },
      });
      return { actor: items[0].actor.id, document: { ...document, id: '', email: '', createdAt: '', updatedAt: '' } };
    });
    const [one, other] = await Promise.all(shapes);
    expect(one).to.deep.equal(other);
    expect(one?.document).to.include({ coachId: null, status: 'pending' }).and.not.have.property('coach');
  });

  for (const { verb, sentence } of [
    { verb: 'decline', sentence: 'Coaching declined' },
    { verb: 'end', sentence: 'Coaching ended by the coach' },
  ]) {
    it(`does not name the account that answers an invitation with ${verb}`, async () => {
      const id = await invite('coach@example.com');
      expect((await answer(coach, id, verb)).status).to.equal(200);
      expect((await sentences(id))[1]).to.equal(sentence);
      expect(await textsOf(id, 1)).not.to.contain(coach.id);
      const { actor } = (await athlete.get(`/audit/events?${asked(id)}`)).json.items[1];
      expect(actor).to.include({ id: 'coach', via: 'http', session: null, app: null });
      for (const read of [`events?${asked(id)}&`, 'history?']) {
        expect((await athlete.get(`/audit/${read}actor=${coach.id}`)).json.items).to.deep.equal([]);
      }
    });
  }

  it('names the coach from the acceptance on', async () => {
    const id = await invite('coach@example.com');
    await answer(coach, id, 'accept');
    await athlete.patch(`/coaching/${id}`, { scope: ['history', 'plans'] });
    await answer(athlete, id, 'end');
    expect((await sentences(id)).slice(1)).to.deep.equal([
      `Coaching by the account ${coach.id} accepted, to read: history`,
      'Coaching: scope history → history, plans',
      'Coaching ended by the athlete',
    ]);
    const { items } = (await athlete.get(`/audit/history?actor=${coach.id}`)).json;
    expect(items.map(({ type }: { type: string }) => type)).to.deep.equal(['CoachingAccepted']);
    const { document } = (await athlete.get(`/audit/state?${asked(id)}&revision=1`)).json;
    expect(document).to.include({ status: 'active', coachId: coach.id });
  });

  it('is exported without what a guess of the account could be checked with', async () => {
    await invite('coach@example.com');
    const [, line = ''] = (await athlete.get('/audit/export?kind=coaching')).text.split('\n');
    const { data, event } = JSON.parse(line);
    expect(data).to.include({ email: 'coach@example.com', coachId: null });
    expect(event.data).to.deep.equal({});
    expect(event.metadata).not.to.have.any.keys('chain', 'mac', 'command');
  });

  it('is not for the coach', async () => {
    const id = await invite('coach@example.com');
    await answer(coach, id, 'accept');
    const read = await coach.get(`/coaching/athletes/${athlete.id}/audit/events?${asked(id)}`);
    expect(read.status).to.equal(404);
    const { items } = (await coach.get(`/coaching/athletes/${athlete.id}/audit/history`)).json;
    expect(items).to.deep.equal([]);
  });
});
