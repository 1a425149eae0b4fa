import { sql } from 'slonik';
import { z } from 'zod';
import type { AccountId } from '../../events/ids.ts';
import type { WatchId } from '../../events/watch.ts';
import { progressColumn } from '../consistency/checkpoints.ts';
import { readConsistently } from '../consistency/read-consistently.ts';
import type { Reader } from '../consistency/reader.ts';
import { readModels } from '../read-models.ts';

export type ListNoted = Readonly<{ athlete: AccountId; position: bigint }>;
/** A watch with notes on an athlete, and the coach who has written them. */
export type NotedWatch = Readonly<{ id: WatchId; coach: AccountId }>;

const noted = z.array(z.object({ id: z.string(), coach: z.string() }));
const row = z.object({ progress: z.string(), found: z.string() });

/** The watches that have notes on an athlete, by all events up to the position at least, those of parked streams too. */
export async function listNoted(reader: Reader, { athlete, position }: ListNoted): Promise<readonly NotedWatch[]> {
  const parts = [{ model: readModels.watches, owner: 'all' }] as const;
  const { found } = await readConsistently(reader, { parts, requiredPosition: () => position }, (sources) =>
    reader.db.one(sql.type(row)`
      SELECT ${progressColumn(sources)} AS progress,
        coalesce(json_agg(json_build_object('id', s.id, 'coach', s.owner)) FILTER (WHERE s.id IS NOT NULL), '[]')::text
          AS found
      FROM (VALUES (1)) AS always
      LEFT JOIN ${sources[0].table} s ON s.athlete = ${athlete} AND s.doc::json ->> 'notes' IS NOT NULL`),
  );
  return noted.parse(JSON.parse(found)) as unknown as readonly NotedWatch[];
}
