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

/**
 * Creates this user's folder in a world-writable one and checks its owner: another user may have created it first and
 * put programs into it.
 */
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
 * The folder for unpacked programs: `$XDG_CACHE_HOME/irontrack` or `~/.cache/irontrack`, then `/var/cache/irontrack`,
 * then a private folder in the temporary folder. The first one is used that is writable and that `isReachable` accepts.
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
 * Fills a folder unless it exists. Other processes never see an incomplete folder. If two processes fill it at the same
 * time, the first to finish succeeds and the second uses the first one's result.
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
