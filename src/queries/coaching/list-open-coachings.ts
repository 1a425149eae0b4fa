import { sql } from 'slonik';
import { z } from 'zod';
import type { AccountId, CoachingId } from '../../events/ids.ts';
import { progressColumn } from '../consistency/checkpoints.ts';
import { readConsistently } from '../consistency/read-consistently.ts';
import type { Reader } from '../consistency/reader.ts';
import { readModels } from '../read-models.ts';

export type ListOpenCoachings = Readonly<{ coach: AccountId; position: bigint }>;
/** An open coaching relationship, and the athlete to whom it belongs. */
export type OpenCoaching = Readonly<{ id: CoachingId; athlete: AccountId }>;

const open = z.array(z.object({ id: z.string(), athlete: z.string() }));
const row = z.object({ progress: z.string(), found: z.string() });

/**
 * What is open with a coach, also requests that were not answered. Waits for all events up to the position, those of parked
 * streams too: a relationship that is overlooked would remain for ever.
 */
export async function listOpenCoachings(
  reader: Reader,
  { coach, position }: ListOpenCoachings,
): Promise<readonly OpenCoaching[]> {
  const parts = [{ model: readModels.coachings, owner: 'all' }] as const;
  const { found } = await readConsistently(reader, { parts, requiredPosition: () => position }, (sources) =>
    reader.db.one(sql.type(row)`
      SELECT ${progressColumn(sources)} AS progress,
        coalesce(json_agg(json_build_object('id', s.id, 'athlete', s.owner)) FILTER (WHERE s.id IS NOT NULL), '[]')::text
          AS found
      FROM (VALUES (1)) AS always
      LEFT JOIN ${sources[0].table} s ON s.coach = ${coach} AND s.status IN ('pending', 'active')`),
  );
  return open.parse(JSON.parse(found)) as unknown as readonly OpenCoaching[];
}
