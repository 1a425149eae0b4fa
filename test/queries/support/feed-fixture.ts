import { expect } from 'chai';
import { type DatabasePool, sql } from 'slonik';
import { type AccountDocument, selfOf } from '../../../src/documents/account.ts';
import type { AccountId, ImportId } from '../../../src/events/ids.ts';
import { feedKinds } from '../../../src/events/schemas.ts';
import { createApply } from '../../../src/projections/apply/apply.ts';
import { createWorker } from '../../../src/projections/apply/worker.ts';
import { kindDefinitions } from '../../../src/queries/changes/feed-kinds.ts';
import type { FeedToken } from '../../../src/queries/changes/feed-token.ts';
import { type ListChanges, listChanges } from '../../../src/queries/changes/list-changes.ts';
import { watchCheckpoints } from '../../../src/queries/consistency/checkpoint-watch.ts';
import type { Reader } from '../../../src/queries/consistency/reader.ts';
import { listExercises } from '../../../src/queries/exercises/list-exercises.ts';
import { plainQueries } from '../../../src/queries/read-models.ts';
import { listSessions } from '../../../src/queries/sessions/list-sessions.ts';
import { firstVersions } from '../../projections/support/first-versions.ts';
import { createMemoryLog } from '../../projections/support/memory-log.ts';
import { decrypt, projections, resetReadTables, silentLogger } from '../../projections/support/tables.ts';
import { ownerId } from '../../projections/support/training.ts';
import { createFeedScript } from './feed-script.ts';

export const feedOwner = ownerId(1) as AccountId;
const imageBase = 'https://cdn.example.com';
const usual = { owner: feedOwner, requiredPosition: () => 0n };

/** The read models from which the feed makes its pages. */
const feedModels = new Set(['changes', ...feedKinds.map((kind) => kindDefinitions[kind].model.projection)]);

export type FeedItem = Readonly<{ type: string; id: string; deleted: boolean; revision?: number; document?: object }>;
/** Documents with their revisions, by type and id. */
export type Documents = Readonly<Record<string, Readonly<{ revision: number; document: object }>>>;

export type FeedFixture = Awaited<ReturnType<typeof createFeedFixture>>;

/**
 * Empties the tables of the read models, and creates functions that fill a log, apply it and read the feed. `filled` is
 * an earlier fixture whose log is applied again.
 */
export async function createFeedFixture(db: DatabasePool, lanes: number, filled = createFilledLog()) {
  const { log, script } = filled;
  const layout = await resetReadTables(db, lanes);
  const reader: Reader = { db, locator: firstVersions(layout), watch: watchCheckpoints(db, { boundMs: 30 }) };
  const workerOf = (names: ReadonlySet<string> | null) =>
    createWorker({
      ...{ log, layout, logger: silentLogger, signal: new AbortController().signal },
      apply: createApply({
        ...{ db, decrypt, log },
        projections: projections.filter(({ name }) => names === null || names.has(name)),
      }),
    });

  /** Applies the first `count` events of the log to a lane, for all read models or for those with the given names. */
  async function projectLane(lane: number, count: number, names: ReadonlySet<string> | null = null): Promise<void> {
    const events = log.all().slice(0, count);
    const last = events.at(-1);
    if (!last) return;
    const bookmark = { after: events.at(-2)?.position ?? 0n, position: last.position, id: last.id };
    const own = events.filter(({ metadata }) => layout.laneOf(metadata.owner) === lane);
    await workerOf(names)({ layout: 1, lane, from: 0n, to: last.position, bookmark, events: own });
  }
  const page = async (change: Partial<ListChanges> = {}) => {
    const question = { ...usual, imageBase, kinds: feedKinds, limit: 100, after: null, ...change };
    const { items, next, more } = await listChanges(reader, question);
    return { items: JSON.parse(`[${items}]`) as FeedItem[], next, more };
  };
  return {
    ...{ log, script, layout, reader, projectLane, page },
    async project(names: ReadonlySet<string> | null = null): Promise<void> {
      for (let lane = 0; lane < lanes; lane += 1) await projectLane(lane, log.all().length, names);
    },
    /** The lowest checkpoint, in the lane of the account that follows the feed, of the read models with rows of it. */
    lowestCheckpoint: async () =>
      (await db.oneFirst(sql.unsafe`
        SELECT min(position) FROM projection_checkpoints
        WHERE lane = ${layout.laneOf(feedOwner)} AND projection = ANY(${sql.array([...feedModels], 'text')})`)) as bigint,
    listed: () => readLists(reader, db),
  };
}

function createFilledLog() {
  const log = createMemoryLog();
  return { log, script: createFeedScript(log) };
}

/** A client of the feed that keeps what it has received. */
export function createFollower(fixture: FeedFixture) {
  const documents = new Map<string, Documents[string]>();
  let after: FeedToken | null = null;
  const read = async (change: Partial<ListChanges> = {}) => {
    const page = await fixture.page({ ...change, after });
    for (const { type, id, deleted, revision, document } of page.items) {
      if (deleted) documents.delete(`${type}/${id}`);
      else documents.set(`${type}/${id}`, { revision: revision ?? -1, document: document ?? {} });
    }
    after = page.next;
    return page;
  };
  return {
    read,
    async readAll(limit = 100): Promise<FeedItem[]> {
      const items: FeedItem[] = [];
      for (let more = true; more; ) {
        const page = await read({ limit });
        items.push(...page.items);
        more = page.more;
      }
      return items;
    },
    documents: (): Documents => Object.fromEntries(documents),
  };
}

/** Everything that the lists of the account answer, with whole documents. */
async function readLists(reader: Reader, db: DatabasePool): Promise<Documents> {
  const list = { ...usual, limit: 1_000, offset: 0, sortOrder: 'asc' } as const;
  const [sessions, exercises, imports] = await Promise.all([
    listSessions(reader, { ...list, view: 'full', orderBy: 'startedAt' }),
    listExercises(reader, { ...list, caller: feedOwner, imageBase, scope: 'user' }),
    plainQueries.listImports.ask(reader, { ...list, orderBy: 'createdAt' }),
  ]);
  const found: [string, Documents[string]][] = [];
  const itemsOf = ({ body }: Readonly<{ body: string }>) =>
    JSON.parse(body).items as readonly (Readonly<{ id: string; revision: number }> & object)[];
  for (const each of itemsOf(sessions)) found.push([`session/${each.id}`, { revision: each.revision, document: each }]);
  for (const each of itemsOf(exercises))
    found.push([`exercise/${each.id}`, { revision: each.revision, document: each }]);
  for (const { id, revision } of itemsOf(imports)) {
    const report = await plainQueries.getImport.ask(reader, { ...usual, id: id as ImportId });
    found.push([`import/${id}`, { revision, document: JSON.parse(report?.doc ?? '') }]);
  }
  const account = (await db.maybeOne(sql.unsafe`SELECT revision, doc FROM accounts_v1 WHERE id = ${feedOwner}`)) as {
    revision: number;
    doc: string;
  } | null;
  if (account) {
    const document = selfOf(JSON.parse(account.doc) as AccountDocument);
    found.push([`account/${feedOwner}`, { revision: account.revision, document }]);
  }
  expect(found.every(([, { revision }]) => revision >= 0)).to.equal(true);
  return Object.fromEntries(found);
}
