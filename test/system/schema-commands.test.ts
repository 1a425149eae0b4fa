import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { withClient } from '../../src/infra/postgres/migrations/ledger.ts';
import { runCommand } from '../support/command.ts';
import { newMigratedDatabase } from '../support/databases.ts';
import { services } from '../support/services.ts';
import { useSystems } from '../support/system.ts';
import { expectRefusal, linesOf } from './support/ends.ts';
import { stoppingSignals } from './support/stopping-signals.ts';

describe('irontrack db check, dump and reset', () => {
  const suite = useSystems();
  let databaseUrl: string;
  let env: NodeJS.ProcessEnv;
  let dataDir: string;
  before(async () => {
    databaseUrl = await newMigratedDatabase();
    const { eventStore, redis } = await services();
    const MASTER_KEY = randomBytes(32).toString('base64');
    env = { EVENTSTORE_URL: eventStore.url, DATABASE_URL: databaseUrl, REDIS_URL: redis.url, MASTER_KEY };
    dataDir = suite.folder();
  });
  const db = (...args: readonly string[]) => suite.cli(['db', ...args], { dataDir, env });
  const execute = (statement: string) => withClient({ databaseUrl }, (client) => client.query(statement));
  const addCredential = () =>
    execute(`
      INSERT INTO credentials (account_id, credential_id, password_hash)
      VALUES (gen_random_uuid(), gen_random_uuid(), 'x')`);

  it('irontrack db check finds what is missing and what no migration has made, and leaves nothing', async () => {
    expect(linesOf(await db('check'))).to.deep.equal([]);
    await execute('ALTER TABLE claims ADD COLUMN note text; DROP INDEX webhooks_account');
    await execute('CREATE TABLE sessions_v7 (id uuid)');
    const { code, stdout } = await db('check');
    expect(code).to.equal(1);
    expect(stdout).to.contain('column claims.note text').and.to.contain('webhooks_account');
    expect(stdout.split('\n').filter((line) => line !== '')).to.have.length(3);
    const { rows } = await execute(`SELECT FROM pg_namespace WHERE nspname LIKE '%schema_check%'`);
    expect(rows).to.deep.equal([]);
    await execute('ALTER TABLE claims DROP COLUMN note; CREATE INDEX webhooks_account ON webhooks (account_id)');
    await execute('DROP TABLE sessions_v7');
    expect(linesOf(await db('check'))).to.deep.equal([]);
  });

  it('irontrack db check misses the tables of a live version, but not of a dropped one', async () => {
    await execute('ALTER TABLE imports_v1 RENAME TO imports_v2');
    expect((await db('check')).stdout).to.match(/^missing\tcolumn imports_v1\.id/m);
    await execute(`UPDATE projection_versions SET state = 'dropped' WHERE projection = 'imports'`);
    expect(linesOf(await db('check'))).to.deep.equal([]);
    await execute(`UPDATE projection_versions SET state = 'live' WHERE projection = 'imports'`);
    await execute('ALTER TABLE imports_v2 RENAME TO imports_v1');
  });

  it('irontrack db dump writes a file that must not exist', async () => {
    const file = join(dataDir, 'dump.gz');
    expect(linesOf(await db('dump', file)).at(0)).to.match(/^\d+ rows$/);
    expect(existsSync(file)).to.equal(true);
    expect((await db('dump', file)).code).to.equal(1);
  });

  it('irontrack db dump that is stopped leaves no file', async () => {
    await addCredential();
    const file = join(dataDir, 'stopped.gz');
    const end = await runCommand(['db', 'dump', file], { dataDir, env, signals: stoppingSignals() });
    expectRefusal(end, /^Stopped; nothing is written\.$/m);
    expect(existsSync(file)).to.equal(false);
  });

  it('irontrack db reset empties the database only with a yes', async () => {
    await addCredential();
    expectRefusal(await db('reset'), /Give --yes/);
    linesOf(await db('reset', '--yes'));
    expect(linesOf(await db('check'))).to.deep.equal([]);
    const { rows } = await execute('SELECT FROM credentials');
    expect(rows).to.deep.equal([]);
  });
});
