DROP TABLE credentials;
DROP TABLE claims;
DROP TABLE account_keys;
