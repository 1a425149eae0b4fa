import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import type { CommandEntry, CommandGroup } from '../../cli/command.ts';
import { commands } from '../../cli/commands.ts';
import { useSystems } from '../support/system.ts';
import { expectRefusal } from './support/ends.ts';

const id = '0192f0c4-8e00-7000-8000-000000000001';
const account = 'ada@example.com';

/** Commands that create an installation where there is none, or need none. */
const creating = ['up', 'db migrate', 'db create', 'seed', 'users create-user', 'users create-system-admin'];
/** Commands that never start services. */
const processes = ['serve', 'work', 'dispatch'];
/** All other commands, with the arguments that each needs. */
const others: Readonly<Record<string, readonly string[]>> = {
  'db rollback': ['--yes'],
  'db status': [],
  'users list': [],
  'users show': [account],
  'users promote-to-superuser': [account],
  'users set-role': [account, 'superuser'],
  'users activate': [account],
  'users deactivate': [account],
  'users reset-password': [account],
  'users sessions': [account],
  'users revoke': [account, '--all'],
  'users erase': [account, '--yes'],
  import: [account, import.meta.filename, '--format', 'hevy'],
  'imports list': [account],
  'imports undo': [account, id],
  'events all': [],
  'events stream': [`session-${id}`],
  'events tail': [],
  'projections list': [],
  'projections status': [],
  'projections rebuild': ['sessions'],
  'projections verify': ['sessions'],
  'projections pause': ['sessions'],
  'projections resume': ['sessions'],
  'projections use': ['sessions', '1'],
  'projections drop': ['sessions', '1'],
  'projections relane': ['4'],
  'dead-letters list': [],
  'dead-letters show': ['1'],
  'dead-letters retry': ['1'],
  'dead-letters discard': ['1', '--event', id, '--reason', 'wrong folder'],
};

const nameOf = ({ usage }: CommandEntry): string => usage.split(' ')[0] ?? '';
const namesOf = (entry: CommandEntry | CommandGroup): string[] =>
  'commands' in entry ? entry.commands.map((each) => `${entry.name} ${nameOf(each)}`) : [nameOf(entry)];

describe('irontrack in a folder without an installation', () => {
  const suite = useSystems();

  it('every command that cannot create an installation refuses to run without one, and creates no file', async () => {
    const all = commands.flatMap(namesOf).filter((name) => name !== 'users create-roles');
    expect(all.sort()).to.deep.equal([...creating, ...processes, ...Object.keys(others)].sort());
    for (const [name, args] of Object.entries(others)) {
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
