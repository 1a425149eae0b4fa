import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { thisMachine } from '../../../embedded/debian/machine.ts';
import { type UnpackedProgram, unpackProgram, type Wanted } from '../../../embedded/debian/unpack.ts';
import { programCacheFolder } from '../../../embedded/program-cache.ts';

const programs = {
  nginx: { title: 'nginx', packages: ['nginx', 'nginx-common'], path: 'usr/sbin/nginx', versionOption: '-v' },
  pgbouncer: { title: 'PgBouncer', packages: ['pgbouncer'], path: 'usr/sbin/pgbouncer' },
  openssl: { title: 'OpenSSL', packages: ['openssl'], path: 'usr/bin/openssl', versionOption: 'version' },
} satisfies Record<string, Wanted>;

/**
 * Finds a program of the machine that runs what `deploy/` configures; without one, that of Debian is unpacked, without root,
 * as Redis is.
 */
export async function findProgram(name: keyof typeof programs): Promise<UnpackedProgram> {
  const { env, distribution } = thisMachine();
  const folders = [...(env.PATH ?? '').split(delimiter), '/usr/sbin'];
  const installed = folders.map((folder) => join(folder, name)).find(existsSync);
  if (installed !== undefined) return { program: installed, env };
  const folder = `${name}-${distribution.names[0]}-${distribution.version}-${process.arch}`;
  return unpackProgram(join(programCacheFolder(env), folder), programs[name], { env, say: () => {} });
}
