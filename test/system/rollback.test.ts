import { expect } from 'chai';
import { newDatabase } from '../support/databases.ts';
import { services } from '../support/services.ts';
import { useSystems } from '../support/system.ts';
import { expectRefusal, linesOf } from './support/ends.ts';

describe('irontrack db rollback', () => {
  const suite = useSystems();
  let env: NodeJS.ProcessEnv;
  let dataDir: string;
  let names: readonly string[];
  before(async () => {
    const { eventStore, redis } = await services();
    env = { EVENTSTORE_URL: eventStore.url, DATABASE_URL: await newDatabase(), REDIS_URL: redis.url };
    dataDir = suite.folder();
    names = linesOf(await irontrack('db', 'migrate'));
  });
  const irontrack = (...args: readonly string[]) => suite.cli(args, { dataDir, env });

  it('irontrack db rollback accepts only a whole number of steps', async () => {
    for (const steps of ['0', '1.5', 'all']) {
      const end = await irontrack('db', 'rollback', `--steps=${steps}`);
      expectRefusal(end, /^irontrack db rollback: --steps: .* is not a whole number of at least 1\./);
    }
  });

  it('irontrack db rollback refuses, even with --yes, while a process uses the database', async () => {
    const serving = suite.run(['serve'], { dataDir, env });
    await serving.prints(/^IronTrack is ready at (\S+)$/m);
    const refusal = /^Processes of IronTrack use this database \(\d+ connections\): stop up, serve, work and dispatch/;
    expectRefusal(await irontrack('db', 'rollback', '--yes'), refusal);
    serving.signal('SIGINT');
    await serving.ended;
    expect(linesOf(await irontrack('db', 'status')).filter((line) => line.includes('pending'))).to.deep.equal([]);
  });

  it('irontrack db rollback asks before it removes the proof of the master key', async () => {
    const from = names.findIndex((name) => name.endsWith('_master_key'));
    const steps = names.length - from;
    linesOf(await irontrack('users', 'create-user', '--email', 'proof@example.com', '--password', 'secret'));
    expectRefusal(await irontrack('db', 'rollback', `--steps=${steps}`), /^The rows of .*master_key .*\n.*--yes/);
  });

  it('irontrack db rollback destroys irreplaceable rows only after a yes', async () => {
    const all = ['db', 'rollback', '--steps', '99'];
    linesOf(await irontrack('users', 'create-user', '--email', 'kept@example.com', '--password', 'secret'));
    expectRefusal(await irontrack(...all), /credentials, account_keys, claims.*\nGive --yes/);
    const program = suite.run(all, { dataDir, env, terminal: true });
    await program.prints(/Destroy/);
    program.type('\r');
    expect((await program.ended).stdout).to.match(/Nothing has changed\.\s*$/);
    expect(linesOf(await irontrack('db', 'status')).filter((line) => line.includes('pending'))).to.deep.equal([]);
    expect(linesOf(await irontrack(...all, '--yes'))).to.deep.equal(names.toReversed());
  });
});
