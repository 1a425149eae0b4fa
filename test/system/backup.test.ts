import { appendFileSync, existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { expect } from 'chai';
import type { Client } from '../http/support/client.ts';
import { clientOf, password } from '../http/support/client.ts';
import { eventually } from '../projections/support/eventually.ts';
import { runCommand } from '../support/command.ts';
import { newMigratedDatabase } from '../support/databases.ts';
import { services } from '../support/services.ts';
import { signIn, useSystems } from '../support/system.ts';
import { expectRefusal, linesOf } from './support/ends.ts';
import { stoppingSignals } from './support/stopping-signals.ts';

const body = { startedAt: '2026-01-10T12:00:00Z', timezone: 'UTC', name: 'Leg day', notes: 'heavy' };
const otherKey = { MASTER_KEY: Buffer.alloc(32, 3).toString('base64') };
/** The bytes of the longest path that Linux accepts. */
const longestPath = 4_095;
const mallory = 'mallory@example.com';

describe('a backup that is restored elsewhere', function () {
  this.timeout(240_000);
  const suite = useSystems();
  let folder: string;
  let erasures: string;
  let session: string;
  let cookie: string | null;
  let original: unknown;

  const auditOf = async (client: Client) => (await client.get(`/audit/events?kind=session&id=${session}`)).json.items;

  before(async () => {
    const system = await suite.start();
    folder = join(suite.folder(), 'backup');
    const [athlete, erased] = [await system.client('vera@example.com'), await system.client(mallory)];
    session = (await athlete.post('/training-sessions', body)).json.id;
    await erased.post('/training-sessions', body);
    linesOf(await system.cli('audit', 'sign'));
    const { dataDir } = system;
    const stopped = await runCommand(['backup', folder], { dataDir, signals: stoppingSignals() });
    expectRefusal(stopped, /^Stopped; nothing is written\.$/m);
    expect(readdirSync(folder), 'what is left of a backup that was stopped').to.deep.equal([]);
    expect(linesOf(await system.cli('backup', folder, '--with-secrets')).at(0)).to.match(/^\d+ events, \d+ rows$/);
    expectRefusal(await system.cli('backup', folder), /is not empty\. Choose a new folder/);
    expectRefusal(
      await suite.cli(['backup', join(dataDir, 'other'), '--with-secrets'], { dataDir, env: otherKey }),
      /^--with-secrets: MASTER_KEY is set, and .*secrets\.json has another one/,
    );
    // Its path is so long that the file of the database cannot be made, but the one before it can.
    const failed = `${suite.folder()}${`/${'x'.repeat(200)}`.repeat(21)}`
      .slice(0, longestPath - '/stream-heads.log'.length)
      .replace(/\/$/, 'x');
    expectRefusal(await system.cli('backup', failed), /database\.ndjson\.gz cannot be written/);
    expect(readdirSync(failed), 'what is left of a backup that has failed').to.deep.equal([]);

    expect((await athlete.patch(`/training-sessions/${session}`, { notes: 'light' })).status).to.equal(200);
    expect((await erased.ask('/access/me', { method: 'DELETE', body: { password } })).status).to.equal(204);
    erasures = join(system.dataDir, 'erasures.log');
    await eventually(async () => expect(existsSync(erasures)).to.equal(true));
    ({ cookie } = athlete);
    original = (await auditOf(athlete)).slice(0, 1);
    await system.stop();
  });

  it('can be read by its owner only, and has neither clear texts nor addresses', () => {
    expect(statSync(folder).mode & 0o777).to.equal(0o700);
    for (const file of ['log.ndjson.gz', 'database.ndjson.gz']) {
      expect(statSync(join(folder, file)).mode & 0o777).to.equal(0o600);
      const text = gunzipSync(readFileSync(join(folder, file))).toString();
      expect([mallory, 'Leg day'].filter((each) => text.includes(each))).to.deep.equal([]);
    }
  });

  it('is refused when it was changed, is incomplete, or belongs to another MASTER_KEY', async () => {
    const log = join(folder, 'log.ndjson.gz');
    const kept = readFileSync(log);
    writeFileSync(log, gzipSync(gunzipSync(kept).subarray(0, -100)));
    expectRefusal(await suite.cli(['restore', folder]), /log\.ndjson\.gz is not as it was written/);
    writeFileSync(log, kept);
    expectRefusal(await suite.cli(['restore', suite.folder()]), /is no complete backup/);
    expectRefusal(await suite.cli(['restore', folder, '--erasures', folder]), /^--erasures: .* is a folder/);
    expectRefusal(await suite.cli(['restore', folder], { env: otherKey }), /belongs to another MASTER_KEY/);
  });

  it('is refused with a file that lists no erased account of this installation, and serves nothing then', async () => {
    const dataDir = join(suite.folder(), 'data');
    const other = join(suite.folder(), 'erasures.log');
    writeFileSync(other, `${readFileSync(erasures, 'utf8').slice(0, 36)} ${'0'.repeat(64)}\n`);
    expectRefusal(
      await suite.cli(['restore', folder, '--erasures', other], { dataDir }),
      /^--erasures: .*erasures\.log lists no account that this installation has erased/m,
    );
    for (const command of [
      ['events', 'all'],
      ['backup', join(suite.folder(), 'backup')],
    ]) {
      expectRefusal(await suite.cli(command, { dataDir }), /^A restore to this database has not ended/m);
    }
  });

  it('that a used database refuses leaves no secrets in the data folder', async () => {
    const dataDir = join(suite.folder(), 'data');
    const { eventStore, redis } = await services();
    const env = { EVENTSTORE_URL: eventStore.url, DATABASE_URL: await newMigratedDatabase(), REDIS_URL: redis.url };
    expectRefusal(await suite.cli(['restore', folder], { dataDir, env }), /^The database is not empty/m);
    expect(existsSync(join(dataDir, 'secrets.json'))).to.equal(false);
  });

  it('has the same history and no sign-ins, and whom was erased since is erased before anything is served', async () => {
    const dataDir = join(suite.folder(), 'data');
    appendFileSync(erasures, 'a line without an HMAC\n');
    const restored = await suite.cli(['restore', folder, '--erasures', erasures], { dataDir });
    linesOf(restored);
    expect(restored.stderr).to.contain('1 accounts erased again');
    expectRefusal(await suite.cli(['restore', folder], { dataDir }), /The database is not empty/);

    const again = await suite.start({ dataDir });
    expect((await clientOf({ origin: again.url }, cookie).get('/access/me')).status).to.equal(401);
    const athlete = await signIn(again.url, 'vera@example.com');
    expect((await athlete.get(`/training-sessions/${session}`)).json).to.include({ notes: 'heavy' });
    expect(await auditOf(athlete)).to.deep.equal(original);
    const form = { method: 'POST', raw: new URLSearchParams({ username: mallory, password }) };
    expect((await clientOf({ origin: again.url }).ask('/access/signin', form)).status).to.equal(401);
    linesOf(await again.cli('audit', 'verify'));
    for (const name of ['accounts', 'sessions', 'audit', 'changes']) {
      const lines = linesOf(await again.cli('projections', 'verify', name));
      expect(
        lines.every((line) => /\t0 different$/.test(line)),
        lines.join('\n'),
      ).to.equal(true);
    }
    await again.stop();
  });
});
