-- Irreplaceable: root_keys
DROP TABLE root_keys;
