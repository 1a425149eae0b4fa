import { sql } from 'slonik';
import { z } from 'zod';
import type { AccountId, EntryId, SessionId } from '../../events/ids.ts';
import type { RequiredPosition } from '../../ports/lanes.ts';
import { progressColumn } from '../consistency/checkpoints.ts';
import { readConsistently } from '../consistency/read-consistently.ts';
import type { Reader } from '../consistency/reader.ts';
import { readModels } from '../read-models.ts';
import { containing } from '../statements/conditions.ts';

export type ListUnlinkedEntries = Readonly<{
  owner: AccountId;
  requiredPosition: RequiredPosition;
  /** The name of the entries, exactly as it was written. */
  name: string;
  /** The largest number of sessions in the answer. */
  limit: number;
}>;

const row = z.object({ progress: z.string(), body: z.string() });
const answer = z.object({
  total: z.number(),
  sessions: z.array(
    z.object({
      sessionId: z.string().transform((id) => id as SessionId),
      entryIds: z.array(z.string().transform((id) => id as EntryId)),
    }),
  ),
});
export type UnlinkedEntriesList = z.infer<typeof answer>;

/**
 * The owner's training sessions, newest first, with the entries that have this name and no exercise. `total` counts all
 * such sessions. The names in `search_text` exclude most sessions before their documents are parsed.
 */
export async function listUnlinkedEntries(
  reader: Reader,
  { owner, requiredPosition, name, limit }: ListUnlinkedEntries,
): Promise<UnlinkedEntriesList> {
  const parts = [{ model: readModels.sessions, owner }] as const;
  const { body } = await readConsistently(reader, { parts, requiredPosition }, (sources) =>
    reader.db.one(sql.type(row)`
      WITH unlinked AS MATERIALIZED (
        SELECT id, started_at, json_agg(entry ->> 'id') AS entries
        FROM ${sources[0].table}, json_array_elements(doc::json -> 'exercises') AS entry
        WHERE owner = ${owner} AND NOT deleted AND search_text LIKE ${containing(name)}
          AND entry ->> 'name' = ${name} AND entry ->> 'exerciseId' IS NULL
        GROUP BY id
      ),
      newest AS (SELECT * FROM unlinked ORDER BY started_at DESC, id LIMIT ${limit})
      SELECT ${progressColumn(sources)} AS progress, json_build_object(
        'total', (SELECT count(*) FROM unlinked),
        'sessions', (
          SELECT coalesce(json_agg(json_build_object('sessionId', id, 'entryIds', entries) ORDER BY started_at DESC, id), '[]')
          FROM newest
        ))::text AS body`),
  );
  return answer.parse(JSON.parse(body));
}
