import pg from 'pg';

/** The name of the cluster's superuser, which only sets the cluster up, and of the application's database. */
export const superuser = 'irontrack';
/** The role that the application connects as: it owns the database, but is no superuser. */
export const applicationRole = 'irontrack_app';

/** What the application's role may do in the whole cluster. Erasures need checkpoints; tests create databases. */
const rights = (ephemeral: boolean) =>
  `grant pg_checkpoint to ${applicationRole}; alter role ${applicationRole} ${ephemeral ? 'createdb' : 'nocreatedb'}`;

/**
 * Gives the application what an earlier release had created as superuser: tables, sequences, functions and types that
 * do not belong to an extension, and the database itself.
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

async function connected<T>(url: string, use: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await use(client);
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
  readonly ephemeral: boolean;
};

/** Creates the application's role and its database, unless they exist. */
export async function prepareRoles({ client, url, password, ephemeral }: RolesOptions): Promise<void> {
  const { rowCount: roles } = await client.query('select from pg_roles where rolname = $1', [applicationRole]);
  if (roles === 0) {
    const create = `create role ${applicationRole} login password ${pg.escapeLiteral(password)}`;
    await client.query(`begin; ${create}; ${rights(ephemeral)}; commit`);
  }
  const { rows } = await client.query<{ owner: string }>(
    'select pg_get_userbyid(datdba) as owner from pg_database where datname = $1',
    [superuser],
  );
  if (rows[0] === undefined) await client.query(`create database ${superuser} owner ${applicationRole}`);
  else if (rows[0].owner !== applicationRole) await connected(url, (own) => own.query(`begin; ${handOver} commit`));
}
