import { sql } from 'slonik';
import { z } from 'zod';
import type { AccountId, SupportAccessId } from '../../events/ids.ts';
import type { RequiredPosition } from '../../ports/lanes.ts';
import { progressColumn } from '../consistency/checkpoints.ts';
import { readConsistently } from '../consistency/read-consistently.ts';
import type { Reader } from '../consistency/reader.ts';
import type { DocumentText } from '../statements/document-by-id.ts';
import { accessItem, accessParts, joinSides } from './shown.ts';

export type GetSupportAccess = Readonly<{
  id: SupportAccessId;
  caller: AccountId;
  requiredPosition: RequiredPosition;
}>;

const row = z.object({
  progress: z.string(),
  doc: z.string().nullable(),
  revision: z.number().nullable(),
  joined: z.string().nullable(),
});

/** A support access in which the caller is on one side; null when there is none. `joined` is part of the ETag. */
export async function getSupportAccess(
  reader: Reader,
  { id, caller, requiredPosition }: GetSupportAccess,
): Promise<(DocumentText & Readonly<{ joined: string }>) | null> {
  const parts = accessParts(caller);
  const { doc, revision, joined } = await readConsistently(reader, { parts, requiredPosition }, (sources) =>
    reader.db.one(sql.type(row)`
      SELECT ${progressColumn(sources)} AS progress, found.revision, found.doc,
        (hashtext(found.people::text)::int8 + 2147483648)::text AS joined
      FROM (VALUES (1)) AS always
      LEFT JOIN (
        SELECT s.revision, ${accessItem} AS doc, told.people FROM ${sources[0].table} s ${joinSides(sources[1])}
        WHERE s.id = ${id} AND s.doc IS NOT NULL AND (s.owner = ${caller} OR s.superuser = ${caller})
      ) AS found ON true`),
  );
  return doc === null || revision === null || joined === null ? null : { doc, revision, joined };
}
