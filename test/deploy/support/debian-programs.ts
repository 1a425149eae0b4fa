import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { before } from 'mocha';
import { thisMachine } from '../../../embedded/debian/machine.ts';
import { type UnpackedProgram, unpackProgram, type Wanted } from '../../../embedded/debian/unpack.ts';
import { canEnter } from '../../../embedded/postgres/user.ts';
import type { User } from '../../../embedded/processes/child.ts';
import { programCacheFolder } from '../../../embedded/program-cache.ts';

const programs = {
  nginx: { title: 'nginx', packages: ['nginx', 'nginx-common'], path: 'usr/sbin/nginx', versionOption: '-v' },
  pgbouncer: { title: 'PgBouncer', packages: ['pgbouncer'], path: 'usr/sbin/pgbouncer' },
  psql: { title: 'psql', packages: ['postgresql-client-15'], path: 'usr/lib/postgresql/15/bin/psql' },
  caddy: { title: 'Caddy', packages: ['caddy'], path: 'usr/bin/caddy', versionOption: 'version' },
  'systemd-analyze': { title: 'systemd-analyze', packages: ['systemd'], path: 'usr/bin/systemd-analyze' },
  promtool: { title: 'promtool', packages: ['prometheus'], path: 'usr/bin/promtool' },
  openssl: { title: 'OpenSSL', packages: ['openssl'], path: 'usr/bin/openssl', versionOption: 'version' },
} satisfies Record<string, Wanted>;

type Name = keyof typeof programs;

/**
 * Finds a program of the machine that runs what `deploy/` configures; without one, that of Debian is unpacked, without root,
 * as Redis is. The user of the program, if it is another one, can reach it.
 */
export async function findProgram(name: Name, user?: User): Promise<UnpackedProgram> {
  const { env, distribution } = thisMachine();
  const folders = [...(env.PATH ?? '').split(delimiter), '/usr/sbin'];
  const installed = folders.map((folder) => join(folder, name)).find(existsSync);
  if (installed !== undefined) return { program: installed, env };
  const folder = `${name}-${distribution.names[0]}-${distribution.version}-${process.arch}`;
  const cache = programCacheFolder(env, (candidate) => canEnter(candidate, user));
  return unpackProgram(join(cache, folder), programs[name], { env, say: () => {} });
}

/** Unpacks programs before the tests of a suite, which takes a minute where they are not installed. */
export function usePrograms(names: readonly Name[], user?: User): void {
  before(async function () {
    this.timeout(600_000);
    for (const name of names) await findProgram(name, user);
  });
}
