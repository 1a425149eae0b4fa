import { type DatabasePool, sql } from 'slonik';
import { documentOf } from '../../../src/documents/presence.ts';
import { sessionFold } from '../../../src/documents/session.ts';
import type { RecordedEvent } from '../../../src/events/event.ts';
import { parseStream } from '../../../src/events/streams.ts';
import type { Layout } from '../../../src/ports/lanes.ts';
import type { SealedEvent } from '../../../src/ports/log.ts';
import { ensureCheckpoints } from '../../../src/projections/core/checkpoints.ts';
import { layoutOf } from '../../../src/projections/core/lanes.ts';
import { models } from '../../../src/projections/models/all.ts';
import { registerModels } from '../../../src/projections/versions/topology.ts';
import { readPlainly, replayPlainly } from '../../support/plain-events.ts';

export const projections = models;

/** Events of tests are not encrypted. */
export const decrypt = async (events: readonly SealedEvent[]): Promise<readonly RecordedEvent[]> =>
  events.map(readPlainly);

export const silent = { info: () => {}, warn: () => {}, error: () => {} };

/** Empties the read tables and starts over with so many lanes. */
export async function reset(db: DatabasePool, lanes: number): Promise<Layout> {
  await db.query(sql.unsafe`
    TRUNCATE session_documents_v1, imports_v1, accounts_v1, directories_v1, exercises_v1, erased_owners, projection_checkpoints, lane_layout, dispatcher_leases, projection_versions,
      parked_streams, dead_letters, discarded_events`);
  await registerModels(db, models);
  await db.query(sql.unsafe`INSERT INTO lane_layout (layout, lanes) VALUES (1, ${lanes})`);
  const layout = layoutOf(1, lanes);
  await ensureCheckpoints(db, layout, projections);
  return layout;
}

/** Every row of the read tables, in one order. */
export async function tables(db: DatabasePool): Promise<unknown> {
  return {
    sessions: await db.any(sql.unsafe`SELECT * FROM session_documents_v1 ORDER BY id`),
    imports: await db.any(sql.unsafe`SELECT * FROM imports_v1 ORDER BY id`),
    accounts: await db.any(sql.unsafe`SELECT * FROM accounts_v1 ORDER BY id`),
    directories: await db.any(sql.unsafe`SELECT * FROM directories_v1 ORDER BY id`),
    exercises: await db.any(sql.unsafe`SELECT * FROM exercises_v1 ORDER BY id`),
    erased: await db.any(sql.unsafe`SELECT * FROM erased_owners ORDER BY projection, version, owner`),
  };
}

export const docs = async (db: DatabasePool): Promise<Record<string, string | null>> => {
  const rows = (await db.any(sql.unsafe`SELECT id::text, doc FROM session_documents_v1 ORDER BY id`)) as readonly {
    id: string;
    doc: string | null;
  }[];
  return Object.fromEntries(rows.map(({ id, doc }) => [id, doc]));
};

/** What the documents have to be, folded from the log without any of the machinery. */
export function foldedDocs(events: readonly (RecordedEvent | SealedEvent)[]): Record<string, string | null> {
  const streams = Map.groupBy(events, ({ stream }) => stream);
  const entries = [...streams]
    .filter(([stream]) => stream.startsWith('session-'))
    .map(([stream, facts]): [string, string | null] => {
      const document = documentOf(replayPlainly(sessionFold, facts));
      return [parseStream(stream).id, document && JSON.stringify(document)];
    });
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Lowest checkpoint of each lane. */
export async function checkpoints(db: DatabasePool): Promise<readonly bigint[]> {
  const rows = (await db.any(sql.unsafe`
    SELECT lane, min(position) AS position FROM projection_checkpoints GROUP BY lane ORDER BY lane`)) as readonly {
    position: bigint;
  }[];
  return rows.map(({ position }) => position);
}

/** Takes away what rebuilds have left of read models besides their first versions. */
export async function dropCopies(db: DatabasePool): Promise<void> {
  const names = await db.anyFirst(sql.unsafe`
    SELECT tablename::text FROM pg_tables WHERE schemaname = 'public' AND tablename ~ '_(v([2-9]|1\\d)|shadow\\d+)$'`);
  for (const name of names) await db.query(sql.unsafe`DROP TABLE ${sql.identifier([String(name)])}`);
}
