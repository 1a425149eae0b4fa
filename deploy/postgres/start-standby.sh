#!/usr/bin/env bash
# The standby: copies the primary into an empty data folder, then follows it. After a failover the former primary becomes the
# standby by this script too: empty its volume first.
set -euo pipefail
primary=${PRIMARY_HOST:-postgres}
password=$(cat "${SECRETS_FOLDER:-/run/secrets}/replication-password")
connection="host=$primary user=replication password=$password application_name=standby"

if [ ! -s "$PGDATA/PG_VERSION" ]; then
  install --directory --owner=postgres --group=postgres --mode=0700 "$PGDATA"
  # The slot keeps what the standby has not read yet. One that exists already is from an earlier standby.
  gosu postgres pg_receivewal --dbname="$connection" --drop-slot --slot=standby 2> /dev/null || true
  gosu postgres pg_basebackup --dbname="$connection" --pgdata="$PGDATA" --write-recovery-conf --wal-method=stream \
    --checkpoint=fast --slot=standby --create-slot
fi
exec docker-entrypoint.sh postgres -c config_file=/etc/postgresql/postgresql.conf
