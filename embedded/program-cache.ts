import {
  accessSync,
  chmodSync,
  constants,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { homedir, tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';

function isWritable(folder: string): boolean {
  try {
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/** In a world-writable folder another user may have created ours first and put programs into it, so its owner is checked. */
function createOwnFolder(shared: string): string {
  const { uid } = userInfo();
  const folder = join(shared, `irontrack-cache-${uid}`);
  mkdirSync(folder, { recursive: true });
  const found = lstatSync(folder);
  if (!found.isDirectory() || (uid >= 0 && found.uid !== uid)) throw new Error(`${folder} belongs to another user`);
  chmodSync(folder, 0o755);
  return folder;
}

/**
 * The folder for unpacked programs: `$XDG_CACHE_HOME/irontrack` or `~/.cache/irontrack`, then `/var/cache/irontrack`, then a
 * private folder in the temporary folder. It is the first that is writable and, according to `isReachable`, usable.
 */
export function programCacheFolder(
  env: NodeJS.ProcessEnv,
  isReachable: (folder: string) => boolean = () => true,
): string {
  const home = env.XDG_CACHE_HOME || join(env.HOME || homedir(), '.cache');
  const candidates = [join(home, 'irontrack'), '/var/cache/irontrack'];
  return candidates.find((folder) => isWritable(folder) && isReachable(folder)) ?? createOwnFolder(tmpdir());
}

/**
 * Fills a folder once. Other processes never see it incomplete. If two fill it at the same time, the first one succeeds and the
 * second one uses its result.
 */
export async function fillOnce(folder: string, fill: (empty: string) => Promise<void>): Promise<void> {
  if (existsSync(folder)) return;
  const draft = mkdtempSync(`${folder}.`);
  try {
    await fill(draft);
    chmodSync(draft, 0o755);
    renameSync(draft, folder);
  } catch (error) {
    if (!existsSync(folder)) throw error;
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}
