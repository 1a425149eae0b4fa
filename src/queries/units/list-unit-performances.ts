import { sql } from 'slonik';
import { z } from 'zod';
import type { SetDocument } from '../../documents/entries.ts';
import type { PlannedDocument } from '../../documents/planned.ts';
import { restoredEntry, type StoredEntry } from '../../documents/stored-entries.ts';
import type { AccountId, Day, Instant, SessionId, UnitExerciseId } from '../../events/ids.ts';
import type { SessionStatus } from '../../events/values.ts';
import type { RequiredPosition } from '../../ports/lanes.ts';
import { progressColumn } from '../consistency/checkpoints.ts';
import { readConsistently } from '../consistency/read-consistently.ts';
import type { Reader } from '../consistency/reader.ts';
import { readModels } from '../read-models.ts';

export type ListUnitPerformances = Readonly<{
  owner: AccountId;
  unitExerciseIds: readonly UnitExerciseId[];
  /** Only sessions that started earlier count. */
  before: Instant;
  requiredPosition: RequiredPosition;
}>;

/** What was planned for an exercise of a training unit in a session, and what was done. */
export type UnitPerformance = Readonly<{
  sessionId: SessionId;
  status: SessionStatus;
  localDay: Day;
  planned: PlannedDocument;
  sets: readonly SetDocument[];
}>;

/** How many of the last performances of an exercise are read: more than any rule of progression looks back. */
const limit = 40;

const row = z.object({ progress: z.string(), body: z.string() });
type Found = readonly [SessionId, SessionStatus, Day, StoredEntry];

/** The owner's last performances of exercises of a training unit, the newest first, whatever has become of the unit. */
export async function listUnitPerformances(
  reader: Reader,
  { owner, unitExerciseIds, before, requiredPosition }: ListUnitPerformances,
): Promise<readonly UnitPerformance[]> {
  const parts = [{ model: readModels.performances, owner }] as const;
  const { body } = await readConsistently(reader, { parts, requiredPosition }, (sources) =>
    reader.db.one(sql.type(row)`
      SELECT ${progressColumn(sources)} AS progress, coalesce((
        SELECT json_agg(json_build_array(session_id, status, local_day, doc::json)
          ORDER BY started_at DESC, session_id DESC, place DESC)
        FROM unnest(${sql.array([...unitExerciseIds], 'uuid')}) AS wanted (id) CROSS JOIN LATERAL (
          SELECT session_id, status, local_day, started_at, place, doc FROM ${sources[0].table}
          WHERE owner = ${owner} AND unit_exercise_id = wanted.id AND started_at < ${before}
          ORDER BY started_at DESC LIMIT ${limit}
        ) AS last
      ), '[]')::text AS body`),
  );
  return (JSON.parse(body) as readonly Found[]).flatMap(([sessionId, status, localDay, stored]) => {
    const { planned, sets } = restoredEntry(stored);
    return planned ? [{ sessionId, status, localDay, planned, sets }] : [];
  });
}
