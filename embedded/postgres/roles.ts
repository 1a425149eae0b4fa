import pg from 'pg';
import { handOver } from './hand-over.ts';
import { applicationRole, superuser } from './role-names.ts';

/** With these rights an erasure removes deleted data from the files of Postgres: in the cluster, and in a database. */
const clusterRights = `grant pg_checkpoint, pg_monitor to ${applicationRole};`;
const databaseRights = `grant execute on function pg_switch_wal() to ${applicationRole};`;

/** Runs statements in one transaction. */
async function run(url: string, statements: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(`begin; ${statements} commit`);
  } finally {
    await client.end();
  }
}

export type RolesOptions = {
  /** Connects as superuser to the database `postgres`. It is not closed. */
  readonly client: pg.Client;
  /** Connects as superuser to the application's database. */
  readonly url: string;
  readonly password: string;
  /** Whether the application may create databases, as tests do. They have the rights of its own database. */
  readonly ephemeral: boolean;
};

/** Creates the application's role and its database, unless they exist. */
export async function prepareRoles({ client, url, password, ephemeral }: RolesOptions): Promise<void> {
  const { rowCount: roles } = await client.query('select from pg_roles where rolname = $1', [applicationRole]);
  if (roles === 0) {
    const role = `${applicationRole} login ${ephemeral ? 'createdb' : ''} password ${pg.escapeLiteral(password)}`;
    await client.query(`begin; create role ${role}; ${clusterRights} commit`);
    if (ephemeral) await run(url.replace(/[^/]*$/, 'template1'), databaseRights);
  }
  const ownerOf = `select pg_get_userbyid(datdba) as owner from pg_database where datname = '${superuser}'`;
  const { rows } = await client.query<{ owner: string }>(ownerOf);
  if (rows[0] === undefined) await client.query(`create database ${superuser}`);
  if (rows[0]?.owner !== applicationRole) await run(url, databaseRights + handOver);
}
