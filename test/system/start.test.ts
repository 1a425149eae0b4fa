import { randomBytes } from 'node:crypto';
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { newDatabase } from '../support/databases.ts';
import { services } from '../support/services.ts';
import { systemsOf } from '../support/system.ts';
import { expectRefusal, linesOf } from './support/ends.ts';

const aKey = () => randomBytes(32).toString('base64');

describe('a start', () => {
  const suite = systemsOf();
  const onNewDatabase = async () => {
    const { eventStore, redis } = await services();
    const env = { EVENTSTORE_URL: eventStore.url, DATABASE_URL: await newDatabase(), REDIS_URL: redis.url };
    const dataDir = suite.folder();
    return (args: readonly string[], more: NodeJS.ProcessEnv = {}) =>
      suite.run(args, { dataDir, env: { ...env, ...more } }).ended;
  };

  it('with the master key of another database is refused, whatever is to be done', async () => {
    const irontrack = await onNewDatabase();
    linesOf(await irontrack(['db', 'migrate']));
    const create = ['users', 'create-user', '--email', 'taken@example.com', '--password', 'secret'];
    const MASTER_KEY = aKey();
    linesOf(await irontrack(create, { MASTER_KEY }));
    const ends = [create, ['serve']].map((verb) => irontrack(verb, { MASTER_KEY: aKey() }));
    for (const end of await Promise.all(ends)) expectRefusal(end, /^The MASTER_KEY is not the one .*\n$/);
  });

  it('on a database without all migrations of the build is refused', async () => {
    const irontrack = await onNewDatabase();
    const refusal = /^The database lacks migrations .*: run irontrack db migrate first\.\n$/;
    expectRefusal(await irontrack(['serve']), refusal);
    linesOf(await irontrack(['db', 'migrate']));
    linesOf(await irontrack(['db', 'rollback']));
    const ends = [['work'], ['users', 'list']].map((verb) => irontrack(verb));
    for (const end of await Promise.all(ends)) expectRefusal(end, refusal);
  });

  it('on a data folder that has lost its secrets is refused, and none are made in their place', async () => {
    const system = await suite.start();
    await system.client('athlete@example.com');
    await system.stop();
    const secrets = join(system.dataDir, 'secrets.json');
    rmSync(secrets);
    expectRefusal(await system.cli('up'), /^.*secrets\.json.*MASTER_KEY.*\n$/);
    expect(existsSync(secrets)).to.equal(false);
  });
});
