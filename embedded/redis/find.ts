import { accessSync, constants, readFileSync } from 'node:fs';
import { delimiter, isAbsolute, join } from 'node:path';
import { cacheFolder } from '../cache.ts';
import { unpackRedis } from './unpack.ts';

/** A server program and the environment it needs. */
export type RedisProgram = { readonly program: string; readonly env: NodeJS.ProcessEnv };

/** What decides where a Redis comes from. */
export type Machine = {
  readonly platform: NodeJS.Platform;
  readonly env: NodeJS.ProcessEnv;
  /** The words of `ID` and `ID_LIKE` and the version, from /etc/os-release. */
  readonly distribution: { readonly names: readonly string[]; readonly version: string };
};

function distributionOf(text: string): Machine['distribution'] {
  const field = (name: string) => new RegExp(`^${name}="?([^"\n]*)`, 'm').exec(text)?.[1] ?? '';
  return { names: `${field('ID')} ${field('ID_LIKE')}`.trim().split(/\s+/), version: field('VERSION_ID') || 'rolling' };
}

/** This machine. */
export function thisMachine(): Machine {
  let release = '';
  try {
    release = readFileSync('/etc/os-release', 'utf8');
  } catch {
    // Not a Linux, or a very bare one.
  }
  return { platform: process.platform, env: process.env, distribution: distributionOf(release) };
}

function onPath(names: readonly string[], env: NodeJS.ProcessEnv): string | undefined {
  const folders = (env.PATH ?? '').split(delimiter).filter(isAbsolute);
  return names
    .flatMap((name) => folders.map((folder) => join(folder, name)))
    .find((file) => {
      try {
        accessSync(file, constants.X_OK);
        return true;
      } catch {
        return false;
      }
    });
}

const installers: Readonly<Record<string, string>> = {
  debian: 'sudo apt-get install redis-server',
  ubuntu: 'sudo apt-get install redis-server',
  fedora: 'sudo dnf install redis',
  rhel: 'sudo dnf install redis',
  alpine: 'sudo apk add redis',
  arch: 'sudo pacman -S valkey',
  suse: 'sudo zypper install redis',
};

/** What to type to get a Redis on this machine. */
function installCommand({ platform, distribution }: Machine): string {
  if (platform === 'darwin') return 'brew install redis';
  const known = distribution.names.find((name) => name in installers);
  return (
    (platform === 'linux' && known && installers[known]) || 'the installer of your system (package redis or valkey)'
  );
}

/** A program's own words ("E: …" are apt's) rather than the command line that failed. */
function reasonOf(error: unknown): string {
  const { stderr, message } = error as { stderr?: string; message?: string };
  return stderr?.split('\n').find((line) => line.startsWith('E: ')) ?? message ?? String(error);
}

/**
 * A `redis-server` or `valkey-server` of the PATH; else, on Debian and its kin, the distribution's package unpacked into the cache
 * folder, without a daemon and without root. Otherwise refuses with the command that helps.
 */
export async function findRedis(say: (line: string) => void, machine: Machine = thisMachine()): Promise<RedisProgram> {
  const { env, distribution } = machine;
  const installed = onPath(['redis-server', 'valkey-server'], env);
  if (installed !== undefined) return { program: installed, env };
  const isDebian = machine.platform === 'linux' && distribution.names.includes('debian');
  const advice = `install it with: ${installCommand(machine)} — or set REDIS_URL to a running one`;
  if (!isDebian || onPath(['apt-get'], env) === undefined) throw new Error(`no Redis on this machine; ${advice}`);
  try {
    const name = `redis-${distribution.names[0]}-${distribution.version}-${process.arch}`;
    return await unpackRedis(join(cacheFolder(env), name), env, say);
  } catch (cause) {
    throw new Error(`no Redis on this machine, and its package can't be unpacked (${reasonOf(cause)}); ${advice}`, {
      cause,
    });
  }
}
