import { applicationRole, superuser } from './role-names.ts';

/**
 * Makes the application the owner of its database, and of what an earlier release created in it as superuser: tables,
 * sequences, functions and types that do not belong to an extension.
 */
export const handOver = `
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
