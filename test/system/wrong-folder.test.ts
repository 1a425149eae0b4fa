import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import type { CommandEntry, CommandGroup } from '../../cli/command.ts';
import { commands } from '../../cli/commands.ts';
import { useSystems } from '../support/system.ts';
import { expectRefusal } from './support/ends.ts';

const id = '0192f0c4-8e00-7000-8000-000000000001';

/** Commands that create an installation where there is none, or need none. */
const creating = new Set([
  ...['up', 'db migrate', 'db create', 'seed', 'demo load', 'doctor', 'completion'],
  ...['users create-user', 'users create-system-admin', 'users create-roles'],
  ...['restore', 'config init', 'keys generate'],
]);
/** Commands that never start services. */
const processes = ['serve', 'work', 'dispatch'];

/** Valid values of positional arguments, by their names. Of any other argument, 1 is a valid value. */
const values: Readonly<Record<string, string>> = {
  account: 'ada@example.com',
  role: 'superuser',
  name: 'sessions',
  kind: 'session',
  file: import.meta.filename,
};
/** The options that a command needs, and values of positional arguments that differ from those above. */
const needed: Readonly<Record<string, readonly string[]>> = {
  'db rollback': ['--yes'],
  'db reset': ['--yes'],
  'log copy': ['--to', 'esdb://127.0.0.1:9?tls=false'],
  'users revoke': ['--all'],
  'users erase': ['--yes'],
  'grants undo': ['--since', '2026-01-01T00:00:00Z'],
  import: ['--format', 'hevy'],
  'dead-letters discard': ['--event', id, '--reason', 'wrong folder'],
};

type Named = readonly [name: string, args: readonly string[]];

function named({ usage }: CommandEntry, group: string): Named {
  const [word = '', ...positionals] = usage.split(' ');
  const name = group + word;
  const given = positionals.map((each) => {
    const positional = each.replaceAll(/[<>[\]]/g, '');
    return name === 'imports undo' && positional === 'id' ? id : (values[positional] ?? '1');
  });
  return [name, [...given, ...(needed[name] ?? [])]];
}

const all: readonly Named[] = commands.flatMap((entry: CommandEntry | CommandGroup) =>
  'commands' in entry ? entry.commands.map((each) => named(each, `${entry.name} `)) : [named(entry, '')],
);

describe('irontrack in a folder without an installation', () => {
  const suite = useSystems();

  it('every command that cannot create an installation refuses to run without one, and creates no file', async () => {
    const others = all.filter(([name]) => !creating.has(name) && !processes.includes(name));
    expect(others.length).to.be.greaterThan(25);
    for (const [name, args] of others) {
      const dataDir = join(suite.folder(), 'absent');
      const end = await suite.cli([...name.split(' '), ...args], { dataDir });
      expectRefusal(
        end,
        new RegExp(`^There is no installation in ${dataDir}: set IRONTRACK_DATA .* irontrack up\\.$`, 'm'),
      );
      expect(existsSync(dataDir), name).to.equal(false);
    }
  });

  it('serve, work and dispatch create no secrets when no services run', async () => {
    for (const name of processes) {
      const dataDir = join(suite.folder(), 'absent');
      expectRefusal(await suite.cli([name], { dataDir }), /^No services run/);
      expect(existsSync(dataDir), name).to.equal(false);
    }
  });

  it('doctor and completion create nothing', async () => {
    for (const args of [['doctor'], ['completion', 'bash']]) {
      const dataDir = join(suite.folder(), 'absent');
      await suite.cli(args, { dataDir });
      expect(existsSync(dataDir), args[0]).to.equal(false);
    }
  });

  it('a command on services that are set refuses to run without the secrets of the installation', async () => {
    const dataDir = suite.folder();
    const env = {
      EVENTSTORE_URL: 'esdb://127.0.0.1:1?tls=false',
      DATABASE_URL: 'postgres://u:p@127.0.0.1:1/x',
      REDIS_URL: 'redis://127.0.0.1:1',
    };
    const end = await suite.cli(['users', 'list'], { dataDir, env });
    expectRefusal(end, new RegExp(`^There is no ${join(dataDir, 'secrets.json')}: .*IRONTRACK_DATA.*MASTER_KEY`));
    expect(readdirSync(dataDir)).to.deep.equal([]);
  });

  it('an empty folder of services that never started is no installation', async () => {
    const dataDir = suite.folder();
    expectRefusal(await suite.cli(['users', 'list'], { dataDir }), /^There is no installation/);
    expect(readdirSync(dataDir)).to.deep.equal([]);
  });
});
