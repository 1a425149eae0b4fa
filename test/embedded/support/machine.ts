import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { birthOf, descendantsOf } from '../../../embedded/processes.ts';
import { until } from '../../../embedded/wait.ts';

/** Hears what a user would be told, and forgets it. */
export const deaf = (): void => {};

/** Some things can be seen only by root, who may become another user. */
export const isRoot = process.getuid?.() === 0;

/** An ordinary user without a home: `nobody`. */
export const stranger = { uid: 65_534, gid: 65_534 };

/** A new folder for each test of the suite, removed afterwards; everybody may walk through it. */
export function folderPerTest(): () => string {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'embedded-test-'));
    chmodSync(folder, 0o755);
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));
  return () => folder;
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
