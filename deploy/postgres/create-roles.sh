#!/usr/bin/env bash
# Creates the roles and the database of IronTrack in a new Postgres: the image of Postgres runs it at its first start.
# Elsewhere run it once as the superuser, with the connection in PG… variables of psql.
# Passwords are files, so that no list of processes shows them.
set -euo pipefail
secrets=${SECRETS_FOLDER:-/run/secrets}
sql=${SQL_FOLDER:-/etc/postgresql}
# With primary.conf a commit waits for the standby, which starts after this script.
export PGOPTIONS='-c synchronous_commit=local'

psql --no-psqlrc --quiet --set=ON_ERROR_STOP=1 --username="${POSTGRES_USER:-postgres}" --dbname=postgres <<SQL
\set application \`cat $secrets/postgres-password\`
\set pgbouncer \`cat $secrets/pgbouncer-password\`
\set replication \`cat $secrets/replication-password\`
-- Owns its database, and is no superuser. With the other two rights, an erasure removes deleted data from the files.
CREATE ROLE irontrack LOGIN PASSWORD :'application';
GRANT pg_checkpoint, pg_monitor TO irontrack;
ALTER ROLE irontrack SET statement_timeout = '30s';
ALTER ROLE irontrack SET idle_in_transaction_session_timeout = '10s';
CREATE ROLE pgbouncer LOGIN PASSWORD :'pgbouncer';
-- For a standby, which deploy/postgres/start-standby.sh starts.
CREATE ROLE replication LOGIN REPLICATION PASSWORD :'replication';
CREATE DATABASE irontrack OWNER irontrack;
\connect irontrack
GRANT EXECUTE ON FUNCTION pg_switch_wal() TO irontrack;
\i $sql/pgbouncer-role.sql
-- The superuser signs in over the socket of the container only.
ALTER ROLE CURRENT_USER PASSWORD NULL;
SQL
# Lets the standby connect: the rule for all databases does not include replication.
if [ -n "${PGDATA:-}" ]; then echo 'host replication replication all scram-sha-256' >> "$PGDATA/pg_hba.conf"; fi
