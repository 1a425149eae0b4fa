import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { birthOf, descendantsOf } from '../../../embedded/processes.ts';
import { startServices } from '../../../embedded/services.ts';
import { until } from '../../../embedded/wait.ts';
import { atEndOfRun } from '../../support/end-of-run.ts';

/** Hears what a user would be told, and forgets it. */
export const deaf = (): void => {};

/** Some things can be seen only by root, who may become another user. */
export const isRoot = process.getuid?.() === 0;

/** An ordinary user without a home: `nobody`. */
export const stranger = { uid: 65_534, gid: 65_534 };

/** Memory where there is enough of it: copies of clusters are many, and disks are slow. */
const base = hasRoom('/dev/shm') ? '/dev/shm' : tmpdir();

function hasRoom(folder: string): boolean {
  if (!existsSync(folder)) return false;
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize > 2 ** 30;
}

/** A new folder for each test of the suite, removed afterwards; everybody may walk through it. */
export function folderPerTest(): () => string {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(base, 'embedded-test-'));
    chmodSync(folder, 0o755);
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));
  return () => folder;
}

const filled = join(base, `embedded-test-filled-${process.pid}`);
atEndOfRun(() => rmSync(filled, { recursive: true, force: true }));

/** A data folder that has been in use: a fresh one costs a second each time. */
export async function usedDataDir(target: string): Promise<void> {
  if (!existsSync(filled)) {
    const needs = { eventStore: true, postgres: true, redis: true };
    mkdirSync(filled, { mode: 0o700 });
    const services = await startServices({ dataDir: filled, needs, say: deaf });
    await services.stop();
  }
  // Keeps owners, which Node's own copying does not.
  spawnSync('cp', ['-a', filled, target]);
}

type Family = { readonly pid: number; readonly birth: string | undefined }[];

/** All processes below that one, as they are now. */
export const familyOf = (pid: number): Family =>
  descendantsOf(pid).map((each) => ({ pid: each, birth: birthOf(each) }));

/** Those of them that still live, after as much time as an orderly end may take. */
export async function survivorsOf(family: Family): Promise<number[]> {
  const living = () => family.filter(({ pid, birth }) => birthOf(pid) !== undefined && birthOf(pid) === birth);
  await until(20_000, () => living().length === 0);
  return living().map(({ pid }) => pid);
}
