import { expect } from 'chai';
import type { AccountId } from '../../../src/events/ids.ts';
import type { Layout } from '../../../src/ports/lanes.ts';
import { createApply } from '../../../src/projections/apply/apply.ts';
import { createWorker } from '../../../src/projections/apply/worker.ts';
import { layoutOf } from '../../../src/projections/core/lanes.ts';
import { watchCheckpoints } from '../../../src/queries/consistency/checkpoint-watch.ts';
import type { Reader } from '../../../src/queries/consistency/reader.ts';
import { getSession } from '../../../src/queries/sessions/get-session.ts';
import { type ListSessions, listSessions } from '../../../src/queries/sessions/list-sessions.ts';
import { firstVersions } from '../../projections/support/first-versions.ts';
import { memoryLog } from '../../projections/support/memory-log.ts';
import { decrypt, foldedDocs, projections, reset, silent } from '../../projections/support/tables.ts';
import { idFor, ownerId, sessionId } from '../../projections/support/training.ts';
import { useDatabase } from '../../support/databases.ts';

type Item = { id: string; name: string | null };
type Envelope = { items: Item[]; total: number; limit: number; offset: number };

/** Number, name, start, zone, what was trained, end of the story. */
type Told = readonly [
  number,
  string | null,
  string,
  string,
  readonly string[],
  ('SessionCompleted' | 'SessionDeleted')?,
];

const stories: readonly Told[] = [
  [1, 'Push', '2026-01-03T08:00:00.000000Z', 'Europe/Berlin', ['Bench Press', 'Dips']],
  [2, 'pull', '2026-01-01T23:30:00.000000Z', 'Europe/Berlin', ['Row'], 'SessionCompleted'],
  [3, 'Übung 100%', '2026-01-02T08:00:00.000000Z', 'UTC', ['Squat_Pause'], 'SessionCompleted'],
  [4, null, '2026-01-05T08:00:00.000000Z', 'UTC', ['Back\\Squat']],
  [5, 'Push', '2026-01-04T08:00:00.000000Z', 'UTC', ['incline BENCH press']],
  [6, 'Deleted', '2026-01-04T09:00:00.000000Z', 'UTC', ['Bench Press'], 'SessionDeleted'],
];

describe('the list of sessions', () => {
  const database = useDatabase();
  const owner = ownerId(1) as AccountId;
  const log = memoryLog();
  let layout: Layout;
  let reader: Reader;

  before(async () => {
    layout = await reset(database.db, 1);
    reader = { db: database.db, locator: firstVersions(layoutOf(1, 1)), watch: watchCheckpoints(database.db) };
    for (const [number, name, startedAt, timezone, exercises, end] of stories) {
      const at = `2026-02-${String(20 - number).padStart(2, '0')}T00:00:00.000000Z`;
      const write = (type: string, data: object) =>
        log.append({ type, data, stream: `session-${sessionId(number)}`, owner, at });
      write('SessionStarted', {
        ...{ sessionId: sessionId(number), userId: owner, startedAt, timezone, importId: null },
        personal: { name, notes: null },
      });
      for (const [at, exercise] of exercises.entries()) {
        const entryId = idFor(2, number * 10 + at);
        const entry = { entryId, exerciseId: null, mode: 'reps', supersetGroup: null, correction: false };
        write('ExerciseAdded', { ...entry, personal: { name: exercise, notes: null } });
      }
      if (end) write(end, end === 'SessionCompleted' ? { endedAt: startedAt } : {});
    }
    log.append({
      ...{ type: 'SessionStarted', stream: `session-${sessionId(90)}`, owner: ownerId(2) },
      data: {
        ...{ sessionId: sessionId(90), userId: ownerId(2), startedAt: '2026-01-03T08:00:00.000000Z' },
        ...{ timezone: 'UTC', importId: null, personal: { name: 'Push', notes: null } },
      },
    });
    const signal = new AbortController().signal;
    const work = createWorker({
      log,
      layout,
      apply: createApply({ db: database.db, projections, decrypt }),
      logger: silent,
      signal,
    });
    const to = await log.head();
    await work({ layout: 1, lane: 0, from: 0n, to, mark: null, events: log.all() });
  });

  const list = async (change: Partial<ListSessions> = {}): Promise<Envelope> => {
    const body = await listSessions(reader, {
      ...{
        owner,
        requiredPosition: () => 0n,
        view: 'summary',
        orderBy: 'startedAt',
        sortOrder: 'desc',
        limit: 20,
        offset: 0,
      },
      ...change,
    });
    return JSON.parse(body);
  };
  const numbers = async (change: Partial<ListSessions> = {}) =>
    (await list(change)).items.map(({ id }) => stories.find(([number]) => sessionId(number) === id)?.[0]);

  it('sorts by start, name and creation, with the id as last key', async () => {
    expect(await numbers()).to.deep.equal([4, 5, 1, 3, 2]);
    expect(await numbers({ sortOrder: 'asc' })).to.deep.equal([2, 3, 1, 5, 4]);
    expect(await numbers({ orderBy: 'name', sortOrder: 'asc' })).to.deep.equal([2, 1, 5, 3, 4]);
    expect(await numbers({ orderBy: 'name' })).to.deep.equal([4, 3, 5, 1, 2]);
    expect(await numbers({ orderBy: 'createdAt', sortOrder: 'asc' })).to.deep.equal([5, 4, 3, 2, 1]);
  });

  it('filters by status', async () => {
    expect(await numbers({ status: 'completed' })).to.deep.equal([3, 2]);
    expect(await numbers({ status: 'aborted' })).to.deep.equal([]);
  });

  it('filters by the days where the athlete was, both included', async () => {
    expect(await numbers({ from: '2026-01-02', to: '2026-01-02' })).to.deep.equal([3, 2]);
    expect(await numbers({ from: '2026-01-04' })).to.deep.equal([4, 5]);
    expect(await numbers({ to: '2026-01-01' })).to.deep.equal([]);
    expect(await numbers({ from: '0000-01-01', to: '9999-12-31' })).to.have.length(5);
    expect(await numbers({ to: '0000-01-01' })).to.deep.equal([]);
  });

  it('searches names of sessions and exercises, in any case, literally', async () => {
    expect(await numbers({ search: 'PUSH' })).to.deep.equal([5, 1]);
    expect(await numbers({ search: 'bench p' })).to.deep.equal([5, 1]);
    expect(await numbers({ search: 'üBUNG' })).to.deep.equal([3]);
    expect(await numbers({ search: '%' })).to.deep.equal([3]);
    expect(await numbers({ search: '_' })).to.deep.equal([3]);
    expect(await numbers({ search: '\\' })).to.deep.equal([4]);
    expect(await numbers({ search: "'; DROP" })).to.deep.equal([]);
  });

  it('pages, with the real total also past the end', async () => {
    const page = await list({ limit: 2, offset: 2 });
    expect(page).to.include({ total: 5, limit: 2, offset: 2 });
    expect(page.items.map(({ id }) => id)).to.deep.equal([sessionId(1), sessionId(3)]);
    expect(await list({ limit: 100, offset: 90_000_000_000 })).to.deep.equal({
      ...{ items: [], total: 5, limit: 100, offset: 90_000_000_000 },
    });
  });

  it('shows exactly the documents that commands answer, and the same alone', async () => {
    const docs = foldedDocs(log.all());
    const body = await listSessions(reader, {
      ...{
        owner,
        requiredPosition: () => 0n,
        view: 'full',
        orderBy: 'startedAt',
        sortOrder: 'asc',
        limit: 2,
        offset: 0,
      },
    });
    const [first, second] = [docs[sessionId(2)], docs[sessionId(3)]];
    expect(body).to.equal(`{"items":[${first},${second}],"total":5,"limit":2,"offset":0}`);
    const id = sessionId(2) as never;
    const found = await getSession(reader, { id, owner, requiredPosition: () => 0n });
    expect(found).to.deep.equal({ doc: first, revision: 2 });
  });

  it('shows nobody what belongs to others or was deleted', async () => {
    const ask = (number: number, by: AccountId) =>
      getSession(reader, { id: sessionId(number) as never, owner: by, requiredPosition: () => 0n });
    expect(await ask(1, ownerId(2) as AccountId)).to.equal(null);
    expect(await ask(6, owner)).to.equal(null);
    expect(await ask(77, owner)).to.equal(null);
    expect((await list({ owner: ownerId(2) as AccountId })).total).to.equal(1);
  });
});
