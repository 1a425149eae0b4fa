import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { after, before } from 'mocha';
import pg from 'pg';
import { migrate } from '../../src/infra/postgres/migrations/migrate.ts';
import { migrationsFolder } from '../../src/infra/postgres/migrations/migration-files.ts';
import { connectPostgres } from '../../src/infra/postgres/pool.ts';
import { eventually } from '../projections/support/eventually.ts';
import { createTestLane } from '../projections/support/test-lane.ts';
import { usePrograms } from './support/debian-programs.ts';
import { type Pooler, poolerUser, startPooler } from './support/pooler.ts';
import { createRoles, createServers, type PostgresServer } from './support/postgres-servers.ts';
import { useSecrets } from './support/secrets.ts';

describe('the failover of Postgres that docs/deployment.md describes', function () {
  this.timeout(300_000);
  usePrograms(['psql']);
  usePrograms(['pgbouncer'], poolerUser);
  const secrets = useSecrets();
  const secret = (name: string) => readFileSync(join(secrets.folder, name), 'utf8');
  let servers: Awaited<ReturnType<typeof createServers>>;
  let primary: PostgresServer;
  let standby: PostgresServer;
  let pooler: Pooler;
  let url: string;

  before(async () => {
    servers = await createServers();
    primary = await servers.startPrimary();
    await createRoles(primary, secrets.folder);
    standby = await servers.startStandby(primary, secret('replication-password'));
    await eventually(async () => {
      const [row] = await primary.query('SELECT sync_state FROM pg_stat_replication');
      expect(row).to.deep.equal({ sync_state: 'sync' });
    });
    pooler = await startPooler({ postgresPort: String(primary.port), password: secret('pgbouncer-password') });
    url = `postgres://irontrack:${secret('postgres-password')}@127.0.0.1:${pooler.port}/irontrack`;
    await migrate({ databaseUrl: url, folder: migrationsFolder });
  });
  after(async () => {
    await pooler?.[Symbol.asyncDispose]();
    await servers?.[Symbol.asyncDispose]();
  });

  it('loses nothing that the primary had answered, and lets the application go on without a restart', async () => {
    const db = await connectPostgres(url, { max: 4, preparesStatements: false, onLost: () => {} });
    const lane = await createTestLane(db);
    lane.writeUntil(300);
    await lane.applyAll();
    const answered = await writeUntilKilled(url, primary);

    await standby.query('SELECT pg_promote()');
    await pooler.pointTo(standby.port);

    const [{ written } = { written: null }] = await eventuallyQuery(url, 'SELECT max(n) AS written FROM drill');
    expect(written).to.be.at.least(answered);
    lane.writeUntil(600);
    await eventually(() => lane.applyFrom(300));
    await lane.expectDocumentsOf();
    await lane.expectCaughtUp();
    await db.end();
  });
});

/** Writes numbers, one transaction each, and kills the server after two hundred. Returns the last one that was answered. */
async function writeUntilKilled(url: string, server: PostgresServer): Promise<number> {
  const client = new pg.Client(url);
  client.on('error', () => {});
  await client.connect();
  await client.query('CREATE TABLE drill (n int PRIMARY KEY)');
  let answered = 0;
  let killed: Promise<unknown> | undefined;
  try {
    for (;;) {
      await client.query('INSERT INTO drill VALUES ($1)', [answered + 1]);
      answered += 1;
      if (answered === 200) killed = server.kill();
    }
  } catch {
    await killed;
    return answered;
  } finally {
    await client.end();
  }
}

async function eventuallyQuery(url: string, sql: string): Promise<pg.QueryResultRow[]> {
  let rows: pg.QueryResultRow[] = [];
  await eventually(async () => {
    const client = new pg.Client(url);
    client.on('error', () => {});
    await client.connect();
    ({ rows } = await client.query(sql).finally(() => client.end()));
  });
  return rows;
}
