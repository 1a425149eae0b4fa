import { readFileSync } from 'node:fs';

/** The version of the package that this file belongs to, as sources or compiled. */
export const version: string = (() => {
  for (const place of ['../../package.json', '../../package.json']) {
    try {
      return JSON.parse(readFileSync(new URL(place, import.meta.url), 'utf8')).version;
    } catch {
      // One level further up in the compiled tree.
    }
  }
  throw new Error('The package has lost its package.json');
})();
