import { execFile } from 'node:child_process';
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { fillOnce } from '../program-cache.ts';
import type { Say } from '../service/definition.ts';
import { downloadPackages } from './packages.ts';

const run = promisify(execFile);

/** A Redis or Valkey server program, and the environment variables that it needs. */
export type RedisProgram = { readonly program: string; readonly env: NodeJS.ProcessEnv };

/** The server program in a folder of unpacked packages, with the packages' libraries on its library path. */
function programOf(folder: string, env: NodeJS.ProcessEnv): RedisProgram {
  const libraries = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.so(\.\d+)*$/.test(name))
    .map((name) => join(folder, dirname(name)));
  const path = [...new Set(libraries)].join(':');
  return { program: join(folder, 'usr/bin/redis-server'), env: { ...env, LD_LIBRARY_PATH: path } };
}

async function unpack(folder: string, env: NodeJS.ProcessEnv): Promise<void> {
  await downloadPackages(folder, env);
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.deb'))) {
    await run('dpkg', ['-x', file, '.'], { cwd: folder, env });
    rmSync(join(folder, file));
  }
  // The program is run once, so that a missing library is found now and not when Redis starts.
  const { program, env: programEnv } = programOf(folder, env);
  await run(program, ['--version'], { env: programEnv });
}

/** Redis from the packages of the Linux distribution, which are unpacked into the folder when first needed. */
export async function unpackRedis(folder: string, env: NodeJS.ProcessEnv, say: Say): Promise<RedisProgram> {
  if (!existsSync(folder)) say(`Redis is not installed; unpacking the distribution's package into ${folder}`);
  await fillOnce(folder, (empty) => unpack(empty, env));
  return programOf(folder, env);
}
