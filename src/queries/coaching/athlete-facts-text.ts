import { type FragmentSqlToken, sql } from 'slonik';
import type { ScheduleDocument } from '../../documents/schedule.ts';
import type { AthleteFacts } from '../../documents/signals/athlete-signals.ts';
import { restoredFacts, type StoredFacts } from '../../documents/signals/session-facts.ts';
import { lookbackDays } from '../../documents/signals/signal.ts';
import type { WatchDocument } from '../../documents/watch.ts';
import type { CoachingPart } from '../../events/coaching-values.ts';
import type { AccountId, CoachingId, Day, Instant, TimeZone } from '../../events/ids.ts';
import type { FactsSources } from './facts-statement.ts';

/** How many days of planned entries and how many of records a roster needs. */
const [plannedDays, recordDays] = [181, 31];

/** SQL for the JSON text of what is found of the athlete in the row `t`, whose account is the row `account`. */
export function athleteText(
  [, , signals, schedules, profiles, , watches]: FactsSources,
  { coach, now }: Readonly<{ coach: AccountId; now: Instant }>,
): FragmentSqlToken {
  const since = (days: number) => sql.fragment`(${now}::timestamptz AT TIME ZONE 'UTC')::date - ${days}::int4`;
  const ofSessions = sql.fragment`owner = t.owner AND exercise_id IS NULL`;
  // Without the notes, which can be long.
  const ofWatch = (isOf: FragmentSqlToken) => sql.fragment`(
    SELECT json_build_object('thresholds', doc::json -> 'thresholds', 'marks', doc::json -> 'marks')
    FROM ${watches.table} WHERE owner = ${coach} AND ${isOf})`;
  return sql.fragment`'[' || concat_ws(',',
    json_build_array(t.id, t.revision, t.accepted_at, t.owner, t.scope),
    json_build_array(account.doc::json -> 'name', account.doc::json -> 'email',
      (SELECT doc::json -> 'timezone' FROM ${profiles.table} WHERE id = t.owner)),
    coalesce((SELECT doc FROM ${schedules.table} WHERE id = t.owner AND t.has_plans), 'null'),
    json_build_array(${ofWatch(sql.fragment`athlete IS NULL`)}, ${ofWatch(sql.fragment`athlete = t.owner`)}),
    '[' || coalesce((
      SELECT string_agg(facts, ',' ORDER BY started_at, id) FROM ${signals.table}
      WHERE ${ofSessions} AND local_day >= ${since(lookbackDays)} AND t.has_sessions
    ), '') || ']',
    coalesce((
      SELECT facts FROM ${signals.table} WHERE ${ofSessions} AND local_day IS NOT NULL AND t.has_sessions
      ORDER BY local_day DESC LIMIT 1
    ), 'null'),
    '[' || coalesce((
      SELECT string_agg('["' || local_day || '",' || planned_entries || ',' || fulfilled_entries || ']', ',')
      FROM ${signals.table}
      WHERE ${ofSessions} AND local_day >= ${since(plannedDays)} AND planned_entries > 0 AND t.has_statistics
    ), '') || ']',
    coalesce((
      SELECT json_object_agg(exercise_id, best)::text
      FROM (
        SELECT DISTINCT exercise_id FROM ${signals.table}
        WHERE owner = t.owner AND local_day >= ${since(recordDays)} AND exercise_id IS NOT NULL AND t.has_statistics
      ) AS recent CROSS JOIN LATERAL (
        SELECT best FROM ${signals.table} AS earlier
        WHERE owner = t.owner AND earlier.exercise_id = recent.exercise_id AND best IS NOT NULL
          -- The start is in the index. A best of the first days of the facts may be among them, which changes no record.
          AND started_at < ${since(lookbackDays - 1)}
        ORDER BY best DESC LIMIT 1
      ) AS reached
    ), '{}')) || ']'`;
}

type Found = readonly [
  coaching: readonly [CoachingId, number, Instant, AccountId, readonly CoachingPart[]],
  person: readonly [name: string | null, email: string, TimeZone | null],
  schedule: ScheduleDocument | null,
  watches: readonly (Pick<WatchDocument, 'thresholds' | 'marks'> | null)[],
  facts: readonly StoredFacts[],
  last: StoredFacts | null,
  planned: readonly (readonly [Day, number, number])[],
  reached: Readonly<Record<string, number>>,
];

/** What the text says. */
export function parseAthleteText(text: string): AthleteFacts {
  const found = JSON.parse(text) as Found;
  const [[coachingId, coachingRevision, acceptedAt, athleteId, scope], [name, email, timezone]] = found;
  const [, , schedule, [general, own], facts, last, planned, reached] = found;
  return {
    ...{ coachingId, coachingRevision, acceptedAt, athleteId, scope, name, email, timezone, schedule },
    facts: facts.map(restoredFacts),
    last: last && restoredFacts(last),
    planned: planned.map(([day, entries, fulfilled]) => ({ day, entries, fulfilled })),
    reached: new Map(Object.entries(reached)),
    thresholds: { ...general?.thresholds, ...own?.thresholds },
    marks: own?.marks ?? [],
  };
}
