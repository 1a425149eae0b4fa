-- By what the one MASTER_KEY of this database is known, under which data keys are wrapped and claims hashed: an HMAC that tells nothing of it.
CREATE TABLE master_key (
  single boolean PRIMARY KEY DEFAULT true CHECK (single),
  proof  text    NOT NULL
);

-- Down
-- Irreplaceable: master_key
DROP TABLE master_key;
