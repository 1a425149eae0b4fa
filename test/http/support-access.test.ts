import { expect } from 'chai';
import { routes } from '../../src/http/routes.ts';
import { problem } from './support/client.ts';
import { createProgram, type Person } from './support/people.ts';
import { nameOf, pathOf } from './support/route-names.ts';
import { useApp } from './support/use-app.ts';

const reason = 'Doubled sessions after an import';
const readRoutes = routes.filter(({ path }) => path.startsWith('/api/v1/support/athletes/'));

describe('support access', () => {
  const the = useApp();
  let [athlete, root] = [] as unknown as [Person, Person];
  let session: string;

  beforeEach(async () => {
    athlete = await the.person('athlete@example.com');
    root = await the.superuser();
    session = (await athlete.post('/training-sessions', { name: 'Push', timezone: 'UTC' })).json.id;
  });
  const open = async (by = root) => by.post('/support/accesses', { athleteId: athlete.id, reason });
  const sessionOfAthlete = (by = root) => by.get(`/support/athletes/${athlete.id}/training-sessions/${session}`);

  it('lets a superuser read for an hour, and the athlete sees it with the reason', async () => {
    problem(await sessionOfAthlete(), 404, 'support-not-found');
    const opened = await open();
    expect(opened.status, opened.text).to.equal(201);
    expect(opened.json).to.include({ athleteId: athlete.id, superuserId: root.id, reason, endedAt: null });
    expect(opened.json.expiresAt).to.equal('2026-03-01T13:00:00.000000Z');
    expect((await sessionOfAthlete()).json.name).to.equal('Push');
    const { items } = (await athlete.get('/support/accesses?open=true')).json;
    expect(items.map(({ id }: { id: string }) => id)).to.deep.equal([opened.json.id]);
    expect(items[0].superuser.email).to.equal(root.email);
    const { items: own } = (await root.get('/support/accesses?as=superuser')).json;
    expect(own[0].athlete.email).to.equal('athlete@example.com');
    expect((await root.get('/support/accesses')).json.items).to.deep.equal([]);
  });

  it('is told to the athlete by the change feed', async () => {
    const { id } = (await open()).json;
    const { items } = (await athlete.get('/changes?types=support')).json;
    expect(
      items.map(({ document }: { document: { id: string; reason: string } }) => [document.id, document.reason]),
    ).to.deep.equal([[id, reason]]);
  });

  for (const by of ['athlete', 'superuser'] as const) {
    it(`ends at once by the ${by}, and repeating that changes nothing`, async () => {
      const { id } = (await open()).json;
      const person = by === 'athlete' ? athlete : root;
      const ended = await person.post(`/support/accesses/${id}/end`);
      expect(ended.status, ended.text).to.equal(200);
      expect(ended.json).to.include({ endedBy: by, revision: 1 });
      problem(await sessionOfAthlete(), 404, 'support-not-found');
      expect((await person.post(`/support/accesses/${id}/end`)).json.revision).to.equal(1);
      expect((await athlete.get('/support/accesses?open=true')).json.total).to.equal(0);
      expect((await athlete.get('/support/accesses?open=false')).json.total).to.equal(1);
    });
  }

  it('is about one athlete and one superuser', async () => {
    const { id } = (await open()).json;
    const other = await the.person('other@example.com');
    problem(await root.get(`/support/athletes/${other.id}/training-sessions`), 404, 'support-not-found');
    problem(await other.get(`/support/accesses/${id}`), 404, 'support-not-found');
    problem(await other.post(`/support/accesses/${id}/end`), 404, 'support-not-found');
    problem(await sessionOfAthlete(athlete), 403, 'not-permitted');
    problem(await other.post('/support/accesses', { athleteId: athlete.id, reason }), 403, 'not-permitted');
    problem(
      await (await createProgram(the.app, root, ['read', 'write'])).get(sessionPath()),
      403,
      'insufficient-scope',
    );
  });
  const sessionPath = () => `/support/athletes/${athlete.id}/training-sessions/${session}`;

  it('records every read in the access log of the athlete, before it is answered', async () => {
    await open();
    await sessionOfAthlete();
    const audit = `/support/athletes/${athlete.id}/audit/events?kind=session&id=${session}`;
    expect((await root.get(audit)).json.items).to.have.length(1);
    const { items } = (await athlete.get('/audit/reads?capacity=support')).json;
    const read = items.map(({ operation, reader }: { operation: string; reader: { id: string } }) => [
      operation,
      reader.id,
    ]);
    expect(read).to.have.deep.members([
      ['getSessionForSupport', root.id],
      ['listAuditEvents', root.id],
    ]);
  });

  it('needs an account that exists and a reason, and can be repeated under an id', async () => {
    const absent = '01900000-0000-7000-8000-0000000000ff';
    problem(await root.post('/support/accesses', { athleteId: absent, reason }), 404, 'account-not-found');
    problem(await root.post('/support/accesses', { athleteId: athlete.id, reason: ' ' }), 422, 'validation');
    const id = '01900000-0000-7000-8000-0000000000d9';
    const first = await root.post('/support/accesses', { id, athleteId: athlete.id, reason });
    const second = await root.post('/support/accesses', { id, athleteId: athlete.id, reason });
    expect([first.status, second.status, second.json.revision]).to.deep.equal([201, 201, 0]);
  });

  for (const route of readRoutes) {
    it(`is needed for ${nameOf(route)}`, async () => {
      const path = pathOf(route, (name) => (name === 'athleteId' ? athlete.id : session));
      const query = new URLSearchParams((route.example.request?.query ?? {}) as Record<string, string>);
      problem(await root.get(`${path}?${query}`), 404, 'support-not-found');
      const { id } = (await open()).json;
      const answer = await root.get(`${path}?${query}`);
      expect(`${answer.status} ${answer.json?.code}`).not.to.equal('404 support-not-found');
      await athlete.post(`/support/accesses/${id}/end`);
      problem(await root.get(`${path}?${query}`), 404, 'support-not-found');
    });
  }
});
