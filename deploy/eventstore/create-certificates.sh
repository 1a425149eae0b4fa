#!/usr/bin/env bash
# Creates an authority and the certificate of the nodes of EventStoreDB, in secrets/eventstore-tls or in the folder given first.
# Names of nodes other than those of docker-compose.cluster.yml follow. The authority stays; the certificate lasts two years, and
# a further run renews it. The nodes accept each other by the name eventstoredb-node, and need a key of RSA.
set -euo pipefail
folder=${1:-secrets/eventstore-tls}
shift || true
[ $# -gt 0 ] || set -- eventstore eventstore-2 eventstore-3
mkdir -p "$folder" && cd "$folder"

[ -e ca.crt ] || openssl req -x509 -days 3650 -newkey rsa:2048 -nodes -keyout ca.key -out ca.crt \
  -subj '/O=IronTrack/CN=IronTrack event store' -addext keyUsage=critical,keyCertSign,cRLSign 2> /dev/null
openssl req -newkey rsa:2048 -nodes -keyout node.key -out node.csr -subj /CN=eventstoredb-node 2> /dev/null
openssl x509 -req -days 730 -in node.csr -CA ca.crt -CAkey ca.key -CAcreateserial -out node.crt 2> /dev/null -extfile - <<EXTENSIONS
basicConstraints = critical, CA:FALSE
keyUsage = critical, digitalSignature, keyEncipherment
extendedKeyUsage = serverAuth, clientAuth
subjectAltName = DNS:localhost, IP:127.0.0.1$(printf ', DNS:%s' "$@")
EXTENSIONS
rm node.csr
# Containers have users of their own; the folder above is closed to others. No container gets the key of the authority.
chmod 444 ca.crt node.crt node.key
chmod 400 ca.key
