import { type CommonQueryMethods, sql } from 'slonik';
import { z } from 'zod';
import { catalogueHolder } from '../../documents/exercise-holder.ts';
import type { AccountId } from '../../events/ids.ts';
import type { RequiredPosition } from '../../ports/lanes.ts';
import { progressColumn } from '../consistency/checkpoints.ts';
import { readConsistently } from '../consistency/read-consistently.ts';
import type { Combine, Reader } from '../consistency/reader.ts';
import type { SourcesOf } from '../consistency/sources.ts';
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

type Sources = SourcesOf<ReturnType<typeof exerciseParts>>;
type Asked = Pick<GetExerciseCatalogue, 'imageBase' | 'knownVersions'> & Readonly<{ sources: Sources }>;

/** All exercises of the catalogue but archived ones, sorted by name, as one JSON text. `version` changes whenever that text changes. */
export const getExerciseCatalogue = (reader: Reader, question: GetExerciseCatalogue): Promise<ExerciseCatalogue> =>
  find(reader, question, (asked) => readOne(reader.db, asked));

/** Creates `getExerciseCatalogue` for many requests: those that need no checkpoint share their statements. */
export function createGetExerciseCatalogue(reader: Reader, combine: Combine) {
  const keyOf = ({ imageBase, sources }: Asked) => [imageBase, ...sources.map(({ version }) => version)].join(' ');
  const readTogether = combine(keyOf, (all: readonly Asked[]) => readForAll(reader.db, all));
  return (question: GetExerciseCatalogue): Promise<ExerciseCatalogue> =>
    find(reader, question, (asked) =>
      asked.sources.every(({ isPassed }) => isPassed) ? readTogether(asked) : readOne(reader.db, asked),
    );
}

const find = (
  reader: Reader,
  { caller, requiredPosition, ...question }: GetExerciseCatalogue,
  read: (asked: Asked) => Promise<z.infer<typeof row>>,
) =>
  readConsistently(reader, { parts: exerciseParts(caller), requiredPosition }, (sources) =>
    read({ ...question, sources }),
  );

/** Reads the catalogue once for several requests. The text is left out only if all of them know it. */
async function readForAll(db: CommonQueryMethods, all: readonly Asked[]): Promise<readonly z.infer<typeof row>[]> {
  const [first, ...others] = all;
  if (!first) return [];
  const isKnownToAll = (version: string) => others.every(({ knownVersions }) => knownVersions.includes(version));
  const found = await readOne(db, { ...first, knownVersions: first.knownVersions.filter(isKnownToAll) });
  return all.map(() => found);
}

const readOne = (db: CommonQueryMethods, { sources, imageBase, knownVersions }: Asked) => {
  const [referenceLists, exercises, own] = sources;
  return db.one(sql.type(row)`
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
            WHERE holder = ${catalogueHolder} AND doc IS NOT NULL AND NOT is_archived
          ) AS bodies, names
        ) END AS body
      FROM version`);
};
