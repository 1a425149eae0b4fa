import { randomUUID } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  existsSync,
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
import type { User } from '../child.ts';
import { canEnter } from './user.ts';

const elsewhere = '/var/lib/irontrack';

const linkAt = (path: string): string | undefined =>
  lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() ? readlinkSync(path) : undefined;

/** Lets the user's group pass through, not look into, a folder of ours. */
function letPass(folder: string, user: User): void {
  if (canEnter(folder, user)) return;
  chownSync(folder, statSync(folder).uid, user.gid);
  chmodSync(folder, (statSync(folder).mode & 0o777) | 0o010);
}

/** Removes the clusters whose data folder has been deleted. */
function sweep(): void {
  for (const name of readdirSync(elsewhere)) {
    const place = join(elsewhere, name);
    // Without this note it is being made just now.
    const note = join(place, 'home');
    if (!existsSync(note)) continue;
    if (linkAt(readFileSync(note, 'utf8')) !== join(place, 'data')) rmSync(place, { recursive: true, force: true });
  }
}

function makeElsewhere(data: string): string {
  mkdirSync(elsewhere, { recursive: true, mode: 0o755 });
  sweep();
  const place = join(elsewhere, randomUUID());
  mkdirSync(place, { mode: 0o711 });
  symlinkSync(join(place, 'data'), data);
  writeFileSync(join(place, 'home'), data, { mode: 0o600 });
  return join(place, 'data');
}

/**
 * The folder of the cluster: `data` in the service's folder. As root, Postgres runs as another user, who must be able to walk
 * there; where a folder further up forbids it (/root, say), `data` is a link to a place outside, kept as long as the link is.
 */
export function clusterPlace(folder: string, user: User | undefined, say: (line: string) => void): string {
  const data = join(folder, 'data');
  const linked = linkAt(data);
  if (linked !== undefined) {
    if (!existsSync(dirname(linked))) throw new Error(`${data} points to ${linked}, which is gone`);
    return linked;
  }
  if (user === undefined) return data;
  for (const each of [dirname(folder), folder]) letPass(each, user);
  if (canEnter(folder, user)) return data;
  if (existsSync(data)) throw new Error(`the user ${user.uid}, whom ${data} belongs to, can't reach it`);
  const place = makeElsewhere(data);
  say(`Postgres: its user can't reach ${folder}; its data is in ${place}`);
  return place;
}
