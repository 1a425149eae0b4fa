-- How events find their way from the log into the read tables. No row here says anything that the log does not.

-- The one layout of lanes in force. Another number of lanes is another layout.
CREATE TABLE lane_layout (
  single boolean PRIMARY KEY DEFAULT true CHECK (single),
  layout integer NOT NULL CHECK (layout > 0),
  lanes  integer NOT NULL CHECK (lanes BETWEEN 1 AND 256)
);

-- Up to where a projection has taken in a lane's events. `event_id` is the log's newest event at or before it, at
-- `event_position` and the first one behind `event_after`: by these a restored or swapped log is told from the right one.
CREATE TABLE projection_checkpoints (
  projection     text        NOT NULL,
  version        integer     NOT NULL,
  layout         integer     NOT NULL,
  lane           integer     NOT NULL,
  position       bigint      NOT NULL DEFAULT 0,
  event_id       uuid,
  event_position bigint,
  event_after    bigint,
  moved_at       timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (projection, version, layout, lane)
) WITH (fillfactor = 50);

-- Which process dispatches for a set of projections, until when by this database's clock. `epoch` counts the holders.
CREATE TABLE dispatcher_leases (
  name       text        PRIMARY KEY,
  holder     uuid        NOT NULL,
  epoch      bigint      NOT NULL,
  expires_at timestamptz NOT NULL
);

-- Down
DROP TABLE dispatcher_leases;
DROP TABLE projection_checkpoints;
DROP TABLE lane_layout;
