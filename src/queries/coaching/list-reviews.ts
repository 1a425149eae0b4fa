import { type FragmentSqlToken, sql } from 'slonik';
import { z } from 'zod';
import type { AccountId, Instant } from '../../events/ids.ts';
import type { RequiredPosition } from '../../ports/lanes.ts';
import { type AuditedKind, auditedKinds, partsAndKinds } from '../audit/audited-kinds.ts';
import { progressColumn } from '../consistency/checkpoints.ts';
import { readConsistently } from '../consistency/read-consistently.ts';
import type { Reader } from '../consistency/reader.ts';
import type { Source } from '../consistency/sources.ts';
import { readModels } from '../read-models.ts';
import { isValid } from './shown.ts';

/** A question of a coach: what is new of all athletes, or of one. */
export type ListReviews = Readonly<{ coach: AccountId; athlete?: AccountId; requiredPosition: RequiredPosition }>;

/** Something of an athlete that has new events of others than the coach. `last` is the position of the last one. */
export type NewThing = Readonly<{
  kind: AuditedKind;
  id: string;
  events: number;
  isCreated: boolean;
  firstAt: Instant;
  lastAt: Instant;
  last: string;
}>;

/**
 * What is new of an athlete after the position `since`. It is complete up to the position `to`; `more`: whether events
 * follow that were not looked at. `end` is the position of the athlete's last event.
 */
export type Review = Readonly<{
  athleteId: AccountId;
  name: string | null;
  email: string;
  since: string;
  to: string;
  end: string;
  more: boolean;
  things: readonly NewThing[];
}>;

/** How many athletes a coach has at most, and how many events of each a statement looks at. */
const [maxAthletes, maxScanned] = [500, 1000];

const row = z.object({ progress: z.string(), body: z.string() });
const thing = z.tuple([z.enum(auditedKinds), z.string(), z.number(), z.boolean(), z.string(), z.string(), z.string()]);
const text = z.string();
const found = z.tuple([text, text.nullable(), text, text, text, text, z.boolean(), z.array(thing)]);

/**
 * What is new of each athlete whose accepted relationship allows it now, those with the latest events first. The right and
 * the data are from one snapshot, and the statement reads nothing that the scope lacks.
 */
export async function listReviews(reader: Reader, question: ListReviews): Promise<readonly Review[]> {
  const { coach, requiredPosition } = question;
  const parkedOf = sql.fragment`${coach}::text`;
  const { coachings, accounts, auditEvents, watches } = readModels;
  const parts = [
    { model: coachings, owner: 'all', parkedOf },
    { model: accounts, owner: 'all', parkedOf },
    { model: auditEvents, owner: 'all', parkedOf },
    { model: watches, owner: coach },
  ] as const;
  const { body } = await readConsistently(reader, { parts, requiredPosition }, (sources) =>
    reader.db.one(sql.type(row)`${statementOf(progressColumn(sources), sources, question)}`),
  );
  return z.array(found).parse(JSON.parse(body)).map(reviewOf);
}

function reviewOf([athleteId, name, email, since, to, end, more, things]: z.infer<typeof found>): Review {
  return {
    ...{ athleteId: athleteId as AccountId, name, email, since, to, end, more },
    things: things.map(([kind, id, events, isCreated, firstAt, lastAt, last]) => ({
      ...{ kind, id, events, isCreated, firstAt: firstAt as Instant, lastAt: lastAt as Instant, last },
    })),
  };
}

type Sources = readonly [Source, Source, Source, Source];

/**
 * Before the first look, what is new begins when the relationship was accepted. Events are read in the order of the log, so
 * that an answer is complete up to the last one that was read.
 */
function statementOf(
  progress: FragmentSqlToken,
  [coachings, accounts, events, watches]: Sources,
  { coach, athlete }: ListReviews,
): FragmentSqlToken {
  const kinds = sql.join(
    partsAndKinds.map(([part, kind]) => sql.fragment`(${part}::text, ${kind}::text)`),
    sql.fragment`, `,
  );
  const instant = sql.fragment`'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'`;
  return sql.fragment`
    WITH athletes AS MATERIALIZED (
      SELECT s.id, s.owner, account.doc::json ->> 'name' AS name, account.doc::json ->> 'email' AS email,
        ARRAY(SELECT k.kind FROM (VALUES ${kinds}) AS k (part, kind) WHERE k.part = any(s.scope)) AS kinds,
        coalesce(
          (SELECT (doc::json ->> 'reviewedTo')::int8 FROM ${watches.table}
            WHERE owner = ${coach} AND athlete = s.owner),
          (SELECT max(e.position) FROM ${events.table} e
            WHERE e.id >= 'coaching-' || s.id || '/' AND e.id < 'coaching-' || s.id || '0'
              AND e.type = 'CoachingAccepted'),
          0) AS since,
        coalesce((SELECT max(e.position) FROM ${events.table} e WHERE e.owner = s.owner), 0) AS "end"
      FROM ${coachings.table} s JOIN ${accounts.table} account ON account.id = s.owner
      WHERE s.coach = ${coach} AND s.status = 'active' AND ${isValid(coachings, accounts)}
        AND (s.expires_at IS NULL OR s.expires_at > statement_timestamp())
        AND ${athlete === undefined ? sql.fragment`true` : sql.fragment`s.owner = ${athlete}`}
      ORDER BY s.created_at, s.id LIMIT ${maxAthletes}
    ), found AS (
      SELECT t.*, greatest(scanned.last, t.since) AS read, scanned.count > ${maxScanned} AS more, new.things, new.latest
      FROM athletes t CROSS JOIN LATERAL (
        SELECT count(*) AS count, max(position) FILTER (WHERE place <= ${maxScanned}) AS last FROM (
          SELECT e.position, row_number() OVER (ORDER BY e.position) AS place FROM ${events.table} e
          WHERE e.owner = t.owner AND e.position > t.since ORDER BY e.position LIMIT ${maxScanned + 1}
        ) AS e
      ) AS scanned CROSS JOIN LATERAL (
        SELECT max(last) AS latest, coalesce(json_agg(
          json_build_array(kind, item, events, created, first_at, last_at, last::text) ORDER BY last), '[]') AS things
        FROM (
          SELECT e.kind, e.item, count(*) AS events, bool_or(e.revision = 0) AS created, max(e.position) AS last,
            to_char(min(e.recorded_at) AT TIME ZONE 'UTC', ${instant}) AS first_at,
            to_char(max(e.recorded_at) AT TIME ZONE 'UTC', ${instant}) AS last_at
          FROM ${events.table} e
          WHERE e.owner = t.owner AND e.position > t.since AND e.position <= scanned.last
            AND e.kind = any(t.kinds) AND e.actor <> ${coach}
          GROUP BY e.kind, e.item
        ) AS e
      ) AS new
    )
    SELECT ${progress} AS progress, (
      SELECT coalesce(json_agg(json_build_array(
        owner, name, email, since::text, read::text, "end"::text, more, things) ORDER BY latest DESC NULLS LAST, id), '[]')
      FROM found
    )::text AS body`;
}
