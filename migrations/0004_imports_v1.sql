-- Read model of projection "imports", version 1: a row per import, folded from its stream.
CREATE TABLE imports_v1 (
  id         uuid        PRIMARY KEY,
  owner      uuid        NOT NULL,
  revision   integer     NOT NULL,
  created_at timestamptz NOT NULL,
  -- Ready JSON text of the document.
  doc        text        NOT NULL
);
CREATE INDEX imports_v1_created ON imports_v1 (owner, created_at, id);

-- Down
DROP TABLE imports_v1;
