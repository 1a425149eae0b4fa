-- Read model of projection "discussions", version 1: a row for the comments of an athlete and a coach on a session. It
-- belongs to the athlete.
CREATE TABLE discussions_v1 (
  id             uuid        PRIMARY KEY,
  owner          uuid        NOT NULL,
  revision       integer     NOT NULL,
  coach          uuid        NOT NULL,
  session        uuid        NOT NULL,
  -- How many comments of the other side each side has not read.
  unread_athlete integer     NOT NULL,
  unread_coach   integer     NOT NULL,
  -- When a comment was last written, changed or removed.
  updated_at     timestamptz NOT NULL,
  -- The ready JSON text.
  doc            text        NOT NULL
);
CREATE INDEX discussions_v1_owners   ON discussions_v1 (owner, updated_at, id);
CREATE INDEX discussions_v1_sessions ON discussions_v1 (owner, session);
CREATE INDEX discussions_v1_coaches  ON discussions_v1 (coach, updated_at, id);

-- Down
DO $$
DECLARE name text;
BEGIN
  FOR name IN SELECT tablename FROM pg_tables
    WHERE schemaname = current_schema() AND tablename ~ '^discussions_(v|shadow)[0-9]+$'
  LOOP
    EXECUTE format('DROP TABLE %I', name);
  END LOOP;
END $$;
DELETE FROM projection_checkpoints WHERE projection = 'discussions';
DELETE FROM parked_streams WHERE projection = 'discussions';
DELETE FROM discarded_events WHERE projection = 'discussions';
DELETE FROM erased_owners WHERE projection = 'discussions';
DELETE FROM projection_versions WHERE projection = 'discussions';
