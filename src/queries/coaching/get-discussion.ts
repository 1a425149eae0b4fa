import { sql } from 'slonik';
import { z } from 'zod';
import type { AccountId, DiscussionId } from '../../events/ids.ts';
import { progressColumn } from '../consistency/checkpoints.ts';
import { readConsistently } from '../consistency/read-consistently.ts';
import type { Reader } from '../consistency/reader.ts';
import { readModels } from '../read-models.ts';
import type { DocumentById, DocumentText } from '../statements/document-by-id.ts';
import { matchesFilter } from './discussions.ts';

/** Asks for a discussion of the athlete `owner`, only if it is with the coach, if one is given. */
export type GetDiscussion = DocumentById<DiscussionId> & Readonly<{ coach?: AccountId | undefined }>;

const row = z.object({ progress: z.string(), doc: z.string().nullable(), revision: z.number().nullable() });

/** A discussion with all its comments; null when the athlete has no such discussion. */
export async function getDiscussion(reader: Reader, question: GetDiscussion): Promise<DocumentText | null> {
  const { id, owner, coach, requiredPosition } = question;
  const parts = [{ model: readModels.discussions, owner }] as const;
  const isWanted = matchesFilter({ coach }, sql.fragment`d.id = ${id} AND d.owner = ${owner}`);
  const { doc, revision } = await readConsistently(reader, { parts, requiredPosition }, (sources) =>
    reader.db.one(sql.type(row)`
      SELECT ${progressColumn(sources)} AS progress, d.doc, d.revision
      FROM (VALUES (1)) AS always LEFT JOIN ${sources[0].table} d ON ${isWanted}`),
  );
  return doc === null || revision === null ? null : { doc, revision };
}
