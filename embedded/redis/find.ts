import { accessSync, constants } from 'node:fs';
import { delimiter, isAbsolute, join } from 'node:path';
import { installCommand, type Machine, thisMachine } from '../debian/machine.ts';
import { type UnpackedProgram, unpackProgram } from '../debian/unpack.ts';
import { programCacheFolder } from '../program-cache.ts';
import type { Say } from '../service/definition.ts';

/** Redis in the packages of Debian. */
const redis = { title: 'Redis', packages: ['redis-server', 'redis-tools'], path: 'usr/bin/redis-server' };

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** The path of the first of the named programs that is in a folder of PATH. */
function findOnPath(names: readonly string[], env: NodeJS.ProcessEnv): string | undefined {
  const folders = (env.PATH ?? '').split(delimiter).filter(isAbsolute);
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find(isExecutable);
}

/**
 * Why a program failed: its own error message (apt's messages begin with "E: "), or that of Node, which contains the
 * command line.
 */
function reasonOf(error: unknown): string {
  const { stderr, message } = error as { stderr?: string; message?: string };
  return stderr?.split('\n').find((line) => line.startsWith('E: ')) ?? message ?? String(error);
}

/**
 * Finds `redis-server` or `valkey-server` in the folders of PATH. If neither is there, Debian and its derivatives use
 * the distribution's package, which is unpacked into the cache folder: not installed, and without root.
 * @throws Error that names the command to install Redis.
 */
export async function findRedis(say: Say, machine: Machine = thisMachine()): Promise<UnpackedProgram> {
  const { env, distribution } = machine;
  const installed = findOnPath(['redis-server', 'valkey-server'], env);
  if (installed !== undefined) return { program: installed, env };
  const isDebian = machine.platform === 'linux' && distribution.names.includes('debian');
  const advice = `install it with: ${installCommand(machine)} — or set REDIS_URL to a running one`;
  if (!isDebian || findOnPath(['apt-get'], env) === undefined) throw new Error(`no Redis on this machine; ${advice}`);
  try {
    const name = `redis-${distribution.names[0]}-${distribution.version}-${process.arch}`;
    return await unpackProgram(join(programCacheFolder(env), name), redis, { env, say });
  } catch (cause) {
    const reason = `its package cannot be unpacked (${reasonOf(cause)})`;
    throw new Error(`no Redis on this machine, and ${reason}; ${advice}`, { cause });
  }
}
