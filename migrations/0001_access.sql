-- What must be known outside the log: data keys, taken names, password hashes. None of these is a projection.

-- One data key per account, wrapped by MASTER_KEY. A row without a key is the tombstone of an erased account.
CREATE TABLE account_keys (
  account_id uuid PRIMARY KEY,
  wrapped    text,
  erased_at  timestamptz,
  CHECK ((wrapped IS NULL) = (erased_at IS NOT NULL))
);

-- Names that one stream may hold at a time; `key` is a keyed hash, `revision` the event that the claim is for.
CREATE TABLE claims (
  scope    text    NOT NULL,
  key      text    NOT NULL,
  holder   text    NOT NULL,
  owner    text    NOT NULL,
  revision integer NOT NULL,
  state    text    NOT NULL CHECK (state IN ('taken', 'confirmed')),
  PRIMARY KEY (scope, key)
);

-- Argon2id hashes in PHC form, which carries its own parameters.
CREATE TABLE credentials (
  account_id    uuid PRIMARY KEY,
  password_hash text        NOT NULL,
  changed_at    timestamptz NOT NULL DEFAULT now()
);

-- Down
-- Irreplaceable: account_keys, claims, credentials
DROP TABLE credentials;
DROP TABLE claims;
DROP TABLE account_keys;
