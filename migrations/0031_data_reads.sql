-- Who has read which data of an athlete. Only the code of the access log uses this table; it is no projection.
-- One row is for all reads of the same thing by the same reader within an hour.
CREATE TABLE data_reads (
  -- A hash of the columns up to item and of the hour.
  id        uuid        PRIMARY KEY,
  -- The athlete.
  owner     uuid        NOT NULL,
  -- The account that has read; null for an operator at the command line.
  reader    uuid,
  -- self, coach, support or operator.
  capacity  text        NOT NULL,
  via       text        NOT NULL,
  -- The auth session or the personal access token of the reader.
  session   uuid,
  -- The id of the operation of the API.
  operation text        NOT NULL,
  -- What was read; null for a list, or for all that the athlete has.
  kind      text,
  item      uuid,
  first_at  timestamptz NOT NULL,
  last_at   timestamptz NOT NULL,
  reads     integer     NOT NULL
);
-- No index has a column that changes with another read, so that Postgres need not change an index then.
CREATE INDEX data_reads_first ON data_reads (owner, first_at, id);

-- Down
-- Irreplaceable: data_reads
DROP TABLE data_reads;
