import { mkdtempSync, readdirSync, readlinkSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export type TemporaryFiles = Disposable &
  Readonly<{
    folder: string;
    names: () => readonly string[];
    /** Paths of the temporary files that this process has open, even if they have been deleted. */
    open: () => readonly string[];
  }>;

/** Creates a folder for the temporary files of one test. Disposing the result removes the folder. */
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
    // This descriptor was open only to list the folder of descriptors, and is closed by now.
    return '';
  }
}
