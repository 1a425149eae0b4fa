import { expect } from 'chai';
import type { AccountId, Instant, SessionId } from '../../../src/events/ids.ts';
import type { Reader } from '../../../src/queries/consistency/reader.ts';
import { getSession } from '../../../src/queries/sessions/get-session.ts';
import { type ListSessions, listSessions } from '../../../src/queries/sessions/list-sessions.ts';
import { createMemoryLog } from '../../projections/support/memory-log.ts';
import { foldSessions } from '../../projections/support/tables.ts';
import { ownerId, sessionId } from '../../projections/support/training.ts';
import { useDatabase } from '../../support/databases.ts';
import { createReadTables } from '../support/read-tables.ts';
import { refusalOf } from '../support/refusal.ts';
import { createSessionWriter } from '../support/session-writer.ts';
import { walk } from '../support/walk.ts';

/** Sessions of the test: number, name, start, time zone, names of the exercises, and how the session ends. */
const sessions: readonly (readonly [
  ...[number, string | null, string, string, readonly string[]],
  ('SessionCompleted' | 'SessionDeleted')?,
])[] = [
  [1, 'Push', '2026-01-03T08:00:00.000000Z', 'Europe/Berlin', ['Bench Press', 'Dips']],
  [2, 'pull', '2026-01-01T23:30:00.000000Z', 'Europe/Berlin', ['Row'], 'SessionCompleted'],
  [3, 'Übung 100%', '2026-01-02T08:00:00.000000Z', 'UTC', ['Squat_Pause'], 'SessionCompleted'],
  [4, null, '2026-01-05T08:00:00.000000Z', 'UTC', ['Back\\Squat']],
  [5, 'Push', '2026-01-04T08:00:00.000000Z', 'UTC', ['incline BENCH press']],
  [6, 'Deleted', '2026-01-04T09:00:00.000000Z', 'UTC', ['Bench Press'], 'SessionDeleted'],
];
const owner = ownerId(1) as AccountId;
const stranger = ownerId(2) as AccountId;

describe('list training sessions', () => {
  const database = useDatabase();
  const log = createMemoryLog();
  let reader: Reader;
  let project: () => Promise<void>;

  before(async () => {
    for (const [number, name, startedAt, timezone, exercises, end] of sessions) {
      const createdAt = `2026-02-${20 - number}T00:00:00.000000Z`;
      const session = createSessionWriter(log, number, owner, createdAt);
      session.start({ startedAt, timezone, name });
      for (const exercise of exercises) session.addExercise(null, exercise);
      if (end) session.write(end, end === 'SessionCompleted' ? { endedAt: startedAt } : {});
    }
    createSessionWriter(log, 90, stranger).start({ startedAt: '2026-01-03T08:00:00.000000Z', name: 'Push' });
    const tables = await createReadTables(database.db, log.all);
    reader = tables.reader;
    project = tables.project;
    await project();
  });

  const pageOf = (change: Partial<ListSessions> = {}) =>
    listSessions(reader, {
      ...{ owner, requiredPosition: () => 0n, view: 'summary', orderBy: 'startedAt', sortOrder: 'desc' },
      ...{ limit: 20, offset: 0, ...change },
    });
  const list = async (change: Partial<ListSessions> = {}) =>
    JSON.parse((await pageOf(change)).body) as {
      items: { id: string }[];
      total: number;
      limit: number;
      offset: number;
    };
  const numbers = async (change: Partial<ListSessions> = {}) =>
    (await list(change)).items.map(({ id }) => sessions.find(([number]) => sessionId(number) === id)?.[0]);
  const get = (number: number, by: AccountId = owner) =>
    getSession(reader, { id: sessionId(number) as SessionId, owner: by, requiredPosition: () => 0n });

  it('sorts training sessions by start, name and creation, and by id where these are equal', async () => {
    expect(await numbers()).to.deep.equal([4, 5, 1, 3, 2]);
    expect(await numbers({ sortOrder: 'asc' })).to.deep.equal([2, 3, 1, 5, 4]);
    expect(await numbers({ orderBy: 'name', sortOrder: 'asc' })).to.deep.equal([2, 1, 5, 3, 4]);
    expect(await numbers({ orderBy: 'name' })).to.deep.equal([4, 3, 5, 1, 2]);
    expect(await numbers({ orderBy: 'createdAt', sortOrder: 'asc' })).to.deep.equal([5, 4, 3, 2, 1]);
  });

  it('continues after the last session of a page, also between those without a name', async () => {
    for (const orderBy of ['startedAt', 'name', 'createdAt', 'updatedAt'] as const) {
      for (const sortOrder of ['asc', 'desc'] as const) {
        for (const view of ['summary', 'full'] as const) {
          const all = (await list({ orderBy, sortOrder })).items.map(({ id }) => id);
          for (const limit of [1, 2, 4, 5]) {
            const ids = await walk(limit, (page) => pageOf({ ...page, orderBy, sortOrder, view }));
            expect(ids, `${orderBy} ${sortOrder} ${view} ${limit}`).to.deep.equal(all);
          }
        }
      }
    }
  });

  it('neither repeats nor skips a session while others are added', async () => {
    const other = ownerId(3) as AccountId;
    const start = (number: number, day: number) =>
      createSessionWriter(log, number, other).start({ startedAt: `2026-01-${day}T08:00:00.000000Z` });
    for (const number of [101, 102, 103, 104]) start(number, number - 80);
    await project();
    let added = 0;
    const ids = await walk(
      1,
      (page) => pageOf({ ...page, owner: other }),
      async () => {
        added += 1;
        start(200 + added, 25);
        await project();
      },
    );
    expect(ids).to.deep.equal([104, 103, 102, 101].map(sessionId));
    expect(added).to.equal(3);
  });

  it('names a place after each full page but the last', async () => {
    expect((await pageOf({ limit: 4 })).next).to.deep.equal({
      key: '2026-01-02T08:00:00.000000Z',
      id: sessionId(3),
    });
    expect((await pageOf({ limit: 5 })).next).to.equal(null);
    expect((await pageOf({ limit: 4, offset: 1 })).next).to.equal(null);
    expect((await pageOf({ limit: 4, offset: 20 })).next).to.equal(null);
  });

  it('refuses a place whose key is of another type', async () => {
    for (const key of ['', 'x', '2026-02-30T00:00:00.000000Z', '0000-01-01T00:00:00.000000Z', '2026-01-01']) {
      const refused = await refusalOf(pageOf({ after: { key, id: sessionId(1) } }));
      expect(refused, key).to.equal('validation');
    }
  });

  it('filters training sessions by the time of their last change', async () => {
    expect(await numbers({ updatedAfter: '2026-02-18T00:00:00.000000Z' as Instant })).to.deep.equal([1, 2]);
    expect(await numbers({ updatedAfter: '2026-02-18T00:00:00.000001Z' as Instant })).to.deep.equal([1]);
  });

  it('filters training sessions by status', async () => {
    expect(await numbers({ status: 'completed' })).to.deep.equal([3, 2]);
    expect(await numbers({ status: 'aborted' })).to.deep.equal([]);
  });

  it('filters training sessions by inclusive days in the time zone of each session', async () => {
    expect(await numbers({ from: '2026-01-02', to: '2026-01-02' })).to.deep.equal([3, 2]);
    expect(await numbers({ from: '2026-01-04' })).to.deep.equal([4, 5]);
    expect(await numbers({ to: '2026-01-01' })).to.deep.equal([]);
    expect(await numbers({ from: '0000-01-01', to: '9999-12-31' })).to.have.length(5);
    expect(await numbers({ to: '0000-01-01' })).to.deep.equal([]);
  });

  it('finds training sessions by part of their name or of an exercise’s, in any case and literally', async () => {
    expect(await numbers({ search: 'PUSH' })).to.deep.equal([5, 1]);
    expect(await numbers({ search: 'bench p' })).to.deep.equal([5, 1]);
    expect(await numbers({ search: 'üBUNG' })).to.deep.equal([3]);
    expect(await numbers({ search: '%' })).to.deep.equal([3]);
    expect(await numbers({ search: '_' })).to.deep.equal([3]);
    expect(await numbers({ search: '\\' })).to.deep.equal([4]);
    expect(await numbers({ search: "'; DROP" })).to.deep.equal([]);
  });

  it('returns the total of training sessions on every page and past the last one', async () => {
    const page = await list({ limit: 2, offset: 2 });
    expect(page).to.include({ total: 5, limit: 2, offset: 2 });
    expect(page.items.map(({ id }) => id)).to.deep.equal([sessionId(1), sessionId(3)]);
    expect(await list({ limit: 100, offset: 90_000_000_000 })).to.deep.equal({
      ...{ items: [], total: 5, limit: 100, offset: 90_000_000_000 },
    });
  });

  it('shows training sessions, alone and in the full list, exactly as commands answer them', async () => {
    const docs = foldSessions(log.all());
    const [first, second] = [docs[sessionId(2)], docs[sessionId(3)]];
    expect((await pageOf({ view: 'full', sortOrder: 'asc', limit: 2 })).body).to.equal(
      `{"items":[${first},${second}],"total":5,"limit":2,"offset":0}`,
    );
    expect(await get(2)).to.deep.equal({ doc: first, revision: 2 });
  });

  it('finds no training session of another owner, and none that was deleted', async () => {
    expect(await get(1, stranger)).to.equal(null);
    expect(await get(6)).to.equal(null);
    expect(await get(77)).to.equal(null);
    expect((await list({ owner: stranger })).total).to.equal(1);
  });
});
