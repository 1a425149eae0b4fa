import { fileURLToPath } from 'node:url';

/** The folder of Node's cache of compiled sources, which makes the start of each further process faster. */
export const compileCache = fileURLToPath(new URL('../../node_modules/.cache/irontrack', import.meta.url));
