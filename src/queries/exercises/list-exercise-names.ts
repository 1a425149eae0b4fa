import { sql } from 'slonik';
import { z } from 'zod';
import { catalogueHolder } from '../../documents/exercise-holder.ts';
import { DomainError } from '../../errors.ts';
import type { AccountId, ExerciseId } from '../../events/ids.ts';
import type { RequiredPosition } from '../../ports/lanes.ts';
import { progressColumn } from '../consistency/checkpoints.ts';
import { readConsistently } from '../consistency/read-consistently.ts';
import type { Reader } from '../consistency/reader.ts';
import { exerciseParts } from './exercise-document.ts';

export type ListExerciseNames = Readonly<{ caller: AccountId; requiredPosition: RequiredPosition }>;

/** An exercise's names. `isOwn`: it is an own exercise of the caller; otherwise it is in the catalogue. */
export type ExerciseNames = Readonly<{ id: ExerciseId; isOwn: boolean; name: string; aliases: readonly string[] }>;

const row = z.object({ progress: z.string(), body: z.string() });
const names = z.array(
  z.object({
    id: z.string().transform((id) => id as ExerciseId),
    isOwn: z.boolean(),
    name: z.string(),
    aliases: z.array(z.string()),
  }),
);

/**
 * The names of the caller's own exercises and of the catalogue, without archived ones. If the read model does not contain the caller's latest
 * writes in time, the answer lacks them: an import then links fewer exercises, which is better than no import.
 */
export async function listExerciseNames(
  reader: Reader,
  { caller, requiredPosition }: ListExerciseNames,
): Promise<readonly ExerciseNames[]> {
  try {
    return await readNames(reader, caller, requiredPosition);
  } catch (error) {
    if (!(error instanceof DomainError && error.code === 'read-model-behind')) throw error;
    return readNames(reader, caller, () => 0n);
  }
}

async function readNames(reader: Reader, caller: AccountId, requiredPosition: RequiredPosition) {
  const parts = exerciseParts(caller);
  const { body } = await readConsistently(reader, { parts, requiredPosition }, (sources) =>
    reader.db.one(sql.type(row)`
      SELECT ${progressColumn(sources)} AS progress, coalesce((
        SELECT json_agg(json_build_object(
          'id', id, 'isOwn', owner IS NOT NULL, 'name', name, 'aliases', doc::json -> 'aliases') ORDER BY id)
        FROM ${sources[1].table}
        WHERE doc IS NOT NULL AND NOT is_archived AND holder = any(${sql.array([caller, catalogueHolder], 'uuid')})
      ), '[]')::text AS body`),
  );
  return names.parse(JSON.parse(body));
}
