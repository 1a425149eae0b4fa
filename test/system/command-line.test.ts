import { execFile } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect } from 'chai';
import { readRunFile } from '../../embedded/data-dir.ts';
import { entry } from '../support/program.ts';
import { type System, sharedSystem, useSystems } from '../support/system.ts';
import { expectRefusal } from './support/ends.ts';
import { counted, workout } from './support/history.ts';
import { variant } from './support/imports.ts';

const execFileAsync = promisify(execFile);
const email = 'command-line@example.com';

describe('the command line', () => {
  const suite = useSystems();
  let system: System;
  before(async () => {
    system = await sharedSystem();
  });

  it('irontrack points to its help when a command is missing, unknown or incomplete', async () => {
    const mistakes: [string[], RegExp][] = [
      [[], /^irontrack: Which command\?\nSee irontrack --help\.$/m],
      [['dance'], /^Unknown command "dance"\. Choose one of: up, serve, .*dead-letters.*\.\nSee irontrack --help\.$/m],
      [
        ['users', 'dance'],
        /^Unknown command "users dance"\. Choose one of: create-user, .*\nSee irontrack users --help\.$/m,
      ],
      [['up', '--color', 'red'], /color[\s\S]*See irontrack up --help\.$/m],
      [['db'], /^irontrack db: Which command\?\nSee irontrack db --help\.$/m],
      [['users'], /--help/],
      [['imports'], /--help/],
      [['import', '--format', 'hevy'], /See irontrack import --help\.$/m],
    ];
    for (const [args, message] of mistakes) expectRefusal(await system.cli(...args), message);
  });

  it('irontrack lists every command in its help, and prints its version', async () => {
    const { code, stdout, stderr } = await system.cli('--help');
    expect([code, stderr]).to.deep.equal([0, '']);
    for (const command of ['up', 'serve', 'dispatch', 'work', 'db', 'users', 'import', 'imports', 'seed']) {
      expect(stdout).to.match(new RegExp(`^\\s+irontrack ${command}\\b`, 'm'));
    }
    for (const [group, command] of [
      ['users', 'revoke'],
      ['projections', 'relane'],
    ] as const) {
      expect((await system.cli(group, '--help')).stdout).to.include(`irontrack ${group} ${command}`);
      expect((await system.cli(group, command, '--help')).stdout).to.match(/^Positionals:$/m);
    }
    expect((await system.cli('--version')).stdout).to.match(/^\d+\.\d+\.\d+\n$/);
  });

  it('irontrack reports every wrong variable of the environment and starts nothing', async () => {
    const dataDir = join(suite.folder(), 'unused');
    const env = {
      PORT: 'http',
      DATABASE_URL: 'mysql://localhost/x',
      ADMIN_EMAIL: 'root',
      APP_ENVIRONMENT: 'production',
    };
    const end = await suite.cli(['up'], { dataDir, env });
    for (const name of ['PORT', 'DATABASE_URL', 'ADMIN_EMAIL', 'MASTER_KEY'])
      expectRefusal(end, new RegExp(`^ +${name}: `, 'm'));
    expect(existsSync(dataDir)).to.equal(false);
  });

  it('irontrack refuses serve, dispatch and work when no services run', async () => {
    for (const command of ['serve', 'dispatch', 'work']) expectRefusal(await suite.cli([command]), /No services run/);
  });

  it('irontrack distinguishes a wrong password from an unreachable service', async () => {
    const { dataDir } = system;
    const run = readRunFile(dataDir);
    const withWrongPassword = (url = '') => Object.assign(new URL(url), { password: 'wrong' }).href;
    const database = { DATABASE_URL: withWrongPassword(run?.databaseUrl) };
    const redis = { REDIS_URL: withWrongPassword(run?.redisUrl) };
    const mistakes = [
      [['db', 'status'], database, /^Postgres refuses the connection: password/m],
      [['users', 'list'], database, /^Postgres refuses the user or password/m],
      [['users', 'list'], redis, /^Redis refuses the user or password/m],
    ] as const;
    for (const [args, env, message] of mistakes) expectRefusal(await suite.cli(args, { dataDir, env }), message);
  });

  it('irontrack escapes control characters in text that comes from an import', async () => {
    await system.client(email);
    const hostile = join(suite.folder(), 'a\u001b[2J.csv');
    const rows = [
      workout('03-01', 'Arms', counted('Curl', [10, 5])),
      workout('03-02', 'Legs', counted('Squat', [90, 5])),
    ];
    const csv = variant('Strong with commas').write(rows);
    writeFileSync(hostile, csv.replace(/,10(\.0)?,/, ',\u001b[2J,'));
    const done = await system.cli('import', email, hostile, '--format', 'strong', '--unit', 'kg');
    expect(done.code, done.stderr).to.equal(0);
    expect(done.stderr)
      .to.match(/^line \d+: .*\\u001b\[2J/m)
      .and.not.to.include('\u001b');
    const { stdout } = await system.cli('imports', 'list', email);
    expect(stdout).to.include('a\\u001b[2J.csv').and.not.to.include('\u001b');
  });

  it('irontrack accepts the option names of earlier releases', async () => {
    const account = 'earlier-names@example.com';
    await system.client(account);
    const file = join(suite.folder(), 'strong.csv');
    writeFileSync(file, variant('Strong with commas').write([workout('02-01', 'Legs', counted('Squat', [100, 5]))]));
    const options = ['--format', 'strong', '--unit', 'kg', '--zone', 'Europe/Berlin'];
    const done = await system.cli('import', ...options, `--user=${account}`, file);
    expect(done.code, done.stderr).to.equal(0);
    const id = done.stdout.trim();
    expect((await system.cli('imports', 'list', '--user', account)).stdout).to.include(id);
    expect((await system.cli('imports', 'undo', id, '--user', account)).code).to.equal(0);
    expect((await system.cli('users', 'promote-to-superuser', '--email', account, '--yes')).code).to.equal(0);
    expectRefusal(await system.cli('imports', 'list', '--user'), /--help/);
  });

  it('irontrack ends silently when the reader of its output closes the pipe', async () => {
    const shell = `"$0" "$1" events all | head -n 1; "$0" "$1" events tail | { read -r line; echo "$line"; }`;
    const reading = execFileAsync('bash', ['-o', 'pipefail', '-c', shell, process.execPath, entry], {
      env: { ...process.env, IRONTRACK_DATA: system.dataDir },
    });
    let hasEnded = false;
    const ended = reading.finally(() => {
      hasEnded = true;
    });
    const athlete = await system.client(email);
    // `events tail` prints nothing until an event is appended, so the test appends events until the command has ended.
    while (!hasEnded) {
      const written = athlete.post('/training-sessions?replace=complete', { timezone: 'UTC' });
      await Promise.race([ended, written]);
      expect((await written).status).to.equal(201);
    }
    const { stdout, stderr } = await ended;
    expect([stdout.trim().split('\n').length, stderr]).to.deep.equal([2, '']);
  });
});
