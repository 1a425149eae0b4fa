import { type CommonQueryMethods, type FragmentSqlToken, sql } from 'slonik';
import { z } from 'zod';
import type { Owner } from '../../events/ids.ts';
import type { Source } from './sources.ts';

/** One lane of one version of a read model. */
export type Lane = Readonly<{ projection: string; version: number; layout: number; lane: number }>;

/**
 * How far the rows of a source are complete in a lane. `position`: they contain every event up to this log position.
 * `hasCheckpoint` is false when the lane does not exist in this version and layout.
 */
export type LaneProgress = Readonly<{ lane: Lane; position: bigint; hasCheckpoint: boolean }>;

/** The progress of each source as one JSON column, so that the statement that reads the rows reads it from the same snapshot. */
export const progressColumn = (sources: readonly Source[]): FragmentSqlToken =>
  progressColumnOf(sources.map(progressOf));

/** The same from the progress of each source; null for a source of which the statement read nothing. */
export const progressColumnOf = (each: readonly FragmentSqlToken[]): FragmentSqlToken =>
  sql.fragment`json_build_array(${sql.join(each, sql.fragment`, `)})::text`;

/** Positions are texts because JSON numbers are not exact enough. */
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

/** The progress of every lane that the statement read from, out of the text of its progress column. */
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
  // Rows lack the first parked event of an owner and all later events of that stream, whatever the checkpoint says.
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

/** Every checkpoint that exists. */
export const readCheckpoints = (db: CommonQueryMethods) =>
  db.any(sql.type(checkpointRow)`SELECT projection, version, layout, lane, position FROM projection_checkpoints`);
