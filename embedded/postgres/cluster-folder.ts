import { randomUUID } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  existsSync,
  lchownSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import type { User } from '../processes/child.ts';
import type { Say } from '../service/definition.ts';
import { canEnter } from './user.ts';

/** The folder for those Postgres clusters that cannot be in their data folder. */
const externalFolder = '/var/lib/irontrack';

const linkTargetOf = (path: string): string | undefined =>
  lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() ? readlinkSync(path) : undefined;

/** Lets the user's group pass through a folder of IronTrack, but not list it. */
function allowPassage(folder: string, user: User): void {
  if (canEnter(folder, user)) return;
  chownSync(folder, statSync(folder).uid, user.gid);
  chmodSync(folder, (statSync(folder).mode & 0o777) | 0o010);
}

/**
 * Makes the user the owner of a cluster that belongs to another one. Its folder comes last and belongs to root until
 * then, so that the former owner can no longer enter it, and so that a killed run is repeated.
 */
export function adoptCluster(data: string, { uid, gid }: User): void {
  if (statSync(data).uid === uid) return;
  chownSync(data, 0, 0);
  for (const name of readdirSync(data, { recursive: true, encoding: 'utf8' })) lchownSync(join(data, name), uid, gid);
  chownSync(data, uid, gid);
}

/**
 * Removes the external Postgres clusters whose data folder has been deleted. The file `home` of a cluster contains the
 * path of the link in the data folder.
 */
function removeAbandonedClusters(): void {
  for (const name of readdirSync(externalFolder)) {
    const cluster = join(externalFolder, name);
    const home = join(cluster, 'home');
    // A cluster without the file `home` is just being created, so it is kept.
    if (!existsSync(home)) continue;
    const isLinked = linkTargetOf(readFileSync(home, 'utf8')) === join(cluster, 'data');
    if (!isLinked) rmSync(cluster, { recursive: true, force: true });
  }
}

function createExternalFolder(data: string): string {
  mkdirSync(externalFolder, { recursive: true, mode: 0o755 });
  removeAbandonedClusters();
  const cluster = join(externalFolder, randomUUID());
  mkdirSync(cluster, { mode: 0o711 });
  symlinkSync(join(cluster, 'data'), data);
  writeFileSync(join(cluster, 'home'), data, { mode: 0o600 });
  return join(cluster, 'data');
}

/**
 * The folder of the Postgres cluster, normally `data` in the service's folder. If root starts Postgres, Postgres runs
 * as another user. If that user may not pass through a parent folder (such as /root), `data` is a link to an external
 * folder. Some time after such a link is deleted, its external folder is removed.
 */
export function resolveClusterFolder(folder: string, user: User | undefined, say: Say): string {
  const data = join(folder, 'data');
  const target = linkTargetOf(data);
  if (target !== undefined) {
    if (!existsSync(dirname(target))) throw new Error(`${data} links to ${target}, which does not exist`);
    return target;
  }
  if (user === undefined) return data;
  for (const each of [dirname(folder), folder]) allowPassage(each, user);
  if (canEnter(folder, user)) return data;
  if (existsSync(data)) throw new Error(`${data} belongs to user ${user.uid}, who may not enter its parent folder`);
  const external = createExternalFolder(data);
  say(`Postgres: its user may not enter ${folder}; the data is in ${external}`);
  return external;
}
