import { sql } from 'slonik';
import { z } from 'zod';
import type { AccountId } from '../../events/ids.ts';
import type { RequiredPosition } from '../../ports/lanes.ts';
import { progressColumn } from '../consistency/checkpoints.ts';
import { readConsistently } from '../consistency/read-consistently.ts';
import type { Reader, ReadModel } from '../consistency/reader.ts';

/** A document as JSON text, and its revision. */
export type DocumentText = Readonly<{ doc: string; revision: number }>;

/** Asks for a document. `owner` is the account that asks; it may also get what others share with it. */
export type DocumentById<Id extends string> = Readonly<{
  id: Id;
  owner: AccountId;
  requiredPosition: RequiredPosition;
}>;

const row = z.object({ progress: z.string(), doc: z.string().nullable(), revision: z.number().nullable() });

/** The document with this id; null when there is none or it belongs to another owner. */
export async function documentById<Id extends string>(
  reader: Reader,
  { model, id, owner, requiredPosition }: DocumentById<Id> & Readonly<{ model: ReadModel }>,
): Promise<DocumentText | null> {
  const parts = [{ model, owner }] as const;
  const { doc, revision } = await readConsistently(reader, { parts, requiredPosition }, (sources) =>
    // The statement returns one row with the progress even if there is no document.
    reader.db.one(sql.type(row)`
      SELECT ${progressColumn(sources)} AS progress, documents.doc, documents.revision
      FROM (VALUES (1)) AS always
      LEFT JOIN ${sources[0].table} AS documents ON documents.id = ${id} AND documents.owner = ${owner}`),
  );
  return doc === null || revision === null ? null : { doc, revision };
}
