-- Read model of projection "watches", version 1: what coaches want to be told of their athletes, and have seen.
CREATE TABLE watches_v1 (
  id       uuid    PRIMARY KEY,
  -- The coach.
  owner    uuid    NOT NULL,
  revision integer NOT NULL,
  -- Null for all athletes of the coach.
  athlete  uuid,
  -- The ready JSON text.
  doc      text
);
CREATE INDEX watches_v1_coaches ON watches_v1 (owner, athlete);

-- Down
DO $$
DECLARE name text;
BEGIN
  FOR name IN SELECT tablename FROM pg_tables
    WHERE schemaname = current_schema() AND tablename ~ '^watches_(v|shadow)[0-9]+$'
  LOOP
    EXECUTE format('DROP TABLE %I', name);
  END LOOP;
END $$;
DELETE FROM projection_checkpoints WHERE projection = 'watches';
DELETE FROM parked_streams WHERE projection = 'watches';
DELETE FROM discarded_events WHERE projection = 'watches';
DELETE FROM erased_owners WHERE projection = 'watches';
DELETE FROM projection_versions WHERE projection = 'watches';
