import { type CommonQueryMethods, sql } from 'slonik';
import type { SealedEvent } from '../../ports/log.ts';
import { type Lane, selectCheckpoints } from '../core/checkpoints.ts';
import { moveIfAtStart } from '../core/conditional-move.ts';
import { existErasures } from '../core/erasure.ts';
import type { LogRange } from '../core/job.ts';
import {
  type DueEvent,
  erasureType,
  keyOf,
  type Projection,
  type Statements,
  type StoredRow,
} from '../core/projection.ts';
import { isTransient } from '../core/retry.ts';
import { rowType } from '../core/rows.ts';
import { existExclusions } from '../parking/exclusions.ts';
import type { ApplyResult } from './apply.ts';
import { type Decrypted, isKnown, withoutData } from './decrypt.ts';

/** The events of a range that one projection handles, and the statements by which it applies them. */
type DirectPart = Readonly<{ projection: Projection; statements: Statements; events: readonly SealedEvent[] }>;

/** What one statement has read of a lane: the checkpoints by version key, and the rows that each projection needs. */
type LaneState = Readonly<{
  checkpoints: ReadonlyMap<string, bigint>;
  rowsOf: (projection: Projection) => readonly StoredRow[];
}>;

/** A range of a lane that can perhaps be applied directly, and the state of the lane before. */
export type Direct = Readonly<{ lane: Lane; range: LogRange; parts: readonly DirectPart[]; state: LaneState }>;

/** The events of a range that each projection handles. */
export type RangeParts = readonly Readonly<{ projection: Projection; events: readonly SealedEvent[] }>[];

/**
 * Reads what is needed to apply a range with one more statement. Returns null if the range needs a transaction: it
 * contains an erasure or an event that this build does not know, or one of a parked stream, of a stream with discarded
 * events or of an erased owner.
 */
export async function prepareDirectly(
  db: CommonQueryMethods,
  { lane, range, parts }: Readonly<{ lane: Lane; range: LogRange; parts: RangeParts }>,
): Promise<Direct | null> {
  const direct = parts.flatMap(({ projection, events }) => {
    const { statements } = projection.apply;
    return statements ? [{ projection, statements, events }] : [];
  });
  const isUsual = direct.every(({ events }) => events.every((event) => isKnown(event) && event.type !== erasureType));
  if (direct.length < parts.length || !isUsual) return null;
  const state = await unlessFaulty(readState(db, { lane, range, parts: direct }));
  return state && { lane, range, parts: direct, state };
}

const selectedRow = rowType<{ source: string; id: string; revision: number; doc: string | null }>();

async function readState(
  db: CommonQueryMethods,
  { lane, range, parts }: Omit<Direct, 'state'>,
): Promise<LaneState | null> {
  const versions = parts.map(({ projection }) => projection);
  const selects = parts.flatMap(({ projection, statements, events }) => {
    const select = statements.read(events);
    return select ? [sql.fragment`SELECT ${keyOf(projection)}, rows.* FROM (${select}) AS rows`] : [];
  });
  const streams = [...new Set(range.events.map(({ stream }) => stream))];
  const obstacle = sql.fragment`${existExclusions(versions, streams)} OR ${existErasures(versions, range.events)}`;
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

/**
 * Applies a range with one SQL statement, which changes something only if no checkpoint has moved since the state was
 * read. Every other change of the rows, and every parking, moves a checkpoint too, so the rows are then still the same.
 * Returns null if nothing was applied; a transaction that locks the checkpoints first can then apply the range.
 */
export async function applyDirectly(
  db: CommonQueryMethods,
  { lane, range, parts, state }: Direct,
  decrypted: Decrypted,
): Promise<ReadonlyMap<string, ApplyResult> | null> {
  const { from, to } = range;
  const present = parts.flatMap((part) => {
    const position = state.checkpoints.get(keyOf(part.projection));
    return position === undefined ? [] : { ...part, position };
  });
  const moving = present.filter(({ position }) => position < to);
  if (decrypted.failures.size > 0 || moving.some(({ position }) => position !== from)) return null;
  const versions = moving.map(({ projection }) => projection);
  const hasMoved =
    moving.length === 0 ||
    (await unlessFaulty(
      moveIfAtStart(db, { lane, versions, range }, (condition) =>
        moving
          .filter(({ events }) => events.length > 0)
          .map(({ projection, statements, events }) =>
            statements.write(dueEvents(projection, events, decrypted), state.rowsOf(projection), condition),
          ),
      ),
    ));
  if (!hasMoved) return null;
  return new Map(
    present.map(({ projection, position }) => [
      keyOf(projection),
      { position: position < to ? to : position, isHeld: false },
    ]),
  );
}

function dueEvents(projection: Projection, events: readonly SealedEvent[], decrypted: Decrypted): readonly DueEvent[] {
  const known = projection.ignoresData ? withoutData(events) : decrypted;
  return events.flatMap(({ position }) => known.events.get(position) ?? []);
}

/** Waits for work. Returns null if it fails for a reason other than an outage, for example because of a poison event. */
const unlessFaulty = <Result>(work: Promise<Result>): Promise<Result | null> =>
  work.catch((error: unknown) => {
    if (isTransient(error)) throw error;
    return null;
  });
