import type { CommonQueryMethods } from 'slonik';
import type { SealedEvent } from '../../ports/log.ts';
import type { Lane } from '../core/checkpoints.ts';
import { moveIfAtStart } from '../core/conditional-move.ts';
import type { LogRange } from '../core/job.ts';
import { type DueEvent, erasureType, keyOf, type Projection, type StoredRow } from '../core/projection.ts';
import { isTransient } from '../core/retry.ts';
import type { ApplyResult } from './apply.ts';
import { type Decrypted, isKnown, withoutData } from './decrypt.ts';
import type { LaneMemory, LaneRows } from './lane-memory.ts';
import { type DirectPart, knownState, type LaneState, readState, rowsAfter } from './lane-state.ts';

/** A range of a lane that can perhaps be applied directly, and the state of the lane before. */
export type Direct = Readonly<{ lane: Lane; range: LogRange; parts: readonly DirectPart[]; state: LaneState }>;

/** The events of a range that each projection handles. */
export type RangeParts = readonly Readonly<{ projection: Projection; events: readonly SealedEvent[] }>[];

/**
 * Finds what is needed to apply a range with one more statement: in memory, or with a statement that reads it. Returns
 * null if the range needs a transaction: it contains an erasure or an event that this build does not know, or one of a
 * parked stream, of a stream with discarded events or of an erased owner.
 */
export async function prepareDirectly(
  db: CommonQueryMethods,
  { lane, range, parts }: Readonly<{ lane: Lane; range: LogRange; parts: RangeParts }>,
  memory: Pick<LaneMemory, 'recall'>,
): Promise<Direct | null> {
  const direct = parts.flatMap(({ projection, events }) => {
    const { statements } = projection.apply;
    return statements ? [{ projection, statements, events }] : [];
  });
  const isUsual = direct.every(({ events }) => events.every((event) => isKnown(event) && event.type !== erasureType));
  if (direct.length < parts.length || !isUsual) return null;
  const reading = { lane, range, parts: direct };
  const rows = memory.recall(lane, range);
  const state = rows ? knownState(reading, rows) : await unlessFaulty(readState(db, reading));
  return state && { ...reading, state };
}

/** `rows` are those of the range's streams from now on; null if the projections were not all at the start of the range. */
export type DirectlyApplied = Readonly<{ results: ReadonlyMap<string, ApplyResult>; rows: LaneRows | null }>;

/**
 * Applies a range with one SQL statement, which changes something only if no checkpoint has moved since the state was
 * read. Every other change of the rows, and every parking, moves a checkpoint too, so the rows are then still the same.
 * Returns null if nothing was applied; a transaction that locks the checkpoints first can then apply the range.
 */
export async function applyDirectly(
  db: CommonQueryMethods,
  direct: Direct,
  decrypted: Decrypted,
): Promise<DirectlyApplied | null> {
  const { lane, range, parts, state } = direct;
  const { from, to } = range;
  const present = parts.flatMap((part) => {
    const position = state.checkpoints.get(keyOf(part.projection));
    return position === undefined ? [] : { ...part, position };
  });
  const moving = present.filter(({ position }) => position < to);
  if (decrypted.failures.size > 0 || moving.some(({ position }) => position !== from)) return null;
  const versions = moving.map(({ projection }) => projection);
  const written = new Map<string, readonly StoredRow[]>();
  const hasMoved =
    moving.length === 0 ||
    (await unlessFaulty(
      moveIfAtStart(db, { lane, versions, range }, (condition) =>
        moving
          .filter(({ events }) => events.length > 0)
          .map(({ projection, statements, events }) => {
            const due = dueEvents(projection, events, decrypted);
            const { statement, rows } = statements.write(due, state.rowsOf(projection), condition);
            written.set(keyOf(projection), rows);
            return statement;
          }),
      ),
    ));
  if (!hasMoved) return null;
  const results = present.map(({ projection, position }) => {
    return [keyOf(projection), { position: position < to ? to : position, isHeld: false }] as const;
  });
  return { results: new Map(results), rows: moving.length === parts.length ? rowsAfter(direct, written) : null };
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
