-- What a claim is about: a keyed hash, null for a name. Claims of some scopes about the same thing exclude each other.
ALTER TABLE claims ADD COLUMN subject text;
CREATE INDEX claims_about ON claims (scope, subject) WHERE subject IS NOT NULL;

-- Down
DROP INDEX claims_about;
ALTER TABLE claims DROP COLUMN subject;
