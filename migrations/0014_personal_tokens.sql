-- Personal access tokens, which programs use instead of cookies. Only access code uses this table; it is no projection.
CREATE TABLE personal_tokens (
  id           uuid        PRIMARY KEY,
  account_id   uuid        NOT NULL,
  -- As in `token_families`: a token of an older generation than the account's is invalid.
  generation   integer     NOT NULL,
  name         text        NOT NULL,
  scopes       text[]      NOT NULL,
  -- The SHA-256 of the token.
  token_hash   text        NOT NULL UNIQUE,
  created_at   timestamptz NOT NULL DEFAULT now(),
  expires_at   timestamptz NOT NULL,
  last_used_at timestamptz,
  revoked_at   timestamptz
);
CREATE INDEX personal_tokens_account ON personal_tokens (account_id);
CREATE INDEX personal_tokens_expiry  ON personal_tokens (expires_at);

-- Down
-- Irreplaceable: personal_tokens
DROP TABLE personal_tokens;
