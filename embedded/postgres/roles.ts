import pg from 'pg';

/** The name of the cluster's superuser, which only sets the cluster up, and of the application's database. */
export const superuser = 'irontrack';
/** The role that the application connects as: it owns the database, but is no superuser. */
export const applicationRole = 'irontrack_app';

/** With these rights an erasure removes deleted data from the files of Postgres: in the cluster, and in a database. */
const clusterRights = `grant pg_checkpoint, pg_monitor to ${applicationRole};`;
const databaseRights = `grant execute on function pg_switch_wal() to ${applicationRole};`;

/**
 * Makes the application the owner of its database, and of what an earlier release created in it as superuser: tables,
 * sequences, functions and types that do not belong to an extension.
 */
const handOver = `
  do $$
  declare statement text;
  begin
    for statement in
      with own as (
        select c.tableoid, c.oid, format('table %s', c.oid::regclass) as object
        from pg_class c
        where c.relkind in ('r', 'p', 'v', 'm', 'S') and c.relowner = '${superuser}'::regrole
          -- The sequence of a column follows its table.
          and not (c.relkind = 'S' and exists (
            select from pg_depend d
            where d.classid = c.tableoid and d.objid = c.oid and d.deptype in ('a', 'i')
          ))
        union all
        select p.tableoid, p.oid, format('routine %s', p.oid::regprocedure)
        from pg_proc p
        where p.proowner = '${superuser}'::regrole
        union all
        select t.tableoid, t.oid, format('type %s', t.oid::regtype)
        from pg_type t
        where t.typowner = '${superuser}'::regrole and (
          t.typtype in ('d', 'e', 'r') or exists (select from pg_class c where c.oid = t.typrelid and c.relkind = 'c')
        )
        union all
        select n.tableoid, n.oid, format('schema %s', n.oid::regnamespace)
        from pg_namespace n
        where n.nspowner = '${superuser}'::regrole
      )
      select format('alter %s owner to ${applicationRole}', object)
      from own
      -- The initial objects of a cluster have oids below 16384. Extensions keep their objects.
      where own.oid >= 16384 and not exists (
        select from pg_depend d where d.classid = own.tableoid and d.objid = own.oid and d.deptype = 'e'
      )
    loop
      execute statement;
    end loop;
  end $$;
  alter database ${superuser} owner to ${applicationRole};
`;

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
  /** Whether the application may create databases, as tests do. They have the same rights as its own one. */
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
