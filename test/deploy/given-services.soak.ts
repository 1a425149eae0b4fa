import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { after, before } from 'mocha';
import pg from 'pg';
import { postgresFolder } from '../../embedded/data-folders.ts';
import { applicationRole, superuser } from '../../embedded/postgres/role-names.ts';
import { type Services, startServices } from '../../embedded/services.ts';
import '../support/hostile-event-store.ts';
import { usePrograms } from './support/debian-programs.ts';
import { poolerUser, roleSql, startPooler } from './support/pooler.ts';
import { runOnGiven } from './support/run-on-given.ts';

const password = 'password-of-the-pooler';
/**
 * They test what belongs to one connection to Postgres, such as its parameters, its prepared statements and its loss. A client
 * of a pooler has no connection of its own.
 */
const aboutConnections = ['migrations', 'pool', 'prepared-statements', 'query-pool'].map(
  (name) => `test/infra/postgres/${name}.test.ts`,
);

describe('the integration tests, on services that another process runs', function () {
  this.timeout(3_600_000);
  usePrograms(['pgbouncer'], poolerUser);
  const dataDir = mkdtempSync(join(tmpdir(), 'irontrack-given-'));
  let services: Services;
  const given = () => ({
    eventStoreUrl: services.eventStoreUrl ?? '',
    databaseUrl: services.databaseUrl ?? '',
    redisUrl: services.redisUrl ?? '',
  });

  before(async () => {
    const needs = { eventStore: true, postgres: true, redis: true };
    services = await startServices({ dataDir, needs, say: () => {} });
    // A database that is copied or dropped may have no connections, so tests end those of PgBouncer's look-ups too.
    await asSuperuser(
      'postgres',
      `ALTER ROLE ${applicationRole} CREATEDB; CREATE ROLE pgbouncer LOGIN PASSWORD '${password}';
       GRANT pgbouncer TO ${applicationRole}`,
    );
    // New databases are copies of this one, so PgBouncer finds its function in each of them, and each has the rights that the
    // database of an installation has.
    await asSuperuser('template1', `${roleSql}; GRANT EXECUTE ON FUNCTION pg_switch_wal() TO ${applicationRole}`);
    await asSuperuser(new URL(services.databaseUrl ?? '').pathname.slice(1), roleSql);
  });
  after(async () => {
    await services?.stop();
    rmSync(dataDir, { recursive: true });
  });

  async function asSuperuser(database: string, statements: string): Promise<void> {
    const secret = readFileSync(join(dataDir, postgresFolder, 'password'), 'utf8');
    const address = { username: superuser, password: secret, pathname: `/${database}` };
    const client = new pg.Client({ connectionString: Object.assign(new URL(given().databaseUrl), address).href });
    await client.connect();
    await client.query(statements);
    await client.end();
  }

  it('pass, and the run says which services it uses', async () => {
    const { code, output } = await runOnGiven(given());
    expect(output).to.match(/^Services: given, at esdb:\/\//);
    expect(code, output).to.equal(0);
  });

  it('pass through PgBouncer in transaction mode', async () => {
    const postgresPort = new URL(given().databaseUrl).port;
    // Each suite has a database of its own, so idle connections to those of earlier suites would soon be all that Postgres allows.
    const forManyDatabases = {
      'min_pool_size = 4': 'min_pool_size = 0',
      'server_idle_timeout = 300': 'server_idle_timeout = 2',
    };
    await using pooler = await startPooler({ postgresPort, password }, forManyDatabases);
    const databaseUrl = Object.assign(new URL(given().databaseUrl), { port: String(pooler.port) }).href;
    const { code, output } = await runOnGiven({ ...given(), databaseUrl }, aboutConnections);
    expect(code, output).to.equal(0);
  });
});
