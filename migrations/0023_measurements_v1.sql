-- Read model of projection "measurements", version 1: a row per measurement of a body, folded from its stream.
-- A removed measurement leaves its id, so that what comes late finds it removed.
CREATE TABLE measurements_v1 (
  id         uuid    PRIMARY KEY,
  owner      uuid    NOT NULL,
  revision   integer NOT NULL,
  kind       text,
  -- The day and, after a T, the time of day when it is known, so that the order of the texts is that of the measurements.
  moment     text COLLATE "C",
  -- The number that was typed, exactly.
  value      numeric,
  unit       text,
  created_at timestamptz,
  updated_at timestamptz,
  -- Ready JSON text of the document; null once it was removed.
  doc        text
);
CREATE INDEX measurements_v1_kinds   ON measurements_v1 (owner, kind, moment, id) WHERE doc IS NOT NULL;
CREATE INDEX measurements_v1_moments ON measurements_v1 (owner, moment, id)       WHERE doc IS NOT NULL;
CREATE INDEX measurements_v1_created ON measurements_v1 (owner, created_at, id)   WHERE doc IS NOT NULL;
CREATE INDEX measurements_v1_updated ON measurements_v1 (owner, updated_at, id)   WHERE doc IS NOT NULL;

-- Down
DO $$
DECLARE name text;
BEGIN
  FOR name IN SELECT tablename FROM pg_tables
    WHERE schemaname = current_schema() AND tablename ~ '^measurements_(v|shadow)[0-9]+$'
  LOOP
    EXECUTE format('DROP TABLE %I', name);
  END LOOP;
END $$;
DELETE FROM projection_checkpoints WHERE projection = 'measurements';
DELETE FROM parked_streams WHERE projection = 'measurements';
DELETE FROM discarded_events WHERE projection = 'measurements';
DELETE FROM erased_owners WHERE projection = 'measurements';
DELETE FROM projection_versions WHERE projection = 'measurements';
