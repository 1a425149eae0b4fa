import { readFileSync, statfsSync } from 'node:fs';
import { freemem, tmpdir } from 'node:os';

/** The folder for files in memory that Linux has for all users. */
const folder = '/dev/shm';
const gib = 2 ** 30;
/** What the files of all tests need at most at the same time, with room to spare. */
const neededBytes = 3 * gib;
/** What the programs need beside the files. */
const spareBytes = 3 * gib;

/**
 * The folder for the temporary files of tests: `TMPDIR`, or else a folder in memory, or else that of the system. Suites copy
 * clusters and databases of thousands of small files, which takes a third of their time on a disk.
 */
export const temporaryBase = process.env.TMPDIR ?? memoryFolder() ?? tmpdir();

/** The folder for files in memory, if there is one with enough room in which programs may run. */
function memoryFolder(): string | undefined {
  try {
    const mount = readFileSync('/proc/mounts', 'utf8')
      .split('\n')
      .find((line) => line.split(' ')[1] === folder);
    const [, , , options = 'noexec'] = mount?.split(' ') ?? [];
    const { bavail, bsize } = statfsSync(folder);
    const hasRoom = bavail * bsize >= neededBytes && freemem() >= neededBytes + spareBytes;
    return hasRoom && !options.split(',').includes('noexec') ? folder : undefined;
  } catch {
    // This is not Linux, or the folder does not exist.
    return undefined;
  }
}
