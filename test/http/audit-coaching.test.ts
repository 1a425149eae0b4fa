import { expect } from 'chai';
import { auditedKinds } from '../../src/queries/audit/audited-kinds.ts';
import type { Answer } from './support/client.ts';
import { openStream } from './support/event-stream.ts';
import { createInMemoryProofs } from './support/in-memory-proofs.ts';
import type { Person } from './support/people.ts';
import { httpConfig } from './support/test-app.ts';
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

  it('is told by the live feed without the account that was invited and declined', async () => {
    the.app.change({ config: { ...httpConfig, live: { retryMs: 3_000, checkMs: 60_000, lastsMs: 600_000 } } });
    const stream = await openStream(the.app, athlete, '/audit/live?kind=coaching');
    try {
      await stream.next();
      await answer(coach, await invite('coach@example.com'), 'decline');
      const told = [await stream.nextData(), await stream.nextData()];
      expect(told.map(({ sentence }) => sentence)).to.deep.equal([
        'Coach “coach@example.com” invited to read: history',
        'Coaching declined',
      ]);
      expect(told[0].data).to.include({ coachId: null });
      expect(told[1].actor).to.include({ id: 'coach', session: null });
      expect(JSON.stringify(told)).not.to.contain(coach.id);
    } finally {
      stream.close();
    }
  });

  it('is not in a proof, whose chains would confirm a guess of the account', async () => {
    const asked: string[] = [];
    const { treeHeads } = createInMemoryProofs();
    the.app.change({
      treeHeads: {
        ...treeHeads,
        async *prove(owner, categories) {
          asked.push(owner, ...categories);
          yield { kind: 'end', streams: 0, events: 0 };
        },
      },
    });
    expect((await athlete.get('/audit/proof')).status).to.equal(200);
    expect(asked).to.have.members([athlete.id, ...auditedKinds.filter((kind) => kind !== 'coaching')]);
  });

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
