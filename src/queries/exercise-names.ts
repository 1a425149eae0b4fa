import { sql } from 'slonik';
import { z } from 'zod';
import type { AccountId, ExerciseId } from '../events/ids.ts';
import { everybody, partsFor, positionsColumn, tablesAt } from './exercise-json.ts';
import { freshAcross, type Needed, type Reader } from './reader.ts';

/** An exercise by the names that it goes by. */
export type NamedExercise = Readonly<{ id: ExerciseId; isOwn: boolean; name: string; aliases: readonly string[] }>;

const named = z.array(
  z.object({
    id: z.string().transform((id) => id as ExerciseId),
    isOwn: z.boolean(),
    name: z.string(),
    aliases: z.array(z.string()),
  }),
);
const row = z.object({ positions: positionsColumn, body: z.string() });

/** The names of the asker's own exercises and of the catalogue. */
export async function exerciseNames(
  reader: Reader,
  { asker, needed }: Readonly<{ asker: AccountId; needed: Needed }>,
): Promise<readonly NamedExercise[]> {
  const { body } = await freshAcross(reader, partsFor(asker), needed, (places) => {
    const tables = tablesAt(places);
    return reader.db.one(sql.type(row)`
      SELECT ${tables.positions} AS positions, coalesce((
        SELECT json_agg(json_build_object('id', id, 'isOwn', owner IS NOT NULL, 'name', name, 'aliases', doc::json -> 'aliases') ORDER BY id)
        FROM ${tables.exercises} WHERE doc IS NOT NULL AND holder = any(${sql.array([asker, everybody], 'uuid')})
      ), '[]')::text AS body`);
  });
  return named.parse(JSON.parse(body));
}
