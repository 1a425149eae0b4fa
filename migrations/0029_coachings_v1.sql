-- Read model of projection "coachings", version 1: a row for each coaching relationship. It belongs to the athlete.
CREATE TABLE coachings_v1 (
  id         uuid        PRIMARY KEY,
  owner      uuid        NOT NULL,
  revision   integer     NOT NULL,
  -- The account on the other side; null when an invited address had none.
  coach      uuid,
  -- Whether the coach may know of it: invitations, and what was accepted.
  is_seen    boolean     NOT NULL,
  -- pending, active, declined or ended; null for a stream that only has a lapsed claim.
  status     text,
  scope      text[]      NOT NULL,
  expires_at timestamptz,
  created_at timestamptz,
  -- The ready JSON text.
  doc        text
);
CREATE INDEX coachings_v1_created ON coachings_v1 (owner, created_at, id) WHERE doc IS NOT NULL;
CREATE INDEX coachings_v1_coaches ON coachings_v1 (coach, created_at, id) WHERE coach IS NOT NULL;
CREATE INDEX coachings_v1_listed  ON coachings_v1 (created_at, id) WHERE doc IS NOT NULL;
-- What a coach may read of an athlete.
CREATE INDEX coachings_v1_rights  ON coachings_v1 (owner, coach) WHERE status = 'active';

-- Down
DO $$
DECLARE name text;
BEGIN
  FOR name IN SELECT tablename FROM pg_tables
    WHERE schemaname = current_schema() AND tablename ~ '^coachings_(v|shadow)[0-9]+$'
  LOOP
    EXECUTE format('DROP TABLE %I', name);
  END LOOP;
END $$;
DELETE FROM projection_checkpoints WHERE projection = 'coachings';
DELETE FROM parked_streams WHERE projection = 'coachings';
DELETE FROM discarded_events WHERE projection = 'coachings';
DELETE FROM erased_owners WHERE projection = 'coachings';
DELETE FROM projection_versions WHERE projection = 'coachings';
