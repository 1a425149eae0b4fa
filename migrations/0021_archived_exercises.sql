-- Whether an exercise is archived, in every version of the read model of exercises.
-- Postgres derives it from the stored document, so builds that do not know the column fill it as well. A document has the
-- member only while the exercise is archived. No typed text can look like it: JSON escapes quotation marks.
DO $$
DECLARE
  version record;
BEGIN
  FOR version IN
    SELECT tablename AS name FROM pg_tables
    WHERE schemaname = current_schema() AND tablename ~ '^exercises_(v|shadow)[0-9]+$'
  LOOP
    EXECUTE format(
      'ALTER TABLE %I ADD COLUMN is_archived boolean GENERATED ALWAYS AS
        (strpos(doc, ''"archivedAt":"'') > 0) STORED',
      version.name);
  END LOOP;
END $$;

-- Down
DO $$
DECLARE
  version record;
BEGIN
  FOR version IN
    SELECT tablename AS name FROM pg_tables
    WHERE schemaname = current_schema() AND tablename ~ '^exercises_(v|shadow)[0-9]+$'
  LOOP
    EXECUTE format('ALTER TABLE %I DROP COLUMN is_archived', version.name);
  END LOOP;
END $$;
