import { sql } from 'slonik';
import { z } from 'zod';
import { type Decimal, parseDecimal } from '../../documents/decimal.ts';
import type { AccountId, Day, Instant, SessionId, TimeZone } from '../../events/ids.ts';
import type { SessionStatus } from '../../events/values.ts';
import type { RequiredPosition } from '../../ports/lanes.ts';
import { progressColumn } from '../consistency/checkpoints.ts';
import { readConsistently } from '../consistency/read-consistently.ts';
import type { Reader } from '../consistency/reader.ts';
import { readModels } from '../read-models.ts';

export type ListLatestSessions = Readonly<{ owner: AccountId; requiredPosition: RequiredPosition; limit: number }>;

/** A training session with what was done in it. The volume is in kilograms. */
export type LatestSession = Readonly<{
  id: SessionId;
  name: string | null;
  status: SessionStatus;
  startedAt: Instant;
  durationSeconds: number | null;
  timezone: TimeZone;
  day: Day;
  exercises: number;
  sets: number;
  volume: Decimal;
}>;

const row = z.object({ progress: z.string(), body: z.string() });
type Head = Pick<LatestSession, 'id' | 'name' | 'status' | 'startedAt' | 'durationSeconds' | 'timezone'>;
type FoundSession = readonly [Head, Day, number, number, string];

/** The latest sessions by their days, and by their starts within a day. */
export async function listLatestSessions(
  reader: Reader,
  question: ListLatestSessions,
): Promise<readonly LatestSession[]> {
  const { owner, requiredPosition, limit } = question;
  const parts = [{ model: readModels.performances, owner }] as const;
  const { body } = await readConsistently(reader, { parts, requiredPosition }, (sources) =>
    reader.db.one(sql.type(row)`
      WITH heads AS (
        SELECT id, session_id, local_day, started_at, doc FROM ${sources[0].table}
        WHERE owner = ${owner} AND entry_id IS NULL AND started_at IS NOT NULL
        ORDER BY local_day DESC, started_at DESC, id DESC LIMIT ${limit}
      )
      SELECT ${progressColumn(sources)} AS progress, coalesce((
        SELECT json_agg(json_build_array(heads.doc::json, heads.local_day, entries.number, entries.sets, entries.volume)
          ORDER BY heads.local_day DESC, heads.started_at DESC, heads.id DESC)
        FROM heads CROSS JOIN LATERAL (
          SELECT count(*) AS number, coalesce(sum(working_sets), 0) AS sets, coalesce(sum(volume), 0)::text AS volume
          FROM ${sources[0].table} e
          WHERE e.session_id = heads.session_id AND e.entry_id IS NOT NULL AND e.started_at IS NOT NULL
        ) AS entries
      ), '[]')::text AS body`),
  );
  return (JSON.parse(body) as readonly FoundSession[]).map(([head, day, exercises, sets, volume]) => ({
    ...{ id: head.id, name: head.name, status: head.status, startedAt: head.startedAt },
    ...{ durationSeconds: head.durationSeconds, timezone: head.timezone, day },
    ...{ exercises, sets, volume: parseDecimal(volume) },
  }));
}
