import { execFile } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect } from 'chai';
import { readRunFile } from '../../embedded/data-dir.ts';
import { validationErrors } from '../http/support/client.ts';
import { entry, type System, systemsOf } from '../support/system.ts';
import { expectRefusal } from './support/ends.ts';
import { counted, workout } from './support/history.ts';
import { sendCsv, sessionsOf, variant } from './support/imports.ts';
import { logOf } from './support/log.ts';

const execFileAsync = promisify(execFile);
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
    expect(validationErrors(answer)).to.deep.equal(['value_error unit']);
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

  it('tells a wrong password from a service that is away', async () => {
    const run = readRunFile(system.dataDir);
    const wrong = (text = '') => Object.assign(new URL(text), { password: 'wrong' }).href;
    const [database, redis] = [{ DATABASE_URL: wrong(run?.databaseUrl) }, { REDIS_URL: wrong(run?.redisUrl) }];
    const { dataDir } = system;
    const atWith = (env: NodeJS.ProcessEnv, ...args: string[]) => suite.run(args, { dataDir, env }).ended;
    expectRefusal(await atWith(database, 'db', 'status'), /^Postgres refuses the connection: password/m);
    expectRefusal(await atWith(database, 'users', 'list'), /^Postgres refuses the user or password/m);
    expectRefusal(await atWith(redis, 'users', 'list'), /^Redis refuses the user or password/m);
  });

  it('spells out what would steer the terminal in what comes from imports', async () => {
    const hostile = join(suite.folder(), 'a\u001b[2J.csv');
    const row = workout('03-01', 'Arms', counted('Curl', [10, 5]));
    writeFileSync(
      hostile,
      variant('Strong with commas')
        .write([row])
        .replace(/,10(\.0)?,/, ',\u001b[2J,'),
    );
    const args = ['--format', 'strong', '--unit', 'kg', '--user', email, hostile];
    const done = await system.cli('import', ...args);
    expect(done.code, done.stderr).to.equal(0);
    expect(done.stderr)
      .to.match(/^line \d+: .*\\u001b\[2J/m)
      .and.not.to.include('\u001b');
    const { stdout } = await system.cli('imports', 'list', '--user', email);
    expect(stdout).to.include('a\\u001b[2J.csv').and.not.to.include('\u001b');
  });

  it('ends without a word once nobody reads what it prints', async () => {
    const shell = `"$0" "$1" events all | head -n 1; "$0" "$1" events tail | { read -r line; echo "$line"; }`;
    const reading = execFileAsync('bash', ['-o', 'pipefail', '-c', shell, process.execPath, entry], {
      env: { ...process.env, IRONTRACK_DATA: system.dataDir },
    });
    let isOver = false;
    const over = reading.finally(() => {
      isOver = true;
    });
    const athlete = await system.client(email);
    while (!isOver) {
      const written = athlete.post('/training-sessions', { timezone: 'UTC' });
      await Promise.race([over, written]);
      expect((await written).status).to.equal(201);
    }
    const { stdout, stderr } = await over;
    expect([stdout.trim().split('\n').length, stderr]).to.deep.equal([2, '']);
  });
});
