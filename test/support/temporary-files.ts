import { mkdtempSync, readdirSync, readlinkSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export type TemporaryFiles = Disposable &
  Readonly<{
    folder: string;
    names: () => readonly string[];
    /** Paths of these files that this process has open, with or without a name. */
    open: () => readonly string[];
  }>;

/** A folder for the temporary files of one test. Disposing removes it. */
export function ownTemporaryFiles(): TemporaryFiles {
  const outer = process.env.TMPDIR;
  const folder = mkdtempSync(join(tmpdir(), 'irontrack-test-'));
  process.env.TMPDIR = folder;
  return {
    folder,
    names: () => readdirSync(folder),
    open: () =>
      readdirSync('/proc/self/fd')
        .map((fd) => `/proc/self/fd/${fd}`)
        .filter((path) => targetOf(path).startsWith(folder)),
    [Symbol.dispose]() {
      if (outer === undefined) delete process.env.TMPDIR;
      else process.env.TMPDIR = outer;
      rmSync(folder, { recursive: true });
    },
  };
}

function targetOf(path: string): string {
  try {
    return readlinkSync(path);
  } catch {
    // The descriptor that listed the folder is closed.
    return '';
  }
}
