-- What each account has of things whose number is limited: one row for each thing, and their numbers.
CREATE TABLE quota_items (
  owner uuid NOT NULL,
  kind  text NOT NULL,
  id    uuid NOT NULL,
  PRIMARY KEY (owner, kind, id)
);
CREATE TABLE quota_usage (
  owner uuid    NOT NULL,
  kind  text    NOT NULL,
  used  integer NOT NULL CHECK (used >= 0),
  PRIMARY KEY (owner, kind)
);

-- What exists already is counted from the read models. An event that they do not contain yet is not counted.
DO $$
DECLARE
  model record;
  name  text;
BEGIN
  FOR model IN SELECT * FROM (VALUES
    ('sessions', 'session_documents', 'NOT deleted'),
    ('imports', 'imports', 'doc::json ->> ''status'' <> ''undone'''),
    ('exercises', 'exercises', 'doc IS NOT NULL AND owner IS NOT NULL')
  ) AS models (kind, table_name, condition)
  LOOP
    FOR name IN SELECT tablename FROM pg_tables
      WHERE schemaname = current_schema() AND tablename ~ ('^' || model.table_name || '_v[0-9]+$')
    LOOP
      EXECUTE format('INSERT INTO quota_items SELECT owner, %L, id FROM %I WHERE %s ON CONFLICT DO NOTHING',
        model.kind, name, model.condition);
    END LOOP;
  END LOOP;
END $$;
INSERT INTO quota_usage SELECT owner, kind, count(*) FROM quota_items GROUP BY owner, kind;

-- Down
DROP TABLE quota_usage;
DROP TABLE quota_items;
