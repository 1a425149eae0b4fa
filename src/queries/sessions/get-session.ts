import { sql } from 'slonik';
import { z } from 'zod';
import type { SessionId } from '../../events/ids.ts';
import { progressColumnOf, progressOf } from '../consistency/checkpoints.ts';
import { readConsistently } from '../consistency/read-consistently.ts';
import type { Reader } from '../consistency/reader.ts';
import type { DocumentById, DocumentText } from '../statements/document-by-id.ts';
import { deletedExercises, sessionDocument, sessionParts } from './session-document.ts';

export type GetSession = DocumentById<SessionId>;

/**
 * `joined` is part of the ETag: how many deleted exercises the training session refers to; absent when there are none.
 */
export type SessionText = DocumentText & Readonly<{ joined?: string }>;

const row = z.object({
  progress: z.string(),
  doc: z.string().nullable(),
  revision: z.number().nullable(),
  deleted: z.number().nullable(),
});

/** A `SessionDocument`; null when the owner has no such training session or has deleted it. */
export async function getSession(reader: Reader, question: GetSession): Promise<SessionText | null> {
  const { id, owner, requiredPosition } = question;
  const { doc, revision, deleted } = await readConsistently(
    reader,
    { parts: sessionParts(owner), requiredPosition },
    ([sessions, ...exercises]) => {
      // For a training session that refers to no exercises, the query does not wait for the read model `exercises`.
      const ofExercises = exercises.map(
        (source) => sql.fragment`CASE WHEN s.exercise_ids <> '{}' THEN ${progressOf(source)} END`,
      );
      return reader.db.one(sql.type(row)`
        SELECT ${progressColumnOf([progressOf(sessions), ...ofExercises])} AS progress,
          s.revision, deleted.count AS deleted, ${sessionDocument} AS doc
        FROM (VALUES (1)) AS always
        LEFT JOIN ${sessions.table} s ON s.id = ${id} AND s.owner = ${owner} AND NOT s.deleted
        LEFT JOIN ${deletedExercises(exercises[0].table)} AS deleted ON true`);
    },
  );
  if (doc === null || revision === null) return null;
  return { doc, revision, ...(deleted && { joined: String(deleted) }) };
}
