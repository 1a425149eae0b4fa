import { sql } from 'slonik';
import { z } from 'zod';
import { coachingParts } from '../../events/coaching-values.ts';
import type { CoachingId } from '../../events/ids.ts';
import { progressColumn } from '../consistency/checkpoints.ts';
import { readConsistently } from '../consistency/read-consistently.ts';
import type { Reader } from '../consistency/reader.ts';
import { readModels } from '../read-models.ts';
import { type CoachRight, hasRight } from './coach-reader.ts';

/** What a coach may read now by the relationship `id`, and until when; null for no end. */
export type GrantedRight = Readonly<{ id: CoachingId; scope: CoachRight['parts']; expiresAt: string | null }>;

const right = z.object({ id: z.string(), scope: z.array(z.enum(coachingParts)), expiresAt: z.string().nullable() });
const row = z.object({ progress: z.string(), right: z.string().nullable() });

/** What of an athlete's data a coach may read; null without a right. Waits for what the coach has written. */
export async function getCoachRight(reader: Reader, asked: Omit<CoachRight, 'parts'>): Promise<GrantedRight | null> {
  const { coach, athlete, requiredPosition } = asked;
  const parts = [
    { model: readModels.coachings, owner: athlete },
    { model: readModels.accounts, owner: athlete },
  ] as const;
  const found = await readConsistently(reader, { parts, requiredPosition }, (sources) =>
    reader.db.one(sql.type(row)`
      SELECT ${progressColumn(sources)} AS progress, (
        SELECT json_build_object('id', s.id, 'scope', s.scope, 'expiresAt', s.expires_at)::text FROM ${sources[0].table} s
        WHERE ${hasRight({ coach, athlete, parts: [] }, sources)} LIMIT 1) AS right`),
  );
  return found.right === null ? null : (right.parse(JSON.parse(found.right)) as unknown as GrantedRight);
}
