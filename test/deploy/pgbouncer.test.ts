import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { after, before } from 'mocha';
import pg from 'pg';
import { postgresFolder } from '../../embedded/data-folders.ts';
import { superuser } from '../../embedded/postgres/role-names.ts';
import { type Services, startServices } from '../../embedded/services.ts';
import { migrate } from '../../src/infra/postgres/migrations/migrate.ts';
import { migrationsFolder } from '../../src/infra/postgres/migrations/migration-files.ts';
import { connectPostgres } from '../../src/infra/postgres/pool.ts';
import { createTestLane } from '../projections/support/test-lane.ts';
import { usePrograms } from './support/debian-programs.ts';
import { connectOnce, type Pooler, poolerUser, roleSql, startPooler } from './support/pooler.ts';

const password = 'password-of-the-pooler';

describe('the PgBouncer that deploy/pgbouncer configures', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'irontrack-pgbouncer-'));
  usePrograms(['pgbouncer'], poolerUser);
  let services: Services;
  let pooler: Pooler;
  let application: URL;
  let superuserPassword: string;

  before(async () => {
    services = await startServices({
      dataDir,
      needs: { eventStore: false, postgres: true, redis: false },
      say: () => {},
    });
    superuserPassword = readFileSync(join(dataDir, postgresFolder, 'password'), 'utf8');
    application = new URL(services.databaseUrl ?? '');
    const { port } = application;
    const url = Object.assign(new URL(application), { username: superuser, password: superuserPassword });
    const client = new pg.Client({ connectionString: url.href });
    await client.connect();
    await client.query(`CREATE ROLE pgbouncer LOGIN PASSWORD '${password}'; ${roleSql}`);
    await client.end();
    // Two connections to Postgres for all clients, so that each statement of a client may get another one.
    const few = {
      'default_pool_size = 40': 'default_pool_size = 2',
      'reserve_pool_size = 10': 'reserve_pool_size = 0',
    };
    pooler = await startPooler({ postgresPort: port, password }, { ...few, 'min_pool_size = 4': 'min_pool_size = 0' });
    application.port = String(pooler.port);
  });
  after(async () => {
    await pooler?.[Symbol.asyncDispose]();
    await services?.stop();
    rmSync(dataDir, { recursive: true });
  });

  const reasonOf = (change: Partial<URL>) =>
    connectOnce(Object.assign(new URL(application), change).href).then(
      () => null,
      (error: Error) => error.message,
    );

  it('looks the password of the application up in Postgres, and no password of a superuser', async () => {
    expect(await reasonOf({})).to.equal(null);
    expect(await reasonOf({ password: 'wrong' })).to.match(/password|SASL/);
    expect(await reasonOf({ username: 'unknown' })).to.match(/password|SASL|no such user/);
    expect(await reasonOf({ username: superuser, password: superuserPassword })).to.match(/password|SASL|no such user/);
  });

  it('lets the application migrate, and project events with ten clients at once, on two connections', async () => {
    await migrate({ databaseUrl: application.href, folder: migrationsFolder });
    const db = await connectPostgres(application.href, { max: 10, min: 10, preparesStatements: false });
    const lane = await createTestLane(db);
    lane.writeUntil(300);
    await Promise.all(Array.from({ length: 10 }, () => lane.applyAll()));
    await lane.expectDocumentsOf();
    await lane.expectCaughtUp();
    await db.end();
  });

  it('keeps the application working with prepared statements that it does not keep, and says so', async () => {
    const reasons: string[] = [];
    const db = await connectPostgres(application.href, { max: 10, min: 10, onLost: (reason) => reasons.push(reason) });
    const lane = await createTestLane(db);
    lane.writeUntil(300);
    for (const from of [0, 100, 200]) await Promise.all([lane.applyFrom(from), lane.applyAll()]);
    await lane.expectDocumentsOf();
    await db.end();
    expect([...new Set(reasons)].join()).to.contain('DATABASE_PREPARED_STATEMENTS=off');
  });
});
