import { randomBytes } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { newDatabase } from '../support/databases.ts';
import { services } from '../support/services.ts';
import { useSystems } from '../support/system.ts';
import { expectRefusal, linesOf } from './support/ends.ts';

const randomKey = () => randomBytes(32).toString('base64');

describe('replacing MASTER_KEY', function () {
  this.timeout(120_000);
  const suite = useSystems();

  it('keys rotate-master replaces the key of a data folder, and everything stays readable and writable', async () => {
    const system = await suite.start();
    const file = join(system.dataDir, 'secrets.json');
    const before = JSON.parse(readFileSync(file, 'utf8'));
    const athlete = await system.client('ada@example.com');
    const body = { startedAt: '2026-01-10T12:00:00Z', timezone: 'UTC', name: 'Leg day' };
    const { id } = (await athlete.post('/training-sessions', body)).json;

    linesOf(await system.cli('keys', 'rotate-master'));
    const after = JSON.parse(readFileSync(file, 'utf8'));
    expect(after.masterKey).not.to.equal(before.masterKey);
    expect(after.jwtPrivateKey).to.equal(before.jwtPrivateKey);
    expect(statSync(file).mode & 0o777).to.equal(0o600);
    expect((await athlete.patch(`/training-sessions/${id}`, { notes: 'heavy' })).status).to.equal(200);

    const chosen = randomKey();
    const env = { NEW_MASTER_KEY: chosen };
    linesOf(await suite.cli(['keys', 'rotate-master'], { dataDir: system.dataDir, env }));
    expect(JSON.parse(readFileSync(file, 'utf8')).masterKey).to.equal(chosen);

    await system.stop();
    const again = await suite.start({ dataDir: system.dataDir });
    const client = await again.client('ada@example.com');
    expect((await client.get(`/training-sessions/${id}`)).json).to.include({ name: 'Leg day', notes: 'heavy' });
    expect((await client.patch(`/training-sessions/${id}`, { notes: 'light' })).status).to.equal(200);
    const { code } = await again.cli('audit', 'verify');
    expect(code).to.equal(0);
  });

  it('keys rotate-master with NEW_MASTER_KEY lets both keys work until keys retire-master', async () => {
    const { eventStore, redis } = await services();
    const addresses = { EVENTSTORE_URL: eventStore.url, DATABASE_URL: await newDatabase(), REDIS_URL: redis.url };
    const dataDir = suite.folder();
    const irontrack = (args: readonly string[], env: NodeJS.ProcessEnv) =>
      suite.cli(args, { dataDir, env: { ...addresses, ...env } });
    const [first, second] = [{ MASTER_KEY: randomKey() }, { MASTER_KEY: randomKey() }];
    // Needs the key, but no worker. It reads nothing of the log, which other tests have written under other keys.
    const list = ['dead-letters', 'list'];
    linesOf(await irontrack(['db', 'migrate'], first));
    linesOf(await irontrack(list, first));

    const rotate = ['keys', 'rotate-master'];
    expectRefusal(await irontrack(rotate, first), /^NEW_MASTER_KEY must be at least 32 bytes in base64\n$/);
    expectRefusal(await irontrack(rotate, { ...first, NEW_MASTER_KEY: 'short' }), /^NEW_MASTER_KEY must be/);
    const same = { ...first, NEW_MASTER_KEY: first.MASTER_KEY };
    expectRefusal(await irontrack(rotate, same), /^NEW_MASTER_KEY is the MASTER_KEY that is in use/);
    linesOf(await irontrack(rotate, { ...first, NEW_MASTER_KEY: second.MASTER_KEY }));
    for (const key of [first, second]) linesOf(await irontrack(list, key));
    linesOf(await irontrack(['keys', 'retire-master'], second));
    linesOf(await irontrack(list, second));
    expectRefusal(await irontrack(list, first), /another MASTER_KEY/);
  });
});
