import { expect } from 'chai';
import { problem } from './support/client.ts';
import type { Person } from './support/people.ts';
import { useApp } from './support/use-app.ts';

describe('the audit that a coach reads', () => {
  const the = useApp();
  let [athlete, coach] = [] as unknown as [Person, Person];
  let ids: Readonly<Record<'session' | 'plan' | 'unit' | 'measurement' | 'account', string>>;

  beforeEach(async () => {
    athlete = await the.person('athlete@example.com');
    coach = await the.person('coach@example.com', { role: 'fitness-trainer' });
    const created = async (path: string, body: object) => {
      const answer = await athlete.post(path, body);
      expect(answer.status, answer.text).to.equal(201);
      return answer.json.id as string;
    };
    const weight = { kind: 'body_weight', value: 81.5, unit: 'kg', day: '2026-02-27' };
    const units = [{ name: 'Run', day: 1 }];
    ids = {
      session: await created('/training-sessions', { name: 'Push', timezone: 'UTC' }),
      plan: await created('/training-plans', { name: 'Plan', difficulty: 'beginner', units }),
      unit: await created('/training-units', { name: 'Legs' }),
      measurement: await created('/body-measurements', weight),
      account: athlete.id,
    };
  });

  async function agree(scope: readonly string[], expiresAt: string | null = null): Promise<string> {
    const { json } = await athlete.post('/coaching/invitations', { email: 'coach@example.com', scope, expiresAt });
    expect((await coach.post(`/coaching/${json.id}/accept`, {})).status).to.equal(200);
    return json.id;
  }
  const of = () => `/coaching/athletes/${athlete.id}`;
  const reads = (kind: keyof typeof ids) =>
    ['events?', 'state?', 'diff?from=0&to=0&'].map((read) => `/audit/${read}kind=${kind}&id=${ids[kind]}`);
  const kindsSeen = async () => {
    const { status, json } = await coach.get(`${of()}/audit/history`);
    expect(status).to.equal(200);
    return new Set(json.items.map(({ about }: { about: { kind: string } }) => about.kind));
  };

  const scopes = [
    { part: 'history', kinds: ['session'] },
    { part: 'plans', kinds: ['plan', 'unit'] },
    { part: 'body_data', kinds: ['measurement'] },
  ] as const;
  for (const { part, kinds } of scopes) {
    it(`is what the athlete reads of ${kinds.join(' and ')}, with the right to ${part}, and nothing else`, async () => {
      await agree([part]);
      for (const kind of Object.keys(ids) as (keyof typeof ids)[]) {
        for (const path of reads(kind)) {
          const [own, seen] = [await athlete.get(path), await coach.get(of() + path)];
          expect(own.status, own.text).to.equal(200);
          if ((kinds as readonly string[]).includes(kind)) expect(seen.json).to.deep.equal(own.json);
          else problem(seen, 404, 'coaching-not-found');
        }
      }
      expect(await kindsSeen()).to.deep.equal(new Set(kinds));
      const asked = await coach.get(`${of()}/audit/history?kind=session,plan,measurement,account`);
      const shown = asked.json.items.map(({ about }: { about: { kind: string } }) => about.kind);
      expect(kinds).to.include.members(shown);
    });
  }

  it('is 404 without the right, with statistics only, after the end, and after the time', async () => {
    const refused = async () => {
      for (const path of [...reads('session'), '/audit/history']) {
        problem(await coach.get(of() + path), 404, 'coaching-not-found');
      }
    };
    await refused();
    await coach.post('/coaching/requests', { email: 'athlete@example.com', scope: ['history'] });
    await refused();
    const first = await agree(['statistics']);
    await refused();
    expect((await athlete.patch(`/coaching/${first}`, { scope: ['history'] })).status).to.equal(200);
    expect(await kindsSeen()).to.deep.equal(new Set(['session']));
    await athlete.post(`/coaching/${first}/end`);
    await refused();
  });

  it('does not have the history of another account under the address of the athlete', async () => {
    const stranger = await the.person('stranger@example.com');
    const { id } = (await stranger.post('/training-sessions', { name: 'Pull', timezone: 'UTC' })).json;
    await agree(['history']);
    problem(await coach.get(`${of()}/audit/events?kind=session&id=${id}`), 404, 'history-not-found');
  });

  it('has pages that are bound to the athlete', async () => {
    await agree(['history', 'plans']);
    const first = (await coach.get(`${of()}/audit/history?limit=1`)).json;
    const own = await athlete.get(`/audit/history?limit=1&after=${first.next}`);
    problem(own, 422, 'validation');
    const second = (await coach.get(`${of()}/audit/history?limit=1&after=${first.next}`)).json;
    expect(second.items[0].position).not.to.equal(first.items[0].position);
  });

  it('is in the access log of the athlete', async () => {
    await agree(['history']);
    for (const path of [...reads('session'), '/audit/history']) {
      expect((await coach.get(of() + path)).status).to.equal(200);
    }
    const { items } = (await athlete.get(`/audit/reads?capacity=coach&reader=${coach.id}`)).json;
    const about = { kind: 'session', id: ids.session };
    const seen = items.map(({ operation, about }: Record<string, unknown>) => [operation, about]);
    expect(seen).to.have.deep.members([
      ...['listAuditEvents', 'getAuditState', 'getAuditDifference'].map((operation) => [operation, about]),
      ['listAuditHistory', null],
    ]);
  });
});
