-- Irreplaceable: account_keys, claims, credentials
DROP TABLE credentials;
DROP TABLE claims;
DROP TABLE account_keys;
