import { sql } from 'slonik';
import { z } from 'zod';
import type { AccountId, PlanId } from '../../events/ids.ts';
import { progressColumn } from '../consistency/checkpoints.ts';
import { readConsistently } from '../consistency/read-consistently.ts';
import type { Reader } from '../consistency/reader.ts';
import { readModels } from '../read-models.ts';
import { shownTo, uuid } from '../sharing/conditions.ts';
import type { DocumentById, DocumentText } from '../statements/document-by-id.ts';

const row = z.object({ progress: z.string(), doc: z.string().nullable(), revision: z.number().nullable() });

/**
 * A training plan that an athlete owns, as another account sees it: without the grants. What others share with the athlete
 * is not the athlete's to show.
 */
export async function getPlanOfAthlete(
  reader: Reader,
  viewer: AccountId,
  { id, owner, requiredPosition }: DocumentById<PlanId>,
): Promise<DocumentText | null> {
  const parts = [{ model: readModels.plans, owner }] as const;
  const { doc, revision } = await readConsistently(reader, { parts, requiredPosition }, (sources) =>
    reader.db.one(sql.type(row)`
      SELECT ${progressColumn(sources)} AS progress, s.revision, ${shownTo(uuid(viewer), sql.fragment`s.doc`)} AS doc
      FROM (VALUES (1)) AS always
      LEFT JOIN ${sources[0].table} s ON s.id = ${id} AND s.owner = ${owner} AND NOT s.deleted`),
  );
  return doc === null || revision === null ? null : { doc, revision };
}
