import { type FragmentSqlToken, sql } from 'slonik';
import { z } from 'zod';
import { catalogueHolder } from '../../documents/exercise-holder.ts';
import { searchedNamesOf } from '../../documents/exercise-names.ts';
import { createNameIndex, type NameIndex } from '../../documents/name-index.ts';
import { searchNames } from '../../documents/name-search.ts';
import { popularityOf } from '../../documents/popular-exercises.ts';
import type { Locator, Reader } from '../consistency/reader.ts';

/*
 * A search compares names in this process, not in Postgres: an account sees at most the catalogue and its own
 * exercises, and Postgres has no distance of words that is the same on every installation. An index of the names is kept
 * per holder, with a version that changes with every event of the holder's exercises. The statement that reads a page
 * compares these versions, and returns the names of holders whose index is out of date.
 */

/** The names of one holder's exercises, prepared for searching. */
type IndexedNames = Readonly<{ version: string; index: NameIndex<string> }>;

/** The index of a holder that has never had exercises. */
const noNames: IndexedNames = { version: '0', index: createNameIndex<string>([]) };

/** How many names the indexes of a process have together, some 100 MB. Those of the catalogue are always kept. */
const maxNames = 200_000;

/** The indexes of a process. All queries of a database have the same locator. */
const indexes = new WeakMap<Locator, Map<string, IndexedNames>>();

/** The names that a caller can see, as this process knows them. */
export type KnownNames = Readonly<{
  /** Returns the ids of the exercises that fit, the best first. */
  search: (text: string) => readonly string[];
  /** Each holder, with the version of its index. */
  versions: () => readonly (readonly [holder: string, version: string])[];
  /** Replaces indexes by names that a statement has read. Returns false when it has read none. */
  update: (names: string | null | undefined) => boolean;
}>;

export function knownNamesOf({ locator }: Reader, holders: readonly string[]): KnownNames {
  const cache = indexes.get(locator) ?? new Map<string, IndexedNames>();
  indexes.set(locator, cache);
  // The query keeps its indexes, because the cache may drop one at any time.
  const own = new Map(holders.map((holder) => [holder, cache.get(holder) ?? noNames]));
  for (const [holder, names] of own) if (names !== noNames) keep(cache, holder, names);
  return {
    search: (text) =>
      searchNames(
        [...own.values()].map(({ index }) => index),
        text,
      ),
    versions: () => [...own].map(([holder, { version }]) => [holder, version]),
    update(names) {
      const read = names ? namesSchema.parse(JSON.parse(names)).filter((each) => each !== null) : [];
      for (const each of read) {
        const indexed = indexedNamesOf(each);
        own.set(each.holder, indexed);
        keep(cache, each.holder, indexed);
      }
      return read.length > 0;
    },
  };
}

const holderNames = z.object({
  holder: z.string(),
  version: z.string(),
  /** Id, slug, name and further names of each exercise, sorted as a list is. */
  exercises: z.array(z.tuple([z.string(), z.string().nullable(), z.string(), z.array(z.string())])),
});
const namesSchema = z.array(holderNames.nullable());

const indexedNamesOf = ({ version, exercises }: z.infer<typeof holderNames>): IndexedNames => ({
  version,
  index: createNameIndex(
    exercises.map(([id, slug, name, aliases], place) => ({
      item: id,
      names: searchedNamesOf({ name, aliases }),
      // Own exercises come first, because the caller has chosen their names.
      rank: slug === null ? -1 : popularityOf(slug),
      sortKey: String(place).padStart(9, '0'),
    })),
  ),
});

/** Adds an index, or makes it the one that was used last. Removes those that were used longest ago when there are too many. */
function keep(cache: Map<string, IndexedNames>, holder: string, names: IndexedNames): void {
  cache.delete(holder);
  cache.set(holder, names);
  let total = cache.values().reduce((sum, { index }) => sum + index.names.length, 0);
  for (const [oldest, { index }] of cache) {
    if (total <= maxNames || oldest === holder) return;
    if (oldest === catalogueHolder) continue;
    cache.delete(oldest);
    total -= index.names.length;
  }
}

/**
 * SQL for a JSON array with the names of each holder whose index is out of date, and null for the others. It has a
 * subquery per holder, because Postgres would start parallel workers for a UNION of them.
 */
export function namesColumn(exercises: FragmentSqlToken, { versions }: KnownNames): FragmentSqlToken {
  const each = versions().map(
    ([holder, version]) => sql.fragment`(
      SELECT json_build_object('holder', ${holder}::text, 'version', version, 'exercises', (
        SELECT coalesce(json_agg(json_build_array(id, slug, name, doc::json -> 'aliases') ORDER BY sort_name, id), '[]')
        FROM ${exercises} WHERE holder = ${holder} AND doc IS NOT NULL
      ))
      FROM (${versionOf(exercises, holder)}) AS current WHERE version IS DISTINCT FROM ${version}::text)`,
  );
  return sql.fragment`json_build_array(${sql.join(each, sql.fragment`, `)})::text`;
}

/**
 * SQL for the number of all events of a holder's exercises, deleted exercises included. The number only grows, so that
 * each version is used once.
 */
const versionOf = (exercises: FragmentSqlToken, holder: string): FragmentSqlToken => sql.fragment`
  SELECT coalesce(sum(revision + 1), 0)::text AS version FROM ${exercises}
  WHERE ${holder === catalogueHolder ? sql.fragment`owner IS NULL` : sql.fragment`owner = ${holder}`}`;
