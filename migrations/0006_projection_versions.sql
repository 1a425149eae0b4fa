-- Which versions of the read models there are. A version's tables carry its number; the code that fills and reads them goes by
-- `shape`. The version that is `live` answers queries, a `standby` is fed as well. One that is `building` is fed by its rebuild
-- alone, then, `joining`, by all; a `shadow` belongs to a verification. A `dropped` one stays here, so that its number never means anything else.
CREATE TABLE projection_versions (
  projection text        NOT NULL,
  version    integer     NOT NULL,
  shape      integer     NOT NULL,
  state      text        NOT NULL CHECK (state IN ('building', 'joining', 'standby', 'live', 'dropped', 'shadow')),
  -- Its checkpoints stay where they are.
  paused     boolean     NOT NULL DEFAULT false,
  changed_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (projection, version)
);
CREATE UNIQUE INDEX projection_versions_live ON projection_versions (projection) WHERE state = 'live';
INSERT INTO projection_versions (projection, version, shape, state) VALUES ('sessions', 1, 1, 'live'), ('imports', 1, 1, 'live');

-- Down
-- Goes back to the first versions; where one was dropped, an empty one takes its place and is filled from the log.
DO $$
DECLARE
  kept record;
BEGIN
  FOR kept IN SELECT * FROM (VALUES ('sessions', 'session_documents'), ('imports', 'imports')) AS t (projection, base) LOOP
    EXECUTE (
      SELECT format('CREATE TABLE IF NOT EXISTS %I (LIKE %I INCLUDING ALL)', kept.base || '_v1', kept.base || '_v' || version)
      FROM projection_versions WHERE projection = kept.projection AND state = 'live'
    );
    EXECUTE (
      SELECT coalesce(string_agg(format('DROP TABLE IF EXISTS %I', kept.base || CASE
        WHEN version < 0 THEN '_shadow' || -version ELSE '_v' || version END), '; '), 'SELECT')
      FROM projection_versions WHERE projection = kept.projection AND version <> 1
    );
  END LOOP;
END $$;
DELETE FROM projection_checkpoints WHERE version <> 1;
DROP TABLE projection_versions;
