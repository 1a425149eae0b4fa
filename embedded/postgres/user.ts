import { spawnSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import type { User } from '../child.ts';

/** The number that systems without an entry of that name mean by "nobody". */
const overflow = 65_534;

function nobody(): User {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((entry) => entry.startsWith('nobody:'));
  const [, , uid, gid] = line?.split(':') ?? [];
  return { uid: Number(uid ?? overflow), gid: Number(gid ?? overflow) };
}

/**
 * Postgres refuses to run as root: the user it runs as then (the owner of the cluster if there is one), else `undefined`, which
 * is ourselves.
 */
export function postgresUser(cluster: string): User | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const owner = statSync(cluster, { throwIfNoEntry: false });
  return owner !== undefined && owner.uid !== 0 ? { uid: owner.uid, gid: owner.gid } : nobody();
}

/** Whether the user can enter the folder; the system decides, so that access lists count too. */
export function canEnter(folder: string, user: User | undefined): boolean {
  if (user === undefined) return true;
  return spawnSync('/bin/sh', ['-c', 'cd "$0"', folder], { ...user, cwd: '/', stdio: 'ignore' }).status === 0;
}
