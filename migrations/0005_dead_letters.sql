-- What projections could not take in. Texts are sealed as in the log; reasons name errors and never quote what people typed.

-- A stream that a projection has parked: its first waiting event could not be applied.
CREATE TABLE parked_streams (
  id         bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  projection text        NOT NULL,
  version    integer     NOT NULL,
  stream     text        NOT NULL,
  owner      text        NOT NULL,
  -- The log position of the first waiting event: whoever needs to see it, or what is behind it, can't be answered.
  position   bigint      NOT NULL,
  reason     text        NOT NULL,
  -- Where it happened in the code, without the error's own words.
  stack      text        NOT NULL,
  parked_at  timestamptz NOT NULL DEFAULT clock_timestamp(),
  tried_at   timestamptz NOT NULL DEFAULT clock_timestamp(),
  tries      integer     NOT NULL DEFAULT 1,
  UNIQUE (projection, version, stream)
);
CREATE INDEX parked_streams_owner ON parked_streams (projection, version, owner, position);

-- The events of parked streams that wait, in their order; `event` is the sealed event as JSON.
CREATE TABLE dead_letters (
  parked   bigint  NOT NULL REFERENCES parked_streams ON DELETE CASCADE,
  revision integer NOT NULL,
  event_id uuid    NOT NULL,
  position bigint  NOT NULL,
  event    text    NOT NULL,
  PRIMARY KEY (parked, revision)
);

-- Events that a projection skips from now on, in every version and every rebuild.
CREATE TABLE discarded_events (
  projection   text        NOT NULL,
  event_id     uuid        NOT NULL,
  stream       text        NOT NULL,
  revision     integer     NOT NULL,
  position     bigint      NOT NULL,
  reason       text        NOT NULL,
  discarded_by text        NOT NULL,
  discarded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (projection, event_id)
);
CREATE INDEX discarded_events_stream ON discarded_events (projection, stream);

-- Down
-- Irreplaceable: discarded_events
DROP TABLE discarded_events;
DROP TABLE dead_letters;
DROP TABLE parked_streams;
