-- The root key of this installation, from which all its other keys are derived, wrapped by MASTER_KEY. Each row is wrapped by
-- another MASTER_KEY, which `proof` identifies: an HMAC that tells nothing of it. All rows contain the same key.
-- From now on the row of `master_key` identifies the root key. For older databases that is the first MASTER_KEY.
CREATE TABLE root_keys (
  proof   text PRIMARY KEY,
  wrapped text NOT NULL
);

-- Down
-- Irreplaceable: root_keys
DROP TABLE root_keys;
