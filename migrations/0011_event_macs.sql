-- Which events of the log count as written by this installation.

-- Events without a mac count up to this log position, where the log ended when a build that writes macs first started.
CREATE TABLE unsigned_events (
  single boolean PRIMARY KEY DEFAULT true CHECK (single),
  up_to  bigint  NOT NULL
);

-- Events in own streams that something else has written. No fold reads them. `type` is what their writer called them.
CREATE TABLE refused_events (
  position bigint      PRIMARY KEY,
  event_id uuid        NOT NULL,
  stream   text        NOT NULL,
  revision bigint      NOT NULL,
  type     text        NOT NULL,
  found_at timestamptz NOT NULL DEFAULT clock_timestamp()
);

-- Down
-- Irreplaceable: unsigned_events
DROP TABLE refused_events;
DROP TABLE unsigned_events;
