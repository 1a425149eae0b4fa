import { type CommonQueryMethods, type FragmentSqlToken, type QuerySqlToken, sql } from 'slonik';
import { z } from 'zod';
import type { DomainError } from '../../errors.ts';
import type { RequiredPosition } from '../../ports/lanes.ts';
import { progressColumn } from '../consistency/checkpoints.ts';
import { readConsistently } from '../consistency/read-consistently.ts';
import { readModelBehind } from '../consistency/read-model-behind.ts';
import type { Reader } from '../consistency/reader.ts';
import { type Part, type Source, sourcesOf } from '../consistency/sources.ts';

/** The right of an account to read data of another one. */
export type Right = Readonly<{
  /** The rows that say whether the right holds. */
  parts: readonly [Part, Part];
  /** SQL for whether the right holds now. */
  holds: (sources: readonly [Source, Source]) => FragmentSqlToken;
  /** The answer must contain what the reader has written up to this position. */
  requiredPosition: RequiredPosition;
  refusal: () => DomainError;
}>;

/**
 * Creates a reader whose statements return no rows unless the right holds: the right and the data are from one Postgres
 * snapshot. Every query reads at least one row, so a statement without rows is refused for lack of the right. Thus
 * another account can use every query about an account unchanged.
 */
export function createGuardedReader(reader: Reader, { parts, holds, requiredPosition, refusal }: Right): Reader {
  function guarded(query: QuerySqlToken): QuerySqlToken {
    const sources = sourcesOf(reader.locator, parts);
    if (!sources) throw readModelBehind();
    // The condition does not depend on the rows, so Postgres checks it once, before it reads any.
    return sql.type(query.parser)`SELECT * FROM (${query}) AS data WHERE ${holds(sources)}`;
  }

  async function rowsOf(query: QuerySqlToken): Promise<readonly unknown[]> {
    const rows = await reader.db.any(guarded(query));
    if (rows.length > 0) return rows;
    // The row of a right that the reader has just got may not be there yet.
    const again = (await isAllowed()) ? await reader.db.any(guarded(query)) : [];
    if (again.length === 0) throw refusal();
    return again;
  }

  /** Whether the right holds, once the rows contain what the reader has written. */
  async function isAllowed(): Promise<boolean> {
    const { may } = await readConsistently(reader, { parts, requiredPosition }, (sources) =>
      reader.db.one(sql.type(row)`SELECT ${progressColumn(sources)} AS progress, ${holds(sources)} AS may`),
    );
    return may;
  }

  const db: Pick<CommonQueryMethods, 'any' | 'one'> = {
    any: (query) => rowsOf(query) as never,
    one: async (query) => (await rowsOf(query))[0] as never,
  };
  // No query uses another method; one that did would fail instead of reading without the right.
  return { ...reader, db: db as CommonQueryMethods };
}

const row = z.object({ progress: z.string(), may: z.boolean() });
