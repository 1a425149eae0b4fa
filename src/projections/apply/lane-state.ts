import { type CommonQueryMethods, sql } from 'slonik';
import { parseStream } from '../../events/streams.ts';
import type { SealedEvent } from '../../ports/log.ts';
import { type Lane, selectCheckpoints } from '../core/checkpoints.ts';
import { existErasures } from '../core/erasure.ts';
import type { LogRange } from '../core/job.ts';
import {
  keyOf,
  type Projection,
  readsStream,
  type Statements,
  type StoredRow,
  streamIdOf,
} from '../core/projection.ts';
import { rowType } from '../core/rows.ts';
import { existExclusions } from '../parking/exclusions.ts';
import type { LaneRows, StreamRows } from './lane-memory.ts';

/** The events of a range that one projection handles, and the statements by which it applies them. */
export type DirectPart = Readonly<{ projection: Projection; statements: Statements; events: readonly SealedEvent[] }>;

/** The state of a lane: its checkpoints by version key, and the rows that each projection needs for a range. */
export type LaneState = Readonly<{
  checkpoints: ReadonlyMap<string, bigint>;
  rowsOf: (projection: Projection) => readonly StoredRow[];
}>;

type Reading = Readonly<{ lane: Lane; range: LogRange; parts: readonly DirectPart[] }>;

const selectedRow = rowType<{ source: string; id: string; revision: number; doc: string | null }>();

/**
 * Reads the state of a lane with one statement. Returns null if a stream of the range is parked or has discarded events,
 * or if an owner is erased.
 */
export async function readState(db: CommonQueryMethods, { lane, range, parts }: Reading): Promise<LaneState | null> {
  const versions = parts.map(({ projection }) => projection);
  const selects = parts.flatMap(({ projection, statements, events }) => {
    const select = statements.read(events);
    return select ? [sql.fragment`SELECT ${keyOf(projection)}, rows.* FROM (${select}) AS rows`] : [];
  });
  const obstacle = sql.fragment`${existExclusions(versions, streamsOf(range))} OR ${existErasures(versions, range.events)}`;
  const checkpoints = sql.fragment`
    SELECT 'checkpoint' AS source, projection || '@' || version AS id, 0 AS revision, position::text AS doc
    FROM (${selectCheckpoints(lane, versions)}) AS checkpoints`;
  const obstacles = sql.fragment`SELECT 'obstacle', '', 0, NULL WHERE ${obstacle}`;
  const all = sql.join([checkpoints, obstacles, ...selects], sql.fragment` UNION ALL `);
  const rows = await db.any(sql.type(selectedRow)`${all}`);
  const bySource = Map.groupBy(rows, ({ source }) => source);
  if (bySource.has('obstacle')) return null;
  return {
    checkpoints: new Map(bySource.get('checkpoint')?.map(({ id, doc }) => [id, BigInt(doc ?? 0)])),
    rowsOf: (projection) => bySource.get(keyOf(projection)) ?? [],
  };
}

/** The state of a lane whose checkpoints are all at the start of the range, from its rows. */
export function knownState({ range, parts }: Pick<Reading, 'range' | 'parts'>, rows: LaneRows): LaneState {
  return {
    checkpoints: new Map(parts.map(({ projection }) => [keyOf(projection), range.from])),
    rowsOf: (projection) =>
      rows
        .values()
        .flatMap((own) => own.get(keyOf(projection)) ?? [])
        .toArray(),
  };
}

/** The rows of a range's streams after it was applied: those of the state, replaced by those that were written. */
export function rowsAfter(
  { range, parts, state }: Readonly<{ range: LogRange; parts: readonly DirectPart[]; state: LaneState }>,
  written: ReadonlyMap<string, readonly StoredRow[]>,
): LaneRows {
  const models = parts.flatMap(({ projection }) => {
    const key = keyOf(projection);
    const rows = new Map([...state.rowsOf(projection), ...(written.get(key) ?? [])].map((row) => [row.id, row]));
    return rows.size === 0 ? [] : [{ projection, rows: Map.groupBy(rows.values(), streamIdOf) }];
  });
  return new Map(streamsOf(range).map((stream) => [stream, rowsOfStream(stream)]));

  // Clients choose ids, so streams of two kinds may have the same one.
  function rowsOfStream(stream: string): StreamRows {
    const own = models.filter(({ projection }) => readsStream(projection, stream));
    const { id } = parseStream(stream);
    return new Map(
      own.flatMap(({ projection, rows }) => (rows.has(id) ? [[keyOf(projection), rows.get(id) ?? []] as const] : [])),
    );
  }
}

const streamsOf = ({ events }: LogRange): readonly string[] => [...new Set(events.map(({ stream }) => stream))];
