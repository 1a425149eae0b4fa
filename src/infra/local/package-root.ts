import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * The nearest folder above this file that contains a `package.json`. It is the same for the sources and for the
 * compiled build.
 */
export const packageRoot: string = (() => {
  for (let folder = import.meta.dirname; folder !== dirname(folder); folder = dirname(folder)) {
    if (existsSync(join(folder, 'package.json'))) return folder;
  }
  throw new Error('No package.json in any folder above the code');
})();
