-- Up to where in the log each policy has acted. Rebuilds of read tables never touch this: what was done is done.
CREATE TABLE policy_checkpoints (
  policy   text   PRIMARY KEY,
  position bigint NOT NULL
);

-- Down
-- Irreplaceable: policy_checkpoints
DROP TABLE policy_checkpoints;
