import { spawnSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import type { User } from '../processes/child.ts';

const unprivileged = 'nobody';
/** The usual uid and gid of that user, for systems without an entry for it. */
const usualId = 65_534;

function unprivilegedUser(): User {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((entry) => entry.startsWith(`${unprivileged}:`));
  const [, , uid, gid] = line?.split(':') ?? [];
  return { uid: Number(uid ?? usualId), gid: Number(gid ?? usualId) };
}

/**
 * The user that Postgres runs as; `undefined` means the present user. Postgres refuses to run as root: root starts it as the
 * owner of the cluster, or as an unprivileged user if there is no cluster yet.
 */
export function serverUserOf(cluster: string): User | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const owner = statSync(cluster, { throwIfNoEntry: false });
  return owner !== undefined && owner.uid !== 0 ? { uid: owner.uid, gid: owner.gid } : unprivilegedUser();
}

/** Whether the user may enter the folder. The operating system decides, so that access control lists count too. */
export function canEnter(folder: string, user: User | undefined): boolean {
  if (user === undefined) return true;
  return spawnSync('/bin/sh', ['-c', 'cd "$0"', folder], { ...user, cwd: '/', stdio: 'ignore' }).status === 0;
}
