-- Apps of others, and what accounts allow them (OAuth). Only access code uses these tables; they are no projections.

-- The apps that have registered themselves. One that nobody uses expires.
CREATE TABLE oauth_clients (
  id         text        PRIMARY KEY,
  metadata   jsonb       NOT NULL,
  -- Whether an account has allowed the app something.
  is_used    boolean     NOT NULL DEFAULT false,
  created_at timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz NOT NULL
);
CREATE INDEX oauth_clients_expiry ON oauth_clients (expires_at);
CREATE INDEX oauth_clients_unused ON oauth_clients (created_at) WHERE NOT is_used;

-- What an account allows an app. Ended ones are kept, because events name them.
CREATE TABLE app_grants (
  id           uuid        PRIMARY KEY,
  account_id   uuid        NOT NULL,
  -- As in `token_families`: a grant of an older generation than the account's is invalid.
  generation   integer     NOT NULL,
  client_id    text        NOT NULL,
  app_name     text        NOT NULL,
  -- The API for which the tokens of the grant are.
  resource     text        NOT NULL,
  scopes       text[]      NOT NULL,
  created_at   timestamptz NOT NULL DEFAULT now(),
  expires_at   timestamptz NOT NULL,
  last_used_at timestamptz,
  ended_at     timestamptz
);
CREATE INDEX app_grants_account ON app_grants (account_id);

-- Authorization codes, access tokens and refresh tokens of grants.
CREATE TABLE oauth_tokens (
  -- The SHA-256 of the token.
  hash        text        PRIMARY KEY,
  kind        text        NOT NULL CHECK (kind IN ('AuthorizationCode', 'AccessToken', 'RefreshToken')),
  grant_id    uuid        NOT NULL REFERENCES app_grants ON DELETE CASCADE,
  contents    jsonb       NOT NULL,
  expires_at  timestamptz NOT NULL,
  consumed_at timestamptz
);
CREATE INDEX oauth_tokens_grant  ON oauth_tokens (grant_id);
CREATE INDEX oauth_tokens_expiry ON oauth_tokens (expires_at);

-- Down
-- Irreplaceable: oauth_clients, app_grants, oauth_tokens
DROP TABLE oauth_tokens, app_grants, oauth_clients;
