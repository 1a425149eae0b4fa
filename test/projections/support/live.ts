import { expect } from 'chai';
import { type DatabasePool, sql } from 'slonik';
import type { AccountId, SessionId } from '../../../src/events/ids.ts';
import { connectQueues } from '../../../src/infra/redis/queues.ts';
import type { SealedEvent } from '../../../src/ports/log.ts';
import { type Model, tableNameOf } from '../../../src/projections/core/model.ts';
import { models } from '../../../src/projections/models/all.ts';
import { startPipeline } from '../../../src/projections/pipeline.ts';
import { supervise } from '../../../src/projections/versions/supervise.ts';
import { type WatchedTopology, watchTopology } from '../../../src/projections/versions/watch-topology.ts';
import { watchCheckpoints } from '../../../src/queries/consistency/checkpoint-watch.ts';
import { getSession } from '../../../src/queries/sessions/get-session.ts';
import { createLocator } from '../../../src/service/reader.ts';
import { services } from '../../support/databases.ts';
import { eventually } from './eventually.ts';
import { type MemoryLog, memoryLog, type Written } from './memory-log.ts';
import { decrypt, foldedDocs, reset, silent } from './tables.ts';
import { choices, randomFrom, trainingLog } from './training.ts';

/** A build at work: its pipeline, and what its queries know. */
export type Build = Readonly<{ watched: WatchedTopology; close: () => Promise<void> }>;

/** A service on a log in memory, with any number of builds beside each other. */
export type Live = Readonly<{
  log: MemoryLog;
  /** Parameters of long work. */
  work: Readonly<{
    db: DatabasePool;
    log: MemoryLog;
    decrypt: typeof decrypt;
    logger: typeof silent;
    models: readonly Model[];
  }>;
  write: (count: number) => readonly SealedEvent[];
  start: (known?: readonly Model[], log?: MemoryLog) => Promise<Build>;
  /** Writes and reads what was written, again and again, until `end`; throws at the first stale or failed answer. */
  writeAndRead: (build: Build, pauseMs?: number) => Readonly<{ end: () => Promise<number> }>;
  /** Waits until a version is at the head of the log, and compares it with a fold of the log. */
  expectAll: (version: number) => Promise<void>;
  close: () => Promise<void>;
}>;

export async function startLive(db: DatabasePool, redisUrl: string, lanes = 4, seed = 7): Promise<Live> {
  await dropExtraTables(db);
  await reset(db, lanes);
  const log = memoryLog();
  const act = trainingLog(20);
  const choice = choices(randomFrom(seed), 30);
  const parts: { close: () => Promise<void> }[] = [];
  const write = (count: number) => {
    const written: Written[] = [];
    while (written.length < count) written.push(...act(choice.next().value));
    return log.append(...written);
  };

  return {
    log,
    work: { db, log, decrypt, logger: silent, models },
    write,

    async start(known = models, own = log) {
      const watched = await watchTopology(db, silent, 50);
      const connections = connectQueues(redisUrl, () => {});
      const running = await supervise({
        ...{ watched, models: known, logger: silent },
        start: (assignment, signal) =>
          startPipeline({ ...assignment, db, log: own, decrypt, connections, logger: silent, signal }),
      });
      let closing: Promise<void> | undefined;
      const close = async () => {
        await running.close();
        connections.close();
        await watched.close();
      };
      const build = {
        watched,
        close: () => {
          closing ??= close();
          return closing;
        },
      };
      parts.push(build);
      return build;
    },

    writeAndRead({ watched }, pauseMs = 1) {
      const stop = new AbortController();
      // A busy machine may make readers wait, but what they are told has to be true.
      const watch = watchCheckpoints(db, { boundMs: 15_000 });
      const reader = { db, locator: createLocator(watched), watch };
      let reads = 0;
      const one = async () => {
        while (!stop.signal.aborted) {
          const event = write(1).at(-1);
          if (!event) continue;
          const id = event.stream.slice('session-'.length) as SessionId;
          const owner = event.metadata.owner as AccountId;
          const found = await getSession(reader, { id, owner, requiredPosition: () => event.position });
          const isGone = event.type === 'SessionDeleted';
          if (found && found.revision < event.revision) throw new Error(`stale: ${found.revision} < ${event.revision}`);
          if (
            !found &&
            !isGone &&
            !log.all().some((each) => each.stream === event.stream && each.type === 'SessionDeleted')
          )
            throw new Error(`not found: ${event.stream}`);
          reads += 1;
          await new Promise((resolve) => setTimeout(resolve, pauseMs));
        }
      };
      const running = Promise.all([one(), one(), one()]);
      running.catch(() => stop.abort());
      return {
        async end() {
          stop.abort();
          await running;
          return reads;
        },
      };
    },

    async expectAll(version) {
      const head = await log.head();
      await eventually(async () => {
        const behind = await db.anyFirst(sql.unsafe`
          SELECT lane FROM projection_checkpoints
          WHERE projection = 'sessions' AND version = ${version} AND position < ${head}`);
        expect(behind, 'lanes behind').to.deep.equal([]);
        expect(await versionLanes(db, version), 'lanes').to.be.greaterThan(0);
      });
      expect(await docsOf(db, version)).to.deep.equal(foldedDocs(log.all()));
    },

    async close() {
      for (const part of parts.toReversed()) await part.close();
    },
  };
}

const versionLanes = async (db: DatabasePool, version: number): Promise<number> =>
  Number(
    await db.oneFirst(sql.unsafe`
      SELECT count(*) FROM projection_checkpoints WHERE projection = 'sessions' AND version = ${version}`),
  );

/** The documents of one version, by session. */
export async function docsOf(db: DatabasePool, version: number): Promise<Record<string, string | null>> {
  const table = sql.identifier([tableNameOf('session_documents', version)]);
  const rows = (await db.any(sql.unsafe`SELECT id::text, doc FROM ${table} ORDER BY id`)) as readonly {
    id: string;
    doc: string | null;
  }[];
  return Object.fromEntries(rows.map(({ id, doc }) => [id, doc]));
}

/**
 * The log and the logger of long work that loses Postgres at a page of the log; it is started again once the work has told for the
 * second time that it was stopped.
 */
export async function losingPostgres(live: Live, atPage: number) {
  const { postgres } = await services();
  let [pages, stops] = [0, 0];
  let back: Promise<void> | undefined;
  return {
    log: {
      ...live.log,
      async page(after: bigint, limit: number) {
        pages += 1;
        if (pages === atPage) {
          // What was committed before is not to be lost: a server for tests writes it down late.
          await live.work.db.query(sql.unsafe`CHECKPOINT`);
          await postgres.kill();
        }
        return live.log.page(after, limit);
      },
    },
    logger: {
      ...silent,
      warn() {
        stops += 1;
        if (stops === 2) back = postgres.restart();
      },
    },
    async [Symbol.asyncDispose]() {
      await (back ?? postgres.restart());
    },
  };
}

/** Every row of a version, as text. */
export const rowsOf = async (db: DatabasePool, version: number): Promise<readonly unknown[]> => {
  const table = sql.identifier([tableNameOf('session_documents', version)]);
  return db.anyFirst(sql.unsafe`SELECT t::text FROM ${table} t ORDER BY id`);
};

/** Tables of read models, by name. */
export const tableNames = async (db: DatabasePool): Promise<readonly unknown[]> =>
  db.anyFirst(sql.unsafe`
    SELECT tablename::text FROM pg_tables
    WHERE schemaname = 'public' AND tablename ~ '^(session_documents|imports|accounts)_' ORDER BY 1`);

async function dropExtraTables(db: DatabasePool): Promise<void> {
  for (const name of await tableNames(db)) {
    if (!String(name).endsWith('_v1')) await db.query(sql.unsafe`DROP TABLE ${sql.identifier([String(name)])}`);
  }
}
