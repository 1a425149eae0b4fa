import { expect } from 'chai';
import { DomainError } from '../../src/errors.ts';
import { problem } from './support/client.ts';
import type { Person } from './support/people.ts';
import { useApp } from './support/use-app.ts';

describe('GET /audit/reads', () => {
  const the = useApp();
  let [athlete, coach] = [] as unknown as [Person, Person];
  let session: string;

  beforeEach(async () => {
    athlete = await the.person('athlete@example.com');
    coach = await the.person('coach@example.com', { role: 'fitness-trainer' });
    session = (await athlete.post('/training-sessions', { name: 'Push', timezone: 'UTC' })).json.id;
    const asked = { email: 'coach@example.com', scope: ['history', 'plans', 'statistics', 'body_data'] };
    const { json } = await athlete.post('/coaching/invitations', asked);
    expect((await coach.post(`/coaching/${json.id}/accept`, {})).status).to.equal(200);
  });

  const itemsFor = async (person: Person, query = '') => (await person.get(`/audit/reads${query}`)).json.items;
  const path = () => `/coaching/athletes/${athlete.id}/training-sessions`;

  it('lists what a coach has read, to the athlete only', async () => {
    for (const read of ['', `/${session}`, `/${session}`])
      expect((await coach.get(`${path()}${read}`)).status).to.equal(200);
    const reader = { id: coach.id, capacity: 'coach', via: 'http', session: null };
    const items = await itemsFor(athlete, '?capacity=coach');
    expect(items.map(({ id: _, ...item }: { id: string }) => item)).to.deep.equal(
      [
        { operation: 'getSessionOfAthlete', about: { kind: 'session', id: session }, reads: 2 },
        { operation: 'listSessionsOfAthlete', about: null, reads: 1 },
      ].map((each) => ({
        ...{ reader, ...each },
        ...{ firstAt: '2026-03-01T12:00:00.000000Z', lastAt: '2026-03-01T12:00:00.000000Z', seconds: 0 },
      })),
    );
    expect(await itemsFor(coach)).to.deep.equal([]);
  });

  it('lists every read of the audit, also those of the athlete with the sign-in', async () => {
    for (const read of ['events?', 'state?', 'diff?from=0&to=0&']) {
      expect((await athlete.get(`/audit/${read}kind=session&id=${session}`)).status).to.equal(200);
    }
    const items = await itemsFor(athlete);
    expect(items.map(({ operation }: { operation: string }) => operation)).to.deep.equal(
      ['listAuditEvents', 'getAuditState', 'getAuditDifference'].toReversed(),
    );
    expect(items[0].reader).to.deep.include({ id: athlete.id, capacity: 'self' });
    expect(items[0].reader.session).to.be.a('string');
  });

  it('lists nothing that was refused', async () => {
    expect((await coach.get(`${path()}/01900000-0000-7000-8000-00000000dead`)).status).to.equal(404);
    expect((await coach.get(`/audit/events?kind=session&id=${session}`)).status).to.equal(404);
    expect(await itemsFor(athlete)).to.deep.equal([]);
  });

  it('records every read by a coach and every proof, or there is no answer', async () => {
    const unavailable = async () => {
      throw new DomainError('unavailable', 'The access log is away.');
    };
    the.app.change({ dataReads: { record: unavailable } });
    for (const read of ['', `/${session}`]) problem(await coach.get(`${path()}${read}`), 503, 'unavailable');
    problem(await athlete.get('/audit/proof'), 503, 'unavailable');
  });
});
