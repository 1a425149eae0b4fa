import { expect } from 'chai';
import type { AccountId, Instant } from '../../../src/events/ids.ts';
import { createTellCoaches } from '../../../src/policies/webhooks/tell-coaches.ts';
import type { Change, Told } from '../../../src/ports/webhook-deliveries.ts';
import type { AskedRights, ChangedStream, CoachRights } from '../../../src/queries/coaching/coach-rights.ts';

const [ana, ben, coach, other] = ['ana', 'ben', 'coach', 'other'] as AccountId[] as [
  ...[AccountId, AccountId, AccountId, AccountId],
];
const right = (of: AccountId, athlete: AccountId, scope: CoachRights['scope'], discussions: string[] = []) => ({
  ...{ coach: of, athlete, scope, discussions },
});

function setUp(rights: readonly CoachRights[], told: readonly Told[] = [], hasWebhooks = true) {
  const asked: (readonly ChangedStream[])[] = [];
  const forgotten: Told[] = [];
  const deliveries = {
    tellsCoaches: async () => hasWebhooks,
    told: async (athletes: readonly AccountId[] | null) =>
      told.filter(({ athlete }) => athletes?.includes(athlete) ?? true),
    forget: async (each: readonly Told[]) => void forgotten.push(...each),
  };
  const listCoachRights = async ({ changes }: AskedRights) => {
    asked.push(changes);
    return rights.filter(({ athlete }) => changes.some((change) => change.athlete === athlete));
  };
  return { ...createTellCoaches({ deliveries, listCoachRights }), asked, forgotten };
}

const change = (account: AccountId, stream: string, type: Change['type'], position = 1n): Change => ({
  ...{ event: `${position}`, account, athlete: null, stream, type, revision: 0, position },
  recordedAt: '2026-03-01T12:00:00.000000Z' as Instant,
});
const part = (...changes: Change[]) => ({ after: 0n, upTo: 9n, changes, activity: null });

describe('the changes of which coaches are told', () => {
  const rights = [
    right(coach, ana, ['history'], ['1']),
    right(other, ana, ['plans', 'body_data']),
    right(coach, ben, ['statistics']),
  ];
  const told = async (...changes: Change[]) =>
    (await setUp(rights).withCoaches(part(...changes))).changes
      .filter(({ athlete }) => athlete !== null)
      .map(({ account, athlete, type }) => `${account} of ${athlete}: ${type}`);

  it('are those of the things that each scope has', async () => {
    expect(await told(change(ana, 'session-1', 'session.changed'))).to.deep.equal([
      'coach of ana: athlete.session.changed',
    ]);
    expect(await told(change(ana, 'plan-1', 'plan.deleted'))).to.deep.equal(['other of ana: athlete.plan.deleted']);
    expect(await told(change(ana, 'measurement-1', 'measurement.changed'))).to.have.length(1);
    expect(await told(change(ben, 'session-1', 'session.changed'))).to.deep.equal([]);
  });

  it('are comments of discussions with this coach only', async () => {
    expect(await told(change(ana, 'discussion-1', 'discussion.changed'))).to.deep.equal([
      'coach of ana: athlete.discussion.changed',
    ]);
    expect(await told(change(ana, 'discussion-2', 'discussion.changed'))).to.deep.equal([]);
  });

  it('are never about the account, its relationships or its exercises', async () => {
    const changes = [
      change(ana, 'account-ana', 'account.changed'),
      change(ana, 'coaching-1', 'coaching.changed'),
      change(ana, 'exercise-1', 'exercise.changed'),
    ];
    expect(await told(...changes)).to.deep.equal([]);
  });

  it('are told to the athlete too, and only read with rights that are as new as the changes', async () => {
    const the = setUp(rights);
    const changes = [
      change(ana, 'session-1', 'session.changed', 4n),
      change(ana, 'account-ana', 'account.changed', 5n),
    ];
    const found = await the.withCoaches(part(...changes));
    expect(found.changes.filter(({ athlete }) => athlete === null)).to.deep.equal(changes);
    expect(the.asked).to.deep.equal([[{ athlete: ana, stream: 'session-1', position: 4n }]]);
  });

  it('cost nothing while no webhook asks for them', async () => {
    const the = setUp(rights, [], false);
    await the.withCoaches(part(change(ana, 'session-1', 'session.changed')));
    expect(the.asked).to.deep.equal([]);
  });
});

describe('what coaches were told', () => {
  const told = [
    { coach, athlete: ana, kind: 'session' },
    { coach, athlete: ana, kind: 'discussion' },
    { coach, athlete: ana, kind: 'plan' },
    { coach, athlete: ben, kind: 'session' },
  ];

  it('is checked again before each request, for the athlete, the coach and the thing', async () => {
    const { mayTell } = setUp([right(coach, ana, ['history'])]);
    const attempt = { account: coach, athlete: ana, stream: 'session-1' };
    expect(await mayTell(attempt)).to.equal(true);
    expect(await mayTell({ ...attempt, stream: 'plan-1' })).to.equal(false);
    expect(await mayTell({ ...attempt, account: other })).to.equal(false);
    expect(await mayTell({ ...attempt, athlete: ben })).to.equal(false);
    expect(await mayTell({ ...attempt, athlete: null })).to.equal(true);
  });

  it('is forgotten of what a relationship does not allow any more, as of its change', async () => {
    const the = setUp([right(coach, ana, ['plans'])], told);
    await the.forgetWithdrawn([
      change(ana, 'session-1', 'session.changed'),
      change(ana, 'coaching-1', 'coaching.changed', 7n),
    ]);
    expect(the.forgotten).to.deep.equal(told.slice(0, 2));
    expect(the.asked[0]?.map(({ position }) => position)).to.deep.equal([7n, 7n, 7n]);
  });

  it('is forgotten of every athlete without a right from time to time', async () => {
    const the = setUp([right(coach, ana, ['plans', 'history'])], told);
    await the.forgetWithdrawn('all');
    expect(the.forgotten).to.deep.equal(told.slice(3));
  });

  it('is not read while no relationship changes', async () => {
    const the = setUp([], told);
    await the.forgetWithdrawn([change(ana, 'session-1', 'session.changed')]);
    expect([the.asked, the.forgotten]).to.deep.equal([[], []]);
  });
});
