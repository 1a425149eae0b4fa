import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import type { User } from '../processes/child.ts';
import { runningUsers } from '../processes/process-table.ts';

/** The ids that neither systemd nor distributions give to users: a Postgres started by root gets one of them. */
const [firstId, lastId] = [60_706, 61_183];
const nobodyUid = 65_534;
const getent = 'getent';

/** The ids in the third column of /etc/passwd or /etc/group, in the order of the file. */
const idsIn = (file: string): number[] =>
  readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line.includes(':'))
    .map((line) => Number(line.split(':')[2]));

/** Whether a directory service, such as LDAP, knows the id. */
const isKnownElsewhere = (id: number): boolean =>
  ['passwd', 'group'].some((kind) => spawnSync(getent, [kind, String(id)], { stdio: 'ignore' }).status === 0);

/**
 * A user for the Postgres of a data folder alone: an id that no user or group of the system has, and that no process runs
 * as. The search begins at an id that depends on the folder, because another data folder's Postgres may be stopped.
 */
function ownUser(cluster: string): User {
  const taken = new Set([...runningUsers(), ...idsIn('/etc/passwd'), ...idsIn('/etc/group')]);
  const count = lastId - firstId + 1;
  const start = createHash('sha256').update(dirname(cluster)).digest().readUInt32BE() % count;
  for (let step = 0; step < count; step++) {
    const id = firstId + ((start + step) % count);
    if (!taken.has(id) && !isKnownElsewhere(id)) return { uid: id, gid: id };
  }
  throw new Error(`Postgres does not run as root, and every user id from ${firstId} to ${lastId} is in use`);
}

/**
 * The operating-system user that Postgres runs as; `undefined` means the current user. Postgres refuses to run as root:
 * if this process runs as root, Postgres runs as the owner of the cluster, or as a user of its own if there is no
 * cluster yet. Clusters of earlier releases belong to `nobody`, as which other programs run too: they change their owner.
 */
export function serverUserOf(cluster: string): User | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const owner = statSync(cluster, { throwIfNoEntry: false });
  const isOwn = owner !== undefined && owner.uid !== 0 && owner.uid !== nobodyUid;
  return isOwn ? { uid: owner.uid, gid: owner.gid } : ownUser(cluster);
}

/**
 * The user that creates the cluster of `user`: initdb asks the system for the name of its user, so its id must be in
 * /etc/passwd. Prefers one as which no process runs, because processes of that user could enter the new cluster.
 */
export function userForInitdb({ gid }: User): User {
  const running = runningUsers();
  const uid = idsIn('/etc/passwd').find((id) => id !== 0 && !running.has(id));
  return { uid: uid ?? nobodyUid, gid };
}

/**
 * Whether the user may enter the folder. Unless everybody may enter it, the operating system is asked, so that access
 * control lists are respected too.
 */
export function canEnter(folder: string, user: User | undefined): boolean {
  if (user === undefined || isOpenToAll(folder)) return true;
  return spawnSync('/bin/sh', ['-c', 'cd "$0"', folder], { ...user, cwd: '/', stdio: 'ignore' }).status === 0;
}

/** Whether all users may enter the folder and each folder above it. */
function isOpenToAll(folder: string): boolean {
  if (!existsSync(folder)) return false;
  const path = realpathSync(folder);
  const isOpen = (statSync(path).mode & 0o111) === 0o111;
  return isOpen && (dirname(path) === path || isOpenToAll(dirname(path)));
}
