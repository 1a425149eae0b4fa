import { type DatabasePool, sql } from 'slonik';
import { documentOf } from '../../../src/documents/presence.ts';
import { sessionFold } from '../../../src/documents/session.ts';
import type { RecordedEvent } from '../../../src/events/event.ts';
import { parseStream } from '../../../src/events/streams.ts';
import type { Layout } from '../../../src/ports/lanes.ts';
import type { SealedEvent } from '../../../src/ports/log.ts';
import { ensureCheckpoints } from '../../../src/projections/core/checkpoints.ts';
import { layoutOf } from '../../../src/projections/core/lanes.ts';
import { tableOf } from '../../../src/projections/core/model.ts';
import { models } from '../../../src/projections/models/all.ts';
import { registerModels } from '../../../src/projections/versions/topology.ts';
import { readPlainly, replayPlainly } from '../../support/plain-events.ts';

export const projections = models;

/** Replaces decryption: the events of these tests are not encrypted. */
export const decrypt = async (events: readonly SealedEvent[]): Promise<readonly RecordedEvent[]> =>
  events.map(readPlainly);

export const silentLogger = { info: () => {}, warn: () => {}, error: () => {}, debug: () => {} };

/** The names of the tables of all read models, without the suffix for the version. */
const baseNames = models.flatMap(({ tables }) => tables);

/**
 * Empties version 1 of the tables of all read models, and the tables with the state of projections (checkpoints, parked
 * streams). All `lanes` lanes then start at the beginning of the log.
 */
export async function resetReadTables(db: DatabasePool, lanes: number): Promise<Layout> {
  const firstVersions = sql.join(
    baseNames.map((base) => tableOf(base, 1)),
    sql.fragment`, `,
  );
  await db.query(sql.unsafe`
    TRUNCATE ${firstVersions}, erased_owners, projection_checkpoints, lane_layout, dispatcher_leases, projection_versions,
      parked_streams, dead_letters, discarded_events`);
  await registerModels(db, models);
  await db.query(sql.unsafe`INSERT INTO lane_layout (layout, lanes) VALUES (1, ${lanes})`);
  const layout = layoutOf(1, lanes);
  await ensureCheckpoints(db, layout, projections);
  return layout;
}

type Row = Readonly<Record<string, unknown>>;

/**
 * Reads all rows of version 1 of every read model, by table name without suffix, and the erased owners. Rows are in a
 * fixed order.
 */
export async function readTables(db: DatabasePool): Promise<Readonly<Record<string, readonly Row[]>>> {
  const entries = await Promise.all(
    baseNames.map(async (base) => [base, await db.any(sql.unsafe`SELECT * FROM ${tableOf(base, 1)} ORDER BY id`)]),
  );
  const erased = await db.any(sql.unsafe`SELECT * FROM erased_owners ORDER BY projection, version, owner`);
  return { ...Object.fromEntries(entries), erased };
}

/** Session documents as JSON text by session id; null for a deleted session. */
export type SessionDocuments = Readonly<Record<string, string | null>>;

/** Reads the documents in the table of one version of the read model `sessions`. */
export async function readSessionDocuments(db: DatabasePool, version = 1): Promise<SessionDocuments> {
  const table = tableOf('session_documents', version);
  const rows = (await db.any(sql.unsafe`SELECT id::text, doc FROM ${table} ORDER BY id`)) as readonly {
    id: string;
    doc: string | null;
  }[];
  return Object.fromEntries(rows.map(({ id, doc }) => [id, doc]));
}

/**
 * The documents that the table of the read model `sessions` must contain: folds of the log, made without projections.
 */
export function foldSessions(events: readonly (RecordedEvent | SealedEvent)[]): SessionDocuments {
  const streams = Map.groupBy(events, ({ stream }) => stream);
  const entries = [...streams]
    .filter(([stream]) => stream.startsWith('session-'))
    .map(([stream, own]): [string, string | null] => {
      const document = documentOf(replayPlainly(sessionFold, own));
      return [parseStream(stream).id, document && JSON.stringify(document)];
    });
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Reads, for each lane, the lowest of the checkpoints of all read models. */
export async function readLowestCheckpoints(db: DatabasePool): Promise<readonly bigint[]> {
  const rows = (await db.any(sql.unsafe`
    SELECT lane, min(position) AS position FROM projection_checkpoints GROUP BY lane ORDER BY lane`)) as readonly {
    position: bigint;
  }[];
  return rows.map(({ position }) => position);
}
