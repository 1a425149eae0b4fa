import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { type DatabasePool, sql } from 'slonik';
import { readRunFile } from '../../embedded/data-dir.ts';
import { connectPostgres } from '../../src/infra/postgres/pool.ts';
import { type Client, password } from '../http/support/client.ts';
import { eventually } from '../projections/support/eventually.ts';
import { type System, useSystems } from '../support/system.ts';
import { linesOf } from './support/ends.ts';

/** Every file under the folder that contains one of the texts, with the text. */
function findInFolder(folder: string, texts: readonly string[]): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .flatMap((entry) => {
      const path = join(entry.parentPath, entry.name);
      const content = readFileSync(path);
      return texts.filter((text) => content.includes(text)).map((text) => `${path}: ${text}`);
    });
}

describe('an erased account, in the files of the data folder', function () {
  this.timeout(180_000);
  const suite = useSystems();
  let system: System;
  let db: DatabasePool;
  const name = 'Zephyrine Quastenflosser';
  const program = 'Zephyrines Waage';
  const note = 'Schulterverletzung beim Klettern';

  const row = (statement: ReturnType<typeof sql.unsafe>) => db.oneFirst(statement) as Promise<string>;

  /** Signs an account up and uses it. Returns what must not be in any file after its erasure. */
  async function use(email: string): Promise<{ client: Client; texts: string[] }> {
    const client = await system.client(email);
    const { id } = (await client.get('/access/me')).json;
    expect((await client.patch('/access/me', { name })).status).to.equal(200);
    for (let day = 10; day < 40; day += 1) {
      const startedAt = `2026-01-${String(10 + (day % 20)).padStart(2, '0')}T12:00:00Z`;
      const body = { startedAt, timezone: 'UTC', name, notes: note };
      expect((await client.post('/training-sessions?replace=complete', body)).status).to.equal(201);
    }
    expect((await client.post('/access/tokens', { name: program, scopes: ['read'] })).status).to.equal(201);
    const wrapped = await row(sql.unsafe`SELECT wrapped FROM account_keys WHERE account_id = ${id}`);
    const hash = await row(sql.unsafe`SELECT password_hash FROM credentials WHERE account_id = ${id}`);
    return { client, texts: [wrapped, hash, program, email, name, note, name.toLowerCase()] };
  }

  before(async () => {
    system = await suite.start();
    db = await connectPostgres(readRunFile(system.dataDir)?.databaseUrl ?? '', { max: 1 });
  });
  after(() => db?.end().catch(() => {}));

  it('is nowhere after the erasure and an orderly stop: neither its wrapped key nor its texts', async () => {
    const { client, texts: own } = await use('zephyrine@example.com');
    const { texts: others } = await use('other@example.org');
    const texts = [...new Set([...own, ...others])];
    // The statistics of the planner contain values of rows.
    await db.query(sql.unsafe`ANALYZE`);
    await db.query(sql.unsafe`CHECKPOINT`);
    expect(findInFolder(system.dataDir, texts)).not.to.deep.equal([]);

    const erased = await client.ask('/access/me', { method: 'DELETE', body: { password } });
    expect(erased.status).to.equal(204);
    linesOf(await system.cli('users', 'erase', 'other@example.org', '--yes'));
    // The policy of the service scrubs as well, after the erasure of either account.
    await eventually(async () => {
      const isDone = await db.oneFirst(sql.unsafe`
        SELECT count(*) > 0 FROM policy_checkpoints
        WHERE policy = 'finish-erasing-accounts' AND position >= (SELECT max(position) FROM projection_checkpoints)`);
      expect(isDone).to.equal(true);
    }, 50_000);
    await db.end();
    await system.stop();
    expect(findInFolder(system.dataDir, texts)).to.deep.equal([]);
  });
});
