-- Read model of projection "audit", version 1: where the events of each account are in the log. It has no texts and no sentences:
-- the audit reads those from the log.
CREATE TABLE audit_events_v1 (
  -- The name of the stream, a slash and the revision.
  id          text COLLATE "C" PRIMARY KEY,
  owner       uuid        NOT NULL,
  position    bigint      NOT NULL,
  -- The category of the stream, and the id of what it is about.
  kind        text        NOT NULL,
  item        uuid        NOT NULL,
  revision    integer     NOT NULL,
  type        text        NOT NULL,
  occurred_at timestamptz NOT NULL,
  recorded_at timestamptz NOT NULL,
  -- The id of an account, or a word such as system.
  actor       text        NOT NULL,
  via         text        NOT NULL,
  -- Whether it has changed a session that had ended.
  correction  boolean     NOT NULL,
  -- The exercise that the event names, and the entry of a session or a unit that it is about.
  exercise_id uuid,
  entry_id    uuid
);
CREATE INDEX audit_events_v1_position  ON audit_events_v1 (owner, position);
-- The streams of an account, for an export.
CREATE INDEX audit_events_v1_first     ON audit_events_v1 (owner, position) WHERE revision = 0;
CREATE INDEX audit_events_v1_exercises ON audit_events_v1 (owner, exercise_id) WHERE exercise_id IS NOT NULL;

-- Down
DO $$
DECLARE name text;
BEGIN
  FOR name IN SELECT tablename FROM pg_tables
    WHERE schemaname = current_schema() AND tablename ~ '^audit_events_(v|shadow)[0-9]+$'
  LOOP
    EXECUTE format('DROP TABLE %I', name);
  END LOOP;
END $$;
DELETE FROM projection_checkpoints WHERE projection = 'audit';
DELETE FROM parked_streams WHERE projection = 'audit';
DELETE FROM discarded_events WHERE projection = 'audit';
DELETE FROM erased_owners WHERE projection = 'audit';
DELETE FROM projection_versions WHERE projection = 'audit';
