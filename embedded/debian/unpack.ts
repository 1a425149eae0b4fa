import { execFile } from 'node:child_process';
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { fillOnce } from '../program-cache.ts';
import type { Say } from '../service/definition.ts';
import { downloadPackages } from './packages.ts';

const run = promisify(execFile);

/** A program, and the environment variables that it needs. */
export type UnpackedProgram = { readonly program: string; readonly env: NodeJS.ProcessEnv };

/**
 * A program of the distribution: its name, the packages that contain it, its path in them, and the option that prints its
 * version, by default `--version`.
 */
export type Wanted = {
  readonly title: string;
  readonly packages: readonly string[];
  readonly path: string;
  readonly versionOption?: string;
};

/** The program in a folder of unpacked packages, with the packages' libraries on its library path. */
function programOf(folder: string, path: string, env: NodeJS.ProcessEnv): UnpackedProgram {
  const libraries = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.so(\.\d+)*$/.test(name))
    .map((name) => join(folder, dirname(name)));
  return { program: join(folder, path), env: { ...env, LD_LIBRARY_PATH: [...new Set(libraries)].join(':') } };
}

async function unpack(
  folder: string,
  { packages, path, versionOption = '--version' }: Wanted,
  env: NodeJS.ProcessEnv,
): Promise<void> {
  await downloadPackages(folder, packages, env);
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.deb'))) {
    await run('dpkg', ['-x', file, '.'], { cwd: folder, env });
    rmSync(join(folder, file));
  }
  // The program is run once, so that a missing library is found now and not when the program is needed.
  const { program, env: programEnv } = programOf(folder, path, env);
  await run(program, [versionOption], { env: programEnv });
}

/** A program from the packages of the Linux distribution, which are unpacked into the folder when first needed. */
export async function unpackProgram(
  folder: string,
  wanted: Wanted,
  { env, say }: Readonly<{ env: NodeJS.ProcessEnv; say: Say }>,
): Promise<UnpackedProgram> {
  if (!existsSync(folder)) say(`${wanted.title} is not installed; unpacking the distribution's package into ${folder}`);
  await fillOnce(folder, (empty) => unpack(empty, wanted, env));
  return programOf(folder, wanted.path, env);
}
