import { expect } from 'chai';
import type { CommandEntry } from '../../cli/command.ts';
import { commands } from '../../cli/commands.ts';
import { createCli } from '../../cli/host/host.ts';
import { printList } from '../../cli/host/table.ts';
import { type System, sharedSystem, useSystems } from '../support/system.ts';
import { documentOf, documentsOf, expectRefusal, linesOf } from './support/ends.ts';

/** Commands that print no answer: processes, and commands whose output is a script, a file or a message alone. */
const answerless = new Set([
  ...['up', 'serve', 'work', 'dispatch', 'completion', 'rotate-master', 'retire-master', 'export', 'mcp'],
  ...['restore', 'init', 'reset', 'generate', 'rotate'],
]);
const nameOf = ({ usage }: CommandEntry): string => usage.split(' ')[0] ?? '';
const all = commands.flatMap((entry) => ('commands' in entry ? entry.commands : [entry]));
const email = 'habits@example.com';
/** A name that would reverse or overwrite the text beside it on a terminal. */
const hostile = 'A\u202eB\u009b2J\u2066C';
const raw = /[\u0080-\u009f\u202a-\u202e\u2066-\u2069]/;

describe('what all irontrack commands have in common', () => {
  const suite = useSystems();
  let system: System;
  before(async () => {
    system = await sharedSystem();
    await system.client(email);
    const created = ['--email', 'hostile@example.com', '--name', hostile, '--password', 'Str0ng&Steel'];
    linesOf(await system.cli('users', 'create-user', ...created));
  });

  it('every command that prints an answer can print it as JSON', async () => {
    for (const entry of all.filter((each) => !answerless.has(nameOf(each)))) {
      expect((await entry.load()).optionNames, entry.usage).to.include('json');
    }
  });

  it('every list has headings, and none when it is empty', async () => {
    const id = documentOf(await system.cli('users', 'show', email, '--json')).id;
    for (const [args, headings] of [
      [['users', 'list'], 'ID\tCREATED\tSTATUS\tRIGHTS\tROLE\tEMAIL\tNAME'],
      [['users', 'sessions', email], 'ID\tCREATED\tLAST USED\tUSER AGENT'],
      [['db', 'status'], 'MIGRATION\tAPPLIED\tNOTE'],
      [['projections', 'list'], 'READ MODEL\tVERSION\tSHAPE\tSTATE'],
      [['projections', 'status'], 'READ MODEL\tVERSION\tSTATE\tPARKED\tLANE\tPOSITION\tLAG IN EVENTS\tLAG IN SECONDS'],
      [['events', 'all', '--limit', '3'], 'POSITION\tRECORDED\tPLACE\tTYPE\tACTOR\tDATA'],
      [['events', 'stream', `account-${id}`], 'POSITION\tRECORDED\tPLACE\tTYPE\tACTOR\tDATA'],
    ] as const) {
      const [first, ...rows] = linesOf(await system.cli(...args));
      expect(first).to.equal(headings);
      expect(rows).not.to.deep.equal([]);
      for (const row of rows) expect(row.split('\t')).to.have.length(headings.split('\t').length);
    }
    for (const args of [
      ['imports', 'list', email],
      ['dead-letters', 'list'],
    ] as const) {
      expect(linesOf(await system.cli(...args))).to.deep.equal([]);
    }
  });

  it('a list on a terminal has aligned columns', async () => {
    let text = '';
    const stdout = { isTTY: true, write: (chunk: string) => (text += chunk) };
    const cli = createCli({ stdout } as unknown as Parameters<typeof createCli>[0]);
    const items = [
      { name: 'a', size: '10' },
      { name: 'longer', size: '' },
    ];
    await printList(cli, items, { NAME: ({ name }) => name, SIZE: ({ size }) => size }, false);
    expect(text).to.equal('NAME    SIZE\na       10\nlonger\n');
  });

  it('no command prints control characters of the upper range, or characters that turn text around', async () => {
    const account = 'hostile@example.com';
    const shown = await system.cli('users', 'show', account, '--json');
    const { id, name } = documentOf(shown);
    expect(name).to.equal(hostile);
    const listed = await system.cli('users', 'list', '--json');
    expect(documentsOf(listed).map((each) => each.name)).to.include(hostile);
    for (const end of [
      ...[shown, listed, await system.cli('users', 'list'), await system.cli('users', 'show', account)],
      ...[await system.cli('events', 'stream', `account-${id}`), await system.cli('events', 'all', '--json')],
      await system.cli('events', 'stream', `account-${id}`, '--json'),
      await system.cli('users', 'show', `missing-${hostile}`),
    ]) {
      expect(`${end.stdout}${end.stderr}`).not.to.match(raw);
    }
  });

  it('an unknown command is answered with a similar one only if there is one', async () => {
    for (const [args, message] of [
      [['usres'], /^Unknown command "usres"\. Did you mean "users"\?\nSee irontrack --help\.$/m],
      [['projecions', 'list'], /Did you mean "projections"\?/],
      [['users', 'lst'], /^Unknown command "users lst"\. Did you mean "list"\?\nSee irontrack users --help\.$/m],
      [['foo'], /^Unknown command "foo"\. Choose one of: up, /m],
      [
        ['users', 'create-rolls'],
        /^Unknown command "users create-rolls"\. Choose one of: create-user, (?!.*create-roles)/m,
      ],
    ] as const) {
      expectRefusal(await system.cli(...args), message);
    }
  });

  it('a mistake in the arguments of a command is reported with the name of the command', async () => {
    for (const [args, message] of [
      [['users', 'list', '--jsn'], /^irontrack users list: Unknown argument: jsn\nSee irontrack users list --help\.$/m],
      [['users', 'show'], /^irontrack users show: Not enough .*\nSee irontrack users show --help\.$/m],
      [['up', '--color', 'red'], /^irontrack up: Unknown argument: color/m],
    ] as const) {
      expectRefusal(await system.cli(...args), message);
    }
  });

  it('the help leaves out commands that exist for older scripts only', async () => {
    const { stdout } = await system.cli('users', '--help');
    expect(stdout).to.include('create-user').and.not.to.include('create-roles');
    expect((await system.cli('users', 'create-roles')).code).to.equal(0);
  });

  it('a deprecated option still works, and its new name is told', async () => {
    const { code, stderr } = await system.cli('imports', 'list', '--user', email);
    expect([code, stderr]).to.deep.equal([
      0,
      `--user is deprecated: give the account as first argument, irontrack imports list ${email} …\n` +
        `${email} has no imports.\n`,
    ]);
    const { stderr: zone } = await system.cli('import', email, 'absent.csv', '--format', 'hevy', '--zone', 'UTC');
    expect(zone).to.match(/^--zone is deprecated: its name is --timezone now\.$/m);
  });

  it('a command that starts the services itself prints no logs amid its answer', async () => {
    const stopped = await suite.start();
    await stopped.stop();
    const quiet = await stopped.cli('users', 'list', '--json');
    expect([quiet.code, quiet.stderr]).to.deep.equal([
      0,
      `Starting the services of ${stopped.dataDir}\nThere are no accounts yet.\n`,
    ]);
    const env = { LOG_LEVEL: 'info' };
    const asked = await suite.cli(['projections', 'list', '--json'], { dataDir: stopped.dataDir, env });
    expect(asked.stderr).to.match(/info Acquired the lease/);
  });
});
