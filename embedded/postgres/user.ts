import { spawnSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import type { User } from '../processes/child.ts';

const unprivileged = 'nobody';
/** The usual uid and gid of the unprivileged user, for systems that have no entry for that user. */
const usualId = 65_534;

function unprivilegedUser(): User {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((entry) => entry.startsWith(`${unprivileged}:`));
  const [, , uid, gid] = line?.split(':') ?? [];
  return { uid: Number(uid ?? usualId), gid: Number(gid ?? usualId) };
}

/**
 * The operating-system user that Postgres runs as; `undefined` means the current user. Postgres refuses to run as root:
 * if this process runs as root, Postgres runs as the owner of the cluster, or as an unprivileged user if there is no
 * cluster yet.
 */
export function serverUserOf(cluster: string): User | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const owner = statSync(cluster, { throwIfNoEntry: false });
  return owner !== undefined && owner.uid !== 0 ? { uid: owner.uid, gid: owner.gid } : unprivilegedUser();
}

/**
 * Whether the user may enter the folder. The operating system is asked, so that access control lists are respected too.
 */
export function canEnter(folder: string, user: User | undefined): boolean {
  if (user === undefined) return true;
  return spawnSync('/bin/sh', ['-c', 'cd "$0"', folder], { ...user, cwd: '/', stdio: 'ignore' }).status === 0;
}
