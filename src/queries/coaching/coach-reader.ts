import { type FragmentSqlToken, sql } from 'slonik';
import { notFound } from '../../errors.ts';
import type { CoachingPart } from '../../events/coaching-values.ts';
import type { AccountId } from '../../events/ids.ts';
import type { RequiredPosition } from '../../ports/lanes.ts';
import type { Reader } from '../consistency/reader.ts';
import type { Source } from '../consistency/sources.ts';
import { readModels } from '../read-models.ts';
import { createGuardedReader } from './guarded-reader.ts';
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
  { coach, athlete, parts }: Pick<CoachRight, 'coach' | 'parts'> & Readonly<{ athlete: AccountId | FragmentSqlToken }>,
  [coachings, accounts]: readonly [Source, Source],
): FragmentSqlToken => sql.fragment`
  s.owner = ${athlete} AND s.coach = ${coach} AND s.status = 'active'
    AND s.scope @> ${sql.array([...parts], 'text')}
    AND (s.expires_at IS NULL OR s.expires_at > statement_timestamp())
    AND ${isValid(coachings, accounts)}`;

/** Creates a reader for all queries about an athlete, whose statements check the right of the coach. */
export const createCoachReader = (reader: Reader, right: CoachRight): Reader =>
  createGuardedReader(reader, {
    parts: [
      { model: readModels.coachings, owner: right.athlete },
      { model: readModels.accounts, owner: right.athlete },
    ],
    holds: (sources) => sql.fragment`EXISTS (SELECT FROM ${sources[0].table} s WHERE ${hasRight(right, sources)})`,
    requiredPosition: right.requiredPosition,
    refusal: () => notFound('coaching'),
  });
