import { sql } from 'slonik';
import { z } from 'zod';
import type { AccountId, SessionId } from '../events/ids.ts';
import { readModels } from './read-models.ts';
import { checkpointOf, fresh, type Needed, type Reader, tableOf } from './reader.ts';

const row = z.object({ position: z.bigint().nullable(), doc: z.string().nullable(), revision: z.number().nullable() });

/** `doc` is the ready JSON text of a `SessionDocument`. */
export type SessionText = Readonly<{ doc: string; revision: number }>;

/** One training session of the owner; null if there is none, it was deleted, or it is somebody else's. */
export async function getSession(
  reader: Reader,
  { id, owner, needed }: Readonly<{ id: SessionId; owner: AccountId; needed: Needed }>,
): Promise<SessionText | null> {
  const { doc, revision } = await fresh(reader, readModels.sessions, { owner, needed }, (place) =>
    reader.db.one(sql.type(row)`
      SELECT ${checkpointOf(place)} AS position, s.doc, s.revision
      FROM (VALUES (1)) AS always
      LEFT JOIN ${tableOf('session_documents', place)} s ON s.id = ${id} AND s.owner = ${owner} AND NOT s.deleted`),
  );
  return doc === null || revision === null ? null : { doc, revision };
}
