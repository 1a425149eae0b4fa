import { type FragmentSqlToken, sql } from 'slonik';
import type { AccountId, Instant } from '../../events/ids.ts';
import type { Source } from '../consistency/sources.ts';
import { athleteText } from './athlete-facts-text.ts';
import { isValid } from './shown.ts';

/** A question of a coach about all athletes or one. `known`: the stamps of the facts that need not be read again. */
export type FactsQuestion = Readonly<{
  coach: AccountId;
  athlete?: AccountId;
  now: Instant;
  known: ReadonlyMap<AccountId, string>;
}>;

/** The read models of the statement, in its order. */
export type FactsSources = readonly [
  ...[coachings: Source, accounts: Source, signals: Source, schedules: Source, profiles: Source],
  ...[auditEvents: Source, watches: Source],
];

/** How many athletes a roster has at most. */
const maxAthletes = 500;

/** SQL that finds the athletes, and the facts of those whose stamp is not known. */
export function factsStatement(
  progress: FragmentSqlToken,
  sources: FactsSources,
  question: FactsQuestion,
): FragmentSqlToken {
  const { coach, athlete, known } = question;
  const [coachings, accounts, , schedules, profiles, , watches] = sources;
  const watch = (isOf: FragmentSqlToken) => sql.fragment`LEFT JOIN LATERAL (
    SELECT revision FROM ${watches.table} WHERE owner = ${coach} AND ${isOf})`;
  return sql.fragment`
    WITH athletes AS MATERIALIZED (
      SELECT s.id, s.owner, s.revision, s.scope, s.doc::json ->> 'acceptedAt' AS accepted_at,
        s.scope && ARRAY['history', 'statistics', 'plans'] AS has_sessions,
        'statistics' = any(s.scope) AS has_statistics, 'plans' = any(s.scope) AS has_plans
      FROM ${coachings.table} s
      WHERE s.coach = ${coach} AND s.status = 'active' AND ${isValid(coachings, accounts)}
        AND (s.expires_at IS NULL OR s.expires_at > statement_timestamp())
        AND ${athlete === undefined ? sql.fragment`true` : sql.fragment`s.owner = ${athlete}`}
      ORDER BY s.created_at, s.id LIMIT ${maxAthletes}
    ), shared AS MATERIALIZED (SELECT ${sharedStamp(sources, question)} AS stamp),
    stamped AS MATERIALIZED (
      SELECT t.id, shared.stamp || ${ownStamp(sources)} AS stamp
      FROM athletes t CROSS JOIN shared
        JOIN ${accounts.table} account ON account.id = t.owner
        LEFT JOIN ${schedules.table} schedule ON schedule.id = t.owner
        LEFT JOIN ${profiles.table} profile ON profile.id = t.owner
        ${watch(sql.fragment`athlete IS NULL`)} AS general ON true
        ${watch(sql.fragment`athlete = t.owner`)} AS own ON true
    )
    SELECT ${progress} AS progress, found.owner, found.stamp, found.line
    FROM (VALUES (1)) AS always LEFT JOIN (
      SELECT t.accepted_at, t.id, t.owner::text, stamped.stamp,
        CASE WHEN k.stamp = stamped.stamp THEN NULL ELSE ${athleteText(sources, question)} END AS line
      FROM athletes t JOIN stamped USING (id) JOIN ${accounts.table} account ON account.id = t.owner
        LEFT JOIN ${sql.unnest([...known], ['uuid', 'text'])} AS k (owner, stamp) ON k.owner = t.owner
    ) AS found ON true
    ORDER BY found.accepted_at, found.id`;
}

/**
 * SQL for the part of a stamp that all athletes share: the run of Postgres, the versions that are read, and the day from which
 * facts count. Null unless the rows of the audit, which say when an athlete has changed, are as new as those of the signals.
 */
function sharedStamp(
  [coachings, accounts, signals, ...others]: FactsSources,
  { now }: FactsQuestion,
): FragmentSqlToken {
  const [schedules, profiles, auditEvents, watches] = others;
  const versions = [coachings, accounts, signals, schedules, profiles, auditEvents, watches].map(
    (each) => each.version,
  );
  const checkpoints = ({ projection, version, layout }: Source) => sql.fragment`(
    SELECT array_agg(position ORDER BY lane) FROM projection_checkpoints
    WHERE projection = ${projection} AND version = ${version} AND layout = ${layout})`;
  return sql.fragment`CASE WHEN ${checkpoints(signals)} = ${checkpoints(auditEvents)} THEN concat_ws(' ',
    extract(epoch FROM pg_postmaster_start_time()), ${versions.join()}::text,
    (${now}::timestamptz AT TIME ZONE 'UTC')::date, '') END`;
}

/**
 * SQL for the part of a stamp that follows from one athlete: the revisions of the rows that are read, and the position
 * of the athlete's last event, which rises with each change of a session. Null while an event waits in a parked stream.
 */
function ownStamp([, , signals, , , auditEvents]: FactsSources): FragmentSqlToken {
  const isParked = ({ projection, version }: Source) => sql.fragment`EXISTS (
    SELECT FROM parked_streams p
    WHERE p.projection = ${projection} AND p.version = ${version} AND p.owner = t.owner::text)`;
  return sql.fragment`CASE WHEN NOT (${isParked(signals)} OR ${isParked(auditEvents)}) THEN concat_ws('/',
    t.id, t.revision, account.revision, coalesce(schedule.revision, -1), coalesce(profile.revision, -1),
    coalesce(general.revision, -1), coalesce(own.revision, -1),
    (SELECT max(e.position) FROM ${auditEvents.table} e WHERE e.owner = t.owner)) END`;
}
