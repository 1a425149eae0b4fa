import { expect } from 'chai';
import type { AccountId, Instant } from '../../../src/events/ids.ts';
import { type ListChangedThings, listChangedThings } from '../../../src/queries/audit/list-changed-things.ts';
import { createMemoryLog, type MemoryLog } from '../../projections/support/memory-log.ts';
import { ownerId, sessionId } from '../../projections/support/training.ts';
import { useDatabase } from '../../support/databases.ts';
import { createReadTables } from '../support/read-tables.ts';
import { createSessionWriter } from '../support/session-writer.ts';

const [athlete, other] = [ownerId(1), ownerId(2)] as [AccountId, AccountId];
const [before, since, later] = [
  '2026-01-10T11:59:59.999999Z',
  '2026-01-10T12:00:00.000000Z',
  '2026-01-10T13:00:00.000000Z',
] as [Instant, Instant, Instant];

describe('the things that an account has changed since a time', () => {
  const database = useDatabase();
  let log: MemoryLog;
  let tables: Awaited<ReturnType<typeof createReadTables>>;

  beforeEach(async () => {
    log = createMemoryLog();
    tables = await createReadTables(database.db, log.all, { lanes: 4 });
  });

  const requiredPosition = () => tables.head();
  const list = (question: Partial<ListChangedThings> = {}) =>
    listChangedThings(tables.reader, { owner: athlete, since, requiredPosition, ...question });
  const ids = async (question: Partial<ListChangedThings> = {}) => (await list(question)).map(({ id }) => id);
  const start = (number: number, at: Instant, owner: string = athlete) =>
    createSessionWriter(log, number, owner, at).start({ startedAt: before });
  const rename = (number: number, at: Instant, actor: string = athlete) =>
    log.append({
      ...{ type: 'SessionRenamed', data: { personal: { name: 'Theirs' }, correction: false } },
      ...{ stream: `session-${sessionId(number)}`, owner: athlete, at, actor },
    });

  it('come once each, with their kinds, in the order of their first changes since then', async () => {
    start(1, before);
    start(2, before);
    start(3, since);
    rename(2, since);
    log.append({ type: 'ProfileCreated', data: { userId: athlete }, stream: `profile-${athlete}`, owner: athlete });
    rename(3, later);
    rename(1, later);
    await tables.project();
    const session = (number: number) => ({ kind: 'session', id: sessionId(number) });
    const profile = { kind: 'profile', id: athlete };
    expect(await list()).to.deep.equal([session(3), session(2), profile, session(1)]);
    expect(await ids({ since: later })).to.deep.equal([3, 1].map(sessionId));
    expect(await ids({ since: '2026-01-10T13:00:00.000001Z' as Instant })).to.deep.equal([]);
    expect(await ids({ since: before })).to.deep.equal([sessionId(1), sessionId(2), sessionId(3), athlete]);
  });

  it('are neither those of other accounts nor those that only others have changed', async () => {
    start(1, before);
    start(2, before);
    start(3, since, other);
    rename(1, since, other);
    rename(2, since, other);
    rename(2, later);
    await tables.project();
    expect(await ids()).to.deep.equal([sessionId(2)]);
    expect(await ids({ owner: other })).to.deep.equal([sessionId(3)]);
  });

  it('contain what was deleted since then', async () => {
    start(1, before);
    log.append({ type: 'SessionDeleted', data: {}, stream: `session-${sessionId(1)}`, owner: athlete, at: since });
    await tables.project();
    expect(await ids()).to.deep.equal([sessionId(1)]);
  });

  it('wait for what the caller has written', async () => {
    start(1, since);
    const refused = await list().catch((error: unknown) => error);
    expect(refused).to.include({ code: 'read-model-behind' });
  });
});
