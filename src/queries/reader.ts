import { type CommonQueryMethods, type FragmentSqlToken, type IdentifierSqlToken, sql } from 'slonik';
import { DomainError } from '../errors.ts';
import type { Owner } from '../events/ids.ts';
import type { CheckpointWatch } from './checkpoint-watch.ts';

/** A read model as queries know it: the shapes of tables that they can read. */
export type ReadModel = Readonly<{ projection: string; shapes: readonly number[] }>;

/** One lane of one version of a read model; the query reads that version's tables. */
export type Lane = Readonly<{ projection: string; version: number; layout: number; lane: number }>;

/** An owner's place in a lane. */
export type Place = Lane & Readonly<{ owner: Owner }>;

/** All lanes of one version of a read model. */
export type Everywhere = Readonly<{
  projection: string;
  version: number;
  layout: number;
  lanes: number;
  laneOf: (owner: Owner) => number;
}>;

/** Where an owner's rows are, as far as this process knows. */
export type Places = Readonly<{
  /** Null where no version has tables of these shapes. */
  of: (model: ReadModel, owner: Owner) => Lane | null;
  /** All lanes of the version that is read, for a question about all owners. */
  everywhere: (model: ReadModel) => Everywhere | null;
  /** Finds out whether lanes or versions have changed. */
  refresh: () => Promise<unknown>;
}>;

/** What queries read with. */
export type Reader = Readonly<{
  db: CommonQueryMethods;
  places: Places;
  watch: CheckpointWatch;
}>;

/** The position that a lane of a layout has to have reached, for the asking account to see its own writes. */
export type Needed = (lane: number, layout: number) => bigint;

/** Who asks, and what it has to see. */
export type Asking = Readonly<{ owner: Owner; needed: Needed }>;

/** Rows with how far they are whole, both of one snapshot; null where the lane has no checkpoint. */
export type Snapshot = Readonly<{ position: bigint | null }>;

/**
 * Up to where the owner's rows are whole, as a column, so that one statement reads it with the rows: the lane's checkpoint, or in
 * front of the owner's first parked event, which the rows lack.
 */
export const checkpointOf = ({ projection, version, layout, lane, owner }: Place): FragmentSqlToken => sql.fragment`(
  SELECT least(position, (
    SELECT min(position) - 1 FROM parked_streams
    WHERE projection = ${projection} AND version = ${version} AND owner = ${owner}))
  FROM projection_checkpoints
  WHERE projection = ${projection} AND version = ${version} AND layout = ${layout} AND lane = ${lane})`;

/** How often lanes or versions may change under one question. */
const moves = 4;

/** The table of the version that is read. */
export const tableOf = (base: string, { version }: Pick<Place, 'version'>): IdentifierSqlToken =>
  sql.identifier([`${base}_v${version}`]);

/**
 * Runs the query, and once more when its lane had not yet taken in what the asker has written. Throws `read-model-behind` where the
 * lane does not get there in time, or has parked some of it: never a stale answer. A place without a checkpoint is one of the past, whose rows nobody feeds
 * any more; the question then goes to where the owner's rows are now.
 */
export async function fresh<Result extends Snapshot>(
  { places, watch }: Reader,
  model: ReadModel,
  { owner, needed }: Asking,
  run: (place: Place) => Promise<Result>,
): Promise<Result> {
  let waitedAt: Lane | null = null;
  for (let tries = 0; tries <= moves; tries += 1) {
    const place = places.of(model, owner);
    if (!place) break;
    const position = needed(place.lane, place.layout);
    const snapshot = await run({ ...place, owner });
    if (snapshot.position === null) {
      await places.refresh();
      if (!isSame(place, places.of(model, owner))) continue;
    }
    if (hasReached(snapshot, position)) return snapshot;
    if (isSame(place, waitedAt)) break;
    waitedAt = place;
    await watch.until(place, position, snapshot.position !== null);
  }
  throw behind();
}

const isSame = (one: Lane, other: Lane | null): boolean =>
  one.version === other?.version && one.layout === other.layout && one.lane === other.lane;

const hasReached = (snapshot: Snapshot, position: bigint): boolean => (snapshot.position ?? 0n) >= position;

export const behind = (): DomainError =>
  new DomainError('read-model-behind', 'Your latest changes can not be read yet; try again shortly.');
