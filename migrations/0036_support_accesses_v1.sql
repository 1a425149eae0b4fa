-- Read model of projection "support", version 1: a row for each support access. It belongs to the athlete.
CREATE TABLE support_accesses_v1 (
  id         uuid        PRIMARY KEY,
  owner      uuid        NOT NULL,
  revision   integer     NOT NULL,
  superuser  uuid,
  expires_at timestamptz,
  -- When a side has ended it before its time.
  ended_at   timestamptz,
  created_at timestamptz,
  -- The ready JSON text.
  doc        text
);
CREATE INDEX support_accesses_v1_created ON support_accesses_v1 (owner, created_at, id) WHERE doc IS NOT NULL;
CREATE INDEX support_accesses_v1_superusers ON support_accesses_v1 (superuser, created_at, id) WHERE doc IS NOT NULL;

-- Down
DO $$
DECLARE name text;
BEGIN
  FOR name IN SELECT tablename FROM pg_tables
    WHERE schemaname = current_schema() AND tablename ~ '^support_accesses_(v|shadow)[0-9]+$'
  LOOP
    EXECUTE format('DROP TABLE %I', name);
  END LOOP;
END $$;
DELETE FROM projection_checkpoints WHERE projection = 'support';
DELETE FROM parked_streams WHERE projection = 'support';
DELETE FROM discarded_events WHERE projection = 'support';
DELETE FROM erased_owners WHERE projection = 'support';
DELETE FROM projection_versions WHERE projection = 'support';
