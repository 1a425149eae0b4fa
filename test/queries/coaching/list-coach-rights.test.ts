import { expect } from 'chai';
import type { AccountId } from '../../../src/events/ids.ts';
import type { ChangedStream } from '../../../src/queries/coaching/coach-rights.ts';
import { listCoachRights } from '../../../src/queries/coaching/list-coach-rights.ts';
import { idFor, ownerId } from '../../projections/support/training.ts';
import { useDatabase } from '../../support/databases.ts';
import { type CoachingLog, createCoachingLog } from '../support/coaching-log.ts';
import { createReadTables } from '../support/read-tables.ts';

const coach = ownerId(9) as AccountId;
const [ana, ben] = [ownerId(1), ownerId(2)] as [AccountId, AccountId];
const longAgo = '2026-01-01T00:00:00.000000Z';

describe('the rights of coaches to be told', () => {
  const database = useDatabase();
  let the: CoachingLog;
  let tables: Awaited<ReturnType<typeof createReadTables>>;

  beforeEach(async () => {
    the = createCoachingLog();
    tables = await createReadTables(database.db, the.log.all, { lanes: 4 });
    for (const account of [ana, ben, coach]) the.register(account, null);
    the.ofAccount(coach, 'RoleAssigned', { role: 'fitness-trainer' });
    for (const [at, athlete] of [ana, ben].entries()) {
      the.invite(at, athlete, coach);
      the.accept(at, athlete, coach, { scope: ['history', 'plans'] });
    }
    await tables.project();
  });

  const changed = (athlete: AccountId, position = 0n, stream = 'session-1'): ChangedStream => ({
    ...{ athlete, stream, position },
  });
  const ask = async (...changes: ChangedStream[]) =>
    (await listCoachRights(tables.reader, { changes })).map(({ athlete, scope }) => [athlete, scope]);

  it('are those of the athletes that are asked for', async () => {
    expect(await ask(changed(ana))).to.deep.equal([[ana, ['history', 'plans']]]);
    expect(await ask(changed(ana), changed(ben))).to.have.length(2);
  });

  const ends: readonly (readonly [what: string, end: () => void])[] = [
    ['has ended', () => the.append(0, ana, 'CoachingEnded', { by: 'athlete' })],
    ['has expired', () => the.append(0, ana, 'CoachingTermsChanged', { scope: ['history'], expiresAt: longAgo })],
    ['is with a coach without the role', () => the.ofAccount(coach, 'RoleRevoked', { role: 'fitness-trainer' })],
    ['is with an inactive coach', () => the.ofAccount(coach, 'AccountDeactivated')],
    ['is of an inactive athlete', () => the.ofAccount(ana, 'AccountDeactivated')],
  ];
  for (const [what, end] of ends) {
    it(`are none of a relationship that ${what}`, async () => {
      end();
      await tables.project();
      expect(await ask(changed(ana))).to.deep.equal([]);
    });
  }

  it('name the discussions with the coach', async () => {
    const [own, others] = [idFor(6, 1), idFor(6, 2)];
    for (const [discussionId, coachId] of [
      [own, coach],
      [others, ownerId(8)],
    ] as const) {
      const data = { discussionId, athleteId: ana, coachId, sessionId: idFor(1, 1) };
      the.log.append({ stream: `discussion-${discussionId}`, owner: ana, type: 'DiscussionStarted', data });
    }
    await tables.project();
    const changes = [own, others].map((id) => changed(ana, 0n, `discussion-${id}`));
    const [right] = await listCoachRights(tables.reader, { changes });
    expect(right?.discussions).to.deep.equal([own]);
  });

  it('are refused while they are older than a change', async () => {
    const before = tables.head();
    the.append(0, ana, 'CoachingEnded', { by: 'athlete' });
    const last = tables.head();
    const refusal = await ask(changed(ana, last)).catch(({ code }) => code);
    expect(refusal).to.equal('read-model-behind');
    expect(await ask(changed(ana, before))).to.have.length(1);
    await tables.project();
    expect(await ask(changed(ana, last))).to.deep.equal([]);
  });
});
