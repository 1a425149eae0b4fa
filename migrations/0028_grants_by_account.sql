-- Finds the grants of an account that is erased, also those on private things. Most rows have no grants and are left out.
CREATE INDEX units_v1_granted ON units_v1 USING gin (readers) WHERE readers <> '{}';
CREATE INDEX plans_v1_granted ON plans_v1 USING gin (readers) WHERE readers <> '{}';

-- Down
DROP INDEX IF EXISTS units_v1_granted;
DROP INDEX IF EXISTS plans_v1_granted;
