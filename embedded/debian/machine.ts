import { readFileSync } from 'node:fs';

/** The properties of a machine that decide which Redis program is used. */
export type Machine = {
  readonly platform: NodeJS.Platform;
  readonly env: NodeJS.ProcessEnv;
  /** The Linux distribution according to /etc/os-release: the words of `ID` and `ID_LIKE`, and the version. */
  readonly distribution: { readonly names: readonly string[]; readonly version: string };
};

function parseRelease(text: string): Machine['distribution'] {
  const field = (name: string) => new RegExp(`^${name}="?([^"\n]*)`, 'm').exec(text)?.[1] ?? '';
  return { names: `${field('ID')} ${field('ID_LIKE')}`.trim().split(/\s+/), version: field('VERSION_ID') || 'rolling' };
}

export function thisMachine(): Machine {
  let release = '';
  try {
    release = readFileSync('/etc/os-release', 'utf8');
  } catch {
    // There is no release file: the system is not Linux, or it is a minimal Linux.
  }
  return { platform: process.platform, env: process.env, distribution: parseRelease(release) };
}

const installCommands: Readonly<Record<string, string>> = {
  debian: 'sudo apt-get install redis-server',
  ubuntu: 'sudo apt-get install redis-server',
  fedora: 'sudo dnf install redis',
  rhel: 'sudo dnf install redis',
  alpine: 'sudo apk add redis',
  arch: 'sudo pacman -S valkey',
  suse: 'sudo zypper install redis',
};

/** The command that installs Redis on this machine. */
export function installCommand({ platform, distribution }: Machine): string {
  if (platform === 'darwin') return 'brew install redis';
  const known = distribution.names.find((name) => name in installCommands);
  const command = platform === 'linux' && known && installCommands[known];
  return command || 'the package manager of your system (package redis or valkey)';
}
