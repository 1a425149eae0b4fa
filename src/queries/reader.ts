import { type CommonQueryMethods, type FragmentSqlToken, sql } from 'slonik';
import { DomainError } from '../errors.ts';
import type { Owner } from '../events/ids.ts';
import type { CheckpointWatch } from './checkpoint-watch.ts';

/** A projection as queries know it; they read the tables of that version. */
export type ReadModel = Readonly<{ projection: string; version: number }>;

/** One lane of a read model. */
export type Place = ReadModel & Readonly<{ layout: number; lane: number }>;

/** What queries read with. */
export type Reader = Readonly<{
  db: CommonQueryMethods;
  layout: Readonly<{ layout: number; laneOf: (owner: Owner) => number }>;
  watch: CheckpointWatch;
}>;

/** The position that a lane has to have reached, for the asking account to see its own writes. */
export type Needed = (lane: number) => bigint;

/** Who asks, and what it has to see. */
export type Asking = Readonly<{ owner: Owner; needed: Needed }>;

/** Rows with the lane's checkpoint, both of one snapshot; null where the lane has no checkpoint. */
export type Snapshot = Readonly<{ position: bigint | null }>;

/** The lane's checkpoint as a column, so that one statement reads it with the rows. */
export const checkpointOf = ({ projection, version, layout, lane }: Place): FragmentSqlToken => sql.fragment`(
  SELECT position FROM projection_checkpoints
  WHERE projection = ${projection} AND version = ${version} AND layout = ${layout} AND lane = ${lane})`;

/**
 * Runs the query, and once more when its lane had not yet taken in what the asker has written. Throws `read-model-behind` where the
 * lane does not get there in time: never a stale answer.
 */
export async function fresh<Result extends Snapshot>(
  { layout, watch }: Reader,
  model: ReadModel,
  { owner, needed }: Asking,
  run: (place: Place) => Promise<Result>,
): Promise<Result> {
  const place = { ...model, layout: layout.layout, lane: layout.laneOf(owner) };
  const position = needed(place.lane);
  const first = await run(place);
  if (hasReached(first, position)) return first;
  await watch.until(place, position);
  const second = await run(place);
  if (hasReached(second, position)) return second;
  throw behind();
}

const hasReached = (snapshot: Snapshot, position: bigint): boolean => (snapshot.position ?? 0n) >= position;

export const behind = (): DomainError =>
  new DomainError('read-model-behind', 'Your latest changes can not be read yet; try again shortly.');
