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

function writable(folder: string): boolean {
  try {
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/** In a folder that everybody can write to, a stranger could have been faster and left us programs to run. */
function ownFolderIn(shared: string): string {
  const { uid } = userInfo();
  const folder = join(shared, `irontrack-cache-${uid}`);
  mkdirSync(folder, { recursive: true });
  const found = lstatSync(folder);
  if (!found.isDirectory() || (uid >= 0 && found.uid !== uid)) throw new Error(`${folder} belongs to somebody else`);
  chmodSync(folder, 0o755);
  return folder;
}

/**
 * Where unpacked programs are kept: `$XDG_CACHE_HOME/irontrack` or `~/.cache/irontrack`; where that can't be written, or the
 * program's user can't reach it, another place.
 */
export function cacheFolder(env: NodeJS.ProcessEnv, reachable: (folder: string) => boolean = () => true): string {
  const home = env.XDG_CACHE_HOME || join(env.HOME || homedir(), '.cache');
  const usual = [join(home, 'irontrack'), '/var/cache/irontrack'];
  return usual.find((folder) => writable(folder) && reachable(folder)) ?? ownFolderIn(tmpdir());
}

/**
 * Fills a folder once for all: others see it complete or not at all, and of two who fill it at the same time the first one wins
 * with equal content.
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
