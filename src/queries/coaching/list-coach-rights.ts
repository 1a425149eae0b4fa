import { sql } from 'slonik';
import { z } from 'zod';
import { coachingParts } from '../../events/coaching-values.ts';
import type { AccountId } from '../../events/ids.ts';
import { parseStream } from '../../events/streams.ts';
import { trainerRole } from '../../events/values.ts';
import type { RequiredPosition } from '../../ports/lanes.ts';
import { progressColumn } from '../consistency/checkpoints.ts';
import { readConsistently } from '../consistency/read-consistently.ts';
import type { Reader } from '../consistency/reader.ts';
import { readModels } from '../read-models.ts';
import type { AskedRights, ChangedStream, CoachRights } from './coach-rights.ts';
import { isValid } from './shown.ts';

const right = z.tuple([z.string(), z.string(), z.array(z.enum(coachingParts)), z.array(z.string())]);
const row = z.object({ progress: z.string(), rights: z.string() });

/**
 * Which coaches may know of what athletes have changed. The rights are as new as the changes: what was agreed or withdrawn
 * before them counts. An event that waits in a parked stream delays nothing, because such a stream grants nothing.
 */
export async function listCoachRights(reader: Reader, { changes }: AskedRights): Promise<readonly CoachRights[]> {
  const all = { owner: 'all', parkedOf: sql.fragment`NULL::text` } as const;
  const { coachings, accounts, discussions } = readModels;
  const parts = [
    { model: coachings, ...all },
    { model: accounts, ...all },
    { model: discussions, ...all },
  ] as const;
  const athletes = [...new Set(changes.map(({ athlete }) => athlete))];
  const ids = changes.map(({ stream }) => parseStream(stream)).filter(({ category }) => category === 'discussion');
  const named = sql.array([...new Set(ids.map(({ id }) => id))], 'uuid');
  const { rights } = await readConsistently(reader, { parts, requiredPosition: lastIn(reader, changes) }, (sources) =>
    reader.db.one(sql.type(row)`
      SELECT ${progressColumn(sources)} AS progress, (
        SELECT coalesce(json_agg(json_build_array(s.coach, s.owner, s.scope, ARRAY(
          SELECT d.id FROM ${sources[2].table} d WHERE d.owner = s.owner AND d.coach = s.coach AND d.id = any(${named})
        ))), '[]')
        FROM ${sources[0].table} s JOIN ${sources[1].table} coach ON coach.id = s.coach
        WHERE s.owner = any(${sql.array(athletes, 'uuid')}) AND s.status = 'active'
          AND (s.expires_at IS NULL OR s.expires_at > statement_timestamp())
          AND coach.is_active AND coach.doc::json ->> 'roleSlug' = ${trainerRole}
          AND ${isValid(sources[0], sources[1])})::text AS rights`),
  );
  return z
    .array(right)
    .parse(JSON.parse(rights))
    .map(([coach, athlete, scope, own]) => ({
      ...{ coach: coach as AccountId, athlete: athlete as AccountId, scope, discussions: own },
    }));
}

/** In each lane the position of the last change of its athletes. Quiet lanes need not move. */
function lastIn({ locator }: Reader, changes: readonly ChangedStream[]): RequiredPosition {
  const laneOf = locator.locate(readModels.coachings)?.laneOf;
  return (lane) =>
    changes.reduce(
      (last, { athlete, position }) => (laneOf?.(athlete) === lane && position > last ? position : last),
      0n,
    );
}
