import { type CommonQueryMethods, sql } from 'slonik';

/** Athletes of a coach, each with as many sessions of five planned exercises, 44 hours apart, the last one today. */
export type CoachedSquad = Readonly<{ coach: string; athletes: number; sessions: number }>;

/** The exercises take turns, so each one is done in every third session. */
const exercises = 15;

/** Writes a squad into the read models that a roster reads, by a few statements. */
export async function insertSquad(db: CommonQueryMethods, { coach, athletes, sessions }: CoachedSquad): Promise<void> {
  const idOf = sql.fragment`('01900000-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid`;
  const all = sql.fragment`generate_series(1, ${athletes}::int4) AS n`;
  await db.query(sql.unsafe`
    INSERT INTO accounts_v1 (id, owner, revision, is_active, created_at, doc)
    SELECT ${idOf}, ${idOf}, 0, true, now(), json_build_object('name', 'Athlete ' || n, 'email', n || '@example.com')::text
    FROM ${all}`);
  await db.query(sql.unsafe`
    INSERT INTO coachings_v1 (id, owner, revision, coach, is_seen, status, scope, created_at, doc)
    SELECT gen_random_uuid(), ${idOf}, 1, ${coach}::uuid, true, 'active', '{history,plans,statistics}', now(),
      '{"acceptedAt":"2020-01-01T00:00:00.000000Z"}'
    FROM ${all}`);
  for (let number = 1; number <= athletes; number += 1) {
    await db.query(sql.unsafe`INSERT INTO signals_v1 (id, owner, revision, exercise_id, started_at, local_day, best,
      planned_entries, fulfilled_entries, facts) ${rowsOf(number, sessions)}`);
  }
}

/** SQL for the rows of one athlete. The facts of a session have the members and the size that the projection writes. */
const rowsOf = (athlete: number, sessions: number) => sql.fragment`
  WITH sessions AS MATERIALIZED (
    SELECT n, gen_random_uuid() AS id, now() - (${sessions}::int4 - n) * interval '44 hours' AS started_at
    FROM generate_series(1, ${sessions}::int4) AS n
  ),
  entries AS MATERIALIZED (
    SELECT sessions.*, place, 60 + place * 5 + n / 10 AS best,
      ('01900000-0000-7000-8000-' || lpad(((n * 5 + place) % ${exercises}::int4 + 1000)::text, 12, '0'))::uuid AS exercise_id
    FROM sessions, generate_series(0, 4) AS place
  ),
  facts AS (
    SELECT id, json_agg(json_build_array(exercise_id, 'Exercise ' || place, best, place * 6 + 3, json_build_array(
      0, 0, 0, 5, 5, 5, json_build_array(),
      '3 0.5 4 0 5 0 6 0.5 7 1', '4 110 5 120 6 115 7 130', place * 6 + 2)) ORDER BY place) AS entries
    FROM entries GROUP BY id
  ),
  owners AS (SELECT ('01900000-0000-7000-8000-' || lpad(${athlete}::text, 12, '0'))::uuid AS owner)
  SELECT id::text, owner, 40, NULL::uuid, started_at, started_at::date, NULL::numeric, 5, 5, json_build_object(
    'id', id, 'day', started_at::date, 'startedAt', to_char(started_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
    'status', 'completed', 'name', 'Session ' || n, 'seconds', 3600, 'workingSets', 25, 'plannedSets', 25,
    'recordedAt', to_char(started_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), 'endRevision', 40,
    'loggedSets', 25, 'entries', entries)::text
  FROM sessions JOIN facts USING (id), owners
  UNION ALL
  SELECT id || '/' || exercise_id, owner, 40, exercise_id, started_at, started_at::date, best, NULL, NULL, NULL
  FROM entries, owners`;
