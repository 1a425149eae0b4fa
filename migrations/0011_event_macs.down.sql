-- Irreplaceable: unsigned_events
DROP TABLE refused_events;
DROP TABLE unsigned_events;
