-- Read model of projection "directories", version 1: a row per directory, folded from its stream. Directories belong to nobody.
CREATE TABLE directories_v1 (
  id       text    PRIMARY KEY,
  owner    uuid    CHECK (owner IS NULL),
  revision integer NOT NULL,
  -- Ready JSON text: items and all that the fold goes on from.
  doc      text    NOT NULL
);

-- Read model of projection "exercises", version 1: a row per exercise, folded from its stream. One that was deleted leaves its id.
CREATE TABLE exercises_v1 (
  id                uuid    PRIMARY KEY,
  -- Null for those of the catalogue.
  owner             uuid,
  -- Whose lists it is in: the owner, or 0 for the catalogue, which is in everybody's.
  holder            uuid    NOT NULL,
  revision          integer NOT NULL,
  slug              text,
  name              text,
  -- Folded so that names sort alike on every machine.
  sort_name         text COLLATE "C",
  -- Name, further names and what people write for them, without case and accents, one a line.
  search_text       text,
  category          text,
  difficulty        text,
  created_at        timestamptz,
  updated_at        timestamptz,
  primary_muscles   integer[],
  equipment         integer[],
  tags              integer[],
  -- Ready JSON text of the document, with numbers in the place of names; null once it was deleted.
  doc               text,
  CHECK ((owner IS NULL) = (holder = '00000000-0000-0000-0000-000000000000'))
);
CREATE INDEX exercises_v1_listed ON exercises_v1 (holder, sort_name, id) WHERE doc IS NOT NULL;
CREATE INDEX exercises_v1_named  ON exercises_v1 (holder, name)          WHERE doc IS NOT NULL;
CREATE INDEX exercises_v1_slugs  ON exercises_v1 (slug)                  WHERE doc IS NOT NULL AND slug IS NOT NULL;
CREATE INDEX exercises_v1_owned  ON exercises_v1 (owner);

-- Digest of the seeds that were replayed last, so that an unchanged catalogue costs a start nothing. No decision goes by it.
CREATE TABLE seeds (
  single boolean PRIMARY KEY DEFAULT true CHECK (single),
  digest text    NOT NULL
);

-- Sessions are found by the exercises in them. No release has had these tables without: all versions fill themselves again from the log.
DO $$
DECLARE name text;
BEGIN
  FOR name IN SELECT tablename FROM pg_tables
    WHERE schemaname = current_schema() AND tablename ~ '^session_documents_(v|shadow)[0-9]+$'
  LOOP
    EXECUTE format('TRUNCATE %I', name);
    EXECUTE format('ALTER TABLE %I ADD COLUMN exercise_ids uuid[] NOT NULL DEFAULT ''{}''', name);
  END LOOP;
END $$;
UPDATE projection_checkpoints SET position = 0, event_id = NULL, event_position = NULL, event_after = NULL WHERE projection = 'sessions';
DELETE FROM parked_streams WHERE projection = 'sessions';

-- Down
DO $$
DECLARE name text;
BEGIN
  FOR name IN SELECT tablename FROM pg_tables
    WHERE schemaname = current_schema() AND tablename ~ '^(directories|exercises)_(v|shadow)[0-9]+$'
  LOOP
    EXECUTE format('DROP TABLE %I', name);
  END LOOP;
  FOR name IN SELECT tablename FROM pg_tables
    WHERE schemaname = current_schema() AND tablename ~ '^session_documents_(v|shadow)[0-9]+$'
  LOOP
    EXECUTE format('ALTER TABLE %I DROP COLUMN exercise_ids', name);
  END LOOP;
END $$;
DELETE FROM projection_checkpoints WHERE projection IN ('directories', 'exercises');
DELETE FROM parked_streams WHERE projection IN ('directories', 'exercises');
DELETE FROM erased_owners WHERE projection IN ('directories', 'exercises');
DELETE FROM projection_versions WHERE projection IN ('directories', 'exercises');
DROP TABLE seeds;
