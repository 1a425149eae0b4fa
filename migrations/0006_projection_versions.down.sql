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
