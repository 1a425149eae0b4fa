import { type CommonQueryMethods, type FragmentSqlToken, sql } from 'slonik';
import { z } from 'zod';
import type { Owner } from '../../events/ids.ts';
import type { Source } from './sources.ts';

/** One lane of one version of a read model. */
export type Lane = Readonly<{ projection: string; version: number; layout: number; lane: number }>;

/**
 * Up to which log position the rows that a query read contain every event of a lane. `hasCheckpoint` is false when the
 * lane does not exist in the version and the lane layout that the query read.
 */
export type LaneProgress = Readonly<{ lane: Lane; position: bigint; hasCheckpoint: boolean }>;

/**
 * An SQL column with the progress of each source, as JSON. The statement that reads the rows selects it, so that both
 * come from the same Postgres snapshot.
 */
export const progressColumn = (sources: readonly Source[]): FragmentSqlToken =>
  progressColumnOf(sources.map(progressOf));

/** An SQL column with these progress values as JSON. A value is null for a source that the statement did not read. */
export const progressColumnOf = (each: readonly FragmentSqlToken[]): FragmentSqlToken =>
  sql.fragment`json_build_array(${sql.join(each, sql.fragment`, `)})::text`;

/**
 * SQL for the progress of one source: its lane checkpoints, and the lowest parked position of each owner. Positions are
 * texts, because JSON numbers are not exact for such large integers.
 */
export const progressOf = ({ projection, version, layout, lanes, owner }: Source): FragmentSqlToken => sql.fragment`
  json_build_object(
    'checkpoints', (
      SELECT json_object_agg(lane, position::text) FROM projection_checkpoints
      WHERE projection = ${projection} AND version = ${version} AND layout = ${layout}
        AND lane = any(${sql.array([...lanes], 'int4')})),
    'parked', (
      SELECT json_object_agg(owner, position::text) FROM (
        SELECT owner, min(position) AS position FROM parked_streams
        WHERE projection = ${projection} AND version = ${version} AND ${ofOwner(owner)} GROUP BY owner) AS first))`;

const ofOwner = (owner: Source['owner']): FragmentSqlToken =>
  owner === 'all' ? sql.fragment`true` : sql.fragment`owner = ${owner}`;

const positions = z.record(z.string(), z.string().transform(BigInt)).nullable();
const sourceProgress = z.object({ checkpoints: positions, parked: positions });
const allProgress = z.array(sourceProgress.nullable());

/** Parses the progress column of a statement: the progress of each lane whose rows the statement has read. */
export const lanesOf = (sources: readonly Source[], column: string): readonly LaneProgress[] =>
  allProgress.parse(JSON.parse(column)).flatMap((progress, index) => {
    const source = sources[index];
    return source && progress ? source.lanes.map((lane) => laneProgressOf(source, lane, progress)) : [];
  });

function laneProgressOf(
  { projection, version, layout, laneOf }: Source,
  lane: number,
  { checkpoints, parked }: z.infer<typeof sourceProgress>,
): LaneProgress {
  const checkpoint = checkpoints?.[lane];
  // The rows lack the waiting events of parked streams, although the checkpoint is past the positions of these.
  const beforeParked = Object.entries(parked ?? {})
    .filter(([owner]) => laneOf(owner as Owner) === lane)
    .map(([, position]) => position - 1n);
  const position = [checkpoint ?? 0n, ...beforeParked].reduce((one, other) => (one < other ? one : other));
  return { lane: { projection, version, layout, lane }, position, hasCheckpoint: checkpoint !== undefined };
}

const checkpointRow = z.object({
  projection: z.string(),
  version: z.number(),
  layout: z.number(),
  lane: z.number(),
  position: z.bigint(),
});

/** All checkpoints of all read models, versions, layouts and lanes. */
export const readCheckpoints = (db: CommonQueryMethods) =>
  db.any(sql.type(checkpointRow)`SELECT projection, version, layout, lane, position FROM projection_checkpoints`);
