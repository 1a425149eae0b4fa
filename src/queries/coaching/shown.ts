import { type FragmentSqlToken, sql } from 'slonik';
import type { AccountId } from '../../events/ids.ts';
import type { Category } from '../../events/schemas.ts';
import type { Part, Source } from '../consistency/sources.ts';
import { readModels } from '../read-models.ts';

/** Who reads coaching relationships: a side of them, or a superuser, who sees all but their messages. */
export type CoachingReader = 'athlete' | 'coach' | 'superuser';

/**
 * SQL for the JSON text of the document in the row `s` as an account sees it. An invited coach sees its own account as
 * `coachId` at once, the athlete only after the coach has accepted.
 */
export const coachingShownTo = (account: FragmentSqlToken): FragmentSqlToken =>
  sql.fragment`(s.doc::jsonb - 'coach' || ${idFor(sql.fragment`s.coach = ${account}`)})::text`;

/**
 * SQL for a JSON object with `coachId` if `isKnown`, else for an empty object, which keeps the document's `coachId`.
 */
const idFor = (isKnown: FragmentSqlToken): FragmentSqlToken =>
  sql.fragment`CASE WHEN ${isKnown} THEN jsonb_build_object('coachId', s.coach) ELSE '{}'::jsonb END`;

/**
 * The rows of coaching relationships and the accounts of both sides, in all lanes. Parked streams of other accounts do
 * not delay the answer, because a coach does not see the relationships in them.
 */
export const coachingParts = (caller: AccountId): readonly [Part, Part] => {
  const parkedOf = sql.fragment`${caller}::text`;
  return [
    { model: readModels.coachings, owner: 'all', parkedOf },
    { model: readModels.accounts, owner: 'all', parkedOf },
  ];
};

/**
 * SQL for whether a coach may know of the row `s`. A row whose stream is parked is hidden, because a waiting event may
 * end the relationship. A row of an inactive account is hidden too.
 */
export const isOfferedTo = (coach: AccountId, [coachings, accounts]: readonly [Source, Source]): FragmentSqlToken =>
  sql.fragment`s.coach = ${coach} AND s.is_seen AND ${isValid(coachings, accounts)}`;

/** SQL for whether the row `s` belongs to an active account and lacks no event of its stream. */
export const isValid = (
  { projection, version }: Source,
  accounts: Source,
  category: Category = 'coaching',
): FragmentSqlToken => sql.fragment`(
  EXISTS (SELECT FROM ${accounts.table} a WHERE a.id = s.owner AND a.is_active)
  AND NOT EXISTS (
    SELECT FROM parked_streams p
    WHERE p.projection = ${projection} AND p.version = ${version} AND p.stream = ${`${category}-`} || s.id))`;

/**
 * SQL that joins as `people` the JSON of what the caller sees of both accounts: `athlete` and `coach`, each null once
 * the relationship is over, and while the caller may not know the account.
 */
export const joinPeople = (reader: CoachingReader, accounts: Source): FragmentSqlToken => sql.fragment`
  LEFT JOIN LATERAL (SELECT
    s.status IN ('pending', 'active') AS is_open,
    ${reader === 'athlete' ? sql.fragment`s.doc::jsonb ->> 'coachId' IS NOT NULL` : sql.fragment`true`} AS is_known
  ) AS seen ON true
  LEFT JOIN ${accounts.table} athlete ON athlete.id = s.owner AND seen.is_open
  LEFT JOIN ${accounts.table} coach ON coach.id = s.coach AND seen.is_open AND seen.is_known
  LEFT JOIN LATERAL (
    SELECT jsonb_build_object('athlete', ${personOf(sql.fragment`athlete.doc`)}, 'coach', ${personOf(sql.fragment`coach.doc`)})
      AS people
  ) AS told ON true`;

/** SQL for the JSON of what others see of an account with this document; null without one. */
export const personOf = (document: FragmentSqlToken): FragmentSqlToken => sql.fragment`
  CASE WHEN ${document} IS NOT NULL THEN jsonb_build_object(
    'name', ${document}::jsonb -> 'name', 'email', ${document}::jsonb -> 'email') END`;

/** SQL for the JSON text of the row `s` with the people of `joinPeople`. */
export const itemFor = (reader: CoachingReader): FragmentSqlToken => sql.fragment`(
  s.doc::jsonb || ${idFor(reader === 'athlete' ? sql.fragment`false` : sql.fragment`true`)} || told.people
  || ${reader === 'superuser' ? sql.fragment`'{"message":null}'::jsonb` : sql.fragment`'{}'::jsonb`})::text`;
