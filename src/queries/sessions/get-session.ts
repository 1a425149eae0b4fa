import { sql } from 'slonik';
import { z } from 'zod';
import type { AccountId, SessionId } from '../../events/ids.ts';
import type { RequiredPosition } from '../../ports/lanes.ts';
import { checkpointOf, type Place, type Reader, readPartsConsistently } from '../consistency/reader.ts';
import { positionsColumn } from '../exercises/exercise-json.ts';
import { goneOf, sessionParts, sessionTablesAt, withoutGone } from './session-json.ts';

const row = z.object({
  positions: positionsColumn,
  doc: z.string().nullable(),
  revision: z.number().nullable(),
  gone: z.number().nullable(),
});

/**
 * `doc` is the ready JSON text of a `SessionDocument`; `joined` tells how many references in it are null because their exercise is gone,
 * and is absent where all are as they were written.
 */
export type SessionText = Readonly<{ doc: string; revision: number; joined?: string }>;

/** Later than everything. */
const always = String(2n ** 63n - 1n);

/** One training session of the owner; null if there is none, it was deleted, or it is somebody else's. */
export async function getSession(
  reader: Reader,
  { id, owner, requiredPosition }: Readonly<{ id: SessionId; owner: AccountId; requiredPosition: RequiredPosition }>,
): Promise<SessionText | null> {
  const { doc, revision, gone } = await readPartsConsistently(
    reader,
    sessionParts(owner),
    requiredPosition,
    (places) => {
      const { sessions, exercises } = sessionTablesAt(places);
      const [own, ...others] = places as readonly [Place, ...Place[]];
      // A session that refers to no exercise waits for none.
      const positions = others.map(
        (place) =>
          sql.fragment`CASE WHEN s.exercise_ids <> '{}' THEN (${checkpointOf(place)})::text ELSE ${always} END`,
      );
      return reader.db.one(sql.type(row)`
      SELECT json_build_array((${checkpointOf(own)})::text, ${sql.join(positions, sql.fragment`, `)})::text AS positions,
        s.revision, gone.count AS gone, ${withoutGone} AS doc
      FROM (VALUES (1)) AS always
      LEFT JOIN ${sessions} s ON s.id = ${id} AND s.owner = ${owner} AND NOT s.deleted
      LEFT JOIN ${goneOf(exercises)} AS gone ON true`);
    },
  );
  if (doc === null || revision === null) return null;
  return { doc, revision, ...(gone && { joined: String(gone) }) };
}
