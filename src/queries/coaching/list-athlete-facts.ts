import { type FragmentSqlToken, sql } from 'slonik';
import { z } from 'zod';
import type { ScheduleDocument } from '../../documents/schedule.ts';
import type { AthleteFacts } from '../../documents/signals/athlete-signals.ts';
import { restoredFacts, type StoredFacts } from '../../documents/signals/session-facts.ts';
import { lookbackDays } from '../../documents/signals/signal.ts';
import type { WatchDocument } from '../../documents/watch.ts';
import type { CoachingPart } from '../../events/coaching-values.ts';
import type { AccountId, CoachingId, Day, Instant, TimeZone } from '../../events/ids.ts';
import type { RequiredPosition } from '../../ports/lanes.ts';
import { progressColumn } from '../consistency/checkpoints.ts';
import { readConsistently } from '../consistency/read-consistently.ts';
import type { Reader } from '../consistency/reader.ts';
import type { Source } from '../consistency/sources.ts';
import { readModels } from '../read-models.ts';
import { isValid } from './shown.ts';

/** A question of a coach: about all athletes, or about one. `now` is the time of asking. */
export type ListAthleteFacts = Readonly<{
  coach: AccountId;
  athlete?: AccountId;
  now: Instant;
  requiredPosition: RequiredPosition;
}>;

/** How many athletes a roster has at most, how many days of planned entries and how many of records it needs. */
const [maxAthletes, plannedDays, recordDays] = [500, 181, 31];

const row = z.object({ progress: z.string(), line: z.string().nullable() });

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

/**
 * What the roster is evaluated from, of each athlete whose accepted relationship allows it now. The right and the data are
 * from one snapshot, and the statement reads nothing that the scope lacks.
 */
export async function listAthleteFacts(reader: Reader, question: ListAthleteFacts): Promise<Iterable<AthleteFacts>> {
  const { coach, requiredPosition } = question;
  const parkedOf = sql.fragment`${coach}::text`;
  const ofAll = (model: (typeof readModels)[keyof typeof readModels]) => ({ model, owner: 'all', parkedOf }) as const;
  const { coachings, accounts, signals, schedules, profiles, watches } = readModels;
  const parts = [
    ...([ofAll(coachings), ofAll(accounts), ofAll(signals), ofAll(schedules), ofAll(profiles)] as const),
    { model: watches, owner: coach },
  ] as const;
  const { lines } = await readConsistently(reader, { parts, requiredPosition }, async (sources) => {
    const rows = await reader.db.any(sql.type(row)`
      WITH athletes AS MATERIALIZED (
        SELECT s.id, s.owner, s.revision, s.scope, s.doc::json ->> 'acceptedAt' AS accepted_at,
          s.scope && ARRAY['history', 'statistics', 'plans'] AS has_sessions,
          'statistics' = any(s.scope) AS has_statistics, 'plans' = any(s.scope) AS has_plans
        FROM ${sources[0].table} s
        WHERE s.coach = ${coach} AND s.status = 'active' AND ${isValid(sources[0], sources[1])}
          AND (s.expires_at IS NULL OR s.expires_at > statement_timestamp())
          AND ${question.athlete === undefined ? sql.fragment`true` : sql.fragment`s.owner = ${question.athlete}`}
        ORDER BY s.created_at, s.id LIMIT ${maxAthletes}
      )
      SELECT ${progressColumn(sources)} AS progress, found.line
      FROM (VALUES (1)) AS always LEFT JOIN (
        SELECT t.accepted_at, t.id, ${athleteText(sources, question)} AS line
        FROM athletes t JOIN ${sources[1].table} account ON account.id = t.owner
      ) AS found ON true
      ORDER BY found.accepted_at, found.id`);
    return { progress: rows[0]?.progress ?? '', lines: rows };
  });
  return factsIn(lines);
}

/** Parses the row of an athlete when it is asked for, so that the garbage of one is gone before the next. */
function* factsIn(rows: readonly z.infer<typeof row>[]): Generator<AthleteFacts> {
  for (const { line } of rows) if (line !== null) yield factsOf(JSON.parse(line) as Found);
}

type Sources = readonly [unknown, unknown, Source, Source, Source, Source];

/** SQL for the JSON text of what is found of the athlete in the row `t`. */
function athleteText([, , signals, schedules, profiles, watches]: Sources, { coach, now }: ListAthleteFacts) {
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

function factsOf(found: Found): AthleteFacts {
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
