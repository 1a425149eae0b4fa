import { type FragmentSqlToken, sql } from 'slonik';
import { z } from 'zod';
import type { Owner } from '../../events/ids.ts';
import type { RequiredPosition } from '../../ports/lanes.ts';
import { behind, type Everywhere, type Reader, type ReadModel } from './reader.ts';

/** Rows of all owners with how far each lane is whole, of one snapshot. */
export type Snapshot = Readonly<{ standing: string | null }>;

const standings = z.object({
  lanes: z.array(z.tuple([z.number(), z.string()])).nullable(),
  parked: z.array(z.tuple([z.string(), z.string()])).nullable(),
});

/** Where every lane stands, and which owners' rows lack something, as one column of a statement that reads the rows. */
export const standingOf = ({ projection, version, layout }: Everywhere): FragmentSqlToken => sql.fragment`(
  SELECT json_build_object(
    'lanes', (SELECT json_agg(json_build_array(lane, position::text)) FROM projection_checkpoints
      WHERE projection = ${projection} AND version = ${version} AND layout = ${layout}),
    'parked', (SELECT json_agg(json_build_array(owner, position::text)) FROM parked_streams
      WHERE projection = ${projection} AND version = ${version}))::text)`;

/** How often lanes or versions may change under one question. */
const moves = 4;

/**
 * Runs a query about all owners, and once more when a lane had not yet taken in what the asker has written there. Throws
 * `read-model-behind` where a lane does not get there in time, or lacks an event before that.
 */
export async function readAllLanesConsistently<Result extends Snapshot>(
  { places, watch }: Reader,
  model: ReadModel,
  requiredPosition: RequiredPosition,
  run: (place: Everywhere) => Promise<Result>,
): Promise<Result> {
  let waitedAt: Everywhere | null = null;
  for (let tries = 0; tries <= moves; tries += 1) {
    const place = places.everywhere(model);
    if (!place) break;
    const snapshot = await run(place);
    const { late, isPast } = lateLanes(place, snapshot, requiredPosition);
    if (isPast) {
      // A place without a checkpoint is one of the past: nobody feeds its rows any more.
      await places.refresh();
      if (!isSame(place, places.everywhere(model))) continue;
    }
    if (late.length === 0) return snapshot;
    if (isSame(place, waitedAt)) break;
    waitedAt = place;
    const { projection, version, layout } = place;
    await Promise.all(
      late.map(({ lane, seen }) =>
        watch.until({ projection, version, layout, lane }, requiredPosition(lane, layout), seen),
      ),
    );
  }
  throw behind();
}

const isSame = (one: Everywhere, other: Everywhere | null): boolean =>
  one.version === other?.version && one.layout === other.layout;

function lateLanes(place: Everywhere, { standing }: Snapshot, requiredPosition: RequiredPosition) {
  const { lanes, parked } = standings.parse(JSON.parse(standing ?? '{"lanes":null,"parked":null}'));
  const positions = new Map(lanes?.map(([lane, position]) => [lane, BigInt(position)]));
  const whole = (lane: number): bigint =>
    (parked ?? [])
      .filter(([owner]) => place.laneOf(owner as Owner) === lane)
      .map(([, position]) => BigInt(position) - 1n)
      .reduce((least, each) => (each < least ? each : least), positions.get(lane) ?? 0n);
  const late = Array.from({ length: place.lanes }, (_, lane) => ({ lane, seen: positions.has(lane) })).filter(
    ({ lane }) => whole(lane) < requiredPosition(lane, place.layout),
  );
  return { late, isPast: positions.size === 0 };
}
