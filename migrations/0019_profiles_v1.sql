-- Read model of projection "profiles", version 1: a row per athlete profile, folded from its stream. Its id is the account's.
CREATE TABLE profiles_v1 (
  id         uuid        PRIMARY KEY,
  owner      uuid        NOT NULL,
  revision   integer     NOT NULL,
  created_at timestamptz NOT NULL,
  -- Ready JSON text of the document.
  doc        text        NOT NULL
);
CREATE INDEX profiles_v1_created ON profiles_v1 (owner, created_at, id);

-- Down
DO $$
DECLARE name text;
BEGIN
  FOR name IN SELECT tablename FROM pg_tables
    WHERE schemaname = current_schema() AND tablename ~ '^profiles_(v|shadow)[0-9]+$'
  LOOP
    EXECUTE format('DROP TABLE %I', name);
  END LOOP;
END $$;
DELETE FROM projection_checkpoints WHERE projection = 'profiles';
DELETE FROM parked_streams WHERE projection = 'profiles';
DELETE FROM discarded_events WHERE projection = 'profiles';
DELETE FROM erased_owners WHERE projection = 'profiles';
DELETE FROM projection_versions WHERE projection = 'profiles';
