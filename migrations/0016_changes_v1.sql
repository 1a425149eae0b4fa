-- Read model of projection "changes", version 1: a row per stream, with the position of its last event. The change feed reads it.
CREATE TABLE changes_v1 (
  -- The name of the stream, because a session and an exercise may have the same id.
  id       text    PRIMARY KEY,
  -- Null for what belongs to no account.
  owner    uuid,
  -- The category of the stream, such as `session`, and the id of what it is about.
  kind     text    NOT NULL,
  item     text    NOT NULL,
  position bigint  NOT NULL,
  -- Whether its last document has been deleted.
  deleted  boolean NOT NULL
);
CREATE INDEX changes_v1_latest ON changes_v1 (owner, position);

-- Down
DO $$
DECLARE name text;
BEGIN
  FOR name IN SELECT tablename FROM pg_tables
    WHERE schemaname = current_schema() AND tablename ~ '^changes_(v|shadow)[0-9]+$'
  LOOP
    EXECUTE format('DROP TABLE %I', name);
  END LOOP;
END $$;
DELETE FROM projection_checkpoints WHERE projection = 'changes';
DELETE FROM parked_streams WHERE projection = 'changes';
DELETE FROM discarded_events WHERE projection = 'changes';
DELETE FROM erased_owners WHERE projection = 'changes';
DELETE FROM projection_versions WHERE projection = 'changes';
