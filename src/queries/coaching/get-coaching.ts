import { sql } from 'slonik';
import { z } from 'zod';
import type { AccountId, CoachingId } from '../../events/ids.ts';
import type { RequiredPosition } from '../../ports/lanes.ts';
import { progressColumn } from '../consistency/checkpoints.ts';
import { readConsistently } from '../consistency/read-consistently.ts';
import type { Reader } from '../consistency/reader.ts';
import type { DocumentText } from '../statements/document-by-id.ts';
import { coachingParts, isOfferedTo, itemFor, joinPeople } from './shown.ts';

export type GetCoaching = Readonly<{ id: CoachingId; caller: AccountId; requiredPosition: RequiredPosition }>;

const row = z.object({
  progress: z.string(),
  doc: z.string().nullable(),
  revision: z.number().nullable(),
  joined: z.string().nullable(),
});

/**
 * A coaching relationship as the side of the caller sees it; null when there is none. `joined` is part of the ETag: it
 * changes with the names and addresses of the people.
 */
export async function getCoaching(
  reader: Reader,
  { id, caller, requiredPosition }: GetCoaching,
): Promise<(DocumentText & Readonly<{ joined: string }>) | null> {
  const parts = coachingParts(caller);
  const { doc, revision, joined } = await readConsistently(reader, { parts, requiredPosition }, (sources) => {
    const of = (as: 'athlete' | 'coach') => sql.fragment`
      SELECT s.revision, ${itemFor(as)} AS doc, told.people
      FROM ${sources[0].table} s ${joinPeople(as, sources[1])}
      WHERE s.id = ${id} AND s.doc IS NOT NULL
        AND ${as === 'athlete' ? sql.fragment`s.owner = ${caller}` : isOfferedTo(caller, sources)}`;
    return reader.db.one(sql.type(row)`
      SELECT ${progressColumn(sources)} AS progress, found.revision, found.doc,
        (hashtext(found.people::text)::int8 + 2147483648)::text AS joined
      FROM (VALUES (1)) AS always LEFT JOIN (${of('athlete')} UNION ALL ${of('coach')}) AS found ON true`);
  });
  return doc === null || revision === null || joined === null ? null : { doc, revision, joined };
}
