import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { faults } from '../http/support/client.ts';
import { type System, systemsOf } from '../support/system.ts';
import { expectRefusal } from './support/ends.ts';
import { counted, workout } from './support/history.ts';
import { sendCsv, sessionsOf, variant } from './support/imports.ts';
import { logOf } from './support/log.ts';

const email = 'athlete@example.com';
const unknown = '01900000-0000-7000-8000-0000000000ee';

describe('the command line', () => {
  const suite = systemsOf();
  let system: System;
  let file: string;
  let other: string;
  const csv = variant('Strong with commas').write([workout('02-01', 'Legs', counted('Squat', [100, 5]))]);
  before(async () => {
    system = await suite.start();
    await system.client(email);
    file = join(suite.folder(), 'strong.csv');
    other = join(suite.folder(), 'other.csv');
    writeFileSync(file, csv);
    writeFileSync(other, 'a,b\n1,2\n');
  });

  it('refuses to import what can not be, and writes nothing', async () => {
    const mistakes: [string[], RegExp][] = [
      [['--format', 'strong', '--user', email, file], /kg or lb.*\(unit\)/],
      [['--format', 'hevy', '--user', 'no@example.com', file], /no account no@example/],
      [['--format', 'hevy', '--user', email, `${file}.gone`], /no file .*\.gone/],
      [['--format', 'strong', '--unit', 'kg', '--zone', 'Atlantis', '--user', email, file], /time zone/],
      [['--format', 'hevy', '--user', email, file], /not an export of Hevy/],
      [['--format', 'strong', '--unit', 'kg', '--user', email, other], /not an export of Strong/],
      [['--format', 'fitbit', '--user', email, file], /fitbit/],
      [['--format', 'hevy', file], /user/],
    ];
    const log = await logOf(system.dataDir);
    const ends = mistakes.map(async ([args, message]) => expectRefusal(await system.cli('import', ...args), message));
    await Promise.all(ends);
    expect(await logOf(system.dataDir)).to.deep.equal(log);
  });

  it('and the API refuse a file whose unit nobody tells alike', async () => {
    const athlete = await system.client(email);
    const answer = await sendCsv(athlete, csv, { format: 'strong', timezone: 'UTC' });
    expect(faults(answer)).to.deep.equal(['value_error unit']);
    expect(await sessionsOf(athlete)).to.deep.equal([]);
  });

  it('refuses to undo what is no import', async () => {
    const [absent, wrong] = await Promise.all([
      system.cli('imports', 'undo', unknown, '--user', email),
      system.cli('imports', 'undo', 'x', '--user', email),
    ]);
    expectRefusal(absent, /No such import/);
    expectRefusal(wrong, /not the id of an import/);
  });

  it('points to its help where it is told nothing that it knows', async () => {
    const wrong = [
      [],
      ['dance'],
      ['up', '--color', 'red'],
      ['db'],
      ['users'],
      ['imports'],
      ['import', '--format', 'hevy'],
    ];
    const ends = await Promise.all(wrong.map((args) => suite.run(args, { dataDir: system.dataDir }).ended));
    for (const end of ends) expectRefusal(end, /--help/);
    const { code, stdout, stderr } = await system.cli('--help');
    expect([code, stderr]).to.deep.equal([0, '']);
    for (const verb of ['up', 'serve', 'dispatch', 'work', 'db', 'users', 'import', 'imports', 'seed']) {
      expect(stdout).to.match(new RegExp(`^\\s+irontrack ${verb}\\b`, 'm'));
    }
  });

  it('names everything that is wrong with the environment, and starts nothing', async () => {
    const dataDir = join(suite.folder(), 'unused');
    const env = {
      PORT: 'http',
      DATABASE_URL: 'mysql://localhost/x',
      ADMIN_EMAIL: 'root',
      APP_ENVIRONMENT: 'production',
    };
    const end = await suite.run(['up'], { dataDir, env }).ended;
    for (const name of ['PORT', 'DATABASE_URL', 'ADMIN_EMAIL', 'MASTER_KEY'])
      expectRefusal(end, new RegExp(`^ +${name}: `, 'm'));
    expect(existsSync(dataDir)).to.equal(false);
  });

  it('refuses the roles that need services where none run', async () => {
    const dataDir = suite.folder();
    const ends = ['serve', 'dispatch', 'work'].map((role) => suite.run([role], { dataDir }).ended);
    for (const end of await Promise.all(ends)) expectRefusal(end, /No services run/);
  });
});
