-- Read model of projection "units", version 1: a row per training unit, folded from its stream.
-- A deleted unit leaves its id, so that what comes late finds it deleted.
CREATE TABLE units_v1 (
  id           uuid    PRIMARY KEY,
  owner        uuid    NOT NULL,
  revision     integer NOT NULL,
  deleted      boolean NOT NULL,
  is_archived  boolean,
  created_at   timestamptz,
  updated_at   timestamptz,
  -- Folded so that names sort alike on every machine.
  sort_name    text COLLATE "C",
  -- The name in lower case.
  search_text  text,
  -- The exercises that it refers to, alternatives included.
  exercise_ids uuid[]  NOT NULL,
  -- Ready JSON texts: the list's item and the whole document.
  summary      text,
  doc          text,
  CHECK (deleted = (doc IS NULL))
);
CREATE INDEX units_v1_named   ON units_v1 (owner, sort_name, id)  WHERE NOT deleted;
CREATE INDEX units_v1_created ON units_v1 (owner, created_at, id) WHERE NOT deleted;
CREATE INDEX units_v1_updated ON units_v1 (owner, updated_at, id) WHERE NOT deleted;

-- Down
DO $$
DECLARE name text;
BEGIN
  FOR name IN SELECT tablename FROM pg_tables
    WHERE schemaname = current_schema() AND tablename ~ '^units_(v|shadow)[0-9]+$'
  LOOP
    EXECUTE format('DROP TABLE %I', name);
  END LOOP;
END $$;
DELETE FROM projection_checkpoints WHERE projection = 'units';
DELETE FROM parked_streams WHERE projection = 'units';
DELETE FROM discarded_events WHERE projection = 'units';
DELETE FROM erased_owners WHERE projection = 'units';
DELETE FROM projection_versions WHERE projection = 'units';
