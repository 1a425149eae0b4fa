import { type FragmentSqlToken, sql } from 'slonik';
import { z } from 'zod';
import { catalogueHolder } from '../../documents/exercise-holder.ts';
import type { AccountId, ExerciseId } from '../../events/ids.ts';
import type { RequiredPosition } from '../../ports/lanes.ts';
import { progressColumn } from '../consistency/checkpoints.ts';
import { readConsistently } from '../consistency/read-consistently.ts';
import type { Reader } from '../consistency/reader.ts';
import type { DocumentText } from '../statements/document-by-id.ts';
import { exerciseDocument, exerciseParts, referenceNames } from './exercise-document.ts';

/**
 * Asks for an own exercise of the caller by its id or exact name, or for a catalogue one by its id or slug. Archived
 * exercises are found by their ids only.
 */
export type GetExercise = Readonly<{
  caller: AccountId;
  requiredPosition: RequiredPosition;
  imageBase: string;
  by: Readonly<{ id: ExerciseId }> | Readonly<{ name: string }> | Readonly<{ slug: string }>;
}>;

/**
 * `joined` changes whenever the item names or image URLs change that the query adds to the document, and is part of the
 * ETag. `owner` is null for an exercise of the catalogue.
 */
export type ExerciseText = DocumentText & Readonly<{ joined: string; owner: AccountId | null }>;

const row = z.object({
  progress: z.string(),
  doc: z.string().nullable(),
  revision: z.number().nullable(),
  joined: z.string(),
  owner: z.string().nullable(),
});

/** The exercise, or null. An exercise of another account is not found, so that its existence is not revealed. */
export async function getExercise(reader: Reader, question: GetExercise): Promise<ExerciseText | null> {
  const { caller, requiredPosition, imageBase } = question;
  const parts = exerciseParts(caller);
  const { doc, revision, joined, owner } = await readConsistently(reader, { parts, requiredPosition }, (sources) =>
    reader.db.one(sql.type(row)`
      WITH ${referenceNames(sources[0].table, imageBase)},
      found AS (
        SELECT revision, owner, doc::jsonb AS body FROM ${sources[1].table}
        WHERE doc IS NOT NULL AND ${conditionOf(question)} ORDER BY id LIMIT 1
      )
      SELECT ${progressColumn(sources)} AS progress, names.version AS joined, found.revision, found.owner::text,
        CASE WHEN body IS NOT NULL THEN ${exerciseDocument(imageBase)} END AS doc
      FROM names LEFT JOIN found ON true`),
  );
  return doc === null || revision === null ? null : { doc, revision, joined, owner: owner as AccountId | null };
}

function conditionOf({ by, caller }: GetExercise): FragmentSqlToken {
  if ('id' in by) return sql.fragment`id = ${by.id} AND (owner IS NULL OR owner = ${caller})`;
  if ('name' in by) return sql.fragment`holder = ${caller} AND name = ${by.name} AND NOT is_archived`;
  return sql.fragment`holder = ${catalogueHolder} AND slug = ${by.slug} AND NOT is_archived`;
}
