import { expect } from 'chai';
import type { AccountId, Day, PlanId } from '../../../src/events/ids.ts';
import { listPlannedSessions } from '../../../src/queries/schedules/list-planned-sessions.ts';
import { createMemoryLog } from '../../projections/support/memory-log.ts';
import { idFor, ownerId, sessionId } from '../../projections/support/training.ts';
import { useDatabase } from '../../support/databases.ts';
import { createReadTables } from '../support/read-tables.ts';
import { refusalOf } from '../support/refusal.ts';

const [owner, stranger] = [ownerId(1) as AccountId, ownerId(2) as AccountId];
const planId = idFor(8, 1) as PlanId;

describe('the sessions of a plan', () => {
  const database = useDatabase();

  it('are those since a day of the athlete, with the day of the plan, without deleted ones and those of others', async () => {
    const log = createMemoryLog();
    const names = { name: null, notes: null, plan: 'Plan', unit: null };
    const planned = { planDay: { week: 2, day: 3, index: 1 }, plan: planId, personal: names };
    const write = (number: number, of: AccountId, startedAt: string, part: object = planned) => {
      const start = { sessionId: sessionId(number), userId: of, startedAt, timezone: 'Pacific/Kiritimati' };
      const data = { ...start, importId: null, live: false, unit: null, ...part };
      log.append({ type: 'SessionStarted', data, stream: `session-${sessionId(number)}`, owner: of });
    };
    write(1, owner, '2026-03-01T11:00:00.000000Z');
    write(2, owner, '2026-03-01T09:00:00.000000Z');
    write(3, owner, '2026-03-05T11:00:00.000000Z');
    log.append({ type: 'SessionDeleted', data: {}, stream: `session-${sessionId(3)}`, owner });
    write(4, stranger, '2026-03-05T11:00:00.000000Z');
    write(5, owner, '2026-03-05T11:00:00.000000Z', {
      ...planned,
      ...{ plan: null, planDay: null, personal: { ...planned.personal, name: `"plan":{"id":"${planId}"` } },
    });
    write(6, owner, '2026-03-05T11:00:00.000000Z', { ...planned, planDay: null });
    const tables = await createReadTables(database.db, log.all);
    await tables.project();
    const question = { owner, planId, from: '2026-03-02' as Day, requiredPosition: () => 0n };
    expect(await listPlannedSessions(tables.reader, question)).to.deep.equal([
      { sessionId: sessionId(1), status: 'in_progress', week: 2, day: 3, index: 1 },
    ]);
    const later = { ...question, from: '2026-03-03' as Day };
    expect(await listPlannedSessions(tables.reader, later)).to.deep.equal([]);
    const late = { ...question, requiredPosition: () => tables.head() + 1n };
    expect(await refusalOf(listPlannedSessions(tables.reader, late))).to.equal('read-model-behind');
  });
});
