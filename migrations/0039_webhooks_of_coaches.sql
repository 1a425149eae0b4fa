-- A delivery may be about a thing of an athlete whom the account coaches.
ALTER TABLE webhook_deliveries ADD COLUMN athlete_id uuid;
CREATE INDEX webhook_deliveries_athletes ON webhook_deliveries (athlete_id, account_id) WHERE athlete_id IS NOT NULL;

-- Down
DELETE FROM webhook_deliveries WHERE athlete_id IS NOT NULL;
UPDATE webhooks SET event_types = ARRAY(
  SELECT each FROM unnest(event_types) WITH ORDINALITY AS t (each, place) WHERE each NOT LIKE 'athlete.%' ORDER BY place);
DROP INDEX webhook_deliveries_athletes;
ALTER TABLE webhook_deliveries DROP COLUMN athlete_id;
