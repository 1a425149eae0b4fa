import { mkdtempSync, readdirSync, readlinkSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export type TemporaryFiles = Disposable &
  Readonly<{
    folder: string;
    names: () => readonly string[];
    /** Paths to what this process has open of them, whether they still have a name or not. */
    open: () => readonly string[];
  }>;

/** A folder for temporary files that nobody else uses, until it is disposed of. */
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
    // The descriptor by which the folder of descriptors was listed is closed by now.
    return '';
  }
}
