import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The folder of the package that holds this code, as sources or compiled: the nearest one above with a `package.json`. */
export const packageRoot: string = (() => {
  for (let folder = import.meta.dirname; folder !== dirname(folder); folder = dirname(folder)) {
    if (existsSync(join(folder, 'package.json'))) return folder;
  }
  throw new Error('No package.json in any folder above the code');
})();
