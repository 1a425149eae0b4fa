-- Training units have columns for how they are shared. No release has the table of before, so the table is made anew and
-- filled from the log, instead of beside a second version.
DELETE FROM projection_checkpoints WHERE projection = 'units';
DELETE FROM parked_streams WHERE projection = 'units';
DELETE FROM erased_owners WHERE projection = 'units';
DROP TABLE units_v1;
CREATE TABLE units_v1 (
  id           uuid    PRIMARY KEY,
  owner        uuid    NOT NULL,
  revision     integer NOT NULL,
  deleted      boolean NOT NULL,
  -- private, shared or public; null after the deletion.
  sharing      text,
  -- The accounts with a grant, and those of them that may write.
  readers      uuid[]  NOT NULL,
  writers      uuid[]  NOT NULL,
  is_archived  boolean,
  created_at   timestamptz,
  updated_at   timestamptz,
  -- Folded so that names sort alike on every machine.
  sort_name    text COLLATE "C",
  -- The name in lower case.
  search_text  text,
  -- The exercises that it refers to, alternatives included.
  exercise_ids uuid[]  NOT NULL,
  -- Ready JSON texts: the list's item and the whole document, as the owner sees them.
  summary      text,
  doc          text,
  CHECK (deleted = (doc IS NULL)),
  CHECK (deleted = (sharing IS NULL))
);
CREATE INDEX units_v1_named   ON units_v1 (owner, sort_name, id)  WHERE NOT deleted;
CREATE INDEX units_v1_created ON units_v1 (owner, created_at, id) WHERE NOT deleted;
CREATE INDEX units_v1_updated ON units_v1 (owner, updated_at, id) WHERE NOT deleted;
-- The units that an account has a grant for, and those that every account may read.
CREATE INDEX units_v1_readers ON units_v1 USING gin (readers) WHERE sharing <> 'private';
CREATE INDEX units_v1_public_named   ON units_v1 (sort_name, id)  WHERE sharing = 'public';
CREATE INDEX units_v1_public_created ON units_v1 (created_at, id) WHERE sharing = 'public';
CREATE INDEX units_v1_public_updated ON units_v1 (updated_at, id) WHERE sharing = 'public';
CREATE INDEX units_v1_public_searched ON units_v1 USING gin (search_text gin_trgm_ops) WHERE sharing = 'public';

-- Down
DROP TABLE units_v1;
CREATE TABLE units_v1 (
  id           uuid    PRIMARY KEY,
  owner        uuid    NOT NULL,
  revision     integer NOT NULL,
  deleted      boolean NOT NULL,
  is_archived  boolean,
  created_at   timestamptz,
  updated_at   timestamptz,
  sort_name    text COLLATE "C",
  search_text  text,
  exercise_ids uuid[]  NOT NULL,
  summary      text,
  doc          text,
  CHECK (deleted = (doc IS NULL))
);
CREATE INDEX units_v1_named   ON units_v1 (owner, sort_name, id)  WHERE NOT deleted;
CREATE INDEX units_v1_created ON units_v1 (owner, created_at, id) WHERE NOT deleted;
CREATE INDEX units_v1_updated ON units_v1 (owner, updated_at, id) WHERE NOT deleted;
DELETE FROM projection_checkpoints WHERE projection = 'units';
DELETE FROM parked_streams WHERE projection = 'units';
DELETE FROM erased_owners WHERE projection = 'units';
