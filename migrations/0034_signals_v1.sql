-- Read model of projection "signals", version 1: what signals to coaches follow from. A row for each training session, and one
-- for each exercise of a session that has ended. What was deleted leaves its ids.
CREATE TABLE signals_v1 (
  -- The id of the session, for an exercise followed by a slash and the exercise's.
  id                text COLLATE "C" PRIMARY KEY,
  owner             uuid    NOT NULL,
  revision          integer NOT NULL,
  -- Null in the row of the session.
  exercise_id       uuid,
  started_at        timestamptz,
  -- The day on which the session started, in the session's zone.
  local_day         date,
  -- Of an exercise: the best estimate by Epley in kilograms.
  best              numeric,
  -- Of a session that has ended: its planned entries, and those with all planned sets.
  planned_entries   integer,
  fulfilled_entries integer,
  -- JSON text of the facts, without what is usual.
  facts             text,
  -- JSON text from which the fold of the session continues.
  doc               text
);
-- No index has a column that changes with a set of a session in progress.
CREATE INDEX signals_v1_days  ON signals_v1 (owner, local_day, exercise_id) INCLUDE (planned_entries, fulfilled_entries)
  WHERE local_day IS NOT NULL;
CREATE INDEX signals_v1_bests ON signals_v1 (owner, exercise_id, best) INCLUDE (started_at) WHERE best IS NOT NULL;

-- Down
DO $$
DECLARE name text;
BEGIN
  FOR name IN SELECT tablename FROM pg_tables
    WHERE schemaname = current_schema() AND tablename ~ '^signals_(v|shadow)[0-9]+$'
  LOOP
    EXECUTE format('DROP TABLE %I', name);
  END LOOP;
END $$;
DELETE FROM projection_checkpoints WHERE projection = 'signals';
DELETE FROM parked_streams WHERE projection = 'signals';
DELETE FROM discarded_events WHERE projection = 'signals';
DELETE FROM erased_owners WHERE projection = 'signals';
DELETE FROM projection_versions WHERE projection = 'signals';
