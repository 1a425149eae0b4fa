import { type FragmentSqlToken, sql } from 'slonik';
import type { AccountId } from '../../events/ids.ts';
import type { RequiredPosition } from '../../ports/lanes.ts';
import { isValid } from '../coaching/shown.ts';
import type { Source } from '../consistency/sources.ts';
import { readModels } from '../read-models.ts';

/** Whose data a superuser wants to read. The answer must contain what the superuser has written up to `requiredPosition`. */
export type SupportRight = Readonly<{ superuser: AccountId; athlete: AccountId; requiredPosition: RequiredPosition }>;

/** The rows that say whether a superuser may read data of an athlete. */
export const supportParts = (athlete: AccountId) =>
  [
    { model: readModels.supportAccesses, owner: athlete },
    { model: readModels.accounts, owner: athlete },
  ] as const;

/**
 * SQL for whether the row `s` is an open support access of the superuser to the athlete: neither side has ended it, and
 * its hour is not over by the clock of the database. A parked stream grants nothing, because it may hide the end.
 */
export const hasAccess = (
  { superuser, athlete }: Pick<SupportRight, 'superuser' | 'athlete'>,
  [accesses, accounts]: readonly [Source, Source],
): FragmentSqlToken => sql.fragment`
  s.owner = ${athlete} AND s.superuser = ${superuser} AND s.ended_at IS NULL
    AND s.expires_at > statement_timestamp() AND ${isValid(accesses, accounts, 'support')}`;

/** SQL for whether the superuser has an open support access to the athlete. */
export const isSupportOpen = (
  right: Pick<SupportRight, 'superuser' | 'athlete'>,
  sources: readonly [Source, Source],
): FragmentSqlToken => sql.fragment`EXISTS (SELECT FROM ${sources[0].table} s WHERE ${hasAccess(right, sources)})`;
