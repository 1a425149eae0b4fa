import { expect } from 'chai';
import type { AccountId } from '../../../src/events/ids.ts';
import { listUnlinkedEntries } from '../../../src/queries/sessions/list-unlinked-entries.ts';
import { createMemoryLog } from '../../projections/support/memory-log.ts';
import { idFor, ownerId, sessionId } from '../../projections/support/training.ts';
import { useDatabase } from '../../support/databases.ts';
import { createReadTables } from '../support/read-tables.ts';
import { createSessionWriter } from '../support/session-writer.ts';

const [athlete, stranger] = [ownerId(1) as AccountId, ownerId(2) as AccountId];

describe('unlinked entries of training sessions', () => {
  const database = useDatabase();
  let tables: Awaited<ReturnType<typeof createReadTables>>;
  const entries = new Map<number, string[]>();

  before(async () => {
    const log = createMemoryLog();
    tables = await createReadTables(database.db, log.all, { lanes: 4 });
    const write = (number: number, owner: string, ...exercises: readonly (readonly [string, string | null])[]) => {
      const session = createSessionWriter(log, number, owner);
      session.start({ startedAt: `2026-01-0${number}T08:00:00.000000Z`, notes: 'Bënch 100%' });
      entries.set(
        number,
        exercises.map(([name, id]) => session.addExercise(id, name)),
      );
      return session;
    };
    write(1, athlete, ['Bënch 100%', null], ['Squat', null], ['Bënch 100%', null]);
    write(2, athlete, ['Bënch 100%', idFor(5, 1)], ['bënch 100%', null], ['Bënch 100% wide', null]);
    write(3, athlete, ['Bënch 100%', idFor(5, 1)], ['Bënch 100%', null]);
    write(4, athlete, ['Bënch 100%', null]).write('SessionDeleted', {});
    write(5, stranger, ['Bënch 100%', null]);
    await tables.project();
  });

  const find = (name: string, limit = 10, owner = athlete) =>
    listUnlinkedEntries(tables.reader, { owner, requiredPosition: () => 0n, name, limit });

  it('have exactly the name and no exercise, in sessions of the owner that are not deleted, newest first', async () => {
    const [first, third] = [entries.get(1) ?? [], entries.get(3) ?? []];
    expect(await find('Bënch 100%')).to.deep.equal({
      total: 2,
      sessions: [
        { sessionId: sessionId(3), entryIds: [third[1]] },
        { sessionId: sessionId(1), entryIds: [first[0], first[2]] },
      ],
    });
    for (const name of ['Bench 100%', 'Bënch', '%', 'none']) expect((await find(name)).total, name).to.equal(0);
    expect((await find('Bënch 100%', 10, stranger)).total).to.equal(1);
  });

  it('are limited to a number of sessions, while the total counts all', async () => {
    const { sessions, total } = await find('Bënch 100%', 1);
    expect([sessions.map((each) => each.sessionId), total]).to.deep.equal([[sessionId(3)], 2]);
  });
});
