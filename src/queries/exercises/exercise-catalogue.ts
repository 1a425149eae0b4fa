import { sql } from 'slonik';
import { z } from 'zod';
import type { AccountId } from '../../events/ids.ts';
import type { RequiredPosition } from '../../ports/lanes.ts';
import { type Reader, readPartsConsistently } from '../consistency/reader.ts';
import { everybody, exerciseText, namesIn, partsFor, positionsColumn, tablesAt } from './exercise-json.ts';

export type CatalogueQuestion = Readonly<{
  asker: AccountId;
  requiredPosition: RequiredPosition;
  imageBase: string;
  /** What the asker, or this process, has already. */
  known: readonly string[];
}>;

/** `body` is null where `version` is among what is known. */
export type Catalogue = Readonly<{ version: string; body: string | null }>;

const row = z.object({ positions: positionsColumn, version: z.string(), body: z.string().nullable() });

/** Every exercise of the catalogue by name, as one JSON text; its version changes with each of them and with the names of directories. */
export async function exerciseCatalogue(reader: Reader, question: CatalogueQuestion): Promise<Catalogue> {
  const { asker, requiredPosition, imageBase, known } = question;
  return readPartsConsistently(reader, partsFor(asker), requiredPosition, (places) => {
    const tables = tablesAt(places);
    return reader.db.one(sql.type(row)`
      WITH ${namesIn(tables, imageBase)},
      -- How many events the catalogue has come to, those of deleted exercises included: it only rises.
      version AS MATERIALIZED (
        SELECT coalesce(sum(revision + 1), 0) || '.' || (SELECT version FROM names) AS text
        FROM ${tables.exercises} WHERE owner IS NULL
      )
      SELECT ${tables.positions} AS positions, version.text AS version,
        CASE WHEN NOT version.text = any(${sql.array([...known], 'text')}) THEN
          (SELECT '{"items":[' || coalesce(string_agg(${exerciseText(imageBase)}, ',' ORDER BY sort_name, id), '') || ']}'
            FROM (
              SELECT sort_name, id, doc::jsonb AS body FROM ${tables.exercises} WHERE holder = ${everybody} AND doc IS NOT NULL
            ) AS bodies, names) END AS body
      FROM version`);
  });
}
