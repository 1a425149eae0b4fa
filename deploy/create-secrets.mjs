// Creates the secrets of docker-compose.yml, each in a file: `node deploy/create-secrets.mjs [folder]`. Existing files stay as
// they are. The files are readable for every user, because containers have users of their own; the folder is not.
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const folder = resolve(process.argv[2] ?? 'secrets');
mkdirSync(folder, { recursive: true, mode: 0o700 });

/** The content of a file, which is created if it does not exist. */
function secret(name, create) {
  const path = join(folder, name);
  if (!existsSync(path)) writeFileSync(path, create(), { mode: 0o444, flag: 'wx' });
  return readFileSync(path, 'utf8');
}

const password = (name) => secret(name, () => randomBytes(24).toString('hex'));
const signingKey = () => generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' });

const postgres = password('postgres-password');
const pgbouncer = password('pgbouncer-password');
const valkey = password('valkey-password');
const eventStore = password('eventstore-admin-password');
password('replication-password');
secret('master-key', () => randomBytes(32).toString('base64'));
secret('jwt-private-key', () => JSON.stringify(signingKey()));
secret('database-url', () => `postgres://irontrack:${postgres}@pgbouncer:6432/irontrack`);
secret('redis-url', () => `redis://:${valkey}@valkey:6379`);
secret('pgbouncer-userlist', () => `"pgbouncer" "${pgbouncer}"\n`);
secret('valkey-password-conf', () => `requirepass ${valkey}\nmasterauth ${valkey}\n`);
secret('eventstore-url', () => 'esdb://eventstore:2113?tls=false');

// For docker-compose.cluster.yml.
const nodes = ['eventstore', 'eventstore-2', 'eventstore-3'].map((name) => `${name}:2113`).join();
const tls = 'tls=true&tlsCaFile=/run/secrets/eventstore-ca';
secret('eventstore-cluster-url', () => `esdb://admin:${eventStore}@${nodes}?${tls}`);
const users = ['ADMIN', 'OPS'].map((name) => `EVENTSTORE_DEFAULT_${name}_PASSWORD=${eventStore}\n`);
secret('eventstore-env', () => users.join(''));
