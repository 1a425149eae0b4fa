-- Read model of projection "sessions", version 1: a row per training session, folded from its stream.
-- A deleted session leaves its id, so that what comes late finds it deleted.
CREATE TABLE session_documents_v1 (
  id          uuid    PRIMARY KEY,
  owner       uuid    NOT NULL,
  revision    integer NOT NULL,
  deleted     boolean NOT NULL,
  status      text,
  started_at  timestamptz,
  -- The day it started on where the athlete was.
  local_day   date,
  created_at  timestamptz,
  -- Folded so that names sort alike on every machine.
  sort_name   text COLLATE "C",
  -- Names of the session and its exercises in lower case, one a line.
  search_text text,
  -- Ready JSON texts: the list's item and the whole document.
  summary     text,
  doc         text,
  CHECK (deleted = (doc IS NULL))
);
CREATE INDEX session_documents_v1_started ON session_documents_v1 (owner, started_at, id) WHERE NOT deleted;
CREATE INDEX session_documents_v1_named   ON session_documents_v1 (owner, sort_name, id)  WHERE NOT deleted;
CREATE INDEX session_documents_v1_created ON session_documents_v1 (owner, created_at, id) WHERE NOT deleted;

-- Down
DROP TABLE session_documents_v1;
