import { type CommonQueryMethods, type FragmentSqlToken, type QuerySqlToken, sql } from 'slonik';
import { z } from 'zod';
import { notFound } from '../../errors.ts';
import type { CoachingPart } from '../../events/coaching-values.ts';
import type { AccountId } from '../../events/ids.ts';
import type { RequiredPosition } from '../../ports/lanes.ts';
import { progressColumn } from '../consistency/checkpoints.ts';
import { readConsistently } from '../consistency/read-consistently.ts';
import { readModelBehind } from '../consistency/read-model-behind.ts';
import type { Reader } from '../consistency/reader.ts';
import { type Source, sourcesOf } from '../consistency/sources.ts';
import { readModels } from '../read-models.ts';
import { isValid } from './shown.ts';

/**
 * What a coach wants to read: parts of the data of an athlete. The answer must contain what the coach has written up to
 * `requiredPosition`.
 */
export type CoachRight = Readonly<{
  coach: AccountId;
  athlete: AccountId;
  parts: readonly CoachingPart[];
  requiredPosition: RequiredPosition;
}>;

/**
 * SQL for whether the row `s` lets the coach read these parts of the athlete's data now: the relationship was accepted, is
 * not over, has not expired by the clock of the database, and its scope has the parts. A parked stream grants nothing.
 */
export const hasRight = (
  { coach, athlete, parts }: Omit<CoachRight, 'requiredPosition'>,
  [coachings, accounts]: readonly [Source, Source],
): FragmentSqlToken => sql.fragment`
  s.owner = ${athlete} AND s.coach = ${coach} AND s.status = 'active'
    AND s.scope @> ${sql.array([...parts], 'text')}
    AND (s.expires_at IS NULL OR s.expires_at > statement_timestamp())
    AND ${isValid(coachings, accounts)}`;

const mayRead = (right: CoachRight, sources: readonly [Source, Source]): FragmentSqlToken =>
  sql.fragment`EXISTS (SELECT FROM ${sources[0].table} s WHERE ${hasRight(right, sources)})`;

/**
 * Creates a reader whose statements return no rows unless the coach may read them: the right and the data are from one
 * Postgres snapshot. Every query reads at least one row, so no row means no right, which is refused with
 * `coaching-not-found`. All queries about an athlete can thus be asked by a coach as they are.
 */
export function createCoachReader(reader: Reader, right: CoachRight): Reader {
  const parts = [
    { model: readModels.coachings, owner: right.athlete },
    { model: readModels.accounts, owner: right.athlete },
  ] as const;

  function guarded(query: QuerySqlToken): QuerySqlToken {
    const sources = sourcesOf(reader.locator, parts);
    if (!sources) throw readModelBehind();
    // The condition does not depend on the rows, so Postgres checks it once, before it reads any.
    return sql.type(query.parser)`SELECT * FROM (${query}) AS data WHERE ${mayRead(right, sources)}`;
  }

  async function rowsOf(query: QuerySqlToken): Promise<readonly unknown[]> {
    const rows = await reader.db.any(guarded(query));
    if (rows.length > 0) return rows;
    // The row of a right that the coach has just got, by accepting, may not be there yet.
    const again = (await isAllowed(reader, right, parts)) ? await reader.db.any(guarded(query)) : [];
    if (again.length === 0) throw notFound('coaching');
    return again;
  }

  const db: Pick<CommonQueryMethods, 'any' | 'one'> = {
    any: (query) => rowsOf(query) as never,
    one: async (query) => (await rowsOf(query))[0] as never,
  };
  // No query uses another method; one that did would fail instead of reading without the right.
  return { ...reader, db: db as CommonQueryMethods };
}

const row = z.object({ progress: z.string(), may: z.boolean() });

/** Whether the coach has the right, once the rows contain what the coach has written. */
async function isAllowed(reader: Reader, right: CoachRight, parts: readonly [CoachPart, CoachPart]): Promise<boolean> {
  const { requiredPosition } = right;
  const { may } = await readConsistently(reader, { parts, requiredPosition }, (sources) =>
    reader.db.one(sql.type(row)`SELECT ${progressColumn(sources)} AS progress, ${mayRead(right, sources)} AS may`),
  );
  return may;
}

type CoachPart = Readonly<{ model: (typeof readModels)['coachings' | 'accounts']; owner: AccountId }>;
