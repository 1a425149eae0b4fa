import { type CommonQueryMethods, type FragmentSqlToken, type IdentifierSqlToken, sql } from 'slonik';
import { DomainError } from '../../errors.ts';
import type { Owner } from '../../events/ids.ts';
import type { RequiredPosition } from '../../ports/lanes.ts';
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

/** Who asks, and what it has to see. */
export type Asking = Readonly<{ owner: Owner; requiredPosition: RequiredPosition }>;

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

/** One owner's rows of one read model, as a part of what a question reads. */
export type Part = Readonly<{ model: ReadModel; owner: Owner }>;
/** Rows with how far each part of them is whole, all of one snapshot. */
export type Snapshots = Readonly<{ positions: readonly (bigint | null)[] }>;

/**
 * Runs the query, and once more when a lane had not yet taken in what the asker has written. Throws `read-model-behind` where the
 * lane does not get there in time, or has parked some of it: never a stale answer. A place without a checkpoint is one of the past,
 * whose rows nobody feeds any more; the question then goes to where the owner's rows are now.
 */
export async function readPartsConsistently<Result extends Snapshots>(
  { places, watch }: Reader,
  parts: readonly Part[],
  requiredPosition: RequiredPosition,
  run: (places: readonly Place[]) => Promise<Result>,
): Promise<Result> {
  let waitedAt: readonly Lane[] | null = null;
  for (let tries = 0; tries <= moves; tries += 1) {
    const at = placesOf(places, parts);
    if (!at) break;
    const snapshot = await run(at);
    if (snapshot.positions.includes(null)) {
      await places.refresh();
      if (!areSame(at, placesOf(places, parts))) continue;
    }
    const late = at.flatMap((place, index) => {
      const position = requiredPosition(place.lane, place.layout);
      const reached = snapshot.positions[index] ?? null;
      return (reached ?? 0n) >= position ? [] : [{ place, position, seen: reached !== null }];
    });
    if (late.length === 0) return snapshot;
    if (areSame(at, waitedAt)) break;
    waitedAt = at;
    await Promise.all(late.map(({ place, position, seen }) => watch.until(place, position, seen)));
  }
  throw behind();
}

/** The same for one owner's rows of one read model. */
export const readConsistently = <Result extends Snapshot>(
  reader: Reader,
  model: ReadModel,
  { owner, requiredPosition }: Asking,
  run: (place: Place) => Promise<Result>,
): Promise<Result> =>
  readPartsConsistently(reader, [{ model, owner }], requiredPosition, async ([place]) => {
    const snapshot = await run(place as Place);
    return { ...snapshot, positions: [snapshot.position] };
  });

function placesOf(places: Places, parts: readonly Part[]): readonly Place[] | null {
  const found = parts.flatMap(({ model, owner }) => {
    const lane = places.of(model, owner);
    return lane ? [{ ...lane, owner }] : [];
  });
  return found.length === parts.length ? found : null;
}

const areSame = (some: readonly Lane[], others: readonly Lane[] | null): boolean =>
  some.every((lane, index) => isSame(lane, others?.[index] ?? null));

const isSame = (one: Lane, other: Lane | null): boolean =>
  one.version === other?.version && one.layout === other.layout && one.lane === other.lane;

export const behind = (): DomainError =>
  new DomainError('read-model-behind', 'Your latest changes can not be read yet; try again shortly.');
