-- The last event of each stream as far as a tree head covers it, so that events that were cut off are found. The rows are
-- no read model: what the log has lost since, no rebuild brings back.
CREATE TABLE stream_heads (
  stream   text    PRIMARY KEY,
  -- The account whose history it is, or system.
  owner    text    NOT NULL,
  -- The leaf of the Merkle tree.
  bucket   integer NOT NULL,
  revision integer NOT NULL,
  chain    bytea   NOT NULL,
  position bigint  NOT NULL
);
CREATE INDEX stream_heads_buckets ON stream_heads (bucket);
CREATE INDEX stream_heads_positions ON stream_heads (position);
CREATE INDEX stream_heads_owners ON stream_heads (owner, stream);

-- The hash of each bucket that is not empty.
CREATE TABLE head_buckets (
  bucket integer PRIMARY KEY,
  hash   bytea   NOT NULL
);

-- The signed statements about all heads, as JSON texts.
CREATE TABLE tree_heads (
  number    bigint PRIMARY KEY,
  position  bigint NOT NULL,
  text      text   NOT NULL,
  signature text   NOT NULL
);

-- Down
-- Irreplaceable: stream_heads, head_buckets, tree_heads
DROP TABLE tree_heads;
DROP TABLE head_buckets;
DROP TABLE stream_heads;
