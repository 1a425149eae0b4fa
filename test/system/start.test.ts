import { randomBytes } from 'node:crypto';
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { newDatabase } from '../support/databases.ts';
import { services } from '../support/services.ts';
import { useSystems } from '../support/system.ts';
import { expectRefusal, linesOf } from './support/ends.ts';

const randomKey = () => randomBytes(32).toString('base64');

describe('a start', () => {
  const suite = useSystems();
  const onNewDatabase = async () => {
    const { eventStore, redis } = await services();
    const env = { EVENTSTORE_URL: eventStore.url, DATABASE_URL: await newDatabase(), REDIS_URL: redis.url };
    const dataDir = suite.folder();
    return (args: readonly string[], more: NodeJS.ProcessEnv = {}) =>
      suite.cli(args, { dataDir, env: { ...env, ...more } });
  };

  it('a start with the master key of another database is refused, for every command', async () => {
    const irontrack = await onNewDatabase();
    linesOf(await irontrack(['db', 'migrate']));
    const create = ['users', 'create-user', '--email', 'taken@example.com', '--password', 'secret'];
    const MASTER_KEY = randomKey();
    linesOf(await irontrack(create, { MASTER_KEY }));
    for (const args of [create, ['serve']]) {
      expectRefusal(
        await irontrack(args, { MASTER_KEY: randomKey() }),
        /^This database was created with another MASTER_KEY\. .*\n$/,
      );
    }
  });

  it('a start on a database that lacks migrations of this build is refused', async () => {
    const irontrack = await onNewDatabase();
    const refusal = /^The database lacks migrations .*: run irontrack db migrate first\.\n$/;
    expectRefusal(await irontrack(['serve']), refusal);
    linesOf(await irontrack(['db', 'migrate']));
    linesOf(await irontrack(['db', 'rollback']));
    for (const args of [['work'], ['users', 'list']]) expectRefusal(await irontrack(args), refusal);
  });

  it('a start on a data folder whose secrets are missing is refused, and creates no new secrets', async () => {
    const system = await suite.start();
    await system.client('athlete@example.com');
    await system.stop();
    const secrets = join(system.dataDir, 'secrets.json');
    rmSync(secrets);
    expectRefusal(await system.cli('up'), /^.*secrets\.json.*MASTER_KEY.*\n$/);
    expect(existsSync(secrets)).to.equal(false);
  });
});
