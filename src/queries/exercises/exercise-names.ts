import { sql } from 'slonik';
import { z } from 'zod';
import { DomainError } from '../../errors.ts';
import type { AccountId, ExerciseId } from '../../events/ids.ts';
import type { RequiredPosition } from '../../ports/lanes.ts';
import { type Reader, readPartsConsistently } from '../consistency/reader.ts';
import { everybody, partsFor, positionsColumn, tablesAt } from './exercise-json.ts';

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

/** The names of the asker's own exercises and of the catalogue. What the asker wrote only just now is waited for, but not insisted upon. */
export async function exerciseNames(
  reader: Reader,
  { asker, requiredPosition }: Readonly<{ asker: AccountId; requiredPosition: RequiredPosition }>,
): Promise<readonly NamedExercise[]> {
  try {
    return await namesBehind(requiredPosition);
  } catch (error) {
    if (!(error instanceof DomainError && error.code === 'read-model-behind')) throw error;
    return namesBehind(() => 0n);
  }

  async function namesBehind(position: RequiredPosition): Promise<readonly NamedExercise[]> {
    const { body } = await readPartsConsistently(reader, partsFor(asker), position, (places) => {
      const tables = tablesAt(places);
      return reader.db.one(sql.type(row)`
        SELECT ${tables.positions} AS positions, coalesce((
          SELECT json_agg(json_build_object('id', id, 'isOwn', owner IS NOT NULL, 'name', name, 'aliases', doc::json -> 'aliases') ORDER BY id)
          FROM ${tables.exercises} WHERE doc IS NOT NULL AND holder = any(${sql.array([asker, everybody], 'uuid')})
        ), '[]')::text AS body`);
    });
    return named.parse(JSON.parse(body));
  }
}
