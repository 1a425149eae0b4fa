import { type CommonQueryMethods, type FragmentSqlToken, sql } from 'slonik';
import { z } from 'zod';
import type { Owner } from '../../events/ids.ts';
import type { Source } from './sources.ts';

/** One lane of one version of a read model. */
export type Lane = Readonly<{ projection: string; version: number; layout: number; lane: number }>;

/**
 * Up to which log position the rows that a query read contain every event of a lane. `hasCheckpoint` is false when the
 * lane does not exist in the version and the lane layout that the query read. `hasParked`: whether any stream of the
 * version is parked, also one of another owner. `isNeeded` is false when the answer contains no rows of the lane.
 */
export type LaneProgress = Readonly<{
  lane: Lane;
  position: bigint;
  hasCheckpoint: boolean;
  hasParked: boolean;
  isNeeded: boolean;
}>;

/**
 * An SQL column with the progress of each source, as JSON. The statement that reads the rows selects it, so that both
 * come from the same Postgres snapshot.
 */
export const progressColumn = (sources: readonly Source[]): FragmentSqlToken =>
  progressColumnOf(sources.map((source) => progressOf(source)));

/**
 * An SQL column with the run of Postgres (the time of its start) and these progress values as JSON. A value is null for a source that the
 * statement did not read, or whose checkpoints it did not have to read. It is a subquery, so that a statement which reads no
 * checkpoint computes it once and not for each row.
 */
export const progressColumnOf = (each: readonly FragmentSqlToken[]): FragmentSqlToken =>
  sql.fragment`(SELECT json_build_array(${sql.join([run, ...each], sql.fragment`, `)})::text)`;

const run = sql.fragment`extract(epoch FROM pg_postmaster_start_time())::text`;

/**
 * SQL for the progress of one source: its lane checkpoints, and the lowest parked position of each owner. `isNeeded` is
 * SQL for whether the answer contains rows of the source. Positions are texts, because JSON numbers are not exact for such large integers.
 */
export const progressOf = (source: Source, isNeeded = sql.fragment`true`): FragmentSqlToken =>
  source.isPassed ? sql.fragment`NULL::json` : readProgress(source, isNeeded);

const readProgress = (
  { projection, version, layout, lanes, owner, parkedOf }: Source,
  isNeeded: FragmentSqlToken,
): FragmentSqlToken => sql.fragment`
  json_build_object('isNeeded', ${isNeeded}, 
    'checkpoints', (
      SELECT json_object_agg(lane, position::text) FROM projection_checkpoints
      WHERE projection = ${projection} AND version = ${version} AND layout = ${layout}
        AND lane = any(${sql.array([...lanes], 'int4')})),
    'parked', (
      SELECT json_object_agg(owner, position::text) FROM (
        SELECT owner, min(position) AS position FROM parked_streams
        WHERE projection = ${projection} AND version = ${version} AND ${ofOwner(parkedOf ?? owner)} GROUP BY owner) AS first),
    'hasParked', EXISTS (
      SELECT FROM parked_streams WHERE projection = ${projection} AND version = ${version}))`;

const ofOwner = (owner: Source['owner'] | FragmentSqlToken): FragmentSqlToken =>
  owner === 'all' ? sql.fragment`true` : sql.fragment`parked_streams.owner = ${owner}`;

/**
 * SQL for the log position up to which the rows of all these sources of one owner are complete. It is 0 while one of
 * them has no checkpoint, and before the first waiting event of a parked stream.
 */
export function boundOf(sources: readonly Source[]): FragmentSqlToken {
  const [first] = sources;
  if (!first) return sql.fragment`0::int8`;
  const versions = sources.map(({ projection, version }) => [projection, version]);
  const isSource = sql.fragment`(projection, version) IN (SELECT * FROM ${sql.unnest(versions, ['text', 'int4'])})`;
  return sql.fragment`least(
    (SELECT CASE WHEN count(*) = ${sources.length} THEN min(position) ELSE 0 END FROM projection_checkpoints
      WHERE layout = ${first.layout} AND lane = any(${sql.array([...first.lanes], 'int4')}) AND ${isSource}),
    (SELECT min(position) - 1 FROM parked_streams WHERE ${ofOwner(first.owner)} AND ${isSource}))`;
}

const positions = z.record(z.string(), z.string().transform(BigInt)).nullable();
const sourceProgress = z.object({
  ...{ isNeeded: z.boolean(), hasParked: z.boolean() },
  ...{ checkpoints: positions, parked: positions },
});
const allProgress = z.tuple([z.string()], sourceProgress.nullable());

/** What the progress column says: which run of Postgres has answered, and the progress of each lane that was read. */
export type Progress = Readonly<{ run: string; lanes: readonly LaneProgress[] }>;

/** The last column without any checkpoint: the usual one, which is the same text while Postgres runs. */
let withoutCheckpoints: Readonly<{ column: string; progress: Progress }> | undefined;

/** Parses the progress column of a statement. */
export function parseProgress(sources: readonly Source[], column: string): Progress {
  if (column === withoutCheckpoints?.column) return withoutCheckpoints.progress;
  const [run, ...all] = allProgress.parse(JSON.parse(column));
  const lanes = all.flatMap((progress, index) => {
    const source = sources[index];
    return source && progress ? source.lanes.map((lane) => laneProgressOf(source, lane, progress)) : [];
  });
  const progress = { run, lanes };
  if (all.every((each) => each === null)) withoutCheckpoints = { column, progress };
  return progress;
}

function laneProgressOf(
  { projection, version, layout, laneOf }: Source,
  lane: number,
  { checkpoints, parked, ...rest }: z.infer<typeof sourceProgress>,
): LaneProgress {
  const checkpoint = checkpoints?.[lane];
  // The rows lack the waiting events of parked streams, although the checkpoint is past the positions of these.
  const beforeParked = Object.entries(parked ?? {})
    .filter(([owner]) => laneOf(owner as Owner) === lane)
    .map(([, position]) => position - 1n);
  const position = [checkpoint ?? 0n, ...beforeParked].reduce((one, other) => (one < other ? one : other));
  return { lane: { projection, version, layout, lane }, position, hasCheckpoint: checkpoint !== undefined, ...rest };
}

const checkpointRow = z.object({
  projection: z.string(),
  version: z.number(),
  layout: z.number(),
  lane: z.number(),
  position: z.bigint(),
});

/** The checkpoint of one lane of one version of a read model. */
export type Checkpoint = z.infer<typeof checkpointRow>;

/** All checkpoints of all read models, versions, layouts and lanes. */
export const readCheckpoints = (db: CommonQueryMethods) =>
  db.any(sql.type(checkpointRow)`SELECT projection, version, layout, lane, position FROM projection_checkpoints`);
