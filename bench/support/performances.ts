import { type CommonQueryMethods, sql } from 'slonik';

/** A history for statistics: sessions of five exercises with five sets each, two days apart, the last one today. */
export type PerformedHistory = Readonly<{ owner: string; sessions: number; exerciseIds: readonly string[] }>;

/** Writes a history into the read model of performances, by one statement. The exercises take turns. */
export async function insertPerformances(
  db: CommonQueryMethods,
  { owner, sessions, exerciseIds }: PerformedHistory,
): Promise<void> {
  await db.query(sql.unsafe`
    WITH sessions AS MATERIALIZED (
      SELECT n, gen_random_uuid() AS id, now() - (${sessions}::int4 - n) * interval '44 hours' AS started_at
      FROM generate_series(1, ${sessions}::int4) AS n
    ),
    entries AS MATERIALIZED (
      SELECT sessions.*, place, gen_random_uuid() AS entry_id, 60 + place * 5 + n / 20 AS weight,
        (${sql.array([...exerciseIds], 'uuid')})[(n * 5 + place) % ${exerciseIds.length}::int4 + 1] AS exercise_id
      FROM sessions, generate_series(0, 4) AS place
    )
    INSERT INTO performances_v1 (id, session_id, entry_id, owner, revision, status, started_at, local_day, exercise_id,
      name_key, place, working_sets, volume, set_volume, e1rm_epley, e1rm_brzycki, record_sets, record_key, best_epley,
      best_brzycki, doc)
    SELECT id::text, id, NULL, ${owner}::uuid, 30, 'completed', started_at, started_at::date, NULL, NULL, NULL, NULL, NULL,
      NULL, NULL, NULL, NULL, NULL, NULL, NULL, json_build_object('id', id, 'userId', ${owner}::text, 'name', 'Session ' || n,
        'status', 'completed', 'startedAt', to_char(started_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
        'endedAt', NULL, 'durationSeconds', 3600, 'timezone', 'UTC', 'plan', NULL, 'unit', NULL, 'importId', NULL)::text
    FROM sessions
    UNION ALL
    SELECT id || '/' || entry_id, id, entry_id, ${owner}::uuid, 20, 'completed', started_at, started_at::date, exercise_id,
      'exercise', place, 5, weight * 40, weight * 10, weight * 4.0 / 3, weight * 4.0 / 3, sets::text, weight::text,
      best::text, best::text, json_build_object(
        'id', entry_id, 'exerciseId', exercise_id, 'name', 'Exercise', 'mode', 'reps', 'order', place,
        'supersetGroup', NULL, 'planned', NULL, 'sets', sets)::text
    FROM entries CROSS JOIN LATERAL (
      SELECT json_agg(json_build_object('id', gen_random_uuid(), 'order', number,
        'weight', json_build_object('value', weight, 'unit', 'kg'), 'reps', 10 - number)) AS sets
      FROM generate_series(0, 4) AS number
    ) AS performed CROSS JOIN LATERAL (
      SELECT json_build_object('id', sets -> 0 -> 'id', 'type', 'normal', 'weight', sets -> 0 -> 'weight', 'reps', 10,
        'seconds', NULL, 'distance', NULL, 'rpe', NULL, 'rir', NULL, 'performedAt', NULL) AS best
    ) AS estimated`);
}
