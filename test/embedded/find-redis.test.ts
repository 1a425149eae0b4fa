import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { findRedis, type Machine, thisMachine } from '../../embedded/redis/find.ts';
import { deaf, folderPerTest } from './support/machine.ts';

const linux = (...names: string[]): Machine => ({
  platform: 'linux',
  env: { PATH: '/nowhere' },
  distribution: { names, version: '1' },
});

const failure = (machine: Machine): Promise<string> =>
  findRedis(deaf, machine).then(
    ({ program }) => program,
    (error: Error) => error.message,
  );

describe('a Redis for this machine', () => {
  const folder = folderPerTest();
  const script = (name: string, text: string) => {
    mkdirSync(join(folder(), 'bin'), { recursive: true });
    writeFileSync(join(folder(), 'bin', name), `#!/bin/sh\n${text}\n`, { mode: 0o755 });
    return join(folder(), 'bin');
  };

  for (const name of ['redis-server', 'valkey-server']) {
    it(`is the ${name} of the PATH`, async () => {
      const PATH = `relative:/nowhere:${script(name, '')}`;
      expect(await failure({ ...linux('any'), env: { PATH } })).to.equal(join(folder(), 'bin', name));
    });
  }

  const commands: [string, Machine, string][] = [
    ['macOS', { ...linux(), platform: 'darwin' }, 'brew install redis'],
    ['Fedora', linux('fedora'), 'sudo dnf install redis'],
    ['Rocky', linux('rocky', 'rhel', 'centos', 'fedora'), 'sudo dnf install redis'],
    ['Alpine', linux('alpine'), 'sudo apk add redis'],
    ['Arch', linux('arch'), 'sudo pacman -S valkey'],
    ['openSUSE', linux('opensuse-leap', 'suse', 'opensuse'), 'sudo zypper install redis'],
    ['Debian without apt', linux('debian'), 'sudo apt-get install redis-server'],
    ['anything else', linux('haiku'), 'the installer of your system (package redis or valkey)'],
  ];
  for (const [system, machine, command] of commands) {
    it(`comes on ${system} from a command that the refusal names`, async () => {
      expect(await failure(machine)).to.equal(
        `no Redis on this machine; install it with: ${command} — or set REDIS_URL to a running one`,
      );
    });
  }

  it('is refused with apt’s own reason where the package can’t be had', async () => {
    const PATH = script('apt-get', 'echo "E: no such archive" >&2; exit 100');
    for (const program of ['apt-cache', 'dpkg-query']) script(program, '');
    const message = await failure({ ...linux('ubuntu', 'debian'), env: { PATH, XDG_CACHE_HOME: folder() } });
    expect(message).to.contain('E: no such archive').and.to.contain('sudo apt-get install redis-server');
    expect(readdirSync(join(folder(), 'irontrack'))).to.deep.equal([]);
  });

  const machine = thisMachine();
  if (machine.distribution.names.includes('debian')) {
    /** This machine with an empty cache and without any Redis. */
    const bare = (more: NodeJS.ProcessEnv = {}): Machine => {
      const bin = join(folder(), 'tools');
      mkdirSync(bin);
      for (const tool of readdirSync('/usr/bin')) {
        if (!/^(redis|valkey)/.test(tool)) symlinkSync(`/usr/bin/${tool}`, join(bin, tool));
      }
      return { ...machine, env: { PATH: bin, XDG_CACHE_HOME: folder(), ...more } };
    };
    const versionOf = async (from: Machine, say: (line: string) => void) => {
      const { program, env } = await findRedis(say, from);
      return spawnSync(program, ['--version'], { env, encoding: 'utf8' }).stdout;
    };

    it('is the distribution’s, unpacked once, whoever asks at the same time', async () => {
      const said: string[] = [];
      const from = bare();
      const say = (line: string) => said.push(line);
      const versions = await Promise.all([versionOf(from, say), versionOf(from, say)]);
      for (const version of versions) expect(version).to.match(/server v=\d/);
      expect(said[0]).to.contain('Redis is not installed; unpacking');
      expect(readdirSync(join(folder(), 'irontrack'))).to.have.length(1);
      said.length = 0;
      expect(await versionOf(from, say)).to.equal(versions[0]);
      expect(said).to.deep.equal([]);
    });

    it('is had without the machine’s package lists, and without root’s help', async () => {
      const lists = join(folder(), 'lists');
      const settings = join(folder(), 'apt.conf');
      mkdirSync(lists);
      writeFileSync(settings, `Dir::State::Lists "${lists}";\n`);
      expect(await versionOf(bare({ APT_CONFIG: settings }), deaf)).to.match(/server v=\d/);
      expect(readdirSync(lists).filter((name) => name.includes('Packages'))).to.deep.equal([]);
    });
  }
});
