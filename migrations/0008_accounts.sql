-- What auth keeps besides the log, the read model of accounts, and what read models know of erased ones.

-- Several passwords of one account may be kept for a moment: the log says which of them counts.
ALTER TABLE credentials ADD COLUMN credential_id uuid;
UPDATE credentials SET credential_id = account_id;
ALTER TABLE credentials ALTER COLUMN credential_id SET NOT NULL;
ALTER TABLE credentials DROP CONSTRAINT credentials_pkey;
ALTER TABLE credentials ADD PRIMARY KEY (account_id, credential_id);

-- A sign-in on one device. All of it is over once its account's generation has risen, or it was ended by itself.
CREATE TABLE token_families (
  id         uuid        PRIMARY KEY,
  account_id uuid        NOT NULL,
  generation integer     NOT NULL,
  user_agent text,
  created_at timestamptz NOT NULL DEFAULT now(),
  -- The pair of tokens that stands.
  access_id  uuid,
  refresh_id uuid,
  issued_at  timestamptz,
  expires_at timestamptz NOT NULL,
  ended_at   timestamptz
);
CREATE INDEX token_families_account ON token_families (account_id);
CREATE INDEX token_families_expiry  ON token_families (expires_at);

-- Every token that could still be shown, by its `jti`.
CREATE TABLE issued_tokens (
  id         uuid        PRIMARY KEY,
  family     uuid        NOT NULL REFERENCES token_families ON DELETE CASCADE,
  kind       text        NOT NULL CHECK (kind IN ('access', 'refresh')),
  expires_at timestamptz NOT NULL,
  -- A refresh token is good once.
  spent_at   timestamptz
);
CREATE INDEX issued_tokens_family ON issued_tokens (family);

-- Tokens for forgotten passwords, as SHA-256.
CREATE TABLE password_resets (
  account_id uuid        PRIMARY KEY,
  token_hash text        NOT NULL UNIQUE,
  expires_at timestamptz NOT NULL,
  taken      boolean     NOT NULL DEFAULT false
);

-- Owners whose erasure a version of a read model has taken in: it has no rows of theirs, and takes in nothing of theirs any more.
CREATE TABLE erased_owners (
  projection text    NOT NULL,
  version    integer NOT NULL,
  owner      uuid    NOT NULL,
  PRIMARY KEY (projection, version, owner)
);

-- Read model of projection "accounts", version 1: a row per account, folded from its stream; `doc` is null before its registration.
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE TABLE accounts_v1 (
  id          uuid        PRIMARY KEY,
  owner       uuid        NOT NULL,
  revision    integer     NOT NULL,
  is_active   boolean,
  created_at  timestamptz,
  -- Folded so that they sort alike on every machine.
  sort_name   text COLLATE "C",
  sort_email  text COLLATE "C",
  -- Name and address in lower case, one a line.
  search_text text,
  -- Ready JSON text of the document.
  doc         text
);
CREATE INDEX accounts_v1_named    ON accounts_v1 (sort_name, id)  WHERE doc IS NOT NULL;
CREATE INDEX accounts_v1_email    ON accounts_v1 (sort_email, id) WHERE doc IS NOT NULL;
CREATE INDEX accounts_v1_created  ON accounts_v1 (created_at, id) WHERE doc IS NOT NULL;
CREATE INDEX accounts_v1_searched ON accounts_v1 USING gin (search_text gin_trgm_ops);

-- Down
-- Irreplaceable: credentials, token_families
DELETE FROM projection_checkpoints WHERE projection = 'accounts';
DELETE FROM parked_streams WHERE projection = 'accounts';
DELETE FROM projection_versions WHERE projection = 'accounts';
DO $$
DECLARE name text;
BEGIN
  FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = current_schema() AND tablename ~ '^accounts_(v|shadow)[0-9]+$' LOOP
    EXECUTE format('DROP TABLE %I', name);
  END LOOP;
END $$;
DROP TABLE erased_owners, password_resets, issued_tokens, token_families;
-- Which of several passwords counts only the log can tell: one that was changed has to be reset.
DELETE FROM credentials WHERE credential_id <> account_id;
ALTER TABLE credentials DROP CONSTRAINT credentials_pkey;
ALTER TABLE credentials DROP COLUMN credential_id;
ALTER TABLE credentials ADD PRIMARY KEY (account_id);
