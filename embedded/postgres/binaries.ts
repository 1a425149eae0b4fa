import { accessSync, chmodSync, constants, cpSync, existsSync, readFileSync, symlinkSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { User } from '../processes/child.ts';
import { fillOnce, programCacheFolder } from '../program-cache.ts';
import type { Say } from '../service/definition.ts';
import { findPackage, type PostgresPackage } from './package.ts';
import { canEnter } from './user.ts';

/** Paths of Postgres' executables. */
export type PostgresPrograms = { readonly initdb: string; readonly postgres: string };

type Link = { readonly source: string; readonly target: string };

const linksOf = (root: string): Link[] => {
  const list = join(root, 'native', 'pg-symlinks.json');
  return existsSync(list) ? (JSON.parse(readFileSync(list, 'utf8')) as Link[]) : [];
};

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * Creates the symbolic links and execute permissions that Postgres' binaries need: an npm package cannot contain links,
 * and the package's install script may be disabled.
 */
function complete(root: string): void {
  for (const { source, target } of linksOf(root)) {
    if (!existsSync(join(root, target))) symlinkSync(basename(source), join(root, target));
  }
  for (const program of ['initdb', 'postgres']) {
    const file = join(root, 'native', 'bin', program);
    if (!isExecutable(file)) chmodSync(file, 0o755);
  }
}

function isCompletable(root: string): boolean {
  try {
    complete(root);
    return true;
  } catch {
    return false;
  }
}

export type ProgramsOptions = {
  /** The user that runs Postgres' programs. @defaultValue the current user */
  readonly user: User | undefined;
  readonly env: NodeJS.ProcessEnv;
  readonly say: Say;
  /** The npm package that contains the binaries. @defaultValue the installed one */
  readonly from?: PostgresPackage;
};

/**
 * Makes Postgres' programs executable for the user. Uses the installed package, or a copy of it in the cache folder if
 * the package is read-only or the user may not enter its folder.
 */
export async function preparePrograms({
  user,
  env,
  say,
  from = findPackage(),
}: ProgramsOptions): Promise<PostgresPrograms> {
  const { root, version } = from;
  let folder = root;
  if (!isCompletable(root) || !canEnter(join(root, 'native', 'bin'), user)) {
    const cache = programCacheFolder(env, (candidate) => canEnter(candidate, user));
    folder = join(cache, `postgres-${version}-${process.platform}-${process.arch}`);
    if (!existsSync(folder)) say(`Postgres: its user cannot use ${root}; copying its programs to ${folder}`);
    await fillOnce(folder, async (empty) => {
      cpSync(join(root, 'native'), join(empty, 'native'), { recursive: true, verbatimSymlinks: true });
      complete(empty);
    });
  }
  const bin = join(folder, 'native', 'bin');
  return { initdb: join(bin, 'initdb'), postgres: join(bin, 'postgres') };
}
