-- Lets PgBouncer look passwords up, so that no list of users must be kept up to date. Run it in the database of IronTrack as a
-- superuser, after: CREATE ROLE pgbouncer LOGIN PASSWORD '…'
-- PgBouncer sees the SCRAM verifiers of roles that may sign in, and never that of a superuser or of a replica.
CREATE SCHEMA IF NOT EXISTS pgbouncer;
REVOKE ALL ON SCHEMA pgbouncer FROM PUBLIC;
GRANT USAGE ON SCHEMA pgbouncer TO pgbouncer;

CREATE OR REPLACE FUNCTION pgbouncer.password_of(name text) RETURNS TABLE (username text, password text)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog
  AS $$
    SELECT rolname::text, rolpassword FROM pg_authid
    WHERE rolname = name AND rolcanlogin AND NOT rolsuper AND NOT rolreplication
      AND (rolvaliduntil IS NULL OR rolvaliduntil > now())
  $$;
REVOKE ALL ON FUNCTION pgbouncer.password_of(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION pgbouncer.password_of(text) TO pgbouncer;
