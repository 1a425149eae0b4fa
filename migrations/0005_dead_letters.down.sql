-- Irreplaceable: discarded_events
DROP TABLE discarded_events;
DROP TABLE dead_letters;
DROP TABLE parked_streams;
