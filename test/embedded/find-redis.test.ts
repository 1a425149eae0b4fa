import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { type Machine, thisMachine } from '../../embedded/debian/machine.ts';
import { findRedis } from '../../embedded/redis/find.ts';
import { folderPerTest, ignore } from './support/machine.ts';

const linux = (...names: string[]): Machine => ({
  platform: 'linux',
  env: { PATH: '/nowhere' },
  distribution: { names, version: '1' },
});

/** The path of the Redis program that is found on the machine, or the error message if none is found. */
const resultOf = (machine: Machine): Promise<string> =>
  findRedis(ignore, machine).then(
    ({ program }) => program,
    (error: Error) => error.message,
  );

/** The output of `redis-server --version`, run with the Redis program that is found on the machine. */
async function versionOf(machine: Machine, say: (line: string) => void): Promise<string> {
  const { program, env } = await findRedis(say, machine);
  return spawnSync(program, ['--version'], { env, encoding: 'utf8' }).stdout;
}

const installCommands: [string, Machine, string][] = [
  ['macOS', { ...linux(), platform: 'darwin' }, 'brew install redis'],
  ['Fedora', linux('fedora'), 'sudo dnf install redis'],
  ['Rocky', linux('rocky', 'rhel', 'centos', 'fedora'), 'sudo dnf install redis'],
  ['Alpine', linux('alpine'), 'sudo apk add redis'],
  ['Arch', linux('arch'), 'sudo pacman -S valkey'],
  ['openSUSE', linux('opensuse-leap', 'suse', 'opensuse'), 'sudo zypper install redis'],
  ['Debian without apt', linux('debian'), 'sudo apt-get install redis-server'],
  ['an unknown system', linux('haiku'), 'the package manager of your system (package redis or valkey)'],
];

describe('finding Redis', () => {
  const folder = folderPerTest();

  /** Writes shell scripts with these names and contents, and returns the folder that contains them. */
  const writeScripts = (scripts: Record<string, string>): string => {
    const bin = join(folder(), 'bin');
    mkdirSync(bin, { recursive: true });
    for (const [name, text] of Object.entries(scripts)) {
      writeFileSync(join(bin, name), `#!/bin/sh\n${text}\n`, { mode: 0o755 });
    }
    return bin;
  };

  /** The path of a folder with the programs of this machine, without Redis, which may be installed or not. */
  const programsWithoutRedis = (): string => {
    const bin = join(folder(), 'tools');
    mkdirSync(bin);
    for (const tool of readdirSync('/usr/bin')) {
      if (!/^(redis|valkey)/.test(tool)) symlinkSync(`/usr/bin/${tool}`, join(bin, tool));
    }
    return bin;
  };

  for (const name of ['redis-server', 'valkey-server']) {
    it(`uses ${name} from the PATH`, async () => {
      const PATH = `relative:/nowhere:${writeScripts({ [name]: '' })}`;
      expect(await resultOf({ ...linux('any'), env: { PATH } })).to.equal(join(folder(), 'bin', name));
    });
  }

  for (const [system, machine, command] of installCommands) {
    it(`names the command that installs Redis on ${system}`, async () => {
      expect(await resultOf(machine)).to.equal(
        `no Redis on this machine; install it with: ${command} — or set REDIS_URL to a running one`,
      );
    });
  }

  it('reports the reason of apt when Redis cannot be downloaded', async () => {
    const PATH = writeScripts({
      'apt-get': 'echo "E: no such archive" >&2; exit 100',
      'apt-cache': '',
      'dpkg-query': '',
    });
    const message = await resultOf({ ...linux('ubuntu', 'debian'), env: { PATH, XDG_CACHE_HOME: folder() } });
    expect(message).to.contain('E: no such archive').and.to.contain('sudo apt-get install redis-server');
    expect(readdirSync(join(folder(), 'irontrack'))).to.deep.equal([]);
  });

  it('unpacks Redis into the cache folder once, even for two concurrent callers', async () => {
    const downloads = join(folder(), 'downloads');
    const bin = writeScripts({
      'apt-get': `echo "$*" >> ${downloads}; : > redis.deb; sleep 0.2`,
      'apt-cache': '',
      'dpkg-query': '',
      dpkg: `mkdir -p usr/bin; printf '#!/bin/sh\\necho "Redis server v=1.0"' > usr/bin/redis-server; chmod +x usr/bin/redis-server`,
    });
    const machine = { ...linux('debian'), env: { PATH: `${bin}:${programsWithoutRedis()}`, XDG_CACHE_HOME: folder() } };
    const lines: string[] = [];
    const say = (line: string) => lines.push(line);
    const versions = await Promise.all([versionOf(machine, say), versionOf(machine, say)]);
    for (const version of versions) expect(version).to.match(/server v=\d/);
    expect(lines[0]).to.contain('Redis is not installed; unpacking');
    expect(readFileSync(downloads, 'utf8')).to.contain('download redis-server redis-tools');
    expect(readdirSync(join(folder(), 'irontrack'))).to.have.length(1);
    lines.length = 0;
    expect(await versionOf(machine, say)).to.equal(versions[0]);
    expect(lines).to.deep.equal([]);
  });

  const machine = thisMachine();
  if (machine.distribution.names.includes('debian')) {
    it('downloads Redis with new package lists where the machine has none', async () => {
      const lists = join(folder(), 'lists');
      const settings = join(folder(), 'apt.conf');
      mkdirSync(lists);
      writeFileSync(settings, `Dir::State::Lists "${lists}";\n`);
      const env = { PATH: programsWithoutRedis(), XDG_CACHE_HOME: folder(), APT_CONFIG: settings };
      expect(await versionOf({ ...machine, env }, ignore)).to.match(/server v=\d/);
      expect(readdirSync(lists).filter((name) => name.includes('Packages'))).to.deep.equal([]);
    });
  }
});
