-- Read model of projection "schedules", version 1: a row for each account that has started a plan, folded from its stream.
CREATE TABLE schedules_v1 (
  id         uuid        PRIMARY KEY,
  owner      uuid        NOT NULL,
  revision   integer     NOT NULL,
  created_at timestamptz NOT NULL,
  -- The ready JSON text.
  doc        text        NOT NULL
);
CREATE INDEX schedules_v1_created ON schedules_v1 (owner, created_at, id);

-- Down
DO $$
DECLARE name text;
BEGIN
  FOR name IN SELECT tablename FROM pg_tables
    WHERE schemaname = current_schema() AND tablename ~ '^schedules_(v|shadow)[0-9]+$'
  LOOP
    EXECUTE format('DROP TABLE %I', name);
  END LOOP;
END $$;
DELETE FROM projection_checkpoints WHERE projection = 'schedules';
DELETE FROM parked_streams WHERE projection = 'schedules';
DELETE FROM discarded_events WHERE projection = 'schedules';
DELETE FROM erased_owners WHERE projection = 'schedules';
DELETE FROM projection_versions WHERE projection = 'schedules';
