-- Webhooks, and what is sent to them. Only webhook code uses these tables; they are no projections.
CREATE TABLE webhooks (
  id                    uuid        PRIMARY KEY,
  account_id            uuid        NOT NULL,
  url                   text        NOT NULL,
  description           text,
  event_types           text[]      NOT NULL,
  enabled               boolean     NOT NULL DEFAULT true,
  -- Whether the account is deactivated.
  suspended             boolean     NOT NULL DEFAULT false,
  -- The webhook is told of events after this log position.
  after_position        bigint      NOT NULL,
  -- Secrets are encrypted with a key derived from the root key.
  secret                text        NOT NULL,
  previous_secret       text,
  previous_secret_until timestamptz,
  created_at            timestamptz NOT NULL DEFAULT now(),
  updated_at            timestamptz NOT NULL DEFAULT now(),
  failing_since         timestamptz,
  disabled_at           timestamptz,
  disabled_reason       text
);
CREATE INDEX webhooks_account ON webhooks (account_id);
CREATE INDEX webhooks_enabled ON webhooks (after_position) WHERE enabled;

CREATE SEQUENCE webhook_places;
CREATE TABLE webhook_deliveries (
  id              uuid        PRIMARY KEY,
  webhook_id      uuid        NOT NULL REFERENCES webhooks ON DELETE CASCADE,
  account_id      uuid        NOT NULL,
  type            text        NOT NULL,
  -- The name of the stream that the delivery is about. Deliveries of a webhook about one stream are sent in order of `place`.
  stream          text        NOT NULL,
  place           bigint      NOT NULL DEFAULT nextval('webhook_places'),
  revision        integer,
  position        bigint,
  recorded_at     timestamptz NOT NULL,
  status          text        NOT NULL DEFAULT 'pending',
  attempts        integer     NOT NULL DEFAULT 0,
  -- Failed attempts since the delivery was added or replayed.
  failures        integer     NOT NULL DEFAULT 0,
  -- Null while an earlier delivery about the stream has not ended, and after the end.
  next_attempt_at timestamptz,
  -- The attempt that is being made, and when its process counts as dead.
  attempt_id      uuid,
  attempt_until   timestamptz,
  last_attempt_at timestamptz,
  last_status     integer,
  last_error      text,
  last_ms         integer,
  created_at      timestamptz NOT NULL DEFAULT now(),
  ended_at        timestamptz
);
CREATE INDEX webhook_deliveries_place  ON webhook_deliveries (webhook_id, place);
CREATE INDEX webhook_deliveries_stream ON webhook_deliveries (webhook_id, stream, place) WHERE ended_at IS NULL;
CREATE INDEX webhook_deliveries_due    ON webhook_deliveries (webhook_id, next_attempt_at) WHERE next_attempt_at IS NOT NULL;
CREATE INDEX webhook_deliveries_sent   ON webhook_deliveries (account_id) WHERE attempt_until IS NOT NULL;
CREATE INDEX webhook_deliveries_open   ON webhook_deliveries (created_at) WHERE ended_at IS NULL;
CREATE INDEX webhook_deliveries_ended  ON webhook_deliveries (ended_at) WHERE ended_at IS NOT NULL;

-- Down
-- Irreplaceable: webhooks, webhook_deliveries
DROP TABLE webhook_deliveries;
DROP SEQUENCE webhook_places;
DROP TABLE webhooks;
DELETE FROM policy_checkpoints WHERE policy = 'tell-webhooks';
