import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect } from 'chai';
import { sql } from 'slonik';
import { readRunFile } from '../../embedded/data-dir.ts';
import { connectPostgres } from '../../src/infra/postgres/pool.ts';
import { isRoot, ordinaryUser } from '../embedded/support/machine.ts';
import { environmentOf } from '../support/command.ts';
import { entry } from '../support/program.ts';
import { type System, sharedSystem, useSystems } from '../support/system.ts';
import { documentOf, documentsOf, expectRefusal, linesOf } from './support/ends.ts';

type Check = { name: string; result: string; details: string };

describe('irontrack status, doctor and completion', () => {
  const suite = useSystems();
  let system: System;
  before(async () => {
    system = await sharedSystem();
  });

  it('irontrack status shows the process, the services and the read models of a healthy installation', async () => {
    const status = documentOf(await system.cli('status', '--json'));
    expect(status.process).to.include({ pid: system.pid, http: system.url });
    expect(status).to.include({ dataDir: resolve(system.dataDir), problem: null });
    expect(status.health).to.include({ database: 'online', cache: 'online', eventStore: 'online' });
    const lines = linesOf(await system.cli('status'));
    expect(lines).to.include.members([`API\t${system.url}`, 'Postgres\tonline', 'state\thealthy']);
    // The addresses of the services contain their passwords.
    expect(lines.join()).not.to.match(/postgres:\/\/|redis:\/\//);
  });

  it('irontrack status fails when nothing runs, and starts nothing', async () => {
    const dataDir = suite.folder();
    mkdirSync(join(dataDir, 'postgres'));
    const end = await suite.cli(['status', '--json'], { dataDir });
    expect(end.code).to.equal(1);
    expect(JSON.parse(end.stdout)).to.include({ process: null, health: null });
    expect(end.stderr).to.equal('The services do not run: start them with irontrack up.\n');
  });

  it('irontrack status fails with the name of a service that cannot be reached', async () => {
    const { dataDir } = system;
    const end = await suite.cli(['status'], { dataDir, env: { DATABASE_URL: 'postgres://u:p@127.0.0.1:1/x' } });
    expect([end.code, end.stderr]).to.satisfy(
      ([code, stderr]: [number, string]) => code === 1 && /Postgres/.test(stderr),
    );
    expect(end.stdout).to.match(/^state\tnot healthy$/m);
  });

  it('irontrack status and doctor fail when events wait and no lane moves', async () => {
    const stalled = await suite.start();
    const athlete = await stalled.client('ada@example.com');
    const db = await connectPostgres(readRunFile(stalled.dataDir)?.databaseUrl ?? '', { max: 1 });
    try {
      await db.query(sql.unsafe`ALTER TABLE session_documents_v1 RENAME TO hidden`);
      const body = { startedAt: '2026-01-10T12:00:00Z', timezone: 'UTC', name: 'Leg day' };
      expect((await athlete.post('/training-sessions', body)).status).to.equal(201);
      const status = await stalled.cli('status');
      expect([status.code, status.stderr]).to.satisfy(
        ([code, stderr]: [number, string]) => code === 1 && stderr.includes('The read models do not move'),
      );
      const doctor = await stalled.cli('doctor');
      expect([doctor.code, doctor.stdout]).to.satisfy(
        ([code, stdout]: [number, string]) => code === 1 && /^read models\tfailed\t/m.test(stdout),
      );
    } finally {
      await db.query(sql.unsafe`ALTER TABLE hidden RENAME TO session_documents_v1`);
      await db.end();
    }
  });

  it('irontrack doctor finds nothing wrong with a healthy installation', async () => {
    const checks: Check[] = documentsOf(await system.cli('doctor', '--json'));
    expect(checks.filter(({ result }) => result !== 'ok')).to.deep.equal([]);
    expect(checks.map(({ name }) => name)).to.include.members([
      ...['settings', 'data folder', 'secrets', 'disk', 'migrations', 'Postgres', 'Redis', 'EventStoreDB'],
      ...['read models', 'parked streams', 'refused events'],
    ]);
    expect(linesOf(await system.cli('doctor'))[0]).to.equal('CHECK\tRESULT\tDETAILS');
  });

  it('irontrack doctor reports every problem that it finds, with what to do', async () => {
    const dataDir = suite.folder();
    chmodSync(dataDir, 0o755);
    mkdirSync(join(dataDir, 'postgres'));
    writeFileSync(join(dataDir, 'secrets.json'), '{}', { mode: 0o644 });
    const end = await suite.cli(['doctor', '--json'], { dataDir });
    const checks: Check[] = end.stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    const found = Object.fromEntries(checks.map(({ name, result, details }) => [name, `${result}: ${details}`]));
    expect(found['data folder']).to.match(/^warning: .*chmod go-rw/);
    expect(found.secrets).to.match(/^failed: .*chmod go-rw/);
    expect(found.services).to.match(/^warning: .*irontrack up/);
    expect(end.stderr).to.match(/^\d of \d checks failed\.\n$/);
    expect(end.code).to.equal(1);
  });

  it('no command mistakes a data folder of another user for an empty one', () => {
    const dataDir = suite.folder();
    chmodSync(dataDir, 0);
    const env = environmentOf({ dataDir });
    for (const args of [['doctor', '--json'], ['status'], ['users', 'list']]) {
      // Root may read every folder.
      const user = isRoot ? ordinaryUser : {};
      const { status, stdout, stderr } = spawnSync(process.execPath, [entry, ...args], {
        env,
        encoding: 'utf8',
        ...user,
      });
      expect([args, status, stdout + stderr]).to.satisfy(
        ([, code, text]: [unknown, number, string]) =>
          code === 1 && text.includes(`This user may not read ${dataDir}: `),
      );
    }
  });

  it('irontrack doctor lists invalid settings instead of stopping at them', async () => {
    const end = await suite.cli(['doctor', '--json'], { env: { PORT: 'http' } });
    const check = documentOf({ ...end, code: 0 });
    expect(check).to.include({ name: 'settings', result: 'failed' });
    expect(check.details).to.match(/^.*PORT.*$/);
  });

  it('irontrack completion completes commands, commands of a group and options', async () => {
    const script = linesOf(await system.cli('completion', 'bash')).join('\n');
    const complete = (line: string): string[] => {
      const words = line.split(' ');
      const set = `COMP_WORDS=(${words.map((word) => `'${word}'`).join(' ')}); COMP_CWORD=${words.length - 1}`;
      const { stdout, stderr } = spawnSync('bash', ['-c', `${script}\n${set}; _irontrack; echo "\${COMPREPLY[@]}"`], {
        encoding: 'utf8',
      });
      expect(stderr).to.equal('');
      return stdout.trim().split(' ');
    };
    expect(complete('irontrack us')).to.deep.equal(['users']);
    expect(complete('irontrack users create-')).to.deep.equal(['create-user', 'create-system-admin']);
    expect(complete('irontrack users list --')).to.have.members([
      '--search',
      '--active',
      '--inactive',
      '--json',
      '--help',
    ]);
    expect(complete('irontrack import ada@example.com --dry')).to.deep.equal(['--dry-run']);
    expect(complete('irontrack imports undo ada --j')).to.deep.equal(['--json']);
    expectRefusal(await system.cli('completion', 'tcsh'), /Choices: "bash", "zsh"/);
  });

  it('irontrack completion prints a script that zsh can run too', async () => {
    const script = linesOf(await system.cli('completion', 'zsh')).join('\n');
    expect(script).to.match(/^autoload .*bashcompinit/);
    // In zsh such a variable would be the PATH, and such an offset is an error.
    expect(script).not.to.match(/ path=|:COMP_CWORD/);
    const asked = `COMP_WORDS=(irontrack users create-); COMP_CWORD=2; _irontrack; echo "\${COMPREPLY[@]}"`;
    const like = 'emulate -L sh; setopt kshglob noshglob braceexpand';
    const program = `autoload -Uz compinit; compinit -u -D\n${script}\nask() { ${like}; ${asked}; }; ask`;
    const { error, stdout, stderr } = spawnSync('zsh', ['-f', '-c', program], { encoding: 'utf8' });
    // Not every machine has zsh.
    if (error) return;
    expect(stderr).to.equal('');
    expect(stdout.trim().split(' ')).to.include.members(['create-user', 'create-system-admin']);
  });
});
