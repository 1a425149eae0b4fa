import { sql } from 'slonik';
import { z } from 'zod';
import { catalogueHolder } from '../../documents/exercise-holder.ts';
import type { AccountId } from '../../events/ids.ts';
import type { RequiredPosition } from '../../ports/lanes.ts';
import { progressColumn } from '../consistency/checkpoints.ts';
import { readConsistently } from '../consistency/read-consistently.ts';
import type { Reader } from '../consistency/reader.ts';
import { exerciseDocument, exerciseParts, referenceNames } from './exercise-document.ts';

export type GetExerciseCatalogue = Readonly<{
  caller: AccountId;
  requiredPosition: RequiredPosition;
  imageBase: string;
  /** Versions of the catalogue text that the client or this process already has, so that it is not read again. */
  knownVersions: readonly string[];
}>;

/** The catalogue as JSON text. `body` is null when `version` is one of the `knownVersions` in the request. */
export type ExerciseCatalogue = Readonly<{ version: string; body: string | null }>;

const row = z.object({ progress: z.string(), version: z.string(), body: z.string().nullable() });

/** All exercises of the catalogue, sorted by name, as one JSON text. `version` changes whenever that text changes. */
export function getExerciseCatalogue(reader: Reader, question: GetExerciseCatalogue): Promise<ExerciseCatalogue> {
  const { caller, requiredPosition, imageBase, knownVersions } = question;
  const parts = exerciseParts(caller);
  return readConsistently(reader, { parts, requiredPosition }, ([referenceLists, exercises, own]) =>
    reader.db.one(sql.type(row)`
      WITH ${referenceNames(referenceLists.table, imageBase)},
      -- The number of all events of the catalogue, with those of deleted exercises: it only grows, so no version comes back.
      version AS MATERIALIZED (
        SELECT coalesce(sum(revision + 1), 0) || '.' || (SELECT version FROM names) AS text
        FROM ${exercises.table} WHERE owner IS NULL
      )
      SELECT ${progressColumn([referenceLists, exercises, own])} AS progress, version.text AS version,
        CASE WHEN NOT version.text = any(${sql.array([...knownVersions], 'text')}) THEN (
          SELECT '{"items":[' || coalesce(string_agg(${exerciseDocument(imageBase)}, ',' ORDER BY sort_name, id), '') || ']}'
          FROM (
            SELECT sort_name, id, doc::jsonb AS body FROM ${exercises.table}
            WHERE holder = ${catalogueHolder} AND doc IS NOT NULL
          ) AS bodies, names
        ) END AS body
      FROM version`),
  );
}
