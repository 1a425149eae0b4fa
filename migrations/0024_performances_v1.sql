-- Read model of projection "performances", version 1: what was done of each exercise in each training session.
-- A session has a row without entry_id, and one for each of its entries. What was deleted or removed leaves its ids.
CREATE TABLE performances_v1 (
  -- The id of the session, for an entry followed by a slash and the entry's.
  id               text COLLATE "C" PRIMARY KEY,
  session_id       uuid    NOT NULL,
  entry_id         uuid,
  owner            uuid    NOT NULL,
  -- The revision of the last event that has changed this row.
  revision         integer NOT NULL,
  status           text,
  started_at       timestamptz,
  -- The day on which the session started, in the session's zone.
  local_day        date,
  exercise_id      uuid,
  -- The name of the exercise without case and accents, for entries without a link.
  name_key         text COLLATE "C",
  place            integer,
  -- The exercise of a training unit that the entry is for, and how many sets it prescribed.
  unit_exercise_id uuid,
  planned_sets     integer,
  -- Of the working sets. Weights in kilograms, times in seconds, distances in metres.
  working_sets     integer,
  volume           numeric,
  set_volume       numeric,
  e1rm_epley       numeric,
  e1rm_brzycki     numeric,
  seconds          numeric,
  distance         numeric,
  -- JSON text of the sets that make a record among those of the entry, and of its assisted sets.
  -- The key is the same for entries of which the later one makes no record, so a question about records reads few sets of
  -- a long history. Entries with assisted sets have no key, because their estimates follow from the body weight of the day.
  record_sets      text,
  record_key       text COLLATE "C",
  -- JSON text, as clients see it, of the set with the best estimate by each formula.
  best_epley       text,
  best_brzycki     text,
  -- JSON text of the session without its entries, or of the entry with its sets.
  doc              text
);
-- No index has a column that changes with a set, so that Postgres need not change an index when one is logged.
CREATE INDEX performances_v1_sessions  ON performances_v1 (session_id);
CREATE INDEX performances_v1_days      ON performances_v1 (owner, local_day) WHERE started_at IS NOT NULL;
CREATE INDEX performances_v1_exercises ON performances_v1 (owner, exercise_id, started_at) WHERE exercise_id IS NOT NULL;
CREATE INDEX performances_v1_units     ON performances_v1 (owner, unit_exercise_id, started_at)
  WHERE unit_exercise_id IS NOT NULL;

-- Down
DO $$
DECLARE name text;
BEGIN
  FOR name IN SELECT tablename FROM pg_tables
    WHERE schemaname = current_schema() AND tablename ~ '^performances_(v|shadow)[0-9]+$'
  LOOP
    EXECUTE format('DROP TABLE %I', name);
  END LOOP;
END $$;
DELETE FROM projection_checkpoints WHERE projection = 'performances';
DELETE FROM parked_streams WHERE projection = 'performances';
DELETE FROM discarded_events WHERE projection = 'performances';
DELETE FROM erased_owners WHERE projection = 'performances';
DELETE FROM projection_versions WHERE projection = 'performances';
