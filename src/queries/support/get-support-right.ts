import { sql } from 'slonik';
import { z } from 'zod';
import { progressColumn } from '../consistency/checkpoints.ts';
import { readConsistently } from '../consistency/read-consistently.ts';
import type { Reader } from '../consistency/reader.ts';
import { hasAccess, type SupportRight, supportParts } from './support-right.ts';

const right = z.object({ expiresAt: z.string() });
const row = z.object({ progress: z.string(), right: z.string().nullable() });

/** Until when a superuser may read data of an athlete; null without a right. Waits for what the superuser has written. */
export async function getSupportRight(reader: Reader, asked: SupportRight): Promise<z.infer<typeof right> | null> {
  const { athlete, requiredPosition } = asked;
  const found = await readConsistently(reader, { parts: supportParts(athlete), requiredPosition }, (sources) =>
    reader.db.one(sql.type(row)`
      SELECT ${progressColumn(sources)} AS progress, (
        SELECT json_build_object('expiresAt', s.expires_at)::text FROM ${sources[0].table} s
        WHERE ${hasAccess(asked, sources)} ORDER BY s.expires_at DESC LIMIT 1) AS right`),
  );
  return found.right === null ? null : right.parse(JSON.parse(found.right));
}
