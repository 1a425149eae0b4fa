-- Irreplaceable: master_key
DROP TABLE master_key;
