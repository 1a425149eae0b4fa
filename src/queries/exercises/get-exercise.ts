import { type FragmentSqlToken, sql } from 'slonik';
import { z } from 'zod';
import type { AccountId, ExerciseId } from '../../events/ids.ts';
import type { RequiredPosition } from '../../ports/lanes.ts';
import { readAllLanesConsistently, standingOf } from '../consistency/everywhere.ts';
import { type Reader, readPartsConsistently } from '../consistency/reader.ts';
import { readModels } from '../read-models.ts';
import { everybody, exerciseText, namesIn, partsFor, positionsColumn, tablesAt } from './exercise-json.ts';

/** By its id, whosever it is; an own one by its name, to the letter; one of the catalogue by its slug. */
export type ExerciseQuestion = Readonly<{
  asker: AccountId;
  requiredPosition: RequiredPosition;
  imageBase: string;
  by: Readonly<{ id: ExerciseId }> | Readonly<{ name: string }> | Readonly<{ slug: string }>;
}>;

/** `version` tells the names that were put in; `owner` is null for the catalogue. */
export type FoundExercise = Readonly<{ doc: string; revision: number; version: string; owner: AccountId | null }>;

const standingRow = z.object({ standing: z.string().nullable() });
const row = z.object({
  positions: positionsColumn,
  doc: z.string().nullable(),
  revision: z.number().nullable(),
  version: z.string(),
  owner: z.string().nullable(),
});

/** One exercise; null where there is none, or not any more. Who may see it is for the asker to tell by its owner. */
export async function getExercise(reader: Reader, question: ExerciseQuestion): Promise<FoundExercise | null> {
  const { asker, by, requiredPosition } = question;
  const found = await find(reader, question);
  const isCertain = !('id' in by) || (found !== null && [null, asker].includes(found.owner));
  if (isCertain) return found;
  // It may be somebody else's, of whom the asker was told: then it lies in any lane.
  await readAllLanesConsistently(reader, readModels.exercises, requiredPosition, (place) =>
    reader.db.one(sql.type(standingRow)`SELECT ${standingOf(place)} AS standing`),
  );
  return find(reader, question);
}

async function find(reader: Reader, question: ExerciseQuestion): Promise<FoundExercise | null> {
  const { asker, requiredPosition, imageBase } = question;
  const { doc, revision, version, owner } = await readPartsConsistently(
    reader,
    partsFor(asker),
    requiredPosition,
    (places) => {
      const tables = tablesAt(places);
      return reader.db.one(sql.type(row)`
      WITH ${namesIn(tables, imageBase)},
      found AS (
        SELECT revision, owner, doc::jsonb AS body FROM ${tables.exercises}
        WHERE doc IS NOT NULL AND ${condition(question)} ORDER BY id LIMIT 1
      )
      SELECT ${tables.positions} AS positions, names.version, found.revision, found.owner::text,
        CASE WHEN body IS NOT NULL THEN ${exerciseText(imageBase)} END AS doc
      FROM names LEFT JOIN found ON true`);
    },
  );
  return doc === null || revision === null ? null : { doc, revision, version, owner: owner as AccountId | null };
}

function condition({ by, asker }: ExerciseQuestion): FragmentSqlToken {
  if ('id' in by) return sql.fragment`id = ${by.id}`;
  if ('name' in by) return sql.fragment`holder = ${asker} AND name = ${by.name}`;
  return sql.fragment`holder = ${everybody} AND slug = ${by.slug}`;
}
