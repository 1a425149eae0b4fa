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
