import { sql } from 'slonik';
import { z } from 'zod';
import type { AccountId } from '../../events/ids.ts';
import type { RequiredPosition } from '../../ports/lanes.ts';
import { progressColumn } from '../consistency/checkpoints.ts';
import { readConsistently } from '../consistency/read-consistently.ts';
import type { Reader } from '../consistency/reader.ts';
import { readModels } from '../read-models.ts';
import { type AuditedKind, auditedKinds } from './audited-kinds.ts';

/** A request for a page of the histories of an athlete in things of these kinds. `after` is a log position. */
export type ListStreams = Readonly<{
  athlete: AccountId;
  kinds: readonly AuditedKind[];
  after: bigint;
  limit: number;
  requiredPosition: RequiredPosition;
}>;

/** A thing that has a history, and the position of its first event. */
export type FirstPlace = Readonly<{ position: bigint; kind: AuditedKind; id: string }>;

const first = z.object({
  ...{ position: z.string().transform(BigInt), kind: z.enum(auditedKinds), id: z.string() },
});
const row = z.object({ progress: z.string(), streams: z.string() });

/** The things of an athlete that have a history, in the order of their first events. It stays the same when they change. */
export async function listStreams(reader: Reader, question: ListStreams): Promise<readonly FirstPlace[]> {
  const { athlete, kinds, after, limit, requiredPosition } = question;
  const parts = [{ model: readModels.auditEvents, owner: athlete }] as const;
  const { streams } = await readConsistently(reader, { parts, requiredPosition }, (sources) =>
    reader.db.one(sql.type(row)`
      SELECT ${progressColumn(sources)} AS progress, (
        SELECT coalesce(json_agg(json_build_object('position', position::text, 'kind', kind, 'id', item)
          ORDER BY position), '[]') FROM (
          SELECT position, kind, item FROM ${sources[0].table}
          WHERE owner = ${athlete} AND revision = 0 AND position > ${after}
            AND kind = any(${sql.array([...kinds], 'text')})
          ORDER BY position LIMIT ${limit}) AS page)::text AS streams`),
  );
  return z.array(first).parse(JSON.parse(streams)) as readonly FirstPlace[];
}
