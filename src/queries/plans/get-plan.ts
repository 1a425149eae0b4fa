import { sql } from 'slonik';
import { z } from 'zod';
import type { PlanId } from '../../events/ids.ts';
import { progressColumnOf, progressOf } from '../consistency/checkpoints.ts';
import { readConsistently } from '../consistency/read-consistently.ts';
import type { Reader } from '../consistency/reader.ts';
import type { Part } from '../consistency/sources.ts';
import {
  dependsOnOthers,
  foreignParts,
  ownerOfFound,
  sharedPlans as shared,
  sharedRow,
  shownTo,
  tablesOf,
} from '../sharing/conditions.ts';
import type { DocumentById, DocumentText } from '../statements/document-by-id.ts';

const row = z.object({ progress: z.string(), doc: z.string().nullable(), revision: z.number().nullable() });

/** A `PlanDocument`; null when there is no such training plan that the account owns or that is shared with it. */
export async function getPlan(
  reader: Reader,
  { id, owner, requiredPosition }: DocumentById<PlanId>,
): Promise<DocumentText | null> {
  const parts: readonly [Part, ...Part[]] = [{ model: shared.model, owner }, ...foreignParts(shared, ownerOfFound)];
  const { doc, revision } = await readConsistently(reader, { parts, requiredPosition }, ([plans, ...foreign]) => {
    const tables = tablesOf(foreign);
    if (!tables) throw new Error('What others share is read from two sources');
    const progress = [progressOf(plans), ...foreign.map((source) => progressOf(source, dependsOnOthers))];
    return reader.db.one(sql.type(row)`
      SELECT ${progressColumnOf(progress)} AS progress, s.revision,
        ${shownTo(sql.fragment`asked.owner`, sql.fragment`s.doc`)} AS doc
      FROM (VALUES (${id}::uuid, ${owner}::uuid)) AS asked (id, owner)
      ${sharedRow(plans.table, shared, tables)}`);
  });
  return doc === null || revision === null ? null : { doc, revision };
}
