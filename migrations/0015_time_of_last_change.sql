-- The time of the last change of sessions, accounts and imports, in every version of their read models.
-- Postgres derives it from the stored document, so builds that do not know the column fill it as well. It is cut out of
-- the text, because a cast to JSON refuses U+0000. No other member can look like it: JSON escapes quotation marks.
DO $$
DECLARE
  read_model record;
  version record;
BEGIN
  FOR read_model IN SELECT * FROM (VALUES
    ('session_documents', 'summary', 'owner, ', 'NOT deleted'),
    ('accounts',          'doc',     '',        'doc IS NOT NULL'),
    ('imports',           'doc',     'owner, ', 'true'),
    ('exercises',         null,      'holder, ', 'doc IS NOT NULL')
  ) AS listed (name, document, first_columns, condition)
  LOOP
    FOR version IN
      SELECT tablename AS name FROM pg_tables
      WHERE schemaname = current_schema() AND tablename ~ ('^' || read_model.name || '_(v|shadow)[0-9]+$')
    LOOP
      IF read_model.document IS NOT NULL THEN
        EXECUTE format(
          'ALTER TABLE %I ADD COLUMN updated_at text COLLATE "C" GENERATED ALWAYS AS
            (nullif(left(split_part(%I, ''"updatedAt":"'', 2), 27), '''')) STORED',
          version.name, read_model.document);
      END IF;
      EXECUTE format('CREATE INDEX %I ON %I (%s updated_at, id) WHERE %s',
        version.name || '_updated', version.name, read_model.first_columns, read_model.condition);
    END LOOP;
  END LOOP;
END $$;

-- Down
DO $$
DECLARE
  version record;
BEGIN
  FOR version IN
    SELECT tablename AS name, tablename ~ '^exercises_' AS keeps_column FROM pg_tables
    WHERE schemaname = current_schema() AND tablename ~ '^(session_documents|accounts|imports|exercises)_(v|shadow)[0-9]+$'
  LOOP
    -- A version that was created later has its index under another name.
    IF version.keeps_column THEN
      EXECUTE (
        SELECT coalesce(string_agg(format('DROP INDEX %I;', indexname), ' '), 'SELECT 1')
        FROM pg_indexes WHERE schemaname = current_schema() AND tablename = version.name AND indexdef LIKE '%(holder, updated_at, id)%');
    ELSE
      EXECUTE format('ALTER TABLE %I DROP COLUMN updated_at', version.name);
    END IF;
  END LOOP;
END $$;
